// "/" at the start of a line or after a blank offers paragraphs of the library.
//
// They are those of the tab "Wording" for the same box. Escape leaves the text as typed.

import { ownStep } from "./editor_dialogs.js";
import { mark } from "./listbox.js";

const MOST_SHOWN = 8;
const TYPED = /(?:^|\s)\/([^/\s][^/]{0,40})?$/;

export const paragraphs = (words) =>
  words
    .split("\n")
    .filter((text) => text.trim())
    .map((text) => ({ type: "paragraph", content: [{ type: "text", text }] }));

export class Offering {
  constructor(box) {
    this.box = box;
    this.list = document.createElement("ul");
    this.list.className = "foi-offering";
    this.list.id = `${box.id}_offering`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Wording");
    this.list.hidden = true;
    this.told = document.createElement("p");
    this.told.className = "govuk-visually-hidden";
    this.told.setAttribute("role", "status");
    // Keep the cursor in the text while a paragraph is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  follow(editor) {
    this.editor = editor;
    editor.on("update", ({ transaction }) => this.onTyped(transaction));
    editor.on("selectionUpdate", () => !this.list.hidden && !this.typed() && this.close());
    editor.on("blur", () => this.close());
  }

  // What stands after "/" at the cursor, and where "/" stands.
  typed() {
    const { $from, empty } = this.editor.state.selection;
    if (!empty || !$from.parent.isTextblock || $from.parent.type.name === "heading") return null;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
    const found = TYPED.exec(before);
    if (!found) return null;
    const words = found[1] ?? "";
    return { words, from: $from.pos - words.length - 1, to: $from.pos };
  }

  async onTyped(transaction) {
    const typed = this.typed();
    if (!typed) return this.close();
    // A "/" that was there before is left alone.
    if (this.list.hidden && (typed.words || !transaction.docChanged)) return;
    this.offers ??= this.read();
    const offers = await this.offers;
    const now = this.typed();
    if (now) this.show(offers, now);
  }

  // The tab "Wording" of this page; nothing where the page has none.
  async read() {
    const tab = document.querySelector('[data-panel="wording"]');
    if (!tab) return [];
    try {
      const answer = await fetch(tab.href, { headers: { "HX-Request": "true", "Room-Panel": "wording" } });
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      return [...page.querySelectorAll("[data-insert]")]
        .filter((button) => button.dataset.into === this.box.id)
        .map((button) => ({
          topic: button.closest(".foi-offered__one").querySelector("a").textContent.trim(),
          words: page.getElementById(button.dataset.insert).textContent.trim(),
        }));
    } catch {
      return [];
    }
  }

  show(offers, { words }) {
    const wanted = words.toLowerCase().split(/\s+/);
    const has = ({ topic, words: said }) => wanted.every((word) => `${topic} ${said}`.toLowerCase().includes(word));
    this.shown = offers.filter(has).slice(0, MOST_SHOWN);
    if (!this.shown.length) return this.close();
    this.list.replaceChildren(...this.shown.map((offer, at) => this.option(offer, at)));
    this.list.hidden = false;
    this.place();
    const text = this.editor.view.dom;
    text.setAttribute("aria-controls", this.list.id);
    text.setAttribute("aria-autocomplete", "list");
    this.mark(0);
    const many = this.shown.length === 1 ? "1 paragraph" : `${this.shown.length} paragraphs`;
    this.told.textContent = `${many} of wording. Arrow keys choose, Enter puts in, Escape closes.`;
  }

  option({ topic, words }, at) {
    const option = document.createElement("li");
    option.id = `${this.list.id}_${at}`;
    option.setAttribute("role", "option");
    const name = document.createElement("strong");
    name.textContent = topic;
    const said = document.createElement("span");
    said.textContent = words;
    option.append(name, " ", said);
    return option;
  }

  // Below the line of the cursor, and within the editor's width.
  place() {
    const line = this.editor.view.coordsAtPos(this.editor.state.selection.from);
    const around = this.list.parentElement.getBoundingClientRect();
    this.list.style.top = `${line.bottom - around.top + 4}px`;
    const left = Math.min(line.left - around.left, around.width - this.list.offsetWidth - 4);
    this.list.style.left = `${Math.max(left, 0)}px`;
  }

  mark(at) {
    this.at = at;
    mark(this.list, at, this.editor.view.dom);
  }

  // Returns whether the key is taken care of here.
  onKey(event) {
    if (this.list.hidden || event.ctrlKey || event.metaKey || event.altKey) return false;
    const many = this.shown.length;
    if (event.key === "ArrowDown") this.mark((this.at + 1) % many);
    else if (event.key === "ArrowUp") this.mark((this.at - 1 + many) % many);
    else if (event.key === "Enter") this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }

  choose(at) {
    const range = this.typed();
    const { words } = this.shown[at];
    this.close();
    const isAlone = this.editor.state.selection.$from.parent.textContent.trim() === `/${range.words}`;
    const lines = paragraphs(words);
    const content = isAlone || lines.length > 1 ? lines : words;
    // "Undo" brings back what was typed.
    this.editor.chain().focus().command(ownStep).deleteRange({ from: range.from, to: range.to }).insertContent(content).run();
    this.told.textContent = "Wording put in.";
  }

  close() {
    this.offers = undefined; // a provision may be cited before the next "/"
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.told.textContent = "";
    for (const name of ["aria-controls", "aria-autocomplete", "aria-activedescendant"]) this.editor.view.dom.removeAttribute(name);
  }
}
