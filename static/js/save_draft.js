// Saves the draft of a department's answer on the server, some seconds after typing.

const PAUSE = 3000;
const form = document.querySelector("form[data-draft]");

if (form) {
  const told = form.querySelector("[data-draft-told]");
  let timer = 0;
  let isSending = false;
  let isUnsaved = false;

  async function save() {
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) {
      if (value instanceof File || name === "remove") typed.delete(name);
    }
    typed.set("act", "draft");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: typed,
        headers: { Accept: "application/json" },
      });
      const { message, seen } = await answer.json();
      isUnsaved = false;
      if (seen) form.elements.seen.value = seen;
      if (!isSending) told.textContent = message;
    } catch {
      isUnsaved = true;
      if (!isSending) told.textContent = "The draft could not be saved. Check your connection.";
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  addEventListener("online", () => {
    if (isUnsaved && !isSending) save();
  });
  form.addEventListener("submit", () => {
    isSending = true;
    clearTimeout(timer);
  });
}

// A link to "Not ours" or "More time" opens what it leads to.
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.matches("details")) target.open = true;
});
