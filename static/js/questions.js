// The question editor: keys, drag and drop, and actions without reloading the page.
//
// Only the server corrects questions. Each action posts the whole form and replaces the
// editor with the response. This script restores the cursor, and the text typed in the
// meantime.

const said = document.getElementById("said");
let editor = document.getElementById("editor");
// The field values last received from the server, to detect typing since.
let known = new Map();
let isBusy = false;
const waiting = [];
let looking, saving;
// Whether the user came by Tab and has pressed nothing else. Then Tab goes on, so that
// the editor is no keyboard trap.
let isPassing = false;
// Whether the user pressed Escape. Then Tab skips the remaining questions.
let hasLeft = false;
let isByMouse = false;
let isLeavingByButton = false;

const rows = () => [...editor.querySelectorAll(".foi-rows li")];
const rowOf = (element) => element?.closest?.(".foi-rows li");
const radioOf = (row) => row.querySelector('[type="radio"]');
const idOf = (row) => radioOf(row).value;
const textOf = (row) => row.querySelector("textarea");
const rowWith = (id) => rows().find((row) => idOf(row) === String(id));
const chosenRow = () => rowOf(editor.querySelector('[name="node"]:checked'));
const fields = () => editor.querySelectorAll(".foi-rows input:not([type]), .foi-rows textarea");
const isTyped = (field) => field.value !== known.get(field.name);
const isDirty = () => [...fields()].some(isTyped);
// keep_typed.js keeps a copy of the text until the server has stored it.
const tellKeeper = (name) => editor.dispatchEvent(new CustomEvent(name, { bubbles: true }));

function say(words) {
  // Screen readers announce the same words again only if the text changes in between.
  said.textContent = "";
  if (words) setTimeout(() => (said.textContent = words), 50);
}

function tell(words, { isFailed = false } = {}) {
  const place = document.getElementById("saving");
  if (!place) return;
  place.textContent = words;
  place.classList.toggle("is-failed", isFailed);
}

// --- Choosing ------------------------------------------------------------------------

function choose(row, { scroll = true } = {}) {
  if (!row) return;
  radioOf(row).checked = true;
  // Only the chosen question is in the Tab order; keys lead to the others.
  for (const each of rows()) {
    for (const field of each.querySelectorAll("input:not([type]), textarea")) {
      field.tabIndex = each === row && !hasLeft ? 0 : -1;
    }
  }
  mark(idOf(row), scroll);
}

function mark(id, scroll) {
  const panel = editor.querySelector(".foi-received__text");
  if (!panel) return;
  for (const each of panel.querySelectorAll(".is-on")) each.classList.remove("is-on");
  const own = panel.querySelectorAll(`mark[data-n="${CSS.escape(id)}"]`);
  for (const each of own) each.classList.add("is-on");
  if (!own.length || !scroll) return;
  const [seen, wanted] = [panel.getBoundingClientRect(), own[0].getBoundingClientRect()];
  if (wanted.top < seen.top || wanted.bottom > seen.bottom) {
    panel.scrollTop += wanted.top - seen.top - 40;
  }
}

function near(element) {
  const row = rowOf(element);
  const id = row ? idOf(row) : element.closest?.("mark[data-n]")?.dataset.n;
  for (const each of editor.querySelectorAll(".is-near")) each.classList.remove("is-near");
  if (id === undefined) return;
  for (const each of editor.querySelectorAll(`mark[data-n="${CSS.escape(id)}"]`)) {
    each.classList.add("is-near");
  }
}

function focusText(row, caret) {
  const text = textOf(row);
  isPassing = hasLeft = false;
  text.focus();
  if (caret !== undefined) text.setSelectionRange(caret, caret);
}

// --- Acting --------------------------------------------------------------------------

// Browsers count UTF-16 units, two for rare characters; the server counts characters.
const characters = (text, end) => [...text.slice(0, end)].length;

function act(action, given = {}) {
  clearTimeout(looking);
  clearTimeout(saving);
  const row = given.node ? rowWith(given.node) : chosenRow();
  waiting.push({ action, given: { ...given, node: row && idOf(row) } });
  if (!isBusy) next();
}

