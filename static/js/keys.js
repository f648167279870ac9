// Work by keys. The keys of a single character can be switched off, for each person.
//
// A button or link says its key by aria-keyshortcuts or data-key; this script presses it.
// Other scripts hear "foi:key" first, and keep a key by preventing the default.

const SINGLE = [
  ["1 to 9, and 0", "Choose the outcome, as numbered"],
  ["c", "Cite a provision"],
  ["e", "Write the answer"],
  ["j", "Answer the next question together with this one"],
  ["/", "Search, or open a request by its reference. In the text: wording of the library"],
  ["?", "Show this list"],
];
const COMBINED = [
  ["Ctrl + Enter", "Save and go on"],
  ["Alt + ↑ or ↓", "Previous or next question"],
  ["Ctrl + K", "Open a request, a question, a person or an action"],
  ["Ctrl + Alt + M", "Comment, and quote the words selected"],
  ["Alt + F10", "From the text to its formatting; Escape leads back"],
  ["Ctrl + Alt + 1, 2 or F", "In the text: heading, subheading or footnote"],
  ["Escape", "Out of the text, to the outcome"],
];
const body = document.body;
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";
const isTyping = (target) => target.closest?.(TYPING) !== null && target !== document;
const isOpen = () => document.querySelector("dialog[open]") !== null;

function press(selector) {
  const target = [...document.querySelectorAll(selector)].find((each) => each.checkVisibility());
  target?.click();
  return Boolean(target);
}

function focus(selector) {
  const target = document.querySelector(selector);
  target?.focus();
  return Boolean(target);
}

function single(key) {
  const pressed = new CustomEvent("foi:key", { detail: { key }, cancelable: true });
  if (!document.dispatchEvent(pressed)) return true; // the page has a use of its own
  if (/^\d$/.test(key)) {
    const choice = document.querySelector(`#answer input[data-key="${key}"]`);
    choice?.click();
    choice?.focus();
    return Boolean(choice);
  }
  if (key === "c") return focus("[data-find-provision] input[name=provision]");
  if (key === "e") return focus("#room-middle [contenteditable]");
  if (key === "j") return press('[aria-keyshortcuts="j"]');
  if (key === "/") return body.dispatchEvent(new CustomEvent("foi:palette"));
  if (key === "?") return showKeys();
  return false;
}

function combined(event) {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key === "Enter") return press('[aria-keyshortcuts="Control+Enter"]');
  if (event.ctrlKey && event.altKey && event.code === "KeyM") return press('[aria-keyshortcuts="Control+Alt+M"]');
  if (event.altKey && !isCommand && event.key === "ArrowUp") return press("#room-middle [rel=prev]");
  if (event.altKey && !isCommand && event.key === "ArrowDown") return press("#room-middle [rel=next]");
  return false;
}

// Before the editor, which has keys of its own.
document.addEventListener(
  "keydown",
  (event) => {
    if (isOpen() || event.isComposing || !combined(event)) return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isOpen() || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    body.dispatchEvent(new CustomEvent("foi:palette"));
    return;
  }
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isPlain || body.dataset.keys === "off" || isTyping(event.target)) return;
  if (document.querySelector("#room[aria-busy]")) return; // typed for what comes
  if (single(event.key)) event.preventDefault();
});

// --- The list of keys ---

function listed(keys) {
  const list = document.createElement("dl");
  for (const [key, does] of keys) {
    const term = document.createElement("dt");
    const mark = document.createElement("kbd");
    mark.textContent = key;
    term.append(mark);
    const told = document.createElement("dd");
    told.textContent = does;
    list.append(term, told);
  }
  return list;
}

// The keys of one page, from the list that the page has for them.
function pairsIn(list) {
  return [...list.querySelectorAll("dt")].map((term) => [
    term.textContent,
    term.nextElementSibling.textContent,
  ]);
}

function heading(level, words, id = "") {
  const made = document.createElement(`h${level}`);
  made.className = level === 2 ? "govuk-heading-m" : "govuk-heading-s";
  made.textContent = words;
  if (id) made.id = id;
  return made;
}

function onOff() {
  const place = document.createElement("div");
  place.className = "govuk-checkboxes govuk-checkboxes--small govuk-form-group";
  place.innerHTML =
    '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="keys-on">' +
    '<label class="govuk-label govuk-checkboxes__label" for="keys-on">Use the keys of one character</label></div>';
  const box = place.querySelector("input");
  box.checked = body.dataset.keys !== "off";
  box.addEventListener("change", () => choose(box));
  return place;
}

async function choose(box) {
  const keys = box.checked ? "on" : "off";
  const form = new FormData();
  form.set("keys", keys);
  form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const answer = await fetch(body.dataset.keysAt, { method: "POST", body: form, redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    body.dataset.keys = keys;
  } catch {
    box.checked = !box.checked;
  }
}

function showKeys() {
  const dialog = document.createElement("dialog");
  dialog.className = "foi-dialog foi-keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const close = document.createElement("button");
  close.className = "govuk-button govuk-button--secondary";
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(heading(2, "Keys", "keys-title"));
  const own = document.querySelector("[data-page-keys]");
  if (own) dialog.append(heading(3, "On this page"), listed(pairsIn(own)));
  dialog.append(
    listed(COMBINED),
    heading(3, "Keys of one character, outside a text"),
    listed(SINGLE),
    onOff(),
    close,
  );
  dialog.addEventListener("close", () => dialog.remove());
  body.append(dialog);
  dialog.showModal();
  return true;
}

for (const button of document.querySelectorAll("[data-keys-help]")) {
  button.hidden = false;
  button.addEventListener("click", showKeys);
}
