// Suggest provisions for the typed text: part of a number, or words of a title.
//
// Without scripts the form posts the typed text, and a page lists the matches. With
// scripts the list opens below the box, and the drafting room cites what is chosen.

import { mark } from "./listbox.js";

const PAUSE = 150; // milliseconds without a key before a search

class Finder {
  constructor(place) {
    this.place = place;
    this.input = place.querySelector("input[name=provision]");
    this.button = place.querySelector("button");
    this.found = [];
    this.at = -1;
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-list`;
    this.list.className = "foi-find__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Provisions");
    this.list.hidden = true;
    this.count = document.createElement("p");
    this.count.className = "govuk-visually-hidden";
    this.count.setAttribute("role", "status");
    place.append(this.list, this.count);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    // Keep the focus in the box while the user clicks an entry: blur closes the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const entry = event.target.closest("[role=option]");
      if (entry) this.choose([...this.list.children].indexOf(entry));
    });
  }

  async ask() {
    const text = this.input.value.trim();
    if (!text) return this.show([]);
    const query = new URLSearchParams({ q: text, regime: this.place.dataset.regime });
    try {
      const answer = await fetch(`${this.place.dataset.findProvision}?${query}`, { redirect: "error" });
      const { provisions } = await answer.json();
      // Ignore this answer if the text has changed: another request is on its way.
      if (text === this.input.value.trim()) this.show(provisions, text);
    } catch {
      this.close(); // the button still works
    }
  }

  show(found, text = "") {
    this.found = found;
    this.list.replaceChildren(...found.map((each, n) => this.entry(each, n)));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(Boolean(found.length)));
    this.move(-1);
    if (text) {
      this.count.textContent = found.length
        ? `${found.length} provision${found.length > 1 ? "s" : ""}`
        : `No provision for ${text}`;
    }
  }

  entry(found, n) {
    const entry = document.createElement("li");
    entry.id = `${this.list.id}-${n}`;
    entry.setAttribute("role", "option");
    const citation = document.createElement("b");
    citation.textContent = found.citation;
    const kind = document.createElement("span");
    kind.className = "foi-quiet";
    kind.textContent = found.kind;
    entry.append(citation, ` ${found.title} `, kind);
    return entry;
  }

  move(at) {
    this.at = at;
    mark(this.list, at, this.input);
  }

  onKey(event) {
    const last = this.found.length - 1;
    const isOpen = !this.list.hidden;
    if (event.key === "Enter") {
      // By default Enter would press the form's first button, which saves and goes on.
      event.preventDefault();
      if (isOpen && this.at >= 0) this.choose(this.at);
      else if (this.input.value.trim()) this.input.form.requestSubmit(this.button);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" && this.found.length) {
      event.preventDefault();
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.move(this.at < last ? this.at + 1 : 0);
    } else if (event.key === "ArrowUp" && isOpen) {
      event.preventDefault();
      this.move(this.at > 0 ? this.at - 1 : last);
    }
  }

  choose(n) {
    this.input.value = this.found[n].citation;
    this.close();
    this.place.dispatchEvent(new CustomEvent("foi:cite", { bubbles: true, detail: this.found[n].key }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.move(-1);
  }
}

// Choose among the options of a select by typing. Without scripts the select does it.
class OptionFinder extends Finder {
  constructor(place) {
    const select = place.querySelector("select");
    const input = document.createElement("input");
    input.className = "govuk-input govuk-input--width-20";
    input.name = "provision";
    input.id = `${select.id}-typed`;
    input.autocomplete = "off";
    input.dataset.focus = "";
    place.querySelector(`label[for="${select.id}"]`).htmlFor = input.id;
    select.before(input);
    select.hidden = true;
    super(place);
    this.select = select;
  }

  ask() {
    const folded = (words) => words.toLowerCase().replace(/[\s.]/g, "");
    const typed = folded(this.input.value.replace(/^\s*s(ection)?\b\.?/i, ""));
    const found = [...this.select.options]
      .filter((option) => option.value && typed && folded(option.text).includes(typed))
      .map((option) => ({ key: option.value, citation: option.text, title: "", kind: "" }));
    this.show(found, this.input.value);
    if (found.length) this.move(0);
  }

  onKey(event) {
    if (event.key === "Enter" && this.input.value.trim()) this.ask();
    super.onKey(event);
  }

  choose(n) {
    this.select.value = this.found[n].key;
    this.close();
    this.input.form.requestSubmit(this.button);
  }
}

function begin(root) {
  for (const place of root.querySelectorAll("[data-find-provision]")) new Finder(place);
  for (const place of root.querySelectorAll("[data-choose-provision]")) new OptionFinder(place);
}

begin(document);
document.addEventListener("foi:arrived", (event) => begin(event.target));
