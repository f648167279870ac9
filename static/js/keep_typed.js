// Keep a copy of typed text in this browser until the server has saved the text, and
// autosave where the form asks for it.
//
// A form with data-keep stores its copy under the user's key (the attribute's value) and
// this page's address, with the version that the text began from (data-keep-version).
// With data-autosave the form saves to that address whenever typing pauses.

const PAUSE = 1_500; // milliseconds without a key before a save
const LONGEST = 10_000; // the longest time from the first change to a save
const RETRIES = [3_000, 5_000, 10_000, 20_000, 30_000]; // milliseconds between tries
const OURS = new Set(["csrfmiddlewaretoken", "version", "seen", "provision_key", "add"]);
const PREFIX = "foi-typed:";

// The key of a user's copy of this page.
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
    this.isStopped = false; // until the user chooses between two texts
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

  // The typed and chosen values, as a string that can be compared and restored.
  typed() {
    const entries = [...this.form.elements]
      .filter((each) => this.form.contains(each) && each.name && !OURS.has(each.name))
      .filter((each) => each.matches("textarea, select, input[type=text], input[type=radio]:checked, input[type=checkbox]:checked"))
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
      // The browser's storage is full. Autosave, where the form has it, still works.
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
      this.tell(`Your text of ${at} had not been saved. It has been restored below.`, "Discard restored text", () => {
        this.forget();
        this.isSending = true;
        location.reload();
      });
    } else {
      const offer = `You typed another text here at ${at}, and a newer text has been saved since.`;
      this.tell(offer, "Restore my text", (banner) => {
        this.put(copy);
        banner.remove();
      });
    }
  }

  // Whether the page shows everything in the copy, apart from white space.
  holds(copy) {
    // Boxes ticked share a name, so look for each pair.
    const began = JSON.parse(this.began);
    const names = new Set(began.map(([name]) => name));
    const pairs = new Set(began.map(([name, value]) => `${name}\n${folded(value)}`));
    return JSON.parse(copy.typed).every(
      ([name, value]) =>
        pairs.has(`${name}\n${folded(value)}`) || (!names.has(name) && !folded(value)),
    );
  }

  put(copy) {
    for (const each of this.form.querySelectorAll("input[type=checkbox]")) each.checked = false;
    for (const [name, value] of JSON.parse(copy.typed)) {
      for (const each of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (each.type === "radio") each.checked = each.value === value;
        else if (each.type === "checkbox") each.checked ||= each.value === value;
        else if (each.dataset.richText !== undefined) {
          each.dispatchEvent(new CustomEvent("foi:set", { detail: value }));
        } else if (each.type !== "hidden") each.value = value;
      }
    }
    // Post the version that the copy began from: if another was saved since, the server
    // shows both texts.
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

  // --- Autosave ---

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
    // After signing in again in another window, only the cookie has the new token.
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
    this.failed(told.message ?? "something went wrong. Your text is kept in this browser; the system will try again.");
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
    // Screen readers would read the same words again.
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
    // The running save changes the version: wait for its end, then submit.
    event.preventDefault();
    await this.saving;
    this.form.requestSubmit(event.submitter);
  }
}

// Forms submitted from other pages have arrived: otherwise the browser would show that
// page again, or the sign-in page. So delete their copies.
for (const key of Object.keys(sessionStorage)) {
  const isElsewhere = key.startsWith(PREFIX) && !key.endsWith(`:${location.pathname}${location.search}`);
  if (isElsewhere && JSON.parse(sessionStorage.getItem(key)).isSent) sessionStorage.removeItem(key);
}
// The server reports that it has saved what this page submitted.
for (const each of document.querySelectorAll("[data-forget]")) {
  sessionStorage.removeItem(keyOf(each.dataset.forget));
}
for (const form of document.querySelectorAll("form[data-keep]")) new Keeper(form);
