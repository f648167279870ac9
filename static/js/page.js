// Start the GOV.UK components, and submit each form only once.

import * as govuk from "../vendor/govuk.js";

const { createAll, ...components } = govuk;
const begin = (scope) => Object.values(components).forEach((component) => createAll(component, {}, scope));
// The components need these classes on the body, which does not exist yet for enabled.js.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
begin(document);
document.addEventListener("foi:arrived", (event) => begin(event.target));

// A double click would submit a form twice. The server refuses the second; this saves the
// officer from seeing the refusal.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000); // milliseconds
});
// After the back button a form may be submitted again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
