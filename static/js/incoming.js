// Incoming messages by keys: j and k choose, the preview follows, a letter acts on it.
//
// Every key presses a link of the page, so that the page works without this script.

const list = document.querySelector(".foi-incoming__list");
const preview = document.getElementById("message");
let asked = 0;
let loaded = Promise.resolve(true); // whether the preview came to show the chosen message

const links = () => [...list.querySelectorAll("[data-entry]")];
const current = () => list.querySelector('[aria-current="true"] [data-entry]') ?? links()[0];

function open(link) {
  loaded = load(link);
}

async function load(link) {
  const mine = ++asked;
  for (const each of list.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
  const row = link.closest("li");
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  link.focus();
  preview.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.status);
    const words = await answer.text();
    if (mine !== asked) return false; // another message has been chosen meanwhile
    preview.innerHTML = words;
    history.replaceState(null, "", link.href.replace(/#.*/, ""));
    return true;
  } catch {
    if (mine === asked) location.assign(link.href);
    return false;
  } finally {
    if (mine === asked) preview.removeAttribute("aria-busy");
  }
}

function move(step) {
  const all = links();
  const next = all[all.indexOf(current()) + step];
  if (next) open(next);
  return true;
}

function press(name) {
  const find = () => preview.querySelector(`[data-act="${name}"]`);
  // The key is about the highlighted message: wait until the preview shows that one.
  loaded.then((isShown) => isShown && find()?.click());
  return Boolean(find());
}

if (list && preview) {
  document.addEventListener("foi:key", (event) => {
    const { key } = event.detail;
    const isDone = key === "j" ? move(1) : key === "k" ? move(-1) : press(key);
    if (isDone) event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("[data-entry]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    // On a narrow page the preview is below the list: the link leads there.
    if (!link || !isPlain || matchMedia("(max-width: 899px)").matches) return;
    event.preventDefault();
    open(link);
  });
  current()?.focus({ preventScroll: true });
}

// Where an officer must say who asked, the keys begin there.
const records = [...document.querySelectorAll(".foi-incoming__details [name=requester]")];
const isSaid = records.some((each) => each.checked) || document.querySelector(".govuk-error-summary");
if (records.length && !isSaid) records[0].focus();

// Who opens a message takes it, so that colleagues see who deals with it.
const claim = document.querySelector("[data-claim]");
if (claim?.querySelector("[data-take]")) {
  const form = new FormData(claim.querySelector("form"));
  form.set("quietly", "yes");
  const answer = await fetch(claim.dataset.claim, { method: "POST", body: form });
  if (answer.ok) claim.querySelector("[data-take]").hidden = true;
}
