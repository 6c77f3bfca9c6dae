// The view of habits: where somebody's notes stand beside those of all, and what to try next. No ranking, no blame.

function team() {
  const { habits, all, fewest } = DATA;
  const reps = DATA.reps.filter((rep) => rep.name !== null);
  const unnamed = DATA.reps.find((rep) => rep.name === null);
  const table = sortedTable({ label: "Authors", noun: ["author"], sort: "name", className: "cards", columns: [
    { id: "name", name: "Author", className: "name-cell", by: (rep) => rep.name, cell: (rep) => filteredLink(words(rep.name), "notes", { author: rep.name }) },
    { id: "talks", name: "Conversations", number: true, down: true, by: (rep) => rep.rates[0].whole, cell: (rep) => number(rep.rates[0].whole) },
    ...habits.map((habit, at) => ({
      id: habit.id, name: habit.name, className: "habit", down: true,
      by: (rep) => rep.rates[at].share, cell: (rep) => habitCell(rep.name, habit, rep.rates[at], all.rates[at]),
    })),
    { id: "advice", name: "Worth saying", className: "advice", cell: (rep) => advice(rep) },
  ] });
  const told = `A share is told from ${fewest} conversations on. The grey line is where the true share lies four times of five; the tick is all authors together. Something is said only where the line lies clear of the tick; the rest may be chance.`;
  const element = h("div", { class: "part-list" }, intro("Team", "Habits as the notes show them, author by author. Notes show what was written down, not all that was said."),
    part("All together", h("dl", { class: "figures" }, habits.map((habit, at) => h("div", {}, h("dt", {}, habit.name),
      h("dd", {}, shareWord(all.rates[at])), h("dd", {}, `${number(all.rates[at].part)} of ${number(all.rates[at].whole)}`))))),
    part("By author", h("p", { class: "small soft" }, told), ...table.element,
      unnamed && h("p", { class: "small soft" }, `${count(unnamed.notes, "note")} name no author and are in no row.`)),
    part("How it is counted", h("dl", { class: "signals" }, habits.map((habit) => h("div", {}, h("dt", {}, habit.name),
      h("dd", {}, `${habit.formula[0].toUpperCase()}${habit.formula.slice(1)}.`), h("dd", { class: "soft small" }, habit.more_is_better ? "More is better." : "Less is better."))))));
  return { title: "Team", element, update: ({ options }) => table.update(reps, options, reps.length), whole: table.whole };
}

const shareWord = ({ share }) => (share === null ? "too few" : percent(share));

function habitCell(name, habit, rate, all) {
  const counted = h("span", { class: "soft" }, `${rate.part} of ${rate.whole}`);
  if (rate.share === null) return h("span", { class: "small soft" }, rate.whole ? [counted, ", too few"] : "none");
  const [low, high] = rate.interval;
  const label = `${name}, ${habit.name}: ${percent(rate.share)}, between ${percent(low)} and ${percent(high)} four times of five; all authors ${shareWord(all)}`;
  return [h("span", {}, percent(rate.share), " ", h("span", { class: "small" }, counted)), interval(label, rate, all.share)];
}

function advice(rep) {
  const said = (remark) => DATA.habits.filter((_, at) => rep.rates[at].remark === remark);
  const lines = said("strength").map((habit) => h("p", { class: "small" }, habit.strength));
  const practice = said("practice")[0];
  if (practice) {
    lines.push(h("p", { class: "small" }, practice.practice, " ", h("span", { class: "soft" }, `Ask: ${practice.question}`)));
  }
  if (lines.length) return lines;
  const few = rep.rates.every((rate) => rate.share === null);
  return h("span", { class: "small soft" }, few ? "A small number: too early to say anything." : "As the others, as far as the numbers tell.");
}
