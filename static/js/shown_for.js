// Show a field only while the outcome that asks for it is chosen.
//
// A part with data-shown-for="not_held cost" belongs to these outcomes. It stays in sight
// while it has text, so that nothing typed is out of sight. Without scripts every field is
// shown.

const chosen = (form) => form.querySelector("input[name=outcome]:checked")?.value ?? "";
const isEmpty = (part) => [...part.querySelectorAll("input, textarea")].every((control) => !control.value.trim());

function show(form) {
  for (const part of form.querySelectorAll("[data-shown-for]")) {
    const outcomes = part.dataset.shownFor.split(" ");
    part.hidden = !outcomes.includes(chosen(form)) && isEmpty(part);
  }
}

function begin(place) {
  for (const form of place.querySelectorAll("form")) {
    if (!form.querySelector("[data-shown-for]")) continue;
    form.addEventListener("change", () => show(form));
    show(form);
  }
}

begin(document);
document.addEventListener("foi:arrived", (event) => begin(event.target));
