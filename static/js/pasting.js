// Read what is pasted or dropped into an editor by the service's own rule.
//
// Other programs mark words as deleted, hidden or remarks in ways of their own. The
// service reads these as it does on saving, and says what it left out. Until then the
// form waits. Text copied from an editor of the service goes in as it is.

const TAGS = "p|br|strong|em|su[bp]|a|[uo]l|li|table|colgroup|col|tbody|tr|t[hd]";
const ATTRIBUTES = "data-pm-slice|data-type|href|start|type|target|rel|colspan|rowspan|colwidth";
// Only widths of columns: another style may hide words.
const STYLE = 'style="(?:min-)?width: \\d+px;?"';
const IS_OWN = new RegExp(`^(?:[^<]|</?(?:${TAGS})(?: (?:${ATTRIBUTES})="[^"<>]*"| ${STYLE})*>)*$`);
const LONGEST = 60_000; // milliseconds
const PICTURE =
  "A letter cannot contain pictures, so the picture was left out. Enclose the picture as a file instead.";

export const isOwn = (html) => IS_OWN.test(html);

export class Pasting {
  // `told` is the element that says what was left out; `address` the service's.
  constructor({ form, told, address }) {
    this.form = form;
    this.told = told;
    this.address = address;
    this.waiting = 0;
    this.last = Promise.resolve();
    form.addEventListener("submit", (event) => this.hold(event), { capture: true });
  }

  // Returns whether the text is taken care of here.
  take(editor, data) {
    const isPicture = [...(data?.files ?? [])].some((file) => file.type.startsWith("image/"));
    const html = data?.getData("text/html") ?? "";
    if (!data || (!html && !isPicture)) return false;
    this.told.textContent = isPicture && !html ? PICTURE : "";
    if (!html || (html.includes("data-pm-slice") && isOwn(html))) return false;
    this.waiting += 1;
    this.last = this.last.then(() => this.insert(editor, html)).finally(() => (this.waiting -= 1));
    return true;
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
    this.told.textContent = read.message ?? read.left_out.join(" ");
    if (!read.html) return;
    editor.commands.setTextSelection({ from, to });
    editor.view.pasteHTML(read.html);
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
