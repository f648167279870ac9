// Keep a copy of typed text in this browser until the server says that it has stored the
// text, and autosave where the form asks for it.
//
// Every form with a text box keeps its copy, under the user's key, the page's address and
// the form's own name. Only a form with data-keep="off" does not. The copy has a name of
// its own, sent along with the form. The server answers with a cookie of that name once
// the text is stored; only then is the copy deleted.
//
// data-keep-part on an element says that its fields are sent with the form of that id,
// which stands elsewhere on the page. They keep a copy of their own.
//
// data-keep-version is the version that the text began from, where the form has versions.
// With data-autosave the form saves to that address whenever typing pauses.

const PAUSE = 1_500; // milliseconds without a key before a save
const LONGEST = 10_000; // the longest time from the first change to a save
const RETRIES = [3_000, 5_000, 10_000, 20_000, 30_000]; // milliseconds between tries
const OURS = new Set(["csrfmiddlewaretoken", "version", "seen", "provision_key", "add", "typed_copy", "node"]);
const KEPT = 'form[method="post"]:not([data-keep="off"]), [data-keep-part]';
const NOT_TYPED = new Set(["hidden", "file", "password", "submit", "button", "image", "reset"]);
const PREFIX = "foi-typed:";
const STORED = "foi-stored-";
const GONE = 410;
const USER = document.querySelector("[data-user]").dataset.user;
// Whether the page shows again what was sent, with words added, all of it not stored.
const isCarried = (form) => form.closest("[data-carried]") !== null;
// Whether the page shows again what the server has not stored. Django's admin says so by
// a note of its own.
const isRefused = (form) => form.closest("[data-refused]") !== null || form.querySelector(".errornote") !== null;

// The key of a user's copy of this form. A form shown at several addresses names its own.
const keyOf = (form) =>
  `${PREFIX}${USER}:${form.dataset.keepAt ?? location.pathname + location.search}:${form.id || form.getAttribute("action") || ""}`;
const folded = (words) => words.replace(/\s+/g, " ").trim();
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
const copyName = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const clock = (time = new Date()) =>
  time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

// A short sum of a long text, to notice that a page begins from another text.
function sumOf(text) {
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return `sum ${sum} of ${text.length}`;
}

// The fields of a form, or of a part of a page.
const fieldsOf = (form) =>
  [...form.querySelectorAll("input, select, textarea")].filter((each) => !form.elements || each.form === form);
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const hasText = (form) =>
  fieldsOf(form).some(
    (field) =>
      field.matches("textarea, input") && !isChoice(field) && !NOT_TYPED.has(field.type),
  );

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

const ours = () =>
  Object.keys(sessionStorage).filter((key) => key.startsWith(`${PREFIX}${USER}:`));

