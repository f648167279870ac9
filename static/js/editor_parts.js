// The parts of a text that the editor knows: two levels of headings, footnotes, tables.

import {
  Heading,
  ListItem,
  Node,
  OrderedList,
  Table,
  TableCell,
  TableHeader,
} from "../vendor/tiptap.js";

const LEVELS = { heading: 3, subheading: 4 };
const IN_LINE = "text | hardBreak";
// A heading stands in the text alone: in an item or a cell the letter has none.
const INSIDE = "paragraph | bulletList | orderedList | table";
const SIDES = ["left", "right"];

const depthOf = ($from, name) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === name) return depth;
  return 0;
};

// A subheading stands below a heading, as no level of an outline is skipped.
export function hasHeadingBefore(editor) {
  const { doc, selection } = editor.state;
  let found = false;
  doc.forEach((node, at) => (found ||= at < selection.$from.before(1) && node.type.name === "heading"));
  return found;
}

export const isInText = (editor) => {
  const { $from } = editor.state.selection;
  return $from.depth === 1 && !depthOf($from, "table");
};

const Headings = Heading.extend({
  marks: "italic link superscript subscript", // a heading is bold as a whole
  addInputRules: () => [],
  addKeyboardShortcuts() {
    const set = (level) => () => isInText(this.editor) && this.editor.commands.toggleHeading({ level });
    return { "Mod-Alt-1": set(LEVELS.heading), "Mod-Alt-2": set(LEVELS.subheading) };
  },
}).configure({ levels: Object.values(LEVELS) });

const align = {
  default: null,
  parseHTML: (cell) => SIDES.find((side) => side === cell.getAttribute("align")) ?? null,
  renderHTML: (attributes) => (attributes.align ? { align: attributes.align } : {}),
};

const cell = (Cell) =>
  Cell.extend({
    content: `(${INSIDE})+`,
    addAttributes() {
      return { ...this.parent?.(), align };
    },
  });

// `edit` opens a note at a place, for reading and changing.
const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  content: `(${IN_LINE})*`,
  addOptions: () => ({ edit: () => {} }),
  parseHTML: () => [{ tag: "foot-note" }],
  renderHTML: () => ["foot-note", 0],
  addNodeView() {
    const { edit } = this.options;
    return ({ node, getPos }) => {
      const dom = document.createElement("span");
      dom.className = "foi-footnote";
      const said = document.createElement("span");
      said.className = "govuk-visually-hidden";
      dom.append(said);
      dom.addEventListener("click", () => edit(getPos()));
      const show = (shown) => {
        const words = shown.textBetween(0, shown.content.size, " ", " ");
        said.textContent = ` (note: ${words}) `;
        dom.title = words;
      };
      show(node);
      const update = (next) => next.type === node.type && (show(next), true);
      return { dom, update, ignoreMutation: () => true };
    };
  },
  addKeyboardShortcuts() {
    const isNote = ({ selection }) => selection.node?.type.name === this.name;
    return {
      Enter: () => isNote(this.editor.state) && (this.options.edit(this.editor.state.selection.from), true),
      "Mod-Alt-f": () => (this.options.edit(null), true),
    };
  },
});

export const parts = (editNote) => [
  Headings,
  Footnote.configure({ edit: editNote }),
  // A number typed at the start of a paragraph is left as words.
  OrderedList.extend({ addInputRules: () => [] }),
  ListItem.extend({ content: `paragraph (${INSIDE})*` }),
  Table.extend({
    renderHTML: () => ["table", ["tbody", 0]], // by default with widths as inline styles
    // In the last cell Tab leaves the table. By default Tab would always add a row.
    addKeyboardShortcuts() {
      return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
    },
  }),
  cell(TableCell),
  cell(TableHeader),
];

export { LEVELS };
