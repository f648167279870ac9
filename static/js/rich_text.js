// Replace each plain box with a rich-text editor, with a toolbar for the keyboard.
//
// The box stays in the form, hidden, with the editor's content as HTML. Other scripts use
// only the box: the box fires "input" events on changes, and a "foi:set" event sets a new
// text.

import {
  Bold,
  BulletList,
  Document,
  Editor,
  Extension,
  Gapcursor,
  HardBreak,
  History,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Paragraph,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
} from "django-prose-editor/editor";
import { Pasting } from "foi/pasting";

const SVG = "http://www.w3.org/2000/svg";
const IS_LINK = /^(?:https?:\/\/|mailto:|tel:)\S+$/i;
const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([type="hidden"]):not([disabled]), select, textarea, [tabindex="0"]';

// Each icon is drawn with lines, in a square of 24 units.
const ICONS = {
  bold: ["M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z"],
  italic: ["M10 5h8M6 19h8M14 5l-4 14"],
  link: [
    "M10 13.5a4 4 0 0 0 6 .5l2.5-2.5a4 4 0 0 0-5.7-5.7L11.5 7",
    "M14 10.5a4 4 0 0 0-6-.5L5.5 12.5a4 4 0 0 0 5.7 5.7L12.5 17",
  ],
  bullets: ["M10 6h10M10 12h10M10 18h10M4.5 6h1M4.5 12h1M4.5 18h1"],
  numbers: ["M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 15h2.5l-2.5 4h2.5"],
  table: ["M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14M15 5v14"],
  undo: ["M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4"],
  redo: ["M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h4"],
};

const modifier = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

function textTools(editor, openLink) {
  const chain = () => editor.chain().focus();
  return [
    [
      { name: "Bold", keys: "B", icon: "bold", run: () => chain().toggleBold().run(), pressed: () => editor.isActive("bold") },
      { name: "Italic", keys: "I", icon: "italic", run: () => chain().toggleItalic().run(), pressed: () => editor.isActive("italic") },
      { name: "Link", keys: "K", icon: "link", run: openLink, pressed: () => editor.isActive("link") },
    ],
    [
      { name: "Bulleted list", icon: "bullets", run: () => chain().toggleBulletList().run(), pressed: () => editor.isActive("bulletList") },
      { name: "Numbered list", icon: "numbers", run: () => chain().toggleOrderedList().run(), pressed: () => editor.isActive("orderedList") },
      { name: "Insert table", icon: "table", run: () => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), enabled: () => !editor.isActive("table") },
    ],
    [
      { name: "Undo", keys: "Z", icon: "undo", run: () => chain().undo().run(), enabled: () => editor.can().undo() },
      { name: "Redo", keys: "Y", icon: "redo", run: () => chain().redo().run(), enabled: () => editor.can().redo() },
    ],
  ];
}

function tableTools(editor) {
  const chain = () => editor.chain().focus();
  return [
    [
      { name: "Add row", words: true, run: () => chain().addRowAfter().run() },
      { name: "Delete row", words: true, run: () => chain().deleteRow().run() },
      { name: "Add column", words: true, run: () => chain().addColumnAfter().run() },
      { name: "Delete column", words: true, run: () => chain().deleteColumn().run() },
      { name: "Heading cell", words: true, run: () => chain().toggleHeaderCell().run(), pressed: () => editor.isActive("tableHeader") },
      { name: "Delete table", words: true, run: () => chain().deleteTable().run() },
    ],
  ];
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function drawing(paths) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

// --- The toolbar: one stop for Tab, arrow keys within it -------------------------------

class Toolbar {
  constructor(editor, groups, label, controls, isShown = () => true) {
    this.editor = editor;
    this.isShown = isShown;
    this.buttons = [];
    this.dom = element("div", { class: "foi-tools", role: "toolbar", "aria-label": label, "aria-controls": controls });
    for (const group of groups) this.dom.append(this.group(group));
    this.stopAt(this.buttons[0].button);
    this.dom.addEventListener("keydown", (event) => this.onKey(event));
    editor.on("transaction", () => this.refresh());
    this.refresh();
  }

  group(tools) {
    const dom = element("div", { class: "foi-tools__group" });
    for (const tool of tools) {
      const button = element("button", { type: "button", class: "foi-tools__button", tabindex: "-1" });
      if (tool.words) {
        button.classList.add("foi-tools__button--words");
        button.append(tool.name);
      } else {
        button.append(drawing(ICONS[tool.icon]));
        button.setAttribute("aria-label", tool.name);
        button.title = tool.keys ? `${tool.name} (${modifier}+${tool.keys})` : tool.name;
      }
      // Keep the selection in the text while the user presses a button.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") !== "true") tool.run();
      });
      this.buttons.push({ button, tool });
      dom.append(button);
    }
    return dom;
  }

  refresh() {
    this.dom.hidden = !this.isShown();
    for (const { button, tool } of this.buttons) {
      if (tool.pressed) button.setAttribute("aria-pressed", String(tool.pressed()));
      if (tool.enabled) button.setAttribute("aria-disabled", String(!tool.enabled()));
    }
  }

  stopAt(button) {
    for (const { button: each } of this.buttons) each.tabIndex = each === button ? 0 : -1;
  }

  focus() {
    this.buttons.find(({ button }) => button.tabIndex === 0).button.focus();
  }

  onKey(event) {
    const buttons = this.buttons.map(({ button }) => button);
    const at = buttons.indexOf(document.activeElement);
    const to = {
      ArrowRight: (at + 1) % buttons.length,
      ArrowLeft: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (event.key === "Escape") this.editor.commands.focus();
    else if (to === undefined) return;
    else {
      this.stopAt(buttons[to]);
      buttons[to].focus();
    }
    event.preventDefault();
  }
}

