// What is shown stands in the address behind "#": the view, what is looked at in it, and how it is sorted and filtered.
// "#/deals/Acme%20Foods", "#/commitments?side=them&sort=due".

function readState() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, ...key] = path.split("/");
  const part = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  return { view: view || "overview", key: key.length ? part(key.join("/")) : null, options: new URLSearchParams(query) };
}

function address(view, key = null, options = {}) {
  const set = Object.entries(options).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const query = new URLSearchParams(set).toString();
  return `#/${view}${key === null ? "" : `/${encodeURIComponent(key)}`}${query ? `?${query}` : ""}`;
}

/** Goes to the same view with other options. What is typed replaces the address, so that "back" leaves the view. */
function setOptions(changes, isTyped = false) {
  const { view, key, options } = readState();
  const to = address(view, key, { ...Object.fromEntries(options), ...changes });
  if (to === location.hash) return;
  history[isTyped ? "replaceState" : "pushState"](null, "", to);
  show();
}

const nameOf = (deal) => deal.name.trim() || "(no name)";
const dealLink = (deal) => h("a", { href: address("deals", deal.name), class: "words", dir: "auto" }, nameOf(deal));
const noteLink = (note, text = note.name) => h("a", { href: address("notes", note.key), class: "words", dir: "auto" }, text);
const filteredLink = (text, view, options) => h("a", { href: address(view, null, options) }, text);
