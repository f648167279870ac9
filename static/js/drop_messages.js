// Messages dropped anywhere on a page go in by its form for files, which only scripts use.

const form = document.querySelector("[data-drop-messages]");
const chosen = form.elements.namedItem("chosen");
let entered = 0; // elements below the pointer, each of which tells of its own

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
// A box for files, and an editor, take what is dropped on them themselves.
const isOthers = (event) => event.target.closest?.("input, textarea, [contenteditable]");

function show(isOver) {
  if (!isOver) entered = 0;
  form.hidden = !isOver;
}

document.addEventListener("dragenter", (event) => {
  if (!hasFiles(event)) return;
  entered += 1;
  show(true);
});
document.addEventListener("dragleave", (event) => {
  if (!hasFiles(event)) return;
  entered -= 1;
  if (entered <= 0) show(false);
});
document.addEventListener("dragover", (event) => {
  // Without this, a browser opens the file in the place of the page.
  if (hasFiles(event) && !isOthers(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  show(false);
  if (isOthers(event)) return;
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  chosen.files = event.dataTransfer.files;
  form.requestSubmit();
});