async function next() {
  const step = waiting.shift();
  if (!step) return;
  isBusy = true;
  const { action, given } = step;
  const sent = new FormData(editor);
  sent.set("action", action);
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) sent.set(name, value);
  }
  const before = new Map([...fields()].map((field) => [field.name, field.value]));
  tellKeeper("foi:sending");
  tell(action === "save" ? "saving …" : "working …");
  try {
    const answer = await fetch(editor.getAttribute("action"), {
      method: "POST",
      body: sent,
      headers: { "HX-Request": "true" },
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("editor");
    if (fresh) replace(fresh, before, { ...step, keepsCursor: action === "save" });
    else fail(answer.redirected || answer.status === 403 ? SIGNED_OUT : NOT_TAKEN);
  } catch {
    fail(NO_CONNECTION);
  } finally {
    isBusy = false;
    if (waiting.length) next();
  }
}

const KEPT = "Your text is kept in this browser";
const NO_CONNECTION = `not saved: no connection. ${KEPT}, and will be saved when the connection is back.`;
const NOT_TAKEN = `not saved: the server did not accept the change. ${KEPT}; try again in a minute.`;
const SIGNED_OUT = `not saved: you were signed out. ${KEPT}: sign in again and open this page again.`;

function fail(words) {
  waiting.length = 0;
  tellKeeper("foi:unsent");
  tell(words, { isFailed: true });
  say(words);
}

function replace(fresh, before, { action, given, keepsCursor }) {
  const active = document.activeElement;
  const row = rowOf(active);
  const was = row && {
    id: idOf(row),
    name: active.name,
    selection: active.selectionStart === null ? null : [active.selectionStart, active.selectionEnd],
  };
  const scrolled = editor.querySelector(".foi-received__text")?.scrollTop;
  const wasInTools = active?.closest?.(".foi-tools")?.contains(active) && active.value;
  // Fields typed into while the request was running.
  const typed = [...fields()].filter((field) => field.value !== before.get(field.name));
  const isStored = fresh.tagName === "FORM" && !fresh.querySelector("#refusal");
  tellKeeper(isStored ? "foi:replaced" : "foi:unsent");
  editor.replaceWith(document.adoptNode(fresh));
  editor = fresh;
  if (editor.tagName !== "FORM") {
    // Another user corrected the questions: the page shows both, to choose from.
    editor.querySelector("[data-focus-here]")?.focus();
    return;
  }
  begin();
  tellKeeper("foi:arrived");
  for (const field of typed) {
    const here = [...fields()].find((each) => each.name === field.name);
    if (!here) continue;
    here.value = field.value;
    here.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const panel = editor.querySelector(".foi-received__text");
  if (panel && scrolled) panel.scrollTop = scrolled;
  const { node, caret, said: words } = editor.dataset;
  const goal = rowWith(keepsCursor && was ? was.id : node) ?? rows()[0];
  choose(goal);
  if (wasInTools && !isByMouse) {
    editor.querySelector(`.foi-tools [value="${wasInTools}"]`)?.focus({ preventScroll: true });
  } else if (keepsCursor && was) {
    restore(was);
  } else if (given.handle) {
    radioOf(goal).focus();
  } else if (was && !keepsCursor) {
    const sameText = was.id === idOf(goal) && was.selection;
    focusText(goal, caret !== "" ? Number(caret) : sameText ? was.selection[0] : undefined);
  } else if (action !== "save") {
    focusText(goal, caret !== "" ? Number(caret) : undefined);
  }
  say(words);
  tell(action === "save" || words ? "saved" : "");
}

function restore(was) {
  const row = rowWith(was.id);
  const field = row && [...row.querySelectorAll("input, textarea")].find((each) => each.name === was.name);
  if (!field) return;
  field.focus({ preventScroll: true });
  if (was.selection && field.type !== "radio") field.setSelectionRange(...was.selection);
}

// Mark the typed words in the received text, without saving.
async function look() {
  if (isBusy || !isDirty()) return;
  const sent = new FormData(editor);
  sent.set("action", "look");
  try {
    const answer = await fetch(editor.getAttribute("action"), { method: "POST", body: sent, headers: { "HX-Request": "true" } });
    if (!answer.ok || isBusy) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [fresh, old] = [page.getElementById("received"), document.getElementById("received")];
    if (!fresh || !old || isBusy) return;
    const scrolled = old.querySelector(".foi-received__text").scrollTop;
    old.replaceWith(document.adoptNode(fresh));
    fresh.querySelector(".foi-received__text").scrollTop = scrolled;
    if (chosenRow()) mark(idOf(chosenRow()), false);
  } catch {
    // Nothing is lost, because nothing was to be saved. The next key tries again.
  }
}

// --- Keys ----------------------------------------------------------------------------

function onKey(event) {
  isByMouse = false;
  const row = rowOf(event.target);
  if (!row || event.isComposing) return;
  const isText = event.target.tagName === "TEXTAREA";
  const handled = isText
    ? inText(event, row, event.target)
    : event.target.type === "radio"
      ? onHandle(event, row)
      : inNumber(event, row);
  if (handled) event.preventDefault();
}

function inText(event, row, text) {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const isOwn = text === textOf(row);
  if (key === "Escape") {
    leave(row);
    return true;
  }
  if (key === "Tab" && isPassing) return false;
  isPassing = false;
  if (altKey) return move(key);
  if (ctrlKey || metaKey) return step(event, isTyped(text));
  if (key === "Tab" && isOwn && !row.classList.contains("edge")) {
    act(shiftKey ? "out" : "in");
    return true;
  }
  if (key === "Enter" && !shiftKey && isOwn) {
    act("split", { caret: characters(text.value, text.selectionStart) });
    return true;
  }
  const isAtStart = text.selectionStart === 0 && text.selectionEnd === 0;
  if (key === "Backspace" && isAtStart && isOwn && idOf(row) !== "preamble") {
    act("merge");
    return true;
  }
  if (key === "ArrowUp" && isAtStart) return go(row.previousElementSibling, Infinity);
  const isAtEnd = text.selectionStart === text.value.length;
  if (key === "ArrowDown" && isAtEnd) return go(row.nextElementSibling, 0);
  return false;
}

// Go back to the question's radio button, from which Tab skips the other questions.
function leave(row) {
  hasLeft = true;
  radioOf(row).focus();
  choose(row);
  say("You left the text. Tab moves on; arrows choose a question; Enter goes back to the text.");
}

function onHandle(event, row) {
  const { key, altKey, ctrlKey, metaKey } = event;
  isPassing = key === "Tab";
  if (altKey) return move(key, { handle: "yes" });
  if (ctrlKey || metaKey) return step(event, false, { handle: "yes" });
  if (key === "Enter") {
    focusText(row, 0);
    return true;
  }
  if (key === "Delete" || key === "Backspace") {
    act("delete", { handle: "yes" });
    return true;
  }
  return false;
}

function inNumber(event, row) {
  isPassing = event.key === "Tab";
  if (event.altKey) return move(event.key);
  if (event.ctrlKey || event.metaKey) return step(event, isTyped(event.target));
  if (event.key === "Enter") {
    focusText(row, 0);
    return true;
  }
  if (event.key === "Escape") {
    leave(row);
    return true;
  }
  return false;
}

function move(key, given = {}) {
  const action = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" }[key];
  if (action) act(action, given);
  return Boolean(action);
}

// Undo on the server; the browser itself undoes unsaved typing.
function step(event, isTypedHere, given = {}) {
  const key = event.key.toLowerCase();
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if ((key !== "z" && !isRedo) || isTypedHere) return false;
  act(isRedo ? "redo" : "undo", given);
  return true;
}

function go(row, caret) {
  if (!row) return false;
  choose(row);
  focusText(row, Math.min(caret, textOf(row).value.length));
  return true;
}

// --- Drag and drop -------------------------------------------------------------------

let dragged;

function onDragOver(event) {
  const row = rowOf(event.target);
  clearOver();
  if (!dragged || !row || row === dragged || row.classList.contains("edge")) return;
  event.preventDefault();
  row.classList.add(`is-over-${whereOn(row, event)}`);
}

function whereOn(row, event) {
  const box = row.getBoundingClientRect();
  const share = (event.clientY - box.top) / box.height;
  if (share < 0.3) return "before";
  return share > 0.7 ? "after" : "inside";
}

function clearOver() {
  for (const row of rows()) row.classList.remove("is-over-before", "is-over-after", "is-over-inside");
}

function onDrop(event) {
  const row = rowOf(event.target);
  clearOver();
  if (!dragged || !row || row === dragged) return;
  event.preventDefault();
  act("drop", { node: idOf(dragged), target: idOf(row), where: whereOn(row, event) });
}

// --- Start ---------------------------------------------------------------------------

function begin() {
  known = new Map([...fields()].map((field) => [field.name, field.value]));
  for (const row of rows()) {
    if (row.classList.contains("edge")) continue;
    const grip = document.createElement("span");
    grip.className = "foi-grip";
    grip.draggable = true;
    grip.title = "Drag to move";
    grip.setAttribute("aria-hidden", "true");
    row.querySelector("label").prepend(grip);
  }
  if (!CSS.supports("field-sizing", "content")) {
    for (const text of editor.querySelectorAll(".foi-rows textarea")) grow(text);
  }
  choose(chosenRow() ?? rows()[0], { scroll: false });
}

function grow(text) {
  if (CSS.supports("field-sizing", "content")) return;
  text.style.setProperty("height", "auto");
  text.style.setProperty("height", `${text.scrollHeight + 2}px`);
}

function listen() {
  const page = document.getElementById("main-content");
  const inEditor = (handler) => (event) => {
    if (editor.tagName === "FORM" && editor.contains(event.target)) handler(event);
  };
  page.addEventListener("keydown", inEditor(onKey));
  page.addEventListener("focusin", inEditor((event) => {
    const row = rowOf(event.target);
    if (row) choose(row);
  }));
  page.addEventListener("change", inEditor((event) => {
    const row = rowOf(event.target);
    if (!row) return;
    if (event.target.type === "radio") {
      hasLeft = false;
      choose(row);
    }
    else saving = setTimeout(() => isDirty() && act("save"), 400);
  }));
  page.addEventListener("input", inEditor((event) => {
    if (event.target.tagName === "TEXTAREA") grow(event.target);
    tell("");
    editor.querySelector('.foi-tools [value="undo"]').removeAttribute("aria-disabled");
    clearTimeout(looking);
    looking = setTimeout(look, 700);
    // Save after a pause of 3 seconds.
    clearTimeout(saving);
    saving = setTimeout(() => isDirty() && act("save"), 3000);
  }));
  page.addEventListener("pointerdown", () => {
    isPassing = hasLeft = false;
    isByMouse = true;
  });
  page.addEventListener("mouseover", inEditor((event) => near(event.target)));
  page.addEventListener("click", inEditor((event) => {
    const words = event.target.closest("mark[data-n]");
    const row = words && rowWith(words.dataset.n);
    if (row && getSelection().isCollapsed) {
      choose(row, { scroll: false });
      focusText(row);
      row.scrollIntoView({ block: "nearest" });
    }
  }));
  page.addEventListener("submit", inEditor((event) => {
    const button = event.submitter;
    if (button && "native" in button.dataset) {
      if (isBusy) {
        // Let the save finish first, then press the same button again.
        event.preventDefault();
        const same = `[data-native]${button.name ? `[name=${button.name}]` : ":not([name])"}`;
        const again = () => (isBusy ? setTimeout(again, 60) : editor.querySelector(same)?.click());
        again();
      } else {
        isLeavingByButton = true;
      }
      return;
    }
    event.preventDefault();
    if (button?.name === "put_back") act("put_back", { put_back: button.value });
    else if (button?.name === "settle") act("settle", { settle: button.value });
    else if (button?.getAttribute("aria-disabled") === "true") say(button.title);
    else act(button?.value || "save", caretFor(button));
  }));
  page.addEventListener("dragstart", inEditor((event) => {
    if (!event.target.classList?.contains("foi-grip")) return;
    dragged = rowOf(event.target);
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", textOf(dragged).value);
    event.dataTransfer.setDragImage(dragged, 10, 10);
  }));
  page.addEventListener("dragover", inEditor(onDragOver));
  page.addEventListener("drop", inEditor(onDrop));
  page.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = undefined;
    clearOver();
  });
  window.addEventListener("online", () => editor.tagName === "FORM" && isDirty() && act("save"));
  // Send unsaved text when the user leaves the page.
  window.addEventListener("pagehide", () => {
    if (editor.tagName !== "FORM" || !isDirty() || isLeavingByButton) return;
    const sent = new FormData(editor);
    sent.set("action", "save");
    navigator.sendBeacon(editor.getAttribute("action"), sent);
  });
}

// Split at the cursor, which stays in the text while the user presses the button.
function caretFor(button) {
  if (button?.value !== "split") return {};
  const text = textOf(chosenRow());
  return { caret: characters(text.value, text.selectionStart) };
}

begin();
listen();