class Keeper {
  constructor(form) {
    this.form = form;
    this.status = document.querySelector(`[data-keep-status="${form.id}"]`) ?? form.querySelector("[data-keep-status]");
    const { signal } = (this.gone = new AbortController());
    this.key = keyOf(form);
    this.name = copyName();
    this.began = this.typed();
    this.version =
      form.dataset.keepVersion ?? form.elements?.version?.value ?? sumOf(this.began);
    this.isDirty = false;
    this.isSending = false;
    this.isStopped = false; // until the user chooses between two texts
    this.failures = 0;
    if (isRefused(form) || isCarried(form)) this.takeOver();
    else this.bringBack();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    if (form.elements) form.addEventListener("submit", (event) => this.submit(event));
    else {
      document.addEventListener("submit", (event) => {
        if (event.target === this.sender) this.submit(event);
      }, { signal });
    }
    form.addEventListener("foi:stored", (event) => {
      this.isSending = false;
      this.saved(event.detail, this.sent);
    });
    // Another script sends the form, and tells what became of it: "foi:stored",
    // "foi:unsent", or "foi:replaced" where a form with the stored text takes its place.
    form.addEventListener("foi:sending", () => this.sending());
    form.addEventListener("foi:replaced", () => {
      this.forget();
      this.banner?.querySelector("button")?.remove();
    });
    form.addEventListener("foi:unsent", () => {
      this.isSending = false;
      if (this.saves && this.isDirty && !this.isStopped) this.save();
    });
    window.addEventListener("pagehide", () => this.leave(), { signal });
    window.addEventListener("pageshow", () => (this.isSending = false), { signal });
    window.addEventListener("online", () => this.retry(), { signal });
    window.addEventListener("focus", () => this.retry(), { signal });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else this.retry();
    }, { signal });
    window.addEventListener("beforeunload", (event) => {
      if (this.isDirty && this.failures && !this.isSending) event.preventDefault();
    }, { signal });
  }

  // The form that sends these fields.
  get sender() {
    return this.form.elements ? this.form : document.getElementById(this.form.dataset.keepPart);
  }

  get saves() {
    return Boolean(this.form.dataset.autosave);
  }

  // The typed and chosen values, as a string that can be compared and restored.
  typed() {
    const entries = fieldsOf(this.form)
      .filter((each) => each.name && !OURS.has(each.name))
      .filter((each) => each.matches("textarea, select, input") && !NOT_TYPED.has(each.type))
      .filter((each) => !isChoice(each) || each.checked)
      .flatMap((each) =>
        each.multiple && each.options
          ? [...each.selectedOptions].map((option) => [each.name, option.value])
          : [[each.name, each.value]],
      );
    return JSON.stringify(entries);
  }

  // --- The copy in this browser ---

  keep({ isSent = false } = {}) {
    const { name, version } = this;
    const copy = { name, typed: this.typed(), version, at: Date.now(), isSent };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(copy));
    } catch {
      // The browser's storage is full. Autosave, where the form has it, still works.
    }
  }

  forget() {
    delete this.form.dataset.unsaved;
    sessionStorage.removeItem(this.key);
  }

  // The server shows the form again, with the text that it has not stored. The copy goes
  // on under this page's address, as the text may have been sent from another.
  takeOver() {
    const isOwn = (key) => isCarried(this.form) && key === this.key;
    const sent = ours().find((key) => read(key)?.isSent && (isOwn(key) || this.holds(read(key))));
    if (!sent) return;
    const copy = read(sent);
    sessionStorage.removeItem(sent);
    this.name = copy.name;
    this.version = copy.version;
    this.keep();
  }

  bringBack() {
    const copy = read(this.key);
    if (!copy) return;
    if (this.holds(copy)) return this.forget();
    const at = clock(new Date(copy.at));
    if (copy.version === this.version) {
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
    const began = JSON.parse(this.began);
    const names = new Set(began.map(([name]) => name));
    const shown = new Set(began.map(([name, value]) => `${name}\0${folded(value)}`));
    return JSON.parse(copy.typed).every(
      ([name, value]) =>
        shown.has(`${name}\0${folded(value)}`) || (!names.has(name) && !folded(value)),
    );
  }

  put(copy) {
    const entries = JSON.parse(copy.typed);
    const chosen = new Set(entries.map(([name, value]) => `${name}\0${value}`));
    for (const each of fieldsOf(this.form)) {
      if (isChoice(each) && !OURS.has(each.name)) each.checked = chosen.has(`${each.name}\0${each.value}`);
    }
    for (const [name, value] of entries) {
      for (const each of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (isChoice(each)) continue;
        if (each.dataset.richText !== undefined) {
          each.dispatchEvent(new CustomEvent("foi:set", { detail: value }));
        } else if (each.multiple && each.options) {
          for (const option of each.options) option.selected = chosen.has(`${name}\0${option.value}`);
        } else if (each.type !== "hidden") each.value = value;
      }
    }
    // Post the version that the copy began from: if another was saved since, the server
    // shows both texts.
    if (this.form.elements?.version) this.form.elements.version.value = copy.version;
    setTimeout(() => this.form.dispatchEvent(new Event("input", { bubbles: true })));
    this.tellOfLeft(entries);
  }

  // Words of a field that the page no longer has are shown, to be copied from there.
  tellOfLeft(entries) {
    const names = new Set(fieldsOf(this.form).map((each) => each.name));
    const isLeft = ([name, value]) => !names.has(name) && folded(value).includes(" ");
    const left = entries.filter(isLeft).map(([, value]) => value);
    if (!left.length) return;
    const told = document.createElement("div");
    told.className = "govuk-inset-text foi-kept-text";
    told.setAttribute("role", "status");
    told.append("You also typed these words. Their place is no longer on this page: copy what you still need.");
    for (const words of left) {
      const quoted = document.createElement("blockquote");
      quoted.className = "foi-kept";
      quoted.textContent = plain(words);
      told.append(quoted);
    }
    this.form.before(told);
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
    this.banner = banner;
    this.form.before(banner);
    this.form.closest("details")?.setAttribute("open", "");
  }

  // --- Autosave ---

  changed() {
    if (this.typed() === this.began && !this.isDirty) return;
    this.keep();
    this.form.dataset.unsaved = "yes";
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

  // The room shows another part: what is typed is saved first, or stays kept. The copy
  // waits under the form's own address.
  async leaveRoom() {
    if (this.isDirty && !this.isSending) this.keep();
    if (this.saves && this.isDirty && !this.isStopped) await this.save();
  }

  // The room shows another part. What was typed while it came is saved all the same.
  stop() {
    if (this.saves && this.isDirty && !this.isStopped) this.save();
    clearTimeout(this.timer);
    this.isStopped = true;
    this.gone.abort();
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
    if (answer.status === 409 || answer.status === GONE) this.isStopped = true;
    this.failed(told.message ?? "something went wrong. Your text is kept in this browser; the system will try again.");
  }

  saved(told, sent) {
    this.form.elements.version.value = told.version;
    this.version = String(told.version);
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

  // Send the name of the copy, for the server to say that it has stored the text.
  nameCopy() {
    if (!this.named?.isConnected) {
      this.named = document.createElement("input");
      this.named.type = "hidden";
      this.named.name = "typed_copy";
      this.sender.append(this.named);
    }
    this.named.value = this.name;
  }

  sending() {
    this.isSending = true;
    this.sent = this.typed();
    this.nameCopy();
    this.keep({ isSent: true });
  }

  async submit(event) {
    clearTimeout(this.timer);
    if (!this.saving) {
      if (event.defaultPrevented) return; // a double click
      this.sending();
      return;
    }
    // The running save changes the version: wait for its end, then submit.
    event.preventDefault();
    await this.saving;
    this.sender.requestSubmit(event.submitter);
  }
}

const keepers = new Set();

// The server reports which copies it has stored.
function forgetStored() {
  for (const key of ours()) {
    const name = `${STORED}${read(key)?.name}`;
    if (!document.cookie.split("; ").includes(`${name}=yes`)) continue;
    sessionStorage.removeItem(key);
    document.cookie = `${name}=; path=/; max-age=0; samesite=lax`;
  }
}

function begin(root) {
  forgetStored();
  for (const keeper of keepers) {
    keeper.isSending = false;
    if (keeper.form.isConnected) continue;
    keeper.stop();
    keepers.delete(keeper);
  }
  for (const form of [root, ...root.querySelectorAll("form, [data-keep-part]")]) {
    if (form.matches(KEPT) && hasText(form)) keepers.add(new Keeper(form));
  }
}

begin(document.querySelector("main"));
document.addEventListener("foi:arrived", (event) => begin(event.target));
document.addEventListener("foi:leaving", (event) => {
  for (const keeper of keepers) {
    if (event.target.contains(keeper.form)) event.detail.waits.push(keeper.leaveRoom());
  }
});
