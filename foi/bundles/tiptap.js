// The parts of Tiptap that our editor uses, in one file; `npm run build` makes it.
//
// Each part comes from the smallest module that has it: the index of a package has the
// others too.

export { Editor, Extension, Node } from "@tiptap/core";
export { Bold } from "@tiptap/extension-bold";
export { Document } from "@tiptap/extension-document";
export { HardBreak } from "@tiptap/extension-hard-break";
export { Heading } from "@tiptap/extension-heading";
export { Italic } from "@tiptap/extension-italic";
export { Link } from "@tiptap/extension-link";
export { BulletList } from "@tiptap/extension-list/bullet-list";
export { ListItem } from "@tiptap/extension-list/item";
export { OrderedList } from "@tiptap/extension-list/ordered-list";
export { Paragraph } from "@tiptap/extension-paragraph";
export { Subscript } from "@tiptap/extension-subscript";
export { Superscript } from "@tiptap/extension-superscript";
export { TableCell } from "@tiptap/extension-table/cell";
export { TableHeader } from "@tiptap/extension-table/header";
export { TableRow } from "@tiptap/extension-table/row";
export { Table } from "@tiptap/extension-table/table";
export { Text } from "@tiptap/extension-text";
export { Gapcursor } from "@tiptap/extensions/gap-cursor";
export { UndoRedo } from "@tiptap/extensions/undo-redo";
export { closeHistory } from "@tiptap/pm/history";
export { Plugin } from "@tiptap/pm/state";
export { CellSelection, isInTable, selectionCell, TableMap } from "@tiptap/pm/tables";
export { Decoration, DecorationSet } from "@tiptap/pm/view";
