// Move between the parts of the drafting room without loading a page.
//
// Without this script every link and button of the room loads the page it names. The
// server answers this script with the room alone. What is typed is saved before the
// room changes, or kept in the browser.
//
// Other scripts hear "foi:settling" and then "foi:leaving" on what is about to go, and let
// the room wait there for text still on its way and for what they save; and "foi:arrived"
// on what is new.

const room = document.getElementById("room");
const FILTER = `foi-room-filter:${location.pathname.split("/questions/")[0].replace(/\/draft\/.*/, "")}`;

const PARTS = /^\/(?:questions\/\d+\/answer|draft(?:\/statement|\/letter-text)?|send-for-clearance)\/$/;

const send = (node, name, detail) => node.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
const part = (id) => document.getElementById(id);
const address = (url) => new URL(url, location.href);

// The parts of the room in the server's answer; null where it answers with another page.
function roomIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.getElementById("room") && page;
}

class Room {
  constructor() {
    this.turn = Promise.resolve(); // what is asked of the server, one after the other
    this.wanted = ""; // where the last move leads
    document.addEventListener("click", (event) => this.click(event));
    document.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("popstate", () => {
      if (location.pathname !== this.at) this.go(location.href, { isNew: false });
    });
    this.at = location.pathname;
    room.addEventListener("foi:cite", (event) => this.cite(event.detail));
    this.filter(sessionStorage.getItem(FILTER));
    if (matchMedia("(max-width: 759px)").matches) room.querySelector(".foi-room__fold").open = false;
  }

  // Whether an address is a part of this request's draft.
  has(url) {
    const request = room.dataset.here.match(/^\/requests\/.*?(?=\/(?:questions|draft|send-for-clearance)\/)/)?.[0];
    const rest = address(url).pathname;
    return Boolean(request) && rest.startsWith(`${request}/`) && PARTS.test(rest.slice(request.length));
  }

  // --- Asking the server ---

