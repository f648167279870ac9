// Show a field only while the outcome that asks for it is chosen.
//
// A control with data-shown-for="not_held cost" belongs to these outcomes. Its field stays
// in sight while it has text, so that nothing typed is out of sight. Without scripts every
// field is shown.

const chosen = (form) => form.querySelector("input[name=outcome]:checked")?.value ?? "";

function show(form) {
  for (const control of form.querySelectorAll("[data-shown-for]")) {
    const outcomes = control.dataset.shownFor.split(" ");
    const group = control.closest(".govuk-form-group");
    group.hidden = !outcomes.includes(chosen(form)) && !control.value.trim();
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
