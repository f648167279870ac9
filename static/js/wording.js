// Put a paragraph of the library into its box, after the words typed there.
//
// Without scripts the button posts the form, and the page comes back with the words.

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-insert]");
  const box = button && document.getElementById(button.dataset.into);
  if (!box) return;
  event.preventDefault();
  const words = document.getElementById(button.dataset.insert).textContent;
  const reasons = box.closest("details");
  if (reasons) reasons.open = true;
  if (box.matches("[data-rich-text]")) {
    box.dispatchEvent(new CustomEvent("foi:insert", { detail: words }));
  } else {
    const typed = box.value.trimEnd();
    box.value = typed ? `${typed}\n${words}` : words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    box.setSelectionRange(typed.length, box.value.length);
  }
  document.querySelector("[data-inserted]").textContent = "Wording inserted.";
});
