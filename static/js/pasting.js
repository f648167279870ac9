// Read what is pasted or dropped into an editor by the service's own rule.
//
// Other programs mark words as deleted, hidden or remarks in ways of their own. The
// service reads these as it does on saving, and says what it left out. Until then the
// form waits. Text copied from an editor of the service goes in as it is.

const TAGS = "p|h[34]|br|strong|em|su[bp]|foot-note|a|[uo]l|li|table|colgroup|col|thead|tbody|tr|t[hd]";
const ATTRIBUTES = "data-pm-slice|href|start|type|target|rel|colspan|rowspan|colwidth|scope|align";
// Only widths of columns: another style may hide words.
const STYLE = 'style="(?:min-)?width: \\d+px;?"';
const IS_OWN = new RegExp(`^(?:[^<]|</?(?:${TAGS})(?: (?:${ATTRIBUTES})="[^"<>]*"| ${STYLE})*>)*$`);
const LONGEST = 60_000; // milliseconds
const TABLE_IN_TABLE =
  "Nothing was pasted, because the table would take the place of cells with words in them. " +
  "Put the cursor below the table, or in empty cells.";
const LIST = /^(?:OL|UL)$/;

// As `documents/richtext/leftovers.py` says it.
const leftOut = (pictures) =>
  pictures === 1
    ? "1 picture was left out: add it as a file."
    : `${pictures} pictures were left out: add them as files.`;

const isOwn = (html) => IS_OWN.test(html);

export class Pasting {
  // `told` is where it is said what was left out; `address` the service's.
  constructor({ form, told, address }) {
    this.form = form;
    this.told = told;
    this.address = address;
    this.waiting = 0;
    this.last = Promise.resolve();
    form.addEventListener("submit", (event) => this.hold(event), { capture: true });
    document.addEventListener("foi:settling", ({ target, detail }) => {
      if (target.contains(form)) detail.waits.push(this.last);
    });
  }

  // Returns whether the text is taken care of here.
  take(editor, data) {
    const pictures = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/")).length;
    const html = data?.getData("text/html") ?? "";
    if (!data || (!html && !pictures)) return false;
    if (pictures && !html) this.say([leftOut(pictures)]);
    if (!html || (html.includes("data-pm-slice") && isOwn(html))) return false;
    this.waiting += 1;
    this.last = this.last.then(() => this.insert(editor, html)).finally(() => (this.waiting -= 1));
    return true;
  }

  // Only what the service read, and what was copied from an editor of the service.
  allowed(html) {
    return html === this.given || isOwn(html) ? html : "";
  }

  hold(event) {
    if (!this.waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.last.then(() => this.form.requestSubmit(event.submitter));
  }

  async insert(editor, html) {
    let { from, to } = editor.state.selection;
    // The place stays the same while the officer goes on typing.
    const follow = ({ transaction }) => {
      from = transaction.mapping.map(from);
      to = transaction.mapping.map(to);
    };
    editor.on("transaction", follow);
    const read = await this.read(html);
    editor.off("transaction", follow);
    this.say(read.left_out ?? [read.message]);
    if (!read.html) return;
    editor.commands.setTextSelection({ from, to });
    if (wouldReplaceCells(editor, read.html)) this.say([TABLE_IN_TABLE]);
    else {
      this.given = read.html;
      put(editor, read.html);
    }
  }

  // What was said before stays until the officer clears it.
  say(sentences) {
    const before = [...this.told.children].map((each) => each.textContent);
    for (const sentence of new Set(sentences)) {
      if (before.includes(sentence)) continue;
      const line = document.createElement("p");
      line.className = "govuk-body-s govuk-!-font-weight-bold";
      line.textContent = sentence;
      this.told.append(line);
    }
    this.told.dispatchEvent(new Event("foi:said"));
  }

  async read(html) {
    const body = new FormData();
    body.set("html", html);
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    body.set("csrfmiddlewaretoken", token ?? this.form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        body,
        redirect: "error",
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(LONGEST),
      });
      if (answer.headers.get("Content-Type")?.includes("json")) return await answer.json();
    } catch {
      // Said below.
    }
    return { message: "Nothing was pasted, because the service did not answer. Paste the text again." };
  }
}

