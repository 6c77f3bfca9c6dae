// Pictures of figures. Each is one image with a name and a description, and a table beside it has the same figures.

/** A picture that is drawn anew when the room for it changes. */
function chart(className, label, draw) {
  const figure = h("figure", { class: className });
  let drawn = 0;
  const redraw = () => {
    const width = Math.round(figure.clientWidth) || 640;
    if (width === drawn) return;
    drawn = width;
    const { height, marks, description } = draw(width);
    const [title, desc] = [unique("title"), unique("desc")];
    figure.replaceChildren(
      svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": `${title} ${desc}` },
        svg("title", { id: title }, label), svg("desc", { id: desc }, description), ...marks));
  };
  new ResizeObserver(redraw).observe(figure);
  return figure;
}

/** A bar of parts, with a legend that has their counts. Parts without any are named and take no room. */
function stack(label, items) {
  const all = items.reduce((sum, item) => sum + item.value, 0);
  const share = (item) => (all ? ` · ${percent(item.value / all)}` : "");
  const told = items.map((item) => `${item.name}: ${item.value}`).join(", ");
  const bar = chart("bar", label, (width) => {
    let x = 0;
    const marks = items.filter((item) => item.value > 0).map((item) => {
      const wide = (item.value / all) * width;
      const mark = svg("rect", {
        class: `mark f-${item.id}`, x: x + 0.5, y: 0.5, width: Math.max(wide - 1.5, 0.75), height: 23,
        "data-id": item.id, "data-value": item.value,
      }, svg("title", {}, `${item.name}: ${item.value}${share(item)}`));
      x += wide;
      return mark;
    });
    return { height: 24, marks, description: told };
  });
  const legend = h("ul", { class: "legend" }, items.map((item) =>
    h("li", {}, h("span", { class: `swatch f-${item.id}` }),
      h("span", {}, item.link ? h("a", { href: item.link }, item.name) : item.name, " ",
        h("strong", {}, number(item.value)), h("span", { class: "soft" }, share(item))))));
  return [bar, legend];
}

/** Whole steps for an axis of counts, at most four. */
function countTicks(most) {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000].find((step) => most / step <= 3) ?? most;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

/** Where a new month or year begins among periods, as far apart as words need. */
function dateTicks(periods, x, room = 44) {
  const ticks = [];
  let last = { at: -Infinity, month: "", year: "" };
  for (const [at, [start]] of periods.entries()) {
    const [year, month] = start.split("-");
    if ((month === last.month && year === last.year) || x(at) - last.at < room) continue;
    ticks.push({ at, text: year === last.year ? MONTHS[month - 1] : `${MONTHS[month - 1]} ${year}` });
    last = { at: x(at) + (year === last.year ? 0 : 24), month, year };
  }
  return ticks;
}

/** The share of advances and the number of conversations, period by period. */
function timeline({ unit, periods }) {
  const most = Math.max(...periods.map((period) => period[1]));
  return chart("timeline", `Advances by ${unit}`, (width) => {
    const left = 40, top = 10, high = 130, gap = 30, low = 64;
    const wide = (width - left - 8) / periods.length;
    const x = (at) => left + (at + 0.5) * wide;
    const rate = (share) => top + (1 - share) * high;
    const floor = top + high + gap + low;
    const tall = (value) => (value / most) * low;
    const column = Math.max(1, Math.min(wide - 2, 22));
    const marks = [0, 0.5, 1].flatMap((share) => [
      svg("line", { class: "grid", x1: left, x2: width, y1: rate(share), y2: rate(share) }),
      svg("text", { x: left - 8, y: rate(share) + 4, "text-anchor": "end" }, percent(share)),
    ]);
    marks.push(...countTicks(most).flatMap((value) => [
      svg("line", { class: value ? "grid" : "axis", x1: left, x2: width, y1: floor - tall(value), y2: floor - tall(value) }),
      svg("text", { x: left - 8, y: floor - tall(value) + 4, "text-anchor": "end" }, String(value)),
    ]));
    marks.push(...dateTicks(periods, x).map(({ at, text }) =>
      svg("text", { x: x(at) - column / 2, y: floor + 18 }, text)));
    for (const [at, [start, conversations, advances]] of periods.entries()) {
      if (!conversations) continue;
      const told = `${unit} of ${day(start)}: ${advances} of ${count(conversations, "conversation")} an advance`;
      const bar = (className, value, from) => value > 0 && svg("rect", {
        class: className, x: x(at) - column / 2, width: column, y: floor - tall(from + value), height: tall(value),
      });
      marks.push(svg("g", { class: "mark", "data-start": start, "data-conversations": conversations, "data-advances": advances },
        svg("title", {}, told), bar("f-advance", advances, 0), bar("f-rest", conversations - advances, advances),
        svg("circle", { class: "dot", cx: x(at), cy: rate(advances / conversations), r: 2 + 1.2 * Math.sqrt(conversations) })));
    }
    marks.push(...averageLines(periods, x, rate));
    return { height: floor + 26, marks, description: describeTimeline(unit, periods) };
  });
}

/** The line of averages, broken where too few conversations tell one. */
function averageLines(periods, x, y) {
  const lines = [[]];
  for (const [at, [, , , average]] of periods.entries()) {
    if (average === null) lines.push([]);
    else lines.at(-1).push(`${x(at).toFixed(1)},${y(average).toFixed(1)}`);
  }
  return lines.filter((line) => line.length > 1).map((line) => svg("polyline", { class: "average", points: line.join(" ") }));
}

function describeTimeline(unit, periods) {
  const told = periods.filter((period) => period[3] !== null);
  const averages = told.length ? ` The average over four ${unit}s went from ${percent(told[0][3])} to ${percent(told.at(-1)[3])}.` : "";
  return `${count(periods.length, unit)} from ${day(periods[0][0])}.${averages}`;
}

/** A share with its interval, on a line from 0 to 100%, and a tick where all together stand. */
function interval(label, { share, interval: [low, high] }, usual) {
  const x = (value) => (4 + value * 120).toFixed(1);
  return svg("svg", { viewBox: "0 0 128 14", role: "img", "aria-label": label },
    svg("line", { class: "grid", x1: x(0), x2: x(1), y1: 7, y2: 7 }),
    svg("line", { class: "range", x1: x(low), x2: x(high), y1: 7, y2: 7 }),
    usual !== null && svg("line", { class: "usual", x1: x(usual), x2: x(usual), y1: 1, y2: 13 }),
    svg("circle", { class: "point mark", cx: x(share), cy: 7, r: 4, "data-share": share }));
}
