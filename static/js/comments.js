// Comment beside the draft: quote the words selected, name people by "@", reply and
// resolve without loading a page.
//
// Without this script every form of the panel posts, and a page with the comments comes
// back. Other scripts hear "foi:arrived" on a panel that is new.

import { mark } from "./listbox.js";

const PAUSE = 150; // milliseconds without a key before people are looked up
const COMMENT_ON = "[data-comment-on]";
const QUOTABLE = "#room-middle, [data-letter-body], .foi-desk__letter";
const MIDDLE = "#room-middle";

const panelIn = (root) => (root.matches?.("[data-comments]") ? root : root.querySelector("[data-comments]"));
const send = (node, name, detail) => node.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

// --- The words selected ---

// The passage selected in the draft or the letter, with the element where it begins.
function passage() {
  const box = document.activeElement;
  if (box?.matches?.(`${MIDDLE} textarea`)) {
    return { words: box.value.slice(box.selectionStart, box.selectionEnd).trim(), from: box };
  }
  const selection = getSelection();
  const from = selection.rangeCount ? selection.getRangeAt(0).startContainer : null;
  const isQuotable = (from?.nodeType === Node.TEXT_NODE ? from.parentElement : from)?.closest(QUOTABLE);
  return { words: isQuotable ? selection.toString().trim() : "", from };
}

// The choice of the part of the letter in which a passage stands; null for none.
function partWith(panel, from) {
  const options = [...panel.querySelectorAll("option[data-anchor]")];
  const begun = options.filter((option) => {
    const place = document.getElementById(option.dataset.anchor);
    return place && from && place.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  return begun.at(-1) ?? null;
}

let chosen = null; // the passage to quote once the panel has come

function quote(panel, { words, from }) {
  const form = panel.querySelector("#comment");
  if (!form) return panel.querySelector("h2").focus();
  const box = form.elements.quoted;
  if (words) {
    form.querySelector("[data-quotes]").open = true;
    box.value = words;
    const part = from && partWith(panel, from);
    if (part) part.selected = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.elements.words.focus();
}

// Keep what is selected while a button is pressed.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.(`${COMMENT_ON}, [data-quote]`)) event.preventDefault();
});

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.(`${COMMENT_ON}, [data-quote]`);
    if (!button) return;
    const panel = panelIn(document);
    chosen = passage();
    if (!panel) return; // the room opens it
    event.preventDefault();
    quote(panel, chosen);
    chosen = null;
  },
  { capture: true },
);

// --- The panel ---

// What is typed in the room is saved first, so that the passage stands in the answer.
async function saveDraft() {
  const waits = [];
  const middle = document.querySelector(MIDDLE);
  if (middle) send(middle, "foi:leaving", { waits });
  await Promise.all(waits);
}

async function ask(url, options = {}) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, ...options });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, url: answer.url, isRefused: answer.status >= 400 };
}

function say(panel, words) {
  const told = document.createElement("p");
  told.className = "foi-told foi-told--error";
  told.setAttribute("role", "alert");
  told.textContent = words;
  panel.querySelector(".foi-told")?.remove();
  panel.querySelector("h2").after(told);
}

// Show a new panel in place of the old one, and how many comments are open.
function put(panel, fresh) {
  if (panel.querySelector("#resolved")?.open) fresh.querySelector("#resolved")?.setAttribute("open", "");
  panel.replaceWith(fresh);
  send(fresh, "foi:arrived");
  const count = document.querySelector("[data-comments-open]");
  if (count) count.textContent = fresh.dataset.open === "0" ? "" : ` (${fresh.dataset.open})`;
  const row = document.querySelector("#room-list .foi-task:has([aria-current=page]) .foi-task__comments");
  if (row) row.textContent = fresh.dataset.counted;
}

function take(panel, fresh, { isRefused }) {
  put(panel, fresh);
  const wrong = fresh.querySelector(".govuk-form-group--error :is(textarea, select, input)");
  const made = document.getElementById(fresh.dataset.made ?? "");
  const target = (isRefused && wrong) || (made?.checkVisibility() && made) || fresh.querySelector("h2");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

// A colleague who is here may have commented meanwhile. A panel in use stays as it is.
const isInUse = (panel) =>
  panel.contains(document.activeElement) || [...panel.querySelectorAll("textarea")].some((box) => box.value);

async function refresh() {
  const panel = panelIn(document);
  if (!panel || isInUse(panel)) return;
  let fresh = null;
  try {
    fresh = panelIn((await ask(panel.dataset.again)).page);
  } catch {
    return; // no connection: the next beat tries again
  }
  const isNews = fresh && fresh.textContent !== panel.textContent;
  if (isNews && panel.isConnected && !isInUse(panel)) put(panel, fresh);
}

document.addEventListener("foi:beat", ({ detail }) => detail.isAlone || refresh());

async function post(form) {
  const panel = form.closest("[data-comments]");
  let got;
  try {
    await saveDraft();
    got = await ask(form.action, { method: "POST", body: new FormData(form) });
  } catch {
    send(form, "foi:unsent");
    return say(panel, "There is no connection. What you typed is kept in this browser. Try again.");
  } finally {
    delete form.dataset.sent;
  }
  const fresh = panelIn(got.page);
  if (fresh) return take(panel, fresh, got);
  const again = got.page.querySelector("form.foi-comments__task");
  if (!again) return HTMLFormElement.prototype.submit.call(form); // signed out
  form.replaceWith(again); // refused: the form with its errors
  send(again, "foi:arrived");
  again.querySelector(".govuk-form-group--error :is(select, input)")?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.closest("[data-comments]")) return;
  event.preventDefault();
  post(form);
});

