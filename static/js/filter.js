// Leave out of the address what was not filled in, so that it is short enough to share.

for (const form of document.querySelectorAll("form[data-filter]")) {
  form.addEventListener("submit", () => {
    const empty = [...form.elements].filter((field) => field.name && !field.value);
    for (const field of empty) field.disabled = true;
    // The page may be brought back by the back button.
    setTimeout(() => empty.forEach((field) => (field.disabled = false)), 0);
  });
}
