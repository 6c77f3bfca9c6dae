// The ledger: what was promised, by whom, until when, and what became of it.

const DUE = [
  ["", "any day"],
  ["past", "past"],
  ["week", "in the next 7 days"],
  ["month", "in the next 30 days"],
  ["none", "no day named"],
];

const WHICH = [
  ["", "still to come"],
  ["all", "all"],
  ...Object.entries(FATES).map(([id, name]) => [id, name]),
];

const WHOSE = [["", "anybody"], ["theirs", "theirs, or both together"], ...Object.entries(SIDES)];

function commitments() {
  const table = sortedTable({ label: "Commitments", noun: ["commitment"], sort: "due", columns: commitmentColumns(true) });
  const filters = controls([
    { id: "q", name: "Search" },
    { id: "fate", name: "Fate", choices: WHICH },
    { id: "side", name: "Who acts", choices: WHOSE },
    { id: "due", name: "Due", choices: DUE },
    { id: "owner", name: "Owner" },
    { id: "account", name: "Account" },
  ]);
  const element = h("div", { class: "part-list" },
    intro("Commitments", `What was promised and is still to come, as of ${day(AS_OF)}. A promise counts as kept where a later sentence shows it.`),
    h("div", { class: "part" }, filters.element, ...table.element));
  const update = ({ options }) => {
    filters.sync(options);
    table.update(ledger().filter((one) => takes(one, options)), options, ledger().length);
  };
  return { title: "Commitments", element, update, whole: table.whole };
}

function takes(one, options) {
  const of = (id) => options.get(id) ?? "";
  const fate = of("fate");
  const side = of("side");
  const has = (id, text) => of(id) === "" || text().toLowerCase().includes(of(id).toLowerCase());
  return (fate === "all" || (fate === "" ? isOwed(one) : one.fate === fate))
    && (side === "" || (side === "theirs" ? isTheirs(one) : one.side === side))
    && has("owner", () => one.who) && has("account", () => one.note.deal.name) && isDue(one, of("due"))
    && (of("q") === "" || finds(`${one.text} ${one.who} ${one.note.deal.name}`.toLowerCase(), of("q")));
}

function isDue(one, when) {
  if (when === "") return true;
  if (when === "none" || !one.due) return when === "none" && !one.due;
  const ahead = dayNumber(one.due) - dayNumber(AS_OF);
  return when === "past" ? ahead < 0 : ahead >= 0 && ahead <= (when === "week" ? 7 : 30);
}

function commitmentColumns(withAccount) {
  const columns = [
    { id: "text", name: "Commitment", className: "main-cell", by: (one) => one.text, cell: (one) => commitmentCell(one, withAccount) },
    { id: "account", name: "Account", className: "on-desk", by: (one) => one.note.deal.name, cell: (one) => dealLink(one.note.deal) },
    { id: "owner", name: "Owner", className: "on-desk", by: (one) => one.owner[0], cell: (one) => words(one.who) },
    { id: "side", name: "Who acts", className: "on-wall", by: (one) => one.side, cell: (one) => SIDES[one.side] },
    { id: "due", name: "Due", by: (one) => byDay(one.due), cell: (one) => time(one.due) },
    { id: "fate", name: "Fate", by: (one) => Object.keys(FATES).indexOf(one.fate), cell: (one) => fateMark(one.fate) },
  ];
  return withAccount ? columns : columns.filter(({ id }) => id !== "account");
}

function commitmentCell(one, withAccount) {
  const account = withAccount && h("div", { class: "small on-phone" }, dealLink(one.note.deal));
  const strength = one.strength === "firm" ? null : h("span", { class: "soft small" }, ` (${one.strength})`);
  const shown = one.evidence && one.evidence.text && h("div", { class: "small soft" }, `${FATES[one.fate]}: “`, words(one.evidence.text), "” ",
    one.evidence.note ? noteLink(one.evidence.note, one.evidence.note.date ? day(one.evidence.note.date) : "note") : null);
  return [noteLink(one.note, one.text), strength, account, shown];
}
