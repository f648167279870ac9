// Put a paragraph of the library, or a department's reply, into its box.
//
// Without scripts the button posts the form, and the page comes back with the words. The
// next save says which replies were put in.

function note(replies, reply) {
  replies.value = [...new Set([...replies.value.split(" ").filter(Boolean), reply])].join(" ");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-insert]");
  const box = button && document.getElementById(button.dataset.into);
  if (!box) return;
  event.preventDefault();
  const words = document.getElementById(button.dataset.insert).textContent;
  if (button.dataset.reply) note(button.form.elements.replies, button.dataset.reply);
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
  document.querySelector("[data-inserted]").textContent = button.dataset.reply ? "Put into the answer." : "Wording inserted.";
});
