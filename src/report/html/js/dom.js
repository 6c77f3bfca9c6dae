"use strict";
// Elements. Every text becomes a text node: nothing that stands in a note is ever read as markup.

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** A part of a view, under a heading. */
function part(heading, ...children) {
  const id = unique("part");
  return h("section", { class: "part", "aria-labelledby": id }, h("h2", { id }, heading), ...children);
}

let uniques = 0;
const unique = (name) => `${name}-${(uniques += 1)}`;

/** Words from a note, which may run in any direction. */
const words = (text, tag = "span") => h(tag, { class: "words", dir: "auto" }, text);

/** Tells people who do not see the page what has changed. */
function announce(text) {
  document.getElementById("status").textContent = text;
}