  async ask(url, options = {}) {
    room.setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await fetch(url, {
        cache: "no-store",
        headers: { "HX-Request": "true", "Room-Panel": room.dataset.panel },
        ...options,
      });
    } catch {
      this.tell("There is no connection. What you typed is kept in this browser. Try again.", "error");
      return null;
    } finally {
      room.removeAttribute("aria-busy");
    }
    if (answer.status >= 500) {
      this.tell("The server could not answer. What you typed is kept in this browser. Try again in a minute.", "error");
      return null;
    }
    const page = roomIn(await answer.text());
    return { page, url: answer.url, status: answer.status };
  }

  async post(form, submitter) {
    const body = new FormData(form);
    const sent = JSON.stringify([...body]);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    const got = await this.ask(form.action, { method: "POST", body });
    const isStored = got?.page && !this.isRefusal(got);
    if (isStored && sent === JSON.stringify([...new FormData(form)])) delete form.dataset.unsaved;
    return got;
  }

  // Save what is typed here. Returns the server's answer where it refuses to.
  async saveAll({ except } = {}) {
    for (const name of ["foi:settling", "foi:leaving"]) {
      const waits = [];
      send(part("room-middle"), name, { waits });
      await Promise.all(waits);
    }
    for (const form of document.querySelectorAll("form[data-provision][data-unsaved]")) {
      if (form === except) continue;
      const got = await this.post(form);
      if (!got?.page || this.isRefusal(got)) return got ?? { page: null };
    }
    return null;
  }

  isRefusal({ page, status }) {
    return status >= 400 || page.querySelector("#room-middle .govuk-error-summary");
  }

  // Let nothing be typed into an answer that is about to go.
  async still(act) {
    const middle = part("room-middle");
    const had = document.activeElement;
    middle.inert = true;
    try {
      return await act();
    } finally {
      middle.inert = false;
      if (middle.contains(had)) had.focus({ preventScroll: true });
    }
  }

  inTurn(act) {
    this.turn = this.turn.then(act, act);
    return this.turn;
  }

  go(url, { isNew = true, focus = "editor" } = {}) {
    this.wanted = url;
    return this.inTurn(async () => {
      if (this.wanted !== url) return;
      const refused = await this.saveAll();
      if (refused) return this.show(refused, { focus: "heading" });
      const got = await this.still(() => this.ask(url));
      if (!got || this.wanted !== url) return;
      if (!got.page) return location.assign(url);
      this.show(got, { isNew, focus });
    });
  }

  submit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.room === undefined || !room.contains(form)) return;
    event.preventDefault();
    if (form.id === "together" && form.querySelectorAll("input:checked").length < 2) {
      delete form.dataset.sent;
      return this.tell("Choose two or more questions to answer together.", "error");
    }
    this.inTurn(() => this.sendForm(form, event.submitter));
  }

  async sendForm(form, submitter) {
    // Pressed twice, or while the room moved: what the form held is saved already.
    if (!form.isConnected && form.dataset.keepVersion !== undefined) return;
    const refused = await this.saveAll({ except: form });
    const post = () => this.post(form, submitter);
    const isStaying = form.dataset.room === "citations" || (form.id === "answer" && !submitter?.name);
    const got = refused ?? (await (isStaying ? post() : this.still(post)));
    delete form.dataset.sent;
    if (!got) return send(form, "foi:unsent");
    if (!got.page) return HTMLFormElement.prototype.submit.call(form); // signed out
    if (form.id === "together" && !this.isRefusal(got)) part("together").reset();
    const isDone = !refused && !this.isRefusal(got);
    if (isDone && form.dataset.room === "citations") return this.takeCitations(got.page);
    if (isDone && form.id === "answer" && this.isSame(got.page)) return this.takeSaved(form, got.page);
    this.show(got, { isNew: got.status < 400, focus: got.status < 400 ? "editor" : "heading" });
    // The next question can be joined at once.
    if (form.id === "join") part("join")?.querySelector("button").focus();
  }

  // --- Showing the answer ---

  show({ page, url, status }, { isNew = true, focus = "editor" } = {}) {
    if (!page) return location.reload();
    document.title = page.title;
    const fresh = page.getElementById("room");
    if (isNew && address(url).pathname !== location.pathname) history.pushState(null, "", url);
    this.at = location.pathname;
    delete document.body.dataset.refused;
    this.takeMiddle(fresh, status);
    this.takeList(fresh);
    this.takeBar(fresh);
    this.takePanel(fresh);
    room.dataset.here = fresh.dataset.here;
    const top = room.offsetTop;
    if (window.scrollY > top) window.scrollTo(0, top);
    this.focus(focus);
  }

  takeMiddle(fresh) {
    const told = part("room-told"); // screen readers listen to this element
    const middle = fresh.querySelector("#room-middle");
    told.replaceChildren(...middle.querySelector("#room-told").children);
    middle.querySelector("#room-told").replaceWith(told);
    part("room-middle").replaceWith(middle);
    send(middle, "foi:arrived");
  }

  takeBar(fresh) {
    part("room-bar").replaceWith(fresh.querySelector("#room-bar"));
  }

  takeList(fresh) {
    const list = part("room-list");
    const { scrollTop } = list;
    const isOpen = list.querySelector("details").open;
    const chosen = [...list.querySelectorAll("input:checked")].map((box) => box.value);
    const next = fresh.querySelector("#room-list");
    next.querySelector("details").open = isOpen;
    for (const box of next.querySelectorAll("input[name=questions]")) box.checked = chosen.includes(box.value);
    list.replaceWith(next);
    this.filter(sessionStorage.getItem(FILTER));
    send(next, "foi:arrived");
    next.scrollTop = scrollTop;
    const row = next.querySelector("[aria-current=page]")?.closest("li");
    if (!row) return;
    const [box, rowBox] = [next.getBoundingClientRect(), row.getBoundingClientRect()];
    if (rowBox.top < box.top) next.scrollTop -= box.top - rowBox.top + 40;
    else if (rowBox.bottom > box.bottom) next.scrollTop += rowBox.bottom - box.bottom + 40;
  }

  // The letter stays where it is and is set anew; another tab is replaced.
  takePanel(fresh) {
    const [old, next] = [part("room-panel"), fresh.querySelector("#room-panel")];
    const [letter, nextLetter] = [old, next].map((one) => one.querySelector("[data-letter]"));
    room.dataset.panel = fresh.dataset.panel;
    if (letter && nextLetter) {
      Object.assign(letter.dataset, nextLetter.dataset);
      old.querySelector("nav").replaceWith(next.querySelector("nav"));
      send(letter, "foi:moved");
    } else {
      for (const one of old.querySelectorAll("details[id][open]")) {
        next.querySelector(`#${one.id}`)?.setAttribute("open", "");
      }
      old.replaceWith(next);
      send(next, "foi:arrived");
    }
  }

  isSame(page) {
    return page.getElementById("room").dataset.here === room.dataset.here && page.getElementById("answer") !== null;
  }

  // The answer is saved: leave its editor, with the place and the steps to undo.
  takeSaved(form, page) {
    const saved_at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    send(form, "foi:stored", { version: page.getElementById("answer").elements.version.value, saved_at });
    this.takeCitations(page);
  }

  // Take what is cited from the server, and leave the answer being written alone.
  takeCitations(page) {
    const fresh = page.getElementById("room");
    const [list, next] = [part("citations"), fresh.querySelector("#citations")];
    if (!list || !next) return;
    const version = part("answer").elements.version;
    const saved = fresh.querySelector("#answer");
    // Citing begins an answer. The text of another person is never taken for ours.
    if (version.value === "0" && !saved.querySelector("textarea").dataset.html) {
      version.value = saved.elements.version.value;
    }
    const kept = new Set();
    for (const one of next.querySelectorAll(".foi-cited")) {
      const old = part(one.id);
      kept.add(one.id);
      if (old?.querySelector("[data-unsaved]")) continue;
      if (old) one.open = old.open && old.dataset.seen === one.dataset.seen;
      if (old?.dataset.seen === one.dataset.seen) continue;
      if (old) old.replaceWith(one);
      else list.querySelector(".foi-find").before(one);
      send(one, "foi:arrived");
    }
    for (const old of list.querySelectorAll(".foi-cited")) if (!kept.has(old.id)) old.remove();
    part("room-told").replaceChildren(...fresh.querySelector("#room-told").children);
    this.takeList(fresh);
    this.takeBar(fresh);
    this.takePanel(fresh);
  }

  cite(key) {
    return this.inTurn(() => this.citeNow(key));
  }

  async citeNow(key) {
    const place = room.querySelector("[data-cite]");
    const refused = await this.saveAll();
    if (refused) return this.show(refused);
    const body = new FormData();
    body.set("csrfmiddlewaretoken", part("answer").elements.csrfmiddlewaretoken.value);
    const url = `${place.dataset.cite}?${new URLSearchParams({ provision: key })}`;
    const had = new Set([...room.querySelectorAll(".foi-cited")].map((one) => one.id));
    const got = await this.ask(url, { method: "POST", body });
    if (!got) return;
    if (!got.page) return location.assign(url);
    if (this.isRefusal(got)) return this.show(got, { focus: "heading" });
    this.takeCitations(got.page);
    place.querySelector("input").value = "";
    const made = [...room.querySelectorAll(".foi-cited")].find((one) => !had.has(one.id));
    if (made) made.open = true;
    made?.querySelector("textarea, input:not([type=hidden])")?.focus();
  }

  // --- Within the page ---

  click(event) {
    const link = event.target.closest("a");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { show, panel } = link.dataset;
    const moves = link.dataset.room ?? link.closest("ol.foi-tasks")?.className; // a row leads to its answer
    if (!room.contains(link) || (show ?? panel ?? moves) === undefined) return;
    event.preventDefault();
    if (show !== undefined) this.filter(show, { isChosen: true });
    else if (panel !== undefined) this.openTab(panel);
    else if (link.href === address(room.dataset.here).href && part("answer")) this.focus("editor");
    else this.go(link.href);
  }

  openTab(key) {
    return this.inTurn(async () => {
      room.dataset.panel = key;
      const isDraft = location.pathname.endsWith("/draft/");
      const got = await this.ask(isDraft ? room.dataset.here : location.href);
      if (!got?.page) return;
      this.takePanel(got.page.getElementById("room"));
      part("room-panel").querySelector("nav [aria-current]")?.focus();
    });
  }

  filter(key, { isChosen = false } = {}) {
    const links = [...room.querySelectorAll("a[data-show]")];
    const chosen = links.find((link) => link.dataset.show === key);
    if (!chosen) return;
    if (isChosen) sessionStorage.setItem(FILTER, key);
    for (const link of links) {
      if (link === chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    let shown = 0;
    for (const row of room.querySelectorAll("[data-kinds]")) {
      row.hidden = key !== "all" && !row.dataset.kinds.split(" ").includes(key);
      shown += !row.hidden;
    }
    room.querySelector("[data-none-shown]").hidden = shown > 0;
  }

  tell(words, tags) {
    const told = document.createElement("p");
    told.className = `foi-told foi-told--${tags}`;
    told.textContent = words;
    part("room-told").replaceChildren(told);
  }

  focus(where) {
    const middle = part("room-middle");
    const target =
      (where === "editor" && middle.querySelector("[data-focus], .foi-editor [contenteditable]")) ||
      middle.querySelector("h1");
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "nearest" });
  }
}

if (room) window.foiRoom = new Room();