// --- Links -----------------------------------------------------------------------------

let dialogs = 0;

function askForLink(editor) {
  const id = `foi-link-${++dialogs}`;
  const now = editor.getAttributes("link").href || "";
  const isBare = editor.state.selection.empty && !now;
  const words = field(`${id}-words`, "Words to show", "");
  const address = field(`${id}-address`, "Address", now);
  const error = element("p", { class: "govuk-error-message", id: `${id}-error`, hidden: "" });
  address.group.insertBefore(error, address.input);
  const save = element("button", { class: "govuk-button", value: "save" }, now ? "Change link" : "Add link");
  const remove = element("button", { class: "govuk-button govuk-button--secondary", type: "button" }, "Remove link");
  const cancel = element("button", { class: "govuk-button govuk-button--secondary", type: "button" }, "Cancel");
  const form = element("form", { method: "dialog", novalidate: "" });
  form.append(element("h2", { class: "govuk-heading-m", id: `${id}-title` }, "Link"));
  if (isBare) form.append(words.group);
  form.append(address.group, element("div", { class: "govuk-button-group" }, save, ...(now ? [remove] : []), cancel));
  const dialog = element("dialog", { class: "foi-dialog", "aria-labelledby": `${id}-title` }, form);
  document.body.append(dialog);

  const done = () => dialog.close();
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.commands.focus();
  });
  cancel.addEventListener("click", done);
  remove.addEventListener("click", () => {
    editor.chain().extendMarkRange("link").unsetLink().run();
    done();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const href = completed(address.input.value.trim());
    if (!IS_LINK.test(href)) {
      error.textContent = "Enter an address such as https://www.example.org/page";
      error.hidden = false;
      address.group.classList.add("govuk-form-group--error");
      address.input.setAttribute("aria-describedby", error.id);
      address.input.focus();
      return;
    }
    if (isBare) {
      const shown = words.input.value.trim() || href.replace(/^(?:mailto|tel):/i, "");
      editor.chain().insertContent({ type: "text", text: shown, marks: [{ type: "link", attrs: { href } }] }).run();
    } else {
      editor.chain().extendMarkRange("link").setLink({ href }).run();
    }
    done();
  });
  dialog.showModal();
  (isBare ? words : address).input.focus();
}

function field(id, label, value) {
  const input = element("input", { class: "govuk-input", id, type: "text", autocomplete: "off" });
  input.value = value;
  const group = element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: id }, label), input);
  return { group, input };
}

