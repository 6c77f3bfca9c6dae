// The view for Monday morning: what the conversations came to, who acts next, what comes up again and again.

function overview() {
  const { summary, all } = DATA;
  const element = h("div", { class: "part-list" });
  element.append(intro("Overview", introduction()), keyFigures(summary, all));
  const verdicts = Object.keys(VERDICTS).map((id) => ({
    id, name: VERDICTS[id], value: summary.verdicts[id], link: address("notes", null, { verdict: id }),
  }));
  const sides = ["them", "both", "us"].map((id) => ({
    id, name: { them: "The customer", both: "Both together", us: "Our side" }[id], value: summary.open_commitments[id],
  }));
  element.append(h("div", { class: "pair" },
    part("What the notes came to", ...stack("Notes by verdict", verdicts),
      h("p", { class: "small soft" }, "An advance is a conversation after which the customer will do something. “Only a good meeting” is every other one that goes on.")),
    part("Who acts next", ...stack("Promises by side", sides), h("p", { class: "small soft" }, shareWords(summary)))));
  if (DATA.timeline.periods.length) element.append(overTime());
  element.append(h("div", { class: "pair" }, topFindings(), accountsToLookAt()));
  return { title: "Overview", element };
}

function intro(heading, ...sentences) {
  return h("div", { class: "intro" }, h("h1", { tabindex: "-1" }, heading), sentences.map((text) => h("p", { class: "soft" }, text)));
}

function introduction() {
  const dates = NOTES.map((note) => note.date).filter(Boolean).sort();
  const span = dates.length ? `, ${day(dates[0])} to ${day(dates.at(-1))}` : "";
  return `${count(NOTES.length, "note")} of ${count(DATA.deals.length, "account")}${span}. Told as of ${day(AS_OF)}.`;
}

function keyFigures(summary, all) {
  const overdue = (signal) => DATA.deals.reduce((sum, deal) => sum + deal.signals[signal], 0);
  const [advances, learning] = all.rates;
  const rate = ({ part, whole, share }) =>
    share === null ? ["too few", `${part} of ${count(whole, "conversation")}`] : [percent(share), `${number(part)} of ${count(whole, "conversation")}`];
  const owed = (value, side) => [filteredLink(number(value), "commitments", { fate: "overdue", side }), "overdue, no note shows them kept"];
  const figure = (name, [value, under]) => h("div", {}, h("dt", {}, name), h("dd", {}, value), h("dd", {}, under));
  const { us, them, both } = summary.open_commitments;
  const share = DATA.customer_share === null ? ["none", "no promises"] : [percent(DATA.customer_share), `${number(them + both)} of ${count(us + them + both, "promise")}`];
  return h("dl", { class: "figures" },
    figure("Advance rate", rate(advances)), figure("Learning rate", rate(learning)), figure("Customer's share", share),
    figure("They owe us", owed(overdue("overdue_theirs"), "theirs")), figure("We owe them", owed(overdue("overdue_ours"), "us")));
}

function shareWords({ open_commitments: { third, unknown } }) {
  const rest = third + unknown ? ` ${count(third + unknown, "promise")} of third parties, or of a side that the note does not tell, are not counted.` : "";
  return `Promises still to do, as the notes have them; what both do together counts as the customer's too.${rest}`;
}

function overTime() {
  const { unit, periods, beyond } = DATA.timeline;
  const rows = periods.filter((period) => period[1]).map(([start, conversations, advances, average]) =>
    [day(start), number(conversations), number(advances), average === null ? "too few" : percent(average)]);
  const earlier = beyond ? ` ${count(beyond, "conversation")} of another time ${beyond === 1 ? "is" : "are"} left out of the picture.` : "";
  return part(`Advances by ${unit}`, timeline(DATA.timeline),
    h("ul", { class: "legend" },
      h("li", {}, h("span", { class: "swatch f-advance" }), "advances and orders"),
      h("li", {}, h("span", { class: "swatch f-rest" }), "other conversations"),
      h("li", { class: "soft" }, `Above, dots are single ${unit}s, larger where there were more conversations; the line is the share over four ${unit}s, drawn from ${DATA.fewest} conversations on.${earlier}`)),
    tableOfFigures(`Conversations by ${unit}`, [{ name: `${unit[0].toUpperCase()}${unit.slice(1)} of` },
      { name: "Conversations", className: "number" }, { name: "Advances", className: "number" },
      { name: `Over four ${unit}s`, className: "number" }], rows));
}

const SEVERITIES = ["error", "warning", "info"];

/** How many notes each rule found something in. */
function rulesFound() {
  const notes = new Map();
  for (const note of NOTES) {
    for (const index of new Set(note.row[14].map((finding) => finding[0]))) notes.set(index, (notes.get(index) ?? 0) + 1);
  }
  return [...notes].map(([index, found]) => ({ rule: string(index), found, ...DATA.rules[string(index)] }))
    .sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || other.found - one.found);
}

function topFindings() {
  const found = rulesFound().slice(0, 8);
  if (!found.length) return part("What comes up most", h("p", {}, "Nothing: every note holds what it should."));
  return part("What comes up most",
    plainTable("Findings, by the number of notes", [{ name: "In the notes", className: "main-cell" }, { name: "Notes", className: "number" }, { name: "Severity" }],
      found.map(({ rule, found, severity, summary, question }) => [
        [filteredLink(summary ?? rule, "notes", { rule }), h("div", { class: "small soft" }, "Ask: ", question)],
        number(found), severityMark(severity)])));
}

/** Deals that still go on, those with most to ask about first. */
function accountsToLookAt() {
  const weight = (deal) => deal.findings.filter((finding) => finding.severity !== "info").length * 100 + deal.findings.length;
  const goingOn = DATA.deals.filter((deal) => deal.findings.length && !["order", "no_sale"].includes(deal.notes.at(-1).verdict));
  const first = goingOn.sort((one, other) => weight(other) - weight(one) || compare(one.last.date, other.last.date, true)).slice(0, 6);
  if (!first.length) return part("Accounts to look at", h("p", {}, "None that the notes would single out."));
  return part("Accounts to look at",
    h("ul", { class: "asks" }, first.map((deal) => h("li", {}, h("h3", {}, dealLink(deal)),
      deal.findings.slice(0, 2).map((finding) => [h("p", { class: "small" }, words(finding.message)),
        h("p", { class: "small question soft" }, finding.question)])))),
    h("p", {}, h("a", { href: address("deals") }, "All accounts")));
}
