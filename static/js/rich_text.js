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
  Italic,
  Paragraph,
  Subscript,
  Superscript,
  TableRow,
  Text,
  UndoRedo,
} from "../vendor/tiptap.js";
import { askForLink, askForNote, element, Links } from "./editor_dialogs.js";
import { parts } from "./editor_parts.js";
import { tableTools, textTools, Toolbar } from "./editor_tools.js";
import { Figures } from "./figures.js";
import { Offering, paragraphs } from "./offering.js";
import { Pasting } from "./pasting.js";

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([type="hidden"]):not([disabled]), select, textarea, [tabindex="0"]';

function leave(wrapper) {
  const after = [...document.querySelectorAll(FOCUSABLE)].find(
    (each) =>
      wrapper.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING &&
      !wrapper.contains(each) &&
      each.checkVisibility(),
  );
  after?.focus();
}

// The place of the note that is selected; null for none.
function noteAt(editor) {
  return editor.isActive("footnote") ? editor.state.selection.from : null;
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

  const offering = new Offering(box);
  const pasting = new Pasting({ form: box.form, told: leftOut, address: box.dataset.pasted });
  let forText;
  let forTable;
  const isInTable = () => editor.isActive("table");
  const openLink = () => askForLink(editor);
  const openNote = () => askForNote(editor, noteAt(editor));
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
      ...parts((at) => askForNote(editor, at)),
      Links.extend({ addKeyboardShortcuts: () => ({ "Mod-k": () => isForLink() && (openLink(), true) }) }),
      TableRow,
      Figures,
      UndoRedo,
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
      handleKeyDown: (_, event) => offering.onKey(event),
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
  offering.follow(editor);
  const name = label.textContent.trim();
  const id = `${box.id}_editor`;
  forText = new Toolbar(editor, textTools(editor, { openLink, openNote }), `Formatting of: ${name}`, id);
  // Below the text, so that the text does not move when this toolbar appears.
  forTable = new Toolbar(editor, tableTools(editor), `Table in: ${name}`, id, isInTable);
  wrapper.prepend(forText.dom);
  wrapper.append(forTable.dom, offering.list, offering.told);
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
    const words = paragraphs(event.detail);
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
