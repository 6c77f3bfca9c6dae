// The page as a whole: which view is shown, in which colors, and what is printed.

const ROUTES = { overview, team, deals, commitments, notes };
let shown = { route: null, view: null };

function missing(title, text, back) {
  return { title, element: h("div", { class: "part-list" }, intro(title, text), h("p", {}, h("a", { href: address(back) }, "To the list"))) };
}

/** Shows what the address says. */
function show() {
  const state = readState();
  const make = Object.hasOwn(ROUTES, state.view) ? ROUTES[state.view] : null;
  const route = JSON.stringify([state.view, state.key]);
  if (route !== shown.route) {
    const isFirst = shown.route === null;
    const view = make ? make(state) : missing("Nothing here", "This address leads to no view of the report.", "overview");
    shown = { route, view };
    document.getElementById("main").replaceChildren(...view.element.childNodes);
    document.title = `${view.title} · goodmeeting`;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.getAttribute("href") === `#/${state.view}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (!isFirst) {
      scrollTo(0, 0);
      document.querySelector("h1").focus({ preventScroll: true });
    }
  }
  shown.view.update?.(state);
}

const theme = document.getElementById("theme");
/** Remembered as long as the browser lets us; a page opened from a disk may have no memory. */
function remembered(value) {
  try {
    if (value === undefined) return localStorage.getItem("goodmeeting-theme") ?? "";
    localStorage.setItem("goodmeeting-theme", value);
  } catch {
    // Then it holds for this visit.
  }
  return value ?? "";
}

function color(value) {
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
  theme.value = value;
}

color(remembered());
theme.addEventListener("change", () => color(remembered(theme.value)));

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
addEventListener("keydown", (event) => {
  const field = document.querySelector("input[name=q]");
  const isTyping = event.target.matches?.("input, select, textarea");
  if (event.key === "/" && field && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
  }
});
addEventListener("beforeprint", () => shown.view.whole?.());
addEventListener("popstate", show);
addEventListener("hashchange", show);

document.getElementById("footer").append(
  `Made by goodmeeting ${DATA.about.version}${DATA.about.title ? ` from ${DATA.about.title}` : ""}, as of ${day(AS_OF)}. Lists of words and rules, no model: the same notes give the same page. Nothing is loaded from or sent to anywhere.${DATA.about.redacted ? " Names stand as numbers, and the words of the notes are left out." : ""}`,
);
show();
