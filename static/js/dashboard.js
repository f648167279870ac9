// Keep an open dashboard up to date: parts that differ are replaced, the others stay.

const MINUTE = 60_000;
const page = document.getElementById("dashboard");
const shown = new Map();
let askedAt = Date.now();

function partsOf(root) {
  return root.querySelectorAll("[data-part]");
}

function words(part) {
  return part.innerHTML.replace(/\s+/g, " ");
}

// What a person has focused, to be found again in the part that replaces its own.
function placeOf(element, part) {
  const all = [...part.querySelectorAll("a[href], summary, button")];
  const href = element.getAttribute("href");
  return (next) => {
    const others = [...next.querySelectorAll("a[href], summary, button")];
    return others.find((one) => href && one.getAttribute("href") === href) ?? others[all.indexOf(element)];
  };
}

function replace(part, next) {
  const focused = document.activeElement;
  const find = part.contains(focused) ? placeOf(focused, part) : null;
  for (const details of part.querySelectorAll("details[open][id]")) {
    next.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute("open", "");
  }
  part.replaceWith(next);
  find?.(next)?.focus({ preventScroll: true });
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const next of partsOf(fresh)) {
    const name = next.dataset.part;
    const part = page.querySelector(`[data-part="${name}"]`);
    const said = words(next);
    if (!part || shown.get(name) === said) continue;
    shown.set(name, said);
    replace(part, document.importNode(next, true));
  }
}

function look() {
  if (document.hidden) return;
  askedAt = Date.now();
  window.htmx?.trigger(page, "look");
}

if (page) {
  for (const part of partsOf(page)) shown.set(part.dataset.part, words(part));
  page.addEventListener("htmx:before:swap", (event) => {
    event.preventDefault();
    // Signed out meanwhile, the answer has no parts: the page stays as it is.
    show(event.detail.ctx.text);
  });
  setInterval(look, MINUTE);
  document.addEventListener("visibilitychange", () => {
    if (Date.now() - askedAt >= MINUTE) look();
  });
}
