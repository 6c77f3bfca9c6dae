// Accounts over time: the list, and one of them.

function deals({ key }) {
  return key === null ? dealList() : dealPage(key);
}

const TRENDS = { rising: "rising", flat: "flat", falling: "falling" };
const owedBy = (deal, whose) => followed(deal).filter((one) => isOwed(one) && whose(one));

function dealList() {
  const owes = (whose) => (deal) => {
    const owed = owedBy(deal, whose);
    const overdue = owed.filter((one) => one.fate === "overdue").length;
    return [String(owed.length), h("span", { class: "beside fate-overdue" }, overdue ? `${overdue} overdue` : "")];
  };
  const table = sortedTable({ label: "Accounts", noun: ["account"], sort: "-findings", columns: [
    { id: "account", name: "Account", by: (deal) => deal.name, cell: dealLink },
    { id: "ladder", name: "Ladder", cell: spark },
    { id: "advances", name: "Advances", number: true, down: true, by: (deal) => deal.signals.advances, cell: (deal) => `${deal.signals.advances} of ${deal.signals.conversations}` },
    { id: "share", name: "Their share", className: "on-desk", number: true, down: true, by: (deal) => deal.signals.customer_share, cell: (deal) => shareOf(deal) },
    { id: "trend", name: "Steps", className: "on-wall", by: (deal) => deal.signals.trend, cell: (deal) => TRENDS[deal.signals.trend] ?? soft("too few") },
    { id: "they", name: "They owe", className: "on-desk", number: true, down: true, by: (deal) => owedBy(deal, isTheirs).length, cell: owes(isTheirs) },
    { id: "we", name: "We owe", className: "on-wall", number: true, down: true, by: (deal) => owedBy(deal, isOurs).length, cell: owes(isOurs) },
    { id: "last", name: "Last note", className: "on-desk", down: true, by: (deal) => byDay(deal.last?.date), cell: (deal) => time(deal.last?.date) },
    { id: "findings", name: "To ask about", number: true, down: true, by: (deal) => deal.findings.length, cell: (deal) => String(deal.findings.length) },
  ] });
  const found = new Set(DATA.deals.flatMap((deal) => deal.findings.map((finding) => finding.rule)));
  const filters = controls([
    { id: "q", name: "Search" },
    { id: "rule", name: "To ask about", choices: [["", "anything"], ...[...found].sort().map((rule) => [rule, rule.replaceAll("-", " ")])] },
    { id: "last", name: "Last conversation", choices: [["", "any"], ...Object.entries(VERDICTS)] },
  ]);
  const element = h("div", { class: "part-list" },
    intro("Deals", "The notes of each account together. The ladder shows the customer's steps over time, higher where they cost more: time, information, standing, money."),
    h("div", { class: "part" }, filters.element, ...table.element));
  const update = ({ options }) => {
    filters.sync(options);
    const of = (id) => options.get(id);
    const rows = DATA.deals.filter((deal) => finds(deal.name.toLowerCase(), of("q"))
      && (!of("rule") || deal.findings.some((finding) => finding.rule === of("rule")))
      && (!of("last") || deal.notes.at(-1).verdict === of("last")));
    table.update(rows, options, DATA.deals.length);
  };
  return { title: "Deals", element, update, whole: table.whole };
}

const soft = (text) => h("span", { class: "soft small" }, text);
const shareOf = ({ signals }) => (signals.customer_share === undefined ? soft("too few") : percent(signals.customer_share));

function dealPage(key) {
  const deal = DATA.deals.find((deal) => deal.name === key);
  if (!deal) return missing("Deals", "There is no account of that name in this report.", "deals");
  const table = sortedTable({ label: "Commitments", noun: ["commitment"], sort: "fate", columns: commitmentColumns(false) });
  const element = h("div", { class: "part-list" },
    intro(words(nameOf(deal)), dealIntro(deal)), h("p", {}, h("a", { href: address("deals") }, "All accounts")),
    part("The ladder", ladder(deal), ladderLegend(), stepTable(deal)),
    deal.findings.length ? part("To ask about", asks(deal.findings)) : null,
    part("Commitments", ...table.element),
    part("Signals", signals(deal)),
    part("Notes", plainTable(`Notes of ${deal.name}`, [{ name: "Date" }, { name: "Note", className: "main-cell" }, { name: "Author", className: "on-desk" }, { name: "Came to" }],
      deal.notes.map((note) => [time(note.date), noteLink(note), words(note.author ?? ""), verdictMark(note.verdict)]))));
  return { title: nameOf(deal), element, update: ({ options }) => table.update(followed(deal), options, followed(deal).length), whole: table.whole };
}

function dealIntro(deal) {
  const dates = deal.notes.map((note) => note.date).filter(Boolean);
  const span = dates.length ? `, ${day(dates[0])} to ${day(dates.at(-1))}` : "";
  return `${count(deal.notes.length, "note")}${span}. ${count(deal.signals.advances, "advance")} in ${count(deal.signals.conversations, "conversation")}.`;
}

function asks(findings) {
  return h("ul", { class: "asks" }, findings.map(({ rule, severity, message, question }) =>
    h("li", { "data-rule": rule }, h("p", {}, severityMark(severity), " · ", words(message)),
      h("p", { class: "question" }, question), h("p", { class: "small soft" }, DATA.rules[rule]?.why ?? ""))));
}

function stepTable(deal) {
  return tableOfFigures("The customer's steps", [{ name: "Date" }, { name: "Step", className: "main-cell" }, { name: "Costs them" }, { name: "Strength" }],
    steps(deal).map(({ note, commitment, size }) => [time(note.date), noteLink(note, commitment.text),
      RESOURCES[RUNGS[rung(size) - 1]] ?? "not told", commitment.strength]));
}

/** The signals in words; what there are too few cases for is left out. */
function signals(deal) {
  const of = deal.signals;
  const gap = of.optimism_gap;
  const told = [
    ["Customer's share", of.customer_share !== undefined && percent(of.customer_share), `${of.got} promises of theirs, ${of.given} of ours`],
    ["Since the last advance", count(of.streak_without_advance, "conversation"), "in a row without one"],
    ["Steps", TRENDS[of.trend], "later ones beside earlier ones"],
    ["Who gave something", count(of.people_who_gave, "person", "people"), "owners of firm steps on their side"],
    ["Promises kept", of.kept_share !== undefined && percent(of.kept_share), "of theirs that came due"],
    ["Praise without a step", gap !== undefined && percent(gap), "of the conversations with praise, interest or hope"],
    ["Not learned yet", of.learning_missing?.length && list(of.learning_missing.map((kind) => kind.replaceAll("_", " "))), "no note has it"],
    ["Champions not tested", of.untested_champions?.length && list(of.untested_champions), "called so, and have done nothing yet"],
    ["Last firm step", of.days_since_step !== undefined && `${count(of.days_since_step, "day")} ago`, `on ${day(AS_OF)}`],
  ];
  return h("dl", { class: "signals" }, told.filter(([, value]) => value).map(([name, value, note]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, words(value)), h("dd", { class: "soft small" }, note))));
}
