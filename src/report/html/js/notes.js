// The notes: the list, and one of them with everything that was found marked in its words.

function notes({ key }) {
  return key === null ? noteList() : notePage(key);
}

function noteList() {
  const did = (whose) => (note) => note.commitments.filter((one) => whose(one) && one.strength !== "empty").length;
  const figure = (id, name, value, className) => ({ id, name, number: true, down: true, className, by: value, cell: (note) => String(value(note)) });
  const table = sortedTable({ label: "Notes", noun: ["note"], sort: "-date", columns: [
    { id: "note", name: "Note", className: "main-cell", by: (note) => note.name, cell: (note) => [noteLink(note), note.deal ? h("div", { class: "small soft words" }, note.deal.name) : null] },
    { id: "date", name: "Date", down: true, by: (note) => byDay(note.date), cell: (note) => time(note.date) },
    { id: "author", name: "Author", className: "on-desk", by: (note) => note.author, cell: (note) => words(note.author ?? "") },
    { id: "verdict", name: "Came to", by: (note) => note.verdict, cell: (note) => verdictMark(note.verdict) },
    figure("they", "They act", did(isTheirs), "on-desk"),
    figure("we", "We act", did(isOurs), "on-desk"),
    figure("learned", "Learned", (note) => note.row[12].length, "on-wall"),
    figure("findings", "Findings", (note) => note.row[14].length, "on-desk"),
  ] });
  const authors = DATA.reps.map((rep) => rep.name).filter(Boolean);
  const filters = controls([
    { id: "q", name: "Search names and words" },
    { id: "verdict", name: "Came to", choices: [["", "anything"], ...Object.entries(VERDICTS)] },
    { id: "rule", name: "Finding", choices: [["", "any or none"], ...rulesFound().map(({ rule }) => [rule, rule.replaceAll("-", " ")])] },
    { id: "author", name: "Author", choices: [["", "anybody"], ...authors.map((author) => [author, author])] },
  ]);
  const element = h("div", { class: "part-list" }, intro("Notes", "Every note that was read, with what it came to."),
    h("div", { class: "part" }, filters.element, ...table.element));
  const update = ({ options }) => {
    filters.sync(options);
    const of = (id) => options.get(id);
    const rows = NOTES.filter((note) => (!of("verdict") || note.verdict === of("verdict"))
      && (!of("rule") || note.has(of("rule"))) && (!of("author") || note.author?.toLowerCase() === of("author").toLowerCase())
      && (!of("q") || finds(note.haystack, of("q"))));
    table.update(rows, options, NOTES.length);
  };
  return { title: "Notes", element, update, whole: table.whole };
}

const FAMILIES = { them: "The customer acts", us: "We act", learning: "Learned", vague: "Vague", pressure: "Pressure" };

function notePage(key) {
  const note = NOTES.find((note) => note.key === key);
  if (!note) return missing("Notes", "There is no note of that name in this report.", "notes");
  const facts = [...note.commitments, ...note.learnings, ...note.vague, ...note.pressure]
    .sort((one, other) => (one.place?.[0] ?? Infinity) - (other.place?.[0] ?? Infinity));
  facts.forEach((fact, at) => Object.assign(fact, { number: at + 1, card: unique("fact") }));
  const people = note.people.map(({ name, side }) => `${name}${side === "us" ? " (ours)" : side === "them" ? " (theirs)" : ""}`);
  const told = [time(note.date), note.deal && dealLink(note.deal), note.author && words(`by ${note.author}`), people.length && words(`with ${list(people)}`), h("span", { class: "words" }, note.key)];
  const element = h("div", { class: "part-list" },
    h("div", { class: "intro" }, h("h1", { tabindex: "-1" }, words(note.name)),
      h("p", { class: "soft" }, told.filter(Boolean).flatMap((one, at) => (at ? [" · ", one] : [one]))),
      h("p", {}, verdictMark(note.verdict), `: ${VERDICT_MEANS[note.verdict]}`)),
    note.findings.length ? part("To ask next time", noteAsks(note)) : null,
    h("div", { class: "facts-grid" },
      part("The words", note.text ? markedText(note, facts) : h("p", { class: "soft" }, DATA.about.redacted ? "The words are left out of this report." : "Nothing was found in this note whose words could be shown.")),
      part("What was found", facts.length ? h("ol", { class: "facts" }, facts.map((fact) => factCard(note, fact))) : h("p", { class: "soft" }, "Nothing."))));
  return { title: note.name, element };
}

