// Nothing typed is lost: a copy in this browser until the server has it, and where the
// form says so, saving by itself.
//
// A form marked data-keep keeps its copy under the person's key (its value), this page's
// address, and the version of the text it began from (data-keep-version). With
// data-autosave the page saves to that address whenever typing pauses.

const PAUSE = 1_500; // milliseconds without a key before a save
const LONGEST = 10_000; // and at the latest so long after the first change
const RETRIES = [3_000, 5_000, 10_000, 20_000, 30_000];
const OURS = new Set(["csrfmiddlewaretoken", "version", "seen", "provision_key", "add"]);
const PREFIX = "foi-typed:";

// Under what a person's copy of this page is kept.
const keyOf = (person) => `${PREFIX}${person}:${location.pathname}${location.search}`;
const folded = (words) => words.replace(/\s+/g, " ").trim();

const clock = (time = new Date()) =>
  time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

class Keeper {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-keep-status]");
    this.key = keyOf(form.dataset.keep);
    this.began = this.typed();
    this.isDirty = false;
    this.isSending = false;
    this.isStopped = false; // until somebody decides between two texts
    this.failures = 0;
    this.bringBack();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", () => (this.isSending = false));
    window.addEventListener("online", () => this.retry());
    window.addEventListener("focus", () => this.retry());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else this.retry();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.isDirty && this.failures && !this.isSending) event.preventDefault();
    });
  }

  get saves() {
    return Boolean(this.form.dataset.autosave);
  }

  // What somebody typed or chose, as text that can be compared and put back.
  typed() {
    const entries = [...this.form.elements]
      .filter((each) => this.form.contains(each) && each.name && !OURS.has(each.name))
      .filter((each) => each.matches("textarea, select, input[type=text], input[type=radio]:checked"))
      .map((each) => [each.name, each.value]);
    return JSON.stringify(entries);
  }

  // --- The copy in this browser ---

  keep({ isSent = false } = {}) {
    const version = this.form.elements.version?.value ?? this.form.dataset.keepVersion ?? "";
    const copy = { typed: this.typed(), version, at: Date.now(), isSent };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(copy));
    } catch {
      // No room in this browser: the page still saves by itself where it can.
    }
  }

  forget() {
    sessionStorage.removeItem(this.key);
  }

  bringBack() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) return;
    const copy = JSON.parse(kept);
    if (this.holds(copy)) return this.forget();
    const at = clock(new Date(copy.at));
    const isOfThisVersion = copy.version === (this.form.dataset.keepVersion ?? "");
    if (isOfThisVersion) {
      this.put(copy);
      this.tell(`What you typed at ${at} had not been saved. It is back below.`, "Discard it", () => {
        this.forget();
        this.isSending = true;
        location.reload();
      });
    } else {
      const offer = `You typed something else here at ${at}, and another text has been saved since.`;
      this.tell(offer, "Put mine back", (banner) => {
        this.put(copy);
        banner.remove();
      });
    }
  }

  // Whether the page shows all that the copy has, line ends and blanks aside.
  holds(copy) {
    const shown = new Map(JSON.parse(this.began));
    return JSON.parse(copy.typed).every(
      ([name, value]) => folded(shown.get(name) ?? "") === folded(value),
    );
  }

  put(copy) {
    for (const [name, value] of JSON.parse(copy.typed)) {
      for (const each of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (each.type === "radio") each.checked = each.value === value;
        else if (each.dataset.richText !== undefined) {
          each.dispatchEvent(new CustomEvent("foi:set", { detail: value }));
        } else if (each.type !== "hidden") each.value = value;
      }
    }
    // It began from that version: if another was saved since, the server shows both.
    if (this.form.elements.version) this.form.elements.version.value = copy.version;
    setTimeout(() => this.changed());
  }

  tell(words, act, run) {
    const banner = document.createElement("div");
    banner.className = "govuk-inset-text foi-kept-text";
    banner.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "foi-link-button";
    button.textContent = act;
    button.addEventListener("click", () => run(banner));
    banner.append(`${words} `, button);
    this.form.before(banner);
  }

  // --- Saving by itself ---

  changed() {
    if (this.typed() === this.began && !this.isDirty) return;
    this.keep();
    if (!this.isDirty) this.since = Date.now();
    this.isDirty = true;
    if (!this.saves || this.isStopped) return;
    clearTimeout(this.timer);
    const left = this.since + LONGEST - Date.now();
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, left)));
  }

  retry() {
    if (this.isDirty && this.failures && !this.isStopped) this.save();
  }

  leave() {
    if (!this.isDirty || this.isSending) return;
    this.keep();
    if (this.saves && !this.isStopped) this.save({ isLeaving: true });
  }

  save({ isLeaving = false } = {}) {
    if (this.saving || this.isSending) return this.saving;
    clearTimeout(this.timer);
    this.saving = this.send(isLeaving).finally(() => (this.saving = null));
    return this.saving;
  }

  async send(isLeaving) {
    const sent = this.typed();
    const body = new FormData(this.form);
    // Signing in again in another window gives a new token; the cookie has it.
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    if (token) {
      body.set("csrfmiddlewaretoken", token);
      this.form.elements.csrfmiddlewaretoken.value = token;
    }
    let answer;
    try {
      answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        redirect: "manual",
        keepalive: isLeaving && sent.length < 50_000,
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(20_000),
      });
    } catch {
      return this.failed("there is no connection. Your text is kept in this browser and will be saved when the connection is back.");
    }
    if (answer.type === "opaqueredirect") return this.signedOut();
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    if (answer.ok) return this.saved(told, sent);
    if (answer.status === 409) this.isStopped = true;
    this.failed(told.message ?? "something went wrong. Your text is kept in this browser; it will be tried again.");
  }

  saved(told, sent) {
    this.form.elements.version.value = told.version;
    this.form.dataset.keepVersion = told.version;
    this.failures = 0;
    this.began = sent;
    this.isDirty = false;
    if (this.typed() === sent) this.forget();
    else this.changed();
    this.say(`Saved ${told.saved_at}`);
  }

  signedOut() {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = this.form.dataset.signIn;
    link.target = "_blank";
    link.textContent = "Sign in again in another window";
    this.failed("you have been signed out. Your text is kept in this browser. ", link);
  }

  failed(why, ...more) {
    const wait = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    this.say(`NOT SAVED – ${why}`, true, ...more);
    if (!this.isStopped) this.timer = setTimeout(() => this.save(), wait);
  }

  say(words, isFailure = false, ...more) {
    if (!this.status) return;
    this.status.classList.toggle("foi-save-status--failed", isFailure);
    // The same words again are not to be read out again.
    if (this.said === words) return;
    this.said = words;
    this.status.replaceChildren(words, ...more);
  }

  async submit(event) {
    clearTimeout(this.timer);
    if (!this.saving) {
      this.isSending = true;
      this.keep({ isSent: true });
      return;
    }
    // The save under way changes the version: wait for it, then send.
    event.preventDefault();
    await this.saving;
    this.form.requestSubmit(event.submitter);
  }
}

// What was sent from another page has arrived: otherwise this page would not be here, but
// that page again, or the one for signing in.
for (const key of Object.keys(sessionStorage)) {
  const isElsewhere = key.startsWith(PREFIX) && !key.endsWith(`:${location.pathname}${location.search}`);
  if (isElsewhere && JSON.parse(sessionStorage.getItem(key)).isSent) sessionStorage.removeItem(key);
}
// The server says that it has kept what was sent from this page.
for (const each of document.querySelectorAll("[data-forget]")) {
  sessionStorage.removeItem(keyOf(each.dataset.forget));
}
for (const form of document.querySelectorAll("form[data-keep]")) new Keeper(form);
