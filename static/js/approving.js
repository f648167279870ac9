// The approver's desk: read and approve a letter part by part, by keys or by buttons.
//
// Without this script every button posts, and every link leads to a page of its own.

const desk = document.querySelector("[data-parts]");
const form = document.getElementById("approve");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const parts = () => [...desk.querySelectorAll("[data-part]")];
const isLeft = (part) => !("approved" in part.dataset);
const keyOf = (part) => part.dataset.part.split(":")[0];
const here = () => document.activeElement?.closest?.("[data-part]") ?? null;

function tell(words) {
  const place = document.querySelector("[data-desk-told]");
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50); // said again where it is the same
}

async function send(url, fields) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  for (const [name, value] of fields) body.append(name, value);
  return fetch(url, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } });
}

// --- What was read ---

const PAUSE = 1500; // milliseconds on a part before it counts as read
const read = new Set();
let pause = 0;

function note(part) {
  if ("isRead" in part.dataset) return;
  part.dataset.isRead = "";
  read.add(part.dataset.part);
  clearTimeout(pause);
  pause = setTimeout(sendRead, PAUSE);
}

function sendRead() {
  const pairs = [...read].map((pair) => ["part", pair]);
  read.clear();
  if (pairs.length) send(form.dataset.read, pairs).catch(() => {}); // told again next time
}

addEventListener("pagehide", sendRead);

// --- Moving ---

function go(target) {
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
  if (target.matches("[data-part]")) note(target);
  return true;
}

// The next part not approved, from a place on; then the next page, then the decision.
function next(from) {
  const all = parts();
  const found = all.slice(all.indexOf(from) + 1).find(isLeft);
  if (found) return go(found);
  const link = document.querySelector(".foi-parts__pages [rel=next]");
  if (link) {
    leave(link);
    return true;
  }
  const earlier = all.find((part) => isLeft(part) && part !== from);
  if (earlier) return go(earlier);
  const button = document.querySelector("[data-clear]");
  return go(button ?? document.getElementById("decision"));
}

function previous(from) {
  const all = parts();
  const at = from ? all.indexOf(from) : all.length;
  const before = all.slice(0, at).reverse();
  const found = before.find(isLeft) ?? before[0];
  if (found) return go(found);
  const link = document.querySelector(".foi-parts__pages [rel=prev]");
  if (link) leave(link);
  return Boolean(link);
}

// --- Answers of the server ---

function take(page, part) {
  const focused = here();
  for (const fresh of page.querySelectorAll("[data-part]")) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    const kept = old.querySelector("[data-forms] form");
    old.replaceWith(fresh);
    if (kept && old !== part) fresh.querySelector("[data-forms]")?.replaceChildren(kept);
    window.htmx?.process(fresh);
    fresh.dispatchEvent(new CustomEvent("foi:arrived", { bubbles: true }));
    if (focused === old) fresh.focus({ preventScroll: true });
  }
  for (const id of ["desk-progress", "desk-clear"]) {
    const fresh = page.querySelector(`#${id}`);
    const old = document.getElementById(id);
    if (!fresh || !old) continue;
    const isHere = old.contains(document.activeElement);
    old.replaceWith(fresh);
    const words = fresh.querySelector("[name=words_sha256]");
    if (words) words.value = form.dataset.words; // of the letter as this page showed it
    if (isHere) fresh.querySelector("[data-clear]")?.focus();
  }
  return page.querySelector("[data-told]")?.textContent ?? "";
}

// Keys may be quicker than the server: what waits meanwhile is sent together.
const waiting = [];
let sending = null;

function ask(url, pairs) {
  return send(url, pairs.map((pair) => ["part", pair])).then(async (answer) => ({
    isDone: answer.ok,
    page: new DOMParser().parseFromString(await answer.text(), "text/html"),
  }));
}

async function act(url, pairs) {
  let got;
  try {
    got = await ask(url, pairs);
  } catch {
    pairs.forEach(takeBack);
    return tell("There is no connection. Try again.");
  }
  // Of several parts, one alone has changed: the others are approved.
  if (!got.isDone && pairs.length > 1) {
    for (const pair of pairs) await act(url, [pair]);
    return null;
  }
  const told = take(got.page, null);
  if (!told) return location.assign(location.pathname); // signed out
  if (got.isDone) return null;
  const part = document.getElementById(`part-${pairs[0].split(":")[0]}`);
  if (part) show(part, told);
  return tell(told);
}

function takeBack(pair) {
  const part = document.getElementById(`part-${pair.split(":")[0]}`);
  if (part) delete part.dataset.approved;
}

async function flush() {
  while (waiting.length) await act(form.action, waiting.splice(0));
  sending = null;
}