function completed(address) {
  if (!address || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return address.includes("@") ? `mailto:${address}` : `https://${address}`;
}

// --- The editor ------------------------------------------------------------------------

function leave(wrapper) {
  const after = [...document.querySelectorAll(FOCUSABLE)].find(
    (each) =>
      wrapper.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING &&
      !wrapper.contains(each) &&
      each.checkVisibility(),
  );
  after?.focus();
}

// Dropped text goes where the pointer is; text moved within the editor moves by itself.
function drop(pasting, editor, event, isMoved) {
  const at = editor.view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (isMoved || !at) return false;
  editor.commands.setTextSelection(at.pos);
  return pasting.take(editor, event.dataTransfer);
}

function begin(box) {
  const label = document.querySelector(`label[for="${box.id}"]`);
  label.id ||= `${box.id}_label`;
  const keys = element("p", { class: "govuk-hint foi-editor__keys", id: `${box.id}_keys` }, "Alt and F10: formatting. Escape: leave the text.");
  const holder = element("div", { class: "foi-editor__text foi-rich" });
  const wrapper = element("div", { class: "foi-editor" }, holder);
  const leftOut = element("div", { class: "foi-editor__told", role: "status" });
  const clear = element("button", { type: "button", class: "govuk-button govuk-button--secondary", hidden: "" }, "Clear this message");
  box.after(wrapper, keys, leftOut, clear);
  leftOut.addEventListener("foi:said", () => (clear.hidden = !leftOut.children.length));
  box.hidden = true;
  // A hidden box cannot take focus, so the label leads to the editor instead.
  label.removeAttribute("for");

  const pasting = new Pasting({ form: box.form, told: leftOut, address: box.dataset.pasted });
  let forText;
  let forTable;
  const isInTable = () => editor.isActive("table");
  const openLink = () => askForLink(editor);
  // Without words to link, the key opens the palette of commands.
  const isForLink = () => !editor.state.selection.empty || editor.isActive("link");
  const editor = new Editor({
    element: holder,
    injectCSS: false, // our stylesheet has these rules: the policy refuses inline styles
    content: box.dataset.html,
    extensions: [
      Document,
      Paragraph,
      Text,
      HardBreak,
      Bold,
      Italic,
      Subscript,
      Superscript,
      BulletList,
      OrderedList.configure({ enableListAttributes: false }),
      ListItem,
      Link.extend({ addKeyboardShortcuts: () => ({ "Mod-k": () => isForLink() && (openLink(), true) }) }).configure({
        defaultProtocol: "https",
        isAllowedUri: (address) => IS_LINK.test(address),
      }),
      // In the last cell Tab leaves the table. By default Tab would always add a row.
      Table.extend({
        addKeyboardShortcuts() {
          return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
        },
      }),
      TableRow,
      TableHeader,
      TableCell,
      History,
      Gapcursor,
      Extension.create({
        name: "wayOut",
        addKeyboardShortcuts: () => ({
          Escape: () => (leave(wrapper), true),
          "Alt-F10": () => ((isInTable() ? forTable : forText).focus(), true),
        }),
      }),
    ],
    editorProps: {
      // The page's policy refuses the styles of other programs, so these are not parsed.
      transformPastedHTML: (html) => pasting.allowed(html),
      handlePaste: (_, event) => pasting.take(editor, event.clipboardData),
      handleDrop: (_, event, slice, isMoved) => drop(pasting, editor, event, isMoved),
      attributes: {
        id: `${box.id}_editor`,
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        "aria-describedby": [box.getAttribute("aria-describedby"), keys.id].filter(Boolean).join(" "),
        spellcheck: "true",
      },
    },
    onUpdate: ({ editor }) => {
      box.value = editor.isEmpty ? "" : editor.getHTML();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const name = label.textContent.trim();
  const id = `${box.id}_editor`;
  forText = new Toolbar(editor, textTools(editor, openLink), `Formatting of: ${name}`, id);
  // Below the text, so that the text does not move when this toolbar appears.
  forTable = new Toolbar(editor, tableTools(editor), `Table in: ${name}`, id, isInTable);
  wrapper.prepend(forText.dom);
  wrapper.append(forTable.dom);
  clear.addEventListener("click", () => {
    leftOut.replaceChildren();
    clear.hidden = true;
    editor.commands.focus();
  });
  label.addEventListener("click", () => editor.commands.focus());
  box.value = editor.isEmpty ? "" : editor.getHTML();
  box.form.elements[`${box.name}-format`].value = "html";
  box.addEventListener("foi:set", (event) => editor.commands.setContent(event.detail, { emitUpdate: true }));
  // Plain words go in at the caret, a paragraph for each line; at the end where the caret
  // was never moved.
  box.addEventListener("foi:insert", (event) => {
    const lines = event.detail.split("\n").filter((text) => text.trim());
    const words = lines.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] }));
    const at = editor.state.selection.to <= 1 ? "end" : null;
    editor.chain().focus(at).insertContent(words).run();
  });
  // Links in the error summary lead to the editor.
  for (const link of document.querySelectorAll(`a[href="#${box.id}"], a[href="#div_${box.id}"]`)) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      editor.commands.focus();
    });
  }
  return editor;
}

const editors = new Map();

function start(root) {
  for (const [box, editor] of editors) {
    if (box.isConnected) continue;
    editor.destroy();
    editors.delete(box);
  }
  for (const box of root.querySelectorAll("textarea[data-rich-text]")) editors.set(box, begin(box));
}

start(document);
document.addEventListener("foi:arrived", (event) => start(event.target));