// --- Where pasted text goes ------------------------------------------------------------

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

// A list keeps its items: none joins the words at the cursor.
function put(editor, html) {
  const blocks = [...parsed(html).children];
  const { $from, $to } = editor.state.selection;
  const isInWords = $from.parent.isTextblock && $from.parent.content.size > 0;
  if (!blocks.some(({ tagName }) => LIST.test(tagName))) editor.view.pasteHTML(html);
  else if (depthOfItem($from)) putInList(editor, html, blocks);
  else if (isInWords && $from.sameParent($to) && $from.parent.content.size > $to.pos - $from.pos)
    editor.commands.insertContentAt({ from: $from.pos, to: $to.pos }, html);
  else editor.view.pasteHTML(html);
}

function depthOfItem($from) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "listItem") return depth;
  }
  return 0;
}

function putInList(editor, html, blocks) {
  if (!editor.state.selection.empty) editor.commands.deleteSelection();
  const { $from } = editor.state.selection;
  const depth = depthOfItem($from);
  if (!depth) return editor.view.pasteHTML(html);
  const isEmpty = $from.node(depth).textContent === "" && $from.node(depth).childCount === 1;
  if (blocks.every((block) => goesOn($from, depth, isEmpty, block))) {
    if (!isEmpty) makeEmptyItem(editor, depth);
    editor.view.pasteHTML(html);
  } else if (isEmpty && $from.index(depth - 1) > 0 && LIST.test(blocks[0].tagName)) {
    // The list belongs to the item before.
    const before = $from.before(depth);
    editor
      .chain()
      .deleteRange({ from: before, to: $from.after(depth) })
      .insertContentAt(before - 1, html)
      .run();
  } else if (isEmpty) editor.view.pasteHTML(html);
  else editor.commands.insertContentAt($from.pos, html);
}

// Whether the items of a pasted list can be items of the list at the cursor.
function goesOn($from, depth, isEmpty, block) {
  const list = $from.node(depth - 1);
  const tag = list.type.name === "orderedList" ? "OL" : "UL";
  if (block.tagName !== tag || (block.getAttribute("type") ?? "1") !== (list.attrs.type ?? "1")) return false;
  const start = block.getAttribute("start");
  const next = (list.attrs.start ?? 1) + $from.index(depth - 1) + (isEmpty ? 0 : 1);
  return tag === "UL" || start === null || Number(start) === next;
}

// Split the item at the cursor, and leave the cursor in an empty item.
function makeEmptyItem(editor, depth) {
  const isFirst = ({ $from }) => $from.parentOffset === 0 && $from.index(depth) === 0;
  if (!isFirst(editor.state.selection)) editor.commands.splitListItem("listItem");
  const { $from } = editor.state.selection;
  if ($from.node(depth).textContent === "") return;
  const inside = $from.before(depth) + 2;
  editor.commands.splitListItem("listItem");
  editor.commands.setTextSelection(inside);
}

// Whether a pasted table would overwrite cells. Cells that the officer selected may go.
function wouldReplaceCells(editor, html) {
  const pasted = parsed(html).querySelector("table");
  const { selection } = editor.state;
  const cell = editor.view.domAtPos(selection.from).node.parentElement?.closest("td, th");
  if (!pasted || !cell || "$anchorCell" in selection) return false;
  const row = cell.closest("tr");
  const rows = [...row.closest("table").rows].slice(row.rowIndex, row.rowIndex + pasted.rows.length);
  const width = Math.max(...[...pasted.rows].map((each) => each.cells.length));
  const replaced = rows.flatMap((each) => [...each.cells].slice(cell.cellIndex, cell.cellIndex + width));
  return replaced.some((each) => each.textContent.trim());
}
