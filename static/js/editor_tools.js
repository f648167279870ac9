// The tools of the editor, in toolbars that are one stop for Tab.

import { element } from "./editor_dialogs.js";
import { hasHeadingBefore, isInText, LEVELS } from "./editor_parts.js";
import { cellsOfColumn, isOfFigures } from "./figures.js";
import { CellSelection, isInTable, selectionCell, TableMap } from "../vendor/tiptap.js";

const SVG = "http://www.w3.org/2000/svg";

// Each icon is drawn with lines, in a square of 24 units.
const ICONS = {
  bold: ["M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z"],
  italic: ["M10 5h8M6 19h8M14 5l-4 14"],
  heading: ["M6 5v14M18 5v14M6 12h12"],
  subheading: ["M7 9v10M16 9v10M7 14h9"],
  superscript: ["M4 9l8 10M12 9L4 19", "M15.5 5.2a1.8 1.8 0 1 1 3.2 1.2L15.5 10h3.7"],
  subscript: ["M4 5l8 10M12 5L4 15", "M15.5 15.2a1.8 1.8 0 1 1 3.2 1.2L15.5 20h3.7"],
  footnote: ["M4 6h9M4 10h7M4 19h16M4 15h16", "M17 5l2-1.5V11"],
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

export function textTools(editor, { openLink, openNote }) {
  const chain = () => editor.chain().focus();
  const mark = (name, keys, icon, run) => ({ name, keys, icon, run, pressed: () => editor.isActive(icon) });
  const heading = (name, keys, icon, isPossible) => {
    const level = LEVELS[icon];
    const pressed = () => editor.isActive("heading", { level });
    const enabled = () => pressed() || (isInText(editor) && isPossible());
    return { name, keys, icon, run: () => chain().toggleHeading({ level }).run(), pressed, enabled };
  };
  return [
    [
      mark("Bold", "B", "bold", () => chain().toggleBold().run()),
      mark("Italic", "I", "italic", () => chain().toggleItalic().run()),
      mark("Superscript", ".", "superscript", () => chain().unsetSubscript().toggleSuperscript().run()),
      mark("Subscript", ",", "subscript", () => chain().unsetSuperscript().toggleSubscript().run()),
      mark("Link", "K", "link", openLink),
    ],
    [
      heading("Heading", "Alt+1", "heading", () => true),
      heading("Subheading", "Alt+2", "subheading", () => hasHeadingBefore(editor)),
      { name: "Bulleted list", icon: "bullets", run: () => chain().toggleBulletList().run(), pressed: () => editor.isActive("bulletList") },
      { name: "Numbered list", icon: "numbers", run: () => chain().toggleOrderedList().run(), pressed: () => editor.isActive("orderedList") },
      { name: "Footnote", keys: "Alt+F", icon: "footnote", run: openNote, pressed: () => editor.isActive("footnote") },
      { name: "Insert table", icon: "table", run: () => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), enabled: () => !editor.isActive("table") },
    ],
    [
      { name: "Undo", keys: "Z", icon: "undo", run: () => chain().undo().run(), enabled: () => editor.can().undo() },
      { name: "Redo", keys: "Y", icon: "redo", run: () => chain().redo().run(), enabled: () => editor.can().redo() },
    ],
  ];
}

export function tableTools(editor) {
  const chain = () => editor.chain().focus();
  const tool = (name, run, pressed) => ({ name, words: true, run, pressed });
  return [
    [
      tool("Add row", () => chain().addRowAfter().run()),
      tool("Delete row", () => chain().deleteRow().run()),
      tool("Add column", () => chain().addColumnAfter().run()),
      tool("Delete column", () => chain().deleteColumn().run()),
      tool("Heading row", () => chain().toggleHeaderRow().run(), () => isHeading(editor, "row")),
      tool("Heading column", () => chain().toggleHeaderColumn().run(), () => isHeading(editor, "column")),
      tool("Align right", () => alignRight(editor), () => isAtTheRight(editor)),
      tool("Delete table", () => chain().deleteTable().run()),
    ],
  ];
}

// The table at the cursor, and where in the table the cursor is.
function place(editor) {
  const { selection } = editor.state;
  const $cell = selectionCell(editor.state);
  const table = $cell.node(-1);
  const start = $cell.start(-1);
  const map = TableMap.get(table);
  return { selection, table, start, map, cell: $cell.nodeAfter, column: map.colCount($cell.pos - start) };
}

// Whether the first row or column has headings only.
function isHeading(editor, line) {
  if (!isInTable(editor.state)) return false;
  const { table, map } = place(editor);
  const end = line === "row" ? { right: map.width, bottom: 1 } : { right: 1, bottom: map.height };
  const cells = map.cellsInRect({ left: 0, top: 0, ...end });
  return cells.every((at) => table.nodeAt(at).type.name === "tableHeader");
}

function isAtTheRight(editor) {
  if (!isInTable(editor.state)) return false;
  const { table, cell, column } = place(editor);
  return cell.attrs.align ? cell.attrs.align === "right" : cell.attrs.colspan === 1 && isOfFigures(table, column);
}

// Of the cells selected, or else of the whole column.
function alignRight(editor) {
  const { selection, table, start, column } = place(editor);
  const align = isAtTheRight(editor) ? (isOfFigures(table, column) ? "left" : null) : "right";
  const change = ({ tr }) => {
    const set = (at) => tr.setNodeAttribute(at, "align", align);
    if (selection instanceof CellSelection) selection.forEachCell((_, at) => set(at));
    else for (const { at } of cellsOfColumn(table, column)) set(start + at);
    return true;
  };
  editor.chain().focus().command(change).run();
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

export class Toolbar {
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