function sendApproval(part) {
  waiting.push(part.dataset.part);
  read.delete(part.dataset.part); // an approval says so, too
  sending ??= flush();
}

// Leave the page once all is sent.
async function leave(link) {
  await sending;
  link.click();
}

// A refusal stands where it belongs, in sight.
function show(part, words) {
  const place = document.createElement("p");
  place.className = "govuk-error-message";
  place.textContent = words;
  part.querySelector(".foi-part__title").after(place);
  go(part);
}

function approve(part) {
  if (!part || !isLeft(part) || !part.querySelector("[data-approve]")) return false;
  part.dataset.approved = ""; // the keys go on at once; a refusal takes this back
  sendApproval(part);
  const title = part.querySelector(".foi-part__title b")?.textContent ?? "";
  next(part);
  tell(`Approved: ${title}`);
  return true;
}

form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  const part = button?.closest("[data-part]");
  if (!part) return;
  event.preventDefault();
  if (button.matches("[data-withdraw]")) act(form.dataset.withdraw, [part.dataset.part]).then(() => go(document.getElementById(part.id)));
  else approve(part);
});

// --- Forms beside a part ---

async function open(part, kind, quoted = "") {
  const link = part.querySelector(`[data-form=${kind}]`);
  const place = part.querySelector("[data-forms]");
  if (!link || !place) return false;
  let page;
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return tell("There is no connection. Try again.");
  }
  const made = page.querySelector("[data-part-form]");
  if (!made) return location.assign(link.href);
  place.replaceChildren(made);
  made.dispatchEvent(new CustomEvent("foi:arrived", { bubbles: true }));
  if (quoted && made.elements.quoted) made.elements.quoted.value = quoted;
  made.elements.words.focus();
  return true;
}

const wanted = (part) => {
  const selection = getSelection();
  const words = selection.toString().trim();
  return words && part.querySelector(".foi-part__letter").contains(selection.anchorNode) ? words : "";
};

desk?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-form]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const part = link.closest("[data-part]");
  open(part, link.dataset.form, wanted(part));
});

// Keep what is selected while a link is pressed.
desk?.addEventListener("mousedown", (event) => {
  if (event.target.closest("a[data-form=comment]")) event.preventDefault();
});

desk?.addEventListener("submit", async (event) => {
  const sent = event.target;
  if (!sent.matches("[data-part-form]")) return;
  event.preventDefault();
  const part = sent.closest("[data-part]");
  let answer;
  try {
    answer = await fetch(sent.action, {
      method: "POST",
      body: new FormData(sent),
      headers: { "HX-Request": "true" },
    });
  } catch {
    sent.dispatchEvent(new CustomEvent("foi:unsent", { bubbles: true }));
    return tell("There is no connection. What you typed is kept in this browser. Try again.");
  } finally {
    delete sent.dataset.sent;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const again = page.querySelector("[data-part-form]");
  if (again) {
    sent.replaceWith(again);
    again.dispatchEvent(new CustomEvent("foi:arrived", { bubbles: true }));
    const wrong = again.querySelector(".govuk-form-group--error :is(textarea, input, select)");
    (wrong ?? again.elements.words).focus();
    return null;
  }
  const told = take(page, part);
  if (!told) return HTMLFormElement.prototype.submit.call(sent); // signed out
  tell(told);
  go(document.getElementById(part.id));
  return null;
});

// --- Keys ---

const PRESSED = {
  n: () => next(here()),
  p: () => previous(here()),
  a: () => approve(here()),
  c: () => here() && open(here(), "comment", wanted(here())) && true,
  s: () => here() && open(here(), "amend") && true,
  r: () => {
    const box = document.querySelector("#return textarea");
    return box ? go(box) : false;
  },
  Enter: () => {
    const part = document.activeElement;
    const more = part?.matches?.("[data-part]") && part.querySelector(".foi-part__more");
    if (more) more.open = !more.open;
    return Boolean(more);
  },
};

document.addEventListener("foi:key", (event) => {
  if (desk && PRESSED[event.detail.key]?.()) event.preventDefault();
  const onward = document.querySelector("[data-next]");
  if (onward && event.detail.key === "n") {
    event.preventDefault();
    onward.click();
  }
});

// A part reached by mouse or by Tab is read, too.
desk?.addEventListener("focusin", (event) => {
  const part = event.target.closest("[data-part]");
  if (part) note(part);
});

// The page begins at the first part left, so that keys work at once.
if (desk && !location.hash && new URLSearchParams(location.search).has("page")) {
  const first = parts().find(isLeft);
  if (first) go(first);
}
document.querySelector("[data-next]")?.focus();