/** Findings, each question once. */
function noteAsks(note) {
  const asked = new Map();
  for (const finding of note.findings) {
    const same = asked.get(finding.question);
    if (same) same.messages.add(finding.message);
    else asked.set(finding.question, { ...finding, messages: new Set([finding.message]) });
  }
  return h("ul", { class: "asks" }, [...asked.values()].map(({ rule, severity, question, messages }) =>
    h("li", { "data-rule": rule }, h("p", { class: "question" }, question),
      h("p", { class: "small" }, severityMark(severity), " · ", [...messages].join("; ")))));
}

/** The text, line by line, with facts marked; where facts lie in one another, a piece has the look of the innermost. */
function markedText(note, facts) {
  const marked = facts.filter((fact) => fact.place && fact.place[1] > 0);
  const line = (text, number, start) => h("span", { class: "line" }, h("span", { class: "line-number", "aria-hidden": "true" }, String(number)),
    h("span", { class: "words", dir: "auto" }, pieces(text, start, marked)));
  return h("div", { class: "text" }, note.runs.map((run) => {
    let start = run.start;
    return h("span", { class: "run" }, run.lines.map((text, at) => {
      const element = line(text, run.number + at, start);
      start += text.length + 1;
      return element;
    }));
  }));
}

function pieces(text, start, facts) {
  const end = start + text.length;
  const here = facts.filter(({ place: [at, length] }) => at < end && at + length > start);
  const cuts = [start, end, ...here.flatMap(({ place: [at, length] }) => [at, at + length])].filter((cut) => cut >= start && cut <= end);
  const sorted = [...new Set(cuts)].sort((one, other) => one - other);
  return sorted.slice(0, -1).flatMap((from, at) => {
    const to = sorted[at + 1];
    const over = here.filter(({ place: [first, length] }) => first <= from && first + length >= to);
    const piece = text.slice(from - start, to - start);
    if (!over.length) return [piece];
    const inner = over.reduce((one, other) => (other.place[1] < one.place[1] ? other : one));
    const ending = over.filter(({ place: [first, length] }) => first + length === to);
    return [h("mark", { class: `k-${inner.family}`, "data-facts": over.map((fact) => fact.number).join(" ") }, piece), ...ending.map(reference)];
  });
}

function reference(fact) {
  const go = () => document.getElementById(fact.card).focus();
  return h("button", { type: "button", onclick: go, "aria-label": `${FAMILIES[fact.family]}: ${fact.number}` }, String(fact.number));
}

function factCard(note, fact) {
  const why = fact.because.map((id) => DATA.why[id]).filter(Boolean);
  const cost = fact.resource?.length ? `costs them ${list(fact.resource.map((one) => RESOURCES[one]))}` : null;
  const about = fact.strength
    ? [fact.who, fact.side === "both" ? "both of us" : null, fact.strength, fact.done ? "done" : null, fact.due && `due ${day(fact.due)}`, cost]
    : [fact.kind];
  const questions = note.findings.filter(({ place }) => place && fact.place && place[0] === fact.place[0] && place[1] === fact.place[1]);
  return h("li", { id: fact.card, class: `k-${fact.family}`, tabindex: "-1", "data-number": fact.number },
    h("p", {}, h("strong", {}, `${fact.number} · ${FAMILIES[fact.family]}`), fact.fate ? [" · ", fateMark(fact.fate)] : null),
    h("p", {}, words(fact.text)),
    h("p", { class: "small soft" }, words(about.filter(Boolean).join(" · "))),
    why.length ? h("p", { class: "small soft" }, `Why: ${[...new Set(why)].join(" ")}`) : null,
    questions.map(({ question }) => h("p", { class: "small question" }, question)));
}