// The form of a task opens beside its comment.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-comment-form]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  let form = null;
  try {
    form = (await ask(link.href)).page.querySelector("form.foi-comments__task");
  } catch {
    return say(link.closest("[data-comments]"), "There is no connection. Try again.");
  }
  if (!form) return location.assign(link.href);
  link.closest(".foi-comment").querySelector(".foi-comments__task")?.remove();
  link.closest(".foi-comment__acts").after(form);
  send(form, "foi:arrived");
  form.querySelector("select").focus();
});

// --- People named by "@" ---

class Names {
  constructor(box, url) {
    this.box = box;
    this.url = url;
    this.found = [];
    this.at = -1;
    this.list = document.createElement("ul");
    this.list.id = `${box.id}-people`;
    this.list.className = "foi-people";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People");
    this.list.hidden = true;
    this.count = document.createElement("p");
    this.count.className = "govuk-visually-hidden";
    this.count.setAttribute("role", "status");
    box.after(this.list, this.count);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    box.addEventListener("keydown", (event) => this.onKey(event));
    box.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const entry = event.target.closest("[role=option]");
      if (entry) this.choose([...this.list.children].indexOf(entry));
    });
  }

  // The beginning of a name typed before the caret; null where no name is being typed.
  get typed() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    return /(?:^|[^\p{L}\p{N}_@.+-])@([\p{L}\p{N}_.+-]*(?: [\p{L}\p{N}-]+)?)$/u.exec(before)?.[1] ?? null;
  }

  async ask() {
    const { typed } = this;
    if (typed === null) return this.close();
    try {
      const answer = await fetch(`${this.url}?${new URLSearchParams({ q: typed })}`, { redirect: "error" });
      const { people } = await answer.json();
      if (typed === this.typed) this.show(people);
    } catch {
      this.close(); // the whole user name can still be typed
    }
  }

  show(people) {
    this.found = people;
    this.list.replaceChildren(...people.map((person, n) => this.entry(person, n)));
    this.list.hidden = !people.length;
    this.move(people.length ? 0 : -1);
    const many = `${people.length} ${people.length > 1 ? "people" : "person"}. Use the arrow keys, then Enter.`;
    this.count.textContent = people.length ? many : "";
  }

  entry(person, n) {
    const entry = document.createElement("li");
    entry.id = `${this.list.id}-${n}`;
    entry.setAttribute("role", "option");
    const name = document.createElement("b");
    name.textContent = person.name;
    entry.append(name, ` @${person.username}`);
    return entry;
  }

  move(at) {
    this.at = at;
    mark(this.list, at, this.box);
  }

  onKey(event) {
    if (this.list.hidden || event.isComposing) return;
    const last = this.found.length - 1;
    const acts = {
      ArrowDown: () => this.move(this.at < last ? this.at + 1 : 0),
      ArrowUp: () => this.move(this.at > 0 ? this.at - 1 : last),
      Enter: () => this.choose(this.at),
      Tab: () => this.choose(this.at),
      Escape: () => this.close(),
    };
    const act = acts[event.key];
    if (!act || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  choose(n) {
    const { box } = this;
    const begins = box.selectionStart - this.typed.length;
    box.setRangeText(`${this.found[n].username} `, begins, box.selectionStart, "end");
    this.close();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.count.textContent = "";
    this.move(-1);
  }
}

function begin(root) {
  const panel = panelIn(root);
  if (!panel) return;
  for (const box of panel.querySelectorAll("textarea[data-names-people]")) new Names(box, panel.dataset.people);
  for (const button of panel.querySelectorAll("[data-quote]")) button.hidden = !document.querySelector(QUOTABLE);
  if (!chosen) return;
  const waiting = chosen;
  chosen = null;
  queueMicrotask(() => quote(panel, waiting)); // after the room has put the focus on the tab
}

begin(document);
document.addEventListener("foi:arrived", (event) => begin(event.target));
