// Have a text read as soon as it is pasted into an empty box, as the button beside it
// does: the page comes back with what the text says filled in.
//
// data-read-pasted on the form names that button.

for (const form of document.querySelectorAll("form[data-read-pasted]")) {
  const button = form.elements[form.dataset.readPasted];
  const box = form.querySelector("textarea");
  box.addEventListener("paste", () => {
    if (box.value.trim()) return;
    setTimeout(() => {
      if (box.value.trim()) form.requestSubmit(button);
    });
  });
}
