// The palette: type a reference, a question, a name or an action, and go there.

import { mark } from "./listbox.js";

const PAUSE = 120; // milliseconds without a key before a search
const body = document.body;

class Palette {
  constructor() {
    this.dialog = document.createElement("dialog");
    this.dialog.className = "foi-dialog foi-palette";
    this.dialog.setAttribute("aria-label", "Find a request, a question, a person or an action");
    this.dialog.innerHTML =
      '<label class="govuk-label govuk-label--s" for="palette">Request, question, person or action</label>' +
      '<input class="govuk-input" id="palette" type="text" autocomplete="off" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="palette-list">' +
      '<ul id="palette-list" role="listbox" aria-label="Found"></ul>' +
      '<p class="govuk-visually-hidden" role="status"></p>';
    this.input = this.dialog.querySelector("input");
    this.list = this.dialog.querySelector("ul");
    this.count = this.dialog.querySelector("p");
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("click", (event) => {
      const entry = event.target.closest("li");
      if (entry) this.open([...this.list.children].indexOf(entry));
    });
    this.dialog.addEventListener("close", () => this.dialog.remove());
    body.append(this.dialog);
    this.dialog.showModal();
    this.input.focus();
    this.ask();
  }

  // The sections of the service, from the navigation of the page.
  sections(words) {
    return [...document.querySelectorAll("#navigation a")]
      .map((link) => ({ words: link.textContent.trim(), hint: "Page", url: link.href }))
      .filter((entry) => entry.words.toLowerCase().includes(words.toLowerCase()));
  }

  async ask() {
    const words = this.input.value.trim();
    const query = new URLSearchParams({ q: words, at: location.pathname });
    let found = [];
    try {
      const answer = await fetch(`${body.dataset.palette}?${query}`, { redirect: "error" });
      ({ found } = await answer.json());
    } catch {
      // The pages of the navigation can be opened still.
    }
    if (words === this.input.value.trim()) this.show([...found, ...this.sections(words)], words);
  }

  show(found, words) {
    this.found = found;
    this.shownFor = words;
    this.list.replaceChildren(...found.map((each, n) => this.entry(each, n)));
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.count.textContent = `${found.length} found`;
    this.move(found.length ? 0 : -1);
  }

  entry({ words, hint }, n) {
    const entry = document.createElement("li");
    entry.id = `palette-${n}`;
    entry.setAttribute("role", "option");
    const [name, kind] = [document.createElement("span"), document.createElement("span")];
    name.textContent = words;
    kind.textContent = hint;
    kind.className = "foi-quiet";
    entry.append(name, kind);
    return entry;
  }

  move(at) {
    this.at = at;
    mark(this.list, at, this.input);
  }

  async onKey(event) {
    const last = (this.found?.length ?? 0) - 1;
    if (event.key === "ArrowDown") this.move(this.at < last ? this.at + 1 : 0);
    else if (event.key === "ArrowUp") this.move(this.at > 0 ? this.at - 1 : last);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.key !== "Enter") return;
    // The list must be that of the words typed.
    clearTimeout(this.timer);
    const chosen = this.at;
    if (this.shownFor !== this.input.value.trim()) await this.ask();
    this.open(Math.min(chosen, (this.found?.length ?? 0) - 1));
  }

  open(n) {
    const entry = this.found?.[n];
    if (!entry) return;
    this.dialog.close();
    // The room opens its own parts without loading a page.
    if (window.foiRoom?.has(entry.url)) window.foiRoom.go(entry.url);
    else location.assign(entry.url);
  }
}

body.addEventListener("foi:palette", () => new Palette());
