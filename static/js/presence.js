// Tell the server that this page of a request is open, and show who else has it open.
//
// The page beats while it is in sight, and at once when the person begins to type. Times
// are counted from the page's own start: the clock of the browser may be wrong.

const EVERY = 12_000; // milliseconds between beats; requests_app/presence/queries.py counts on it
const SOONEST = 2_000; // milliseconds between two beats, however much is typed

const room = document.getElementById("room");
const status = document.getElementById("room-company");
const mine = () => document.querySelector("[data-beat]");
// The key of a row's question stands in its link; the other parts have names.
const placeOf = (row) => row.dataset.place ?? /\/questions\/(\d+)\//.exec(row.querySelector("a").href)?.[1];

class Presence {
  constructor() {
    this.typedAt = -Infinity;
    this.beganAt = performance.now(); // the server noted the person when it made the page
    this.toldTyping = false;
    this.said = new Set();
    document.addEventListener("input", (event) => this.typed(event));
    document.addEventListener("visibilitychange", () => this.plan());
    document.addEventListener("foi:arrived", (event) => {
      if (event.target.id === "room-middle") this.arrive();
    });
    this.arrive();
  }

  // The server has just told who is here.
  arrive() {
    this.typedAt = -Infinity;
    this.toldTyping = false;
    this.isOver = false;
    this.said.clear();
    this.announce();
    this.plan();
  }

  typed({ isTrusted, target }) {
    if (!isTrusted || !target.closest("#room-middle form")) return;
    this.typedAt = performance.now();
    if (!this.toldTyping) this.plan();
  }

  get isTyping() {
    return performance.now() - this.typedAt < EVERY;
  }

  plan() {
    clearTimeout(this.timer);
    if (document.visibilityState === "hidden" || this.isOver) return;
    const isSoon = this.isTyping !== this.toldTyping;
    const wait = this.beganAt + (isSoon ? SOONEST : EVERY) - performance.now();
    this.timer = setTimeout(() => this.beat(), Math.max(0, wait));
  }

  async beat() {
    if (this.isBeating) return;
    this.isBeating = true;
    this.beganAt = performance.now();
    try {
      await this.ask();
    } finally {
      this.isBeating = false;
      this.plan();
    }
  }

  async ask() {
    const { beat, place } = mine().dataset;
    const isTyping = (this.toldTyping = this.isTyping);
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    let answer;
    try {
      answer = await fetch(beat, {
        method: "POST",
        body: new URLSearchParams({ place, typing: isTyping ? "yes" : "no" }),
        headers: { "X-CSRFToken": token, Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(EVERY),
      });
    } catch {
      return this.show({ here: "", beside: "", rows: {} }); // no connection: who knows
    }
    // Signed out, or the request is no longer this person's to see.
    this.isOver = !answer.ok && answer.status < 500;
    const told = answer.ok ? await answer.json() : { here: "", beside: "", rows: {} };
    if (mine()?.dataset.place === place) this.show(told);
  }

  show({ here, beside, rows }) {
    mine().textContent = mine().title = here;
    const there = document.querySelector("[data-beside]");
    if (there) there.textContent = there.title = beside;
    for (const row of room?.querySelectorAll(".foi-task") ?? []) this.mark(row, rows[placeOf(row)] ?? "");
    this.announce();
    document.dispatchEvent(new CustomEvent("foi:beat", { detail: { isAlone: !here } }));
  }

  mark(row, words) {
    const old = row.querySelector(".foi-here");
    if (old?.textContent === words || (!old && !words)) return;
    const mark = old ?? document.createElement("span");
    mark.className = "foi-here";
    mark.textContent = words;
    if (!old) row.querySelector("p").append(" ", mark);
  }

  // Each sentence once, until the others have left: a beat is no news.
  announce() {
    const words = document.querySelector("[data-beside]")?.textContent.trim() ?? "";
    if (!words) this.said.clear();
    if (!status || this.said.has(words)) return;
    if (words) this.said.add(words);
    status.textContent = words;
  }
}

if (mine()) new Presence();
