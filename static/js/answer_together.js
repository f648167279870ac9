// Show how many questions are chosen to be answered together, and choose a range with
// the shift key.

let last = null;

function count() {
  const told = document.querySelector("[data-together]");
  if (!told) return;
  const chosen = told.closest("form").querySelectorAll("input[name=questions]:checked").length;
  told.textContent =
    chosen > 1
      ? `${chosen} questions chosen`
      : chosen
        ? "1 question chosen. Choose at least one more question."
        : "Choose two or more questions to give them one answer.";
}

document.addEventListener("click", (event) => {
  const box = event.target;
  if (!box.matches?.("#together input[name=questions]")) return;
  const shown = [...box.form.querySelectorAll("li:not([hidden]) input[name=questions]")];
  const start = shown.includes(last) ? last : shown.find((one) => one.checked && one !== box);
  const [from, to] = [shown.indexOf(start), shown.indexOf(box)].sort((a, b) => a - b);
  if (event.shiftKey && from >= 0) {
    for (const one of shown.slice(from, to + 1)) one.checked = box.checked;
  }
  last = box;
  count();
});
document.addEventListener("change", count);
document.addEventListener("foi:arrived", count);
window.addEventListener("pageshow", count);
