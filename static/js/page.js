// What every page does: the GOV.UK components, and forms that are sent once.

const govukFrontend = document.querySelector('meta[name="govuk-frontend"]').content;
const { initAll } = await import(govukFrontend);
// The components look for this on the body, which enabled.js is too early for.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A second click within a moment would send a form twice. The server refuses that too;
// this spares the officer the refusal.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});
// A page brought back by the back button may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
