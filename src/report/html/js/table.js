// Tables that are sorted by their heads and grow as far as one wants to read, and the controls above them.

const PAGE = 100;

const letters = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** Compares what columns are sorted by; what is missing comes last either way. */
function compare(one, other, down) {
  const missing = (value) => value === null || value === undefined || value === "";
  if (missing(one) || missing(other)) return missing(one) - missing(other);
  const order = typeof one === "number" ? one - other : letters.compare(one, other);
  return down ? -order : order;
}

/**
 * A table. `columns` have an `id`, a `name`, a `cell`, and `by` if they can be sorted by; `down` means that the most
 * comes first at the first press. `className` is that of the table. `update` shows other rows, sorted as the state says.
 */
function sortedTable({ label, noun, columns, sort, className = null }) {
  const body = h("tbody");
  const caption = h("caption", {});
  const heads = new Map();
  const head = (column) => {
    const press = () => {
      const [id, down] = sorting(readState().options);
      const turned = id === column.id ? !down : Boolean(column.down);
      setOptions({ sort: `${turned ? "-" : ""}${column.id}` });
    };
    const th = h("th", { scope: "col", class: classes(column) }, column.by ? h("button", { type: "button", onclick: press }, column.name) : column.name);
    heads.set(column.id, th);
    return th;
  };
  const sorting = (options) => {
    const given = (options.get("sort") ?? sort).replace(/^-/, "");
    const known = columns.some((column) => column.id === given && column.by);
    const by = known ? options.get("sort") ?? sort : sort;
    return [by.replace(/^-/, ""), by.startsWith("-")];
  };
  const table = h("table", { class: className }, caption, h("thead", {}, h("tr", {}, columns.map(head))), body);
  const more = h("button", { type: "button", class: "more" });
  let rows = [];
  const grow = (to) => {
    const from = body.rows.length;
    body.append(...rows.slice(from, to).map((row) => tableRow(columns, row)));
    const left = rows.length - body.rows.length;
    more.hidden = left <= 0;
    more.textContent = `Show ${number(Math.min(left, PAGE))} more of ${number(left)}`;
  };
  more.addEventListener("click", () => {
    const from = body.rows.length;
    grow(from + PAGE);
    body.rows[from]?.querySelector("a, button")?.focus();
  });
  const update = (all, options, total) => {
    const [id, down] = sorting(options);
    const { by } = columns.find((column) => column.id === id);
    const keyed = all.map((row) => ({ row, key: by(row) })).sort((one, other) => compare(one.key, other.key, down));
    rows = keyed.map(({ row }) => row);
    for (const [of, th] of heads) {
      if (of === id) th.setAttribute("aria-sort", down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    const told = rows.length === total ? count(total, ...noun) : `${number(rows.length)} of ${count(total, ...noun)}`;
    caption.textContent = `${label}: ${told}`;
    announce(told);
    body.replaceChildren();
    grow(PAGE);
  };
  // Whoever prints wants all of it.
  const whole = () => grow(Infinity);
  return { element: [h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${label}` }, table), more], update, whole };
}

const classes = (column) => [column.number && "number", column.className].filter(Boolean).join(" ") || null;

function tableRow(columns, row) {
  return h("tr", {}, columns.map((column, at) =>
    h(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : null, class: classes(column), "data-name": column.name }, column.cell(row))));
}

/** A plain table of a few rows. */
function plainTable(caption, heads, rows) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${caption}` },
    h("table", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col", class: head.className }, head.name)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, at) =>
        h(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : null, class: heads[at].className }, cell)))))));
}

const tableOfFigures = (...table) => h("details", {}, h("summary", {}, "The same as a table"), plainTable(...table));

/** The controls of a view: searches and choices that stand in the address. */
function controls(specs) {
  const fields = specs.map((spec) => ({ ...spec, field: spec.choices ? choice(spec) : search(spec) }));
  const clear = h("button", { type: "button", onclick: () => setOptions(Object.fromEntries(specs.map(({ id }) => [id, null]))) }, "Clear");
  const element = h("form", { class: "controls", role: "search", onsubmit: (event) => event.preventDefault() },
    fields.map(({ id, name, field, choices }) => h("label", { class: choices || id !== "q" ? null : "search" }, name, field)), clear);
  const sync = (options) => {
    for (const { id, field } of fields) {
      const value = options.get(id) ?? "";
      if (field.value !== value && document.activeElement !== field) field.value = value;
      if (field.tagName === "SELECT") field.value = value;
    }
    clear.hidden = !specs.some(({ id }) => options.get(id));
  };
  return { element, sync };
}

function search({ id }) {
  let waiting;
  const typed = (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => setOptions({ [id]: event.target.value }, true), 120);
  };
  return h("input", { type: "search", name: id, oninput: typed, autocomplete: "off", spellcheck: "false" });
}

function choice({ id, choices }) {
  const options = choices.map(([value, text]) => h("option", { value }, text));
  return h("select", { name: id, onchange: (event) => setOptions({ [id]: event.target.value }) }, options);
}

/** Whether a text has all words that are searched for. */
function finds(text, query) {
  return !query || query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
