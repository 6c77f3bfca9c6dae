// The ladder of a deal: the customer's steps by what they cost, over time, and what each conversation came to.

/** The rung of a step: 1 for time to 4 for money, 0 where its cost is not known. */
const rung = (size) => Math.max(0, Math.ceil(size));
const isFirm = (size) => Number.isInteger(size);

function steps(deal) {
  return deal.steps.map(([note, at, size]) => ({ note: NOTES[note], commitment: NOTES[note].commitments[at], size }));
}

/** A scale of days, with a place at the end for what has no date. */
function days(deal, left, right) {
  const dated = deal.notes.filter((note) => note.date).map((note) => dayNumber(note.date));
  const undated = deal.notes.length - dated.length;
  const end = undated ? right - 50 : right;
  const [first, last] = [Math.min(...dated), Math.max(...dated, dayNumber(AS_OF))];
  const at = (date) => (last > first ? left + ((dayNumber(date) - first) / (last - first)) * (end - left) : (left + end) / 2);
  return { first, last, undated, end, at: (date) => (date ? at(date) : right - 12), hasDates: dated.length > 0 };
}

/** What a verdict looks like: not by color alone. */
function verdictShape(verdict, x, y, r) {
  const shape = { class: `f-${verdict}` };
  switch (verdict) {
    case "order": return svg("path", { ...shape, d: `M${x} ${y - r * 1.3}l${r * 1.2} ${r * 2.2}h${-r * 2.4}z` });
    case "advance": return svg("circle", { ...shape, cx: x, cy: y, r });
    case "no_sale": return svg("rect", { ...shape, x: x - r, y: y - r, width: 2 * r, height: 2 * r });
    case "continuation": return svg("rect", { ...shape, x: x - r, y: y - r / 2, width: 2 * r, height: r });
    default: return svg("circle", { ...shape, cx: x, cy: y, r: r - 0.5 });
  }
}

/** Steps with places: those of one rung and day stand side by side. */
function placed(deal, scale, y, apart) {
  const seen = new Map();
  return steps(deal).map((step) => {
    const at = `${step.note.date} ${rung(step.size)}`;
    const before = seen.get(at) ?? 0;
    seen.set(at, before + 1);
    return { ...step, x: scale.at(step.note.date) + before * apart, y: y(rung(step.size)) };
  });
}

/** The line of the highest firm step so far. */
function climb(all, y, end) {
  let height = 0;
  let path = "";
  for (const { note, size, x } of all) {
    if (!note.date || !isFirm(size) || rung(size) <= height) continue;
    path += path ? `H${x.toFixed(1)}` : `M${x.toFixed(1)} ${y(0)}`;
    height = rung(size);
    path += `V${y(height)}`;
  }
  return path && svg("path", { class: "climb", d: `${path}H${end.toFixed(1)}` });
}

function ladder(deal) {
  return chart("ladder", `The steps of ${deal.name}`, (width) => {
    const left = 84, right = width - 12, y = (rung) => 150 - rung * 32;
    const scale = days(deal, left + 8, right - 8);
    const all = placed(deal, scale, y, 11);
    const marks = ["cost unknown", ...RUNGS.map((name) => RESOURCES[name])].flatMap((name, at) => [
      svg("line", { class: "grid", x1: left, x2: right, y1: y(at), y2: y(at) }),
      svg("text", { x: left - 10, y: y(at) + 4, "text-anchor": "end" }, name),
    ]);
    marks.push(svg("text", { x: left - 10, y: 192, "text-anchor": "end" }, "came to"));
    if (scale.hasDates) marks.push(...dayAxis(scale, left, y));
    if (scale.undated) marks.push(svg("text", { x: right, y: 214, "text-anchor": "end" }, "no date"));
    marks.push(climb(all, y, scale.hasDates ? scale.at(AS_OF) : right));
    marks.push(...all.map(({ note, commitment, size, x, y }) =>
      svg("circle", { class: `mark step${isFirm(size) ? "" : " loose"}`, cx: x, cy: y, r: 5, "data-size": size },
        svg("title", {}, `${day(note.date)}, ${RESOURCES[RUNGS[rung(size) - 1]] ?? "cost unknown"}: ${commitment.text}`))));
    const seen = new Map();
    marks.push(...deal.notes.map((note) => {
      const before = seen.get(note.date) ?? 0;
      seen.set(note.date, before + 1);
      const shape = verdictShape(note.verdict, scale.at(note.date) + before * 11, 188, 5);
      return svg("g", { class: "note-mark", "data-verdict": note.verdict },
        svg("title", {}, `${day(note.date)}: ${VERDICTS[note.verdict]}`), shape);
    }));
    return { height: 222, marks: marks.filter(Boolean), description: describeLadder(deal, all) };
  });
}

