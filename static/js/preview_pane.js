// Show the letter beside its draft, updated shortly after each pause in typing. The
// unsaved text is posted; the server does not save it.

const PAUSE = 200; // milliseconds without a key before an update
const WIDE = matchMedia("(min-width: 1200px)");
const REMEMBERED = "foi-letter-beside-draft";

class Pane {
  constructor(pane) {
    this.pane = pane;
    this.body = pane.querySelector(".foi-pane__body");
    this.trouble = pane.querySelector(".foi-pane__trouble");
    this.form = document.getElementById(pane.dataset.form);
    this.isShown = false;
    this.addButton();
    WIDE.addEventListener("change", () => this.arrange());
    window.addEventListener("scroll", () => this.place(), { passive: true });
    this.form?.addEventListener("input", () => this.later());
    this.form?.addEventListener("change", () => this.later());
    this.arrange();
  }

  addButton() {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "govuk-button govuk-button--secondary foi-pane-button";
    this.button.addEventListener("click", () => {
      localStorage.setItem(REMEMBERED, this.isOpen ? "folded" : "open");
      this.arrange();
    });
    this.pane.before(this.button);
  }

  get isOpen() {
    return WIDE.matches && localStorage.getItem(REMEMBERED) !== "folded";
  }

  arrange() {
    const isOpen = this.isOpen;
    this.button.hidden = !WIDE.matches;
    this.button.textContent = isOpen ? "Hide letter" : "Show letter";
    this.button.setAttribute("aria-expanded", String(isOpen));
    this.pane.hidden = !isOpen;
    document.documentElement.classList.toggle("foi-has-pane", isOpen);
    this.place();
    if (isOpen) this.show();
  }

  // Start below the page's header, or at the top once the header has scrolled away.
  place() {
    const top = document.getElementById("main-content").getBoundingClientRect().top;
    this.pane.style.setProperty("--foi-pane-top", `${Math.max(0, Math.round(top))}px`);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), PAUSE);
  }

  async show() {
    if (!this.isOpen) return;
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    try {
      const answer = await fetch(this.pane.dataset.pane, {
        method: this.form ? "POST" : "GET",
        body: this.form ? new FormData(this.form) : undefined,
        signal: asked.signal,
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      if (asked !== this.asked) return;
      this.fill(html);
      this.trouble.textContent = "";
    } catch (error) {
      if (error.name === "AbortError") return;
      this.trouble.textContent = "The letter cannot be shown now. Your text is not affected.";
    }
  }

  fill(html) {
    const kept = this.body.scrollTop;
    this.body.innerHTML = html;
    const anchor = this.body.querySelector("[data-anchor]")?.dataset.anchor;
    const part = anchor && document.getElementById(anchor);
    if (this.isShown || !part) {
      this.body.scrollTop = kept;
    } else {
      const shift = part.getBoundingClientRect().top - this.body.getBoundingClientRect().top;
      this.body.scrollTop += shift - 12;
    }
    this.isShown = true;
    this.body.dispatchEvent(new CustomEvent("foi:shown", { bubbles: true }));
  }
}

for (const pane of document.querySelectorAll("[data-pane]")) new Pane(pane);
