// Dialogs for a link and for a footnote of the editor.

import {
  Bold,
  closeHistory,
  Document,
  Editor,
  HardBreak,
  Italic,
  Link,
  Paragraph,
  Subscript,
  Superscript,
  Text,
  UndoRedo,
} from "../vendor/tiptap.js";

const IS_LINK = /^(?:https?:\/\/|mailto:|tel:)\S+$/i;

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export const Links = Link.configure({
  openOnClick: false,
  HTMLAttributes: { target: null, rel: null },
  defaultProtocol: "https",
  isAllowedUri: (address) => IS_LINK.test(address),
});

// A command that makes what follows one step of "undo", apart from what was typed before.
export const ownStep = ({ tr }) => Boolean(closeHistory(tr));

let dialogs = 0;

// A dialog with a form; `save` returns whether the dialog is done with.
function ask({ title, groups, save, saveAs, remove, removeAs, onClose }) {
  const name = `foi-dialog-${++dialogs}`;
  const button = (words, kind, type) => element("button", { class: `govuk-button ${kind}`, type }, words);
  const quiet = "govuk-button--secondary";
  const cancel = button("Cancel", quiet, "button");
  const removing = remove ? [button(removeAs, quiet, "button")] : [];
  const buttons = element("div", { class: "govuk-button-group" }, button(saveAs, "", "submit"), ...removing, cancel);
  const form = element("form", { method: "dialog", novalidate: "" });
  form.append(element("h2", { class: "govuk-heading-m", id: name }, title), ...groups, buttons);
  const dialog = element("dialog", { class: "foi-dialog", "aria-labelledby": name }, form);
  document.body.append(dialog);
  // At once, not on "close", which comes a moment later: keys pressed meanwhile were lost.
  const done = () => {
    dialog.close();
    dialog.remove();
    onClose();
  };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    done();
  });
  cancel.addEventListener("click", done);
  removing[0]?.addEventListener("click", () => {
    remove();
    done();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (save()) done();
  });
  // An editor within the dialog keeps these keys from the browser.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") done();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  dialog.showModal();
}

// A labelled box, with a place for what is wrong with it.
function group(label, box, id, hint = "") {
  const error = element("p", { class: "govuk-error-message", id: `${id}-error`, hidden: "" });
  const hints = hint ? [element("div", { class: "govuk-hint", id: `${id}-hint` }, hint)] : [];
  const dom = element("div", { class: "govuk-form-group" }, label, ...hints, error, box);
  const complain = (words, input) => {
    error.textContent = words;
    error.hidden = false;
    dom.classList.add("govuk-form-group--error");
    input.setAttribute("aria-describedby", [...hints, error].map((each) => each.id).join(" "));
    input.focus();
    return false;
  };
  return { dom, complain, described: hints.map((each) => each.id).join(" ") };
}

function field(id, label, value) {
  const input = element("input", { class: "govuk-input", id, type: "text", autocomplete: "off" });
  input.value = value;
  return { input, ...group(element("label", { class: "govuk-label", for: id }, label), input, id) };
}

function completed(address) {
  if (!address || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return address.includes("@") ? `mailto:${address}` : `https://${address}`;
}

export function askForLink(editor) {
  const now = editor.getAttributes("link").href || "";
  const isBare = editor.state.selection.empty && !now;
  const words = field("foi-link-words", "Words to show", "");
  const address = field("foi-link-address", "Address", now);
  const save = () => {
    const href = completed(address.input.value.trim());
    if (!IS_LINK.test(href)) return address.complain("Enter an address such as https://www.example.org/page", address.input);
    const shown = words.input.value.trim() || href.replace(/^(?:mailto|tel):/i, "");
    const link = { type: "text", text: shown, marks: [{ type: "link", attrs: { href } }] };
    const chain = editor.chain().command(ownStep);
    (isBare ? chain.insertContent(link) : chain.extendMarkRange("link").setLink({ href })).run();
    return true;
  };
  ask({
    title: "Link",
    groups: isBare ? [words.dom, address.dom] : [address.dom],
    save,
    saveAs: now ? "Change link" : "Add link",
    remove: now && (() => editor.chain().extendMarkRange("link").unsetLink().run()),
    removeAs: "Remove link",
    onClose: () => editor.view.focus(),
  });
  (isBare ? words : address).input.focus();
}

// --- Footnotes -------------------------------------------------------------------------

const NOTE_HINT = "Its number follows from its place in the letter.";

// The note at a place; a new one at the cursor, where none is given.
export function askForNote(editor, at) {
  const before = at === null ? null : editor.state.doc.nodeAt(at);
  const id = "foi-note-words";
  const label = element("span", { class: "govuk-label", id: `${id}-label` }, "Words of the footnote");
  const holder = element("div", { class: "foi-editor foi-rich" });
  const box = group(label, holder, id, NOTE_HINT);
  const inner = noteEditor(holder, { id, label, described: box.described, content: before?.content.toJSON() });
  const save = () => {
    const content = inner.getJSON().content[0].content ?? [];
    if (!inner.getText().trim()) return box.complain("Enter the words of the footnote", inner.view.dom);
    const note = { type: "footnote", content };
    const place = before ? { from: at, to: at + before.nodeSize } : editor.state.selection.to;
    editor.chain().command(ownStep).insertContentAt(place, note, { updateSelection: true }).run();
    return true;
  };
  ask({
    title: "Footnote",
    groups: [box.dom],
    save,
    saveAs: before ? "Change footnote" : "Add footnote",
    remove: before && (() => editor.chain().command(ownStep).deleteRange({ from: at, to: at + before.nodeSize }).run()),
    removeAs: "Remove footnote",
    onClose: () => {
      inner.destroy();
      // After the note: what is typed next must not take its place.
      editor.commands.setTextSelection(editor.state.selection.to);
      editor.view.focus();
    },
  });
  label.addEventListener("click", () => inner.commands.focus());
  inner.commands.focus("end");
}

function noteEditor(element, { id, label, described, content }) {
  return new Editor({
    element,
    injectCSS: false,
    content: { type: "doc", content: [{ type: "paragraph", content }] },
    extensions: [
      Document.extend({ content: "paragraph" }),
      Paragraph,
      Text,
      HardBreak.extend({ addKeyboardShortcuts: () => ({ Enter: ({ editor }) => editor.commands.setHardBreak() }) }),
      Bold,
      Italic,
      Subscript,
      Superscript,
      Links,
      UndoRedo,
    ],
    editorProps: {
      // The page's policy refuses the styles of other programs.
      handlePaste: (view, event) => view.pasteText(event.clipboardData?.getData("text/plain") ?? ""),
      attributes: {
        id,
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        "aria-describedby": described,
        spellcheck: "true",
      },
    },
  });
}
