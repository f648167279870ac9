// Show columns of figures at the right in the editor, as the letter sets them.
//
// The rules are those of `documents/richtext/figures.py`.

import { Decoration, DecorationSet, Extension, Plugin, TableMap } from "../vendor/tiptap.js";

const FIGURE =
  /^[<>≤≥~]?\s?[-−–+(]?\s?[£€$]?\s?[-−–]?(?:(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|0|[1-9]\d*)(?:\.\d+)?|\.\d+)\s?(?:%|p|k|m|bn)?\)?$/;
const NOTHING = new Set(["", "-", "–", "—", "*", "nil", "n/a", "na", "none"]);
const YEAR = /^(?:19|20)\d\d$/;

function isColumn(cells) {
  const said = cells.map((words) => words.trim()).filter((words) => !NOTHING.has(words.toLowerCase()));
  if (!said.length || said.every((words) => YEAR.test(words))) return false;
  return said.every((words) => FIGURE.test(words));
}

// The words of a cell, without its footnotes.
function words(cell) {
  let said = "";
  cell.descendants((node) => {
    said += node.text ?? "";
    return node.type.name !== "footnote";
  });
  return said;
}

// The cells of a column, with their places in the table; none that is several columns wide.
export function cellsOfColumn(table, column) {
  const map = TableMap.get(table);
  const places = new Set();
  for (let row = 0; row < map.height; row += 1) places.add(map.map[row * map.width + column]);
  return [...places].map((at) => ({ at, cell: table.nodeAt(at) })).filter(({ cell }) => cell.attrs.colspan === 1);
}

export function isOfFigures(table, column) {
  const cells = cellsOfColumn(table, column).filter(({ cell }) => cell.type.name === "tableCell");
  return isColumn(cells.map(({ cell }) => words(cell)));
}

function decorations(doc) {
  const found = [];
  doc.descendants((table, start) => {
    if (table.type.name !== "table") return;
    for (let column = 0; column < TableMap.get(table).width; column += 1) {
      if (!isOfFigures(table, column)) continue;
      for (const { at, cell } of cellsOfColumn(table, column)) {
        const from = start + 1 + at;
        if (!cell.attrs.align) found.push(Decoration.node(from, from + cell.nodeSize, { class: "foi-at-the-right" }));
      }
    }
  });
  return DecorationSet.create(doc, found);
}

export const Figures = Extension.create({
  name: "figures",
  addProseMirrorPlugins: () => [
    new Plugin({
      state: {
        init: (_, { doc }) => decorations(doc),
        apply: (transaction, before) => (transaction.docChanged ? decorations(transaction.doc) : before),
      },
      props: {
        decorations(state) {
          return this.getState(state);
        },
      },
    }),
  ],
});
