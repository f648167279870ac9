// What the lists that open while a person types have in common.

// Mark an entry of a list, and tell it of the box that keeps the focus; none at -1.
export function mark(list, at, box) {
  [...list.children].forEach((entry, n) => entry.setAttribute("aria-selected", String(n === at)));
  const entry = list.children[at];
  if (!entry) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", entry.id);
  entry.scrollIntoView({ block: "nearest" });
}
