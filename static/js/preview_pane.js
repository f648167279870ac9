// Show the letter beside its draft, updated shortly after each pause in typing. The
// unsaved text is posted; the server does not save it.

const PAUSE = 200; // milliseconds without a key before an update

// The letter in an element, from the address that the server makes it at.
class Letter {
  constructor(body, trouble) {
    this.body = body;
    this.trouble = trouble;
    this.isShown = false;
  }

  later(show) {
    clearTimeout(this.timer);
    this.timer = setTimeout(show, PAUSE);
  }

  async show(url, form) {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    try {
      const answer = await fetch(url, {
        method: form ? "POST" : "GET",
        body: form ? new FormData(form) : undefined,
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

  // The element that scrolls.
  get frame() {
    return this.body.closest(".foi-room__tab") ?? this.body;
  }

  fill(html) {
    const { frame } = this;
    const kept = frame.scrollTop;
    this.body.innerHTML = html;
    const anchor = this.body.querySelector("[data-anchor]")?.dataset.anchor;
    const part = anchor && document.getElementById(anchor);
    if (this.isShown || !part) {
      frame.scrollTop = kept;
    } else {
      const shift = part.getBoundingClientRect().top - frame.getBoundingClientRect().top;
      frame.scrollTop += shift - 12;
    }
    this.isShown = true;
    this.body.dispatchEvent(new CustomEvent("foi:shown", { bubbles: true }));
  }
}

// In the drafting room the letter is a tab: it follows the question, and what is typed.

let letter = null;

function showTab(form) {
  const place = document.querySelector("[data-letter]");
  if (!place) return;
  const body = place.querySelector("[data-letter-body]");
  if (letter?.body !== body) letter = new Letter(body, place.querySelector(".foi-pane__trouble"));
  const url = new URL(place.dataset.letter, location.href);
  if (form?.dataset.provision) url.searchParams.set("provision", form.dataset.provision);
  letter.show(url, form ?? document.getElementById(place.dataset.form));
}

function follow(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form?.closest("#room-middle") || !letter) return;
  letter.later(() => showTab(form.dataset.provision ? form : null));
}

document.addEventListener("input", follow);
document.addEventListener("change", follow);
document.addEventListener("foi:moved", () => {
  if (letter) letter.isShown = false;
  showTab();
});
document.addEventListener("foi:arrived", (event) => event.target.id === "room-panel" && showTab());
showTab();
