// Leave empty filters out of the address, so that the address is short enough to share.

for (const form of document.querySelectorAll("form[data-filter]")) {
  form.addEventListener("submit", () => {
    const empty = [...form.elements].filter((field) => field.name && !field.value);
    for (const field of empty) field.disabled = true;
    // The back button may show this page again, and then the fields must work.
    setTimeout(() => empty.forEach((field) => (field.disabled = false)), 0);
  });
}