/** The days along the foot: the first note, the day of the report, and months between. */
function dayAxis(scale, left, y) {
  const marks = [];
  const today = scale.at(AS_OF);
  marks.push(svg("line", { class: "today", x1: today, x2: today, y1: y(4) - 8, y2: 198 }));
  let room = today - 88;
  marks.push(svg("text", { x: today, y: 214, "text-anchor": today > left + 60 ? "end" : "start" }, day(AS_OF)));
  const months = [];
  const start = new Date(scale.first * 86400000);
  for (let at = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1)); months.length < 400; at.setUTCMonth(at.getUTCMonth() + 1)) {
    const date = at.toISOString().slice(0, 10);
    if (dayNumber(date) > scale.last) break;
    months.push(dayNumber(date) < scale.first ? new Date(scale.first * 86400000).toISOString().slice(0, 10) : date);
  }
  let last = -Infinity;
  for (const date of months) {
    const x = scale.at(date);
    const text = `${MONTHS[date.slice(5, 7) - 1]} ${date.slice(0, 4)}`;
    if (x - last < 74 || x + 60 > room) continue;
    marks.push(svg("text", { x, y: 214 }, text));
    last = x;
  }
  return marks;
}

function describeLadder(deal, all) {
  const firm = all.filter((step) => isFirm(step.size));
  const highest = Math.max(0, ...firm.map((step) => rung(step.size)));
  const reached = highest ? `; the highest firm step costs them ${RESOURCES[RUNGS[highest - 1]]}` : "";
  return `${count(all.length, "step")} of the customer's in ${count(deal.notes.length, "note")}, ${firm.length} of them firm${reached}.`;
}

/** The same in the height of a line of text. */
function spark(deal) {
  const y = (rung) => 25 - rung * 5.5;
  const scale = days(deal, 5, 125);
  const all = placed(deal, scale, y, 4);
  return h("span", { class: "spark" },
    svg("svg", { viewBox: "0 0 130 30", role: "img", "aria-label": describeLadder(deal, all) },
      svg("line", { class: "grid", x1: 0, x2: 130, y1: y(0), y2: y(0) }),
      climb(all, y, scale.hasDates ? scale.at(AS_OF) : 125) || null,
      all.map(({ size, x, y }) => svg("circle", { class: `step${isFirm(size) ? "" : " loose"}`, cx: x, cy: y, r: 2 })),
      deal.notes.map((note) => svg("line", { class: "axis", x1: scale.at(note.date), x2: scale.at(note.date), y1: 26, y2: 29 }))));
}

const ladderLegend = () => h("ul", { class: "legend" },
  h("li", {}, h("span", { class: "legend-mark" }, dot("step")), "firm step of the customer's"),
  h("li", {}, h("span", { class: "legend-mark" }, dot("step loose")), "perhaps, or if"),
  ...Object.keys(VERDICTS).map((verdict) => h("li", {}, h("span", { class: "legend-mark" },
    svg("svg", { viewBox: "0 0 14 14", "aria-hidden": "true" }, verdictShape(verdict, 7, 7, 5))), VERDICTS[verdict])));

const dot = (className) =>
  svg("svg", { viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("circle", { class: className, cx: 7, cy: 7, r: 5 }));
