"""Read HTML that another program wrote: keep its sense, and say what was left out.

Word processors, spreadsheets and web pages say with styles and elements of their own
that words are deleted, hidden, raised, or a remark about the text. A letter holds few
elements, and dropping the others would change figures and bring back deleted words.
The result has only the elements of `cleaning`, which still cleans it.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

import nh3

from documents.richtext import elements, formulas, listed, looks
from documents.richtext.grids import WIDEST_CELL, span, without_hidden
from documents.richtext.leftovers import Leftovers, Reason
from documents.richtext.looks import Look
from documents.richtext.nodes import Content, Node, children, read, write
from documents.richtext.raised import plainly
from documents.richtext.sheets import Sheet, Styles, keys_of, sheet_of

_DEEPEST: Final = 150  # elements within elements
# The elements and attributes of a text that this project wrote.
_OURS = re.compile(
    r"""<(su[bp])>[^<]*</\1>
      | </?(?:p|br|strong|em|b|i|a|[uo]l|li|table|thead|tbody|tr|t[hd]|div|h[1-6])
        (?:\s+(?:href|start|type|colspan|rowspan|scope)="[^"<>]*")*\s*/?>""",
    re.VERBOSE,
)
_NAME = re.compile(r"<([A-Za-z][\w:.-]{0,40})(?=[\s/>])")
# By HTML's own rules, formulas and drawings end early and lose elements.
_FOREIGN = re.compile(
    rf"<(/?)(svg|{'|'.join(sorted(elements.FORMULA, key=len, reverse=True))})(?=[\s/>])",
    re.IGNORECASE,
)
_EMPTY_IN_FORMULA = re.compile(
    r"<(m[a-z]+|none)((?:\s[^<>]*)?)/>", re.IGNORECASE
)
_FOREIGN_TAG: Final = "foreign-"
_DEEP: Final = "too-deep"  # stands for what lies deeper
_CELL = re.compile(r"<(table|tr|t[hd])\b", re.IGNORECASE)
_RAW: Final = {"script", "style", "template", "title", "noembed", "noframes"}
_ATTRIBUTES: Final = {
    *("style", "class", "id", "name", "href", "role", "dir", "hidden", "type"),
    *("start", "reversed", "value", "colspan", "rowspan", "span", "width", "bgcolor"),
    *("color", "checked", "selected", "open", "close", "separators", "notation"),
    *("linethickness", "cite"),
}
_DELETED: Final = {
    *("msodel", "trackchangetextdeletion", "ck-suggestion-marker-deletion"),
}
_REMARK: Final = {"msocomanchor", "msocomtxt", "msocomoff", "msocommentreference"}
_REMARKED = re.compile(r"#(?:_msoanchor|_anchor|cmnt_ref)[_\d]", re.IGNORECASE)
_REMARKING = re.compile(r"#(?:_msocom|cmnt)_?\d", re.IGNORECASE)
_TYPES: Final = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_MOST: Final = 9_999  # the highest number of an item


def is_ours(html: str) -> bool:
    """Whether a text has only the elements and attributes that a letter holds."""
    return not _has_loose_cells(html) and "<" not in _OURS.sub("", html)


def understood(html: str) -> tuple[str, list[str]]:
    """Return HTML of another program in a letter's elements, and what was left out."""
    sheet = sheet_of(html)
    leftovers = Leftovers()
    reader = _Reader(sheet, leftovers)
    html = _EMPTY_IN_FORMULA.sub(r"<\1\2></\1>", html)
    html = _FOREIGN.sub(rf"<\1{_FOREIGN_TAG}\2", html)
    if _has_loose_cells(html):
        html = f"<table>{html}</table>"
    names = {name.lower() for name in _NAME.findall(html)} - _RAW
    cleaner = nh3.Cleaner(
        tags=names,
        clean_content_tags=_RAW,
        attributes={"*": _ATTRIBUTES},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    cleaned = cleaner.clean(html).replace(f"<{_FOREIGN_TAG}", "<")
    tree = read(cleaned.replace(f"</{_FOREIGN_TAG}", "</"), deepest=_DEEPEST, beyond=_DEEP)
    contents = reader.contents(Node("body", {}, tree), Look())
    return "".join(map(write, contents)), leftovers.sentences()


def _has_loose_cells(html: str) -> bool:
    """Whether a text begins within a table, so that HTML would join its cells."""
    first = _CELL.search(html)
    return first is not None and first[1].lower() != "table"


class _Reader:
    """Walks through a text once, with what is said of each piece."""

    def __init__(self, sheet: Sheet, leftovers: Leftovers) -> None:
        self._sheet = sheet
        self._leftovers = leftovers
        self._above: list[frozenset[str]] = []
        self._quotes = 0
        # For each open field of Word's, whether its code is being read.
        self._fields: list[bool] = []

    def contents(self, node: Node, look: Look) -> list[Content]:
        """Return what an element holds."""
        self._above.append(keys_of(node))
        read: list[Content] = []
        for is_list, run in groupby(_without_blanks(node.children), listed.is_item):
            if is_list:
                items = [one for one in run if isinstance(one, Node)]
                read += self._listed(items, look)
                continue
            was_apart = False
            for child in run:
                piece, is_apart = self._piece(child, look)
                if (is_apart or was_apart) and not _is_parted(read, piece):
                    read.append(" ")
                read += piece
                was_apart = is_apart
        self._above.pop()
        return read

    def _piece(self, node: Content, look: Look) -> tuple[list[Content], bool]:
        """Return a child as read, and whether a blank parts it from its neighbours."""
        if isinstance(node, str):
            return self._text(node, look), False
        styles = self._sheet.styles_of(node, self._above)
        tag = node.tag
        is_unknown = tag not in elements.KNOWN and ":" not in tag
        is_apart = is_unknown or looks.sets_apart(styles) == "blank"
        return self._element(node, tag, styles, look), is_apart

    def _listed(self, items: list[Node], look: Look) -> list[Content]:
        shown = []
        for item in items:
            styles = self._sheet.styles_of(item, self._above)
            if reason := _reason(item, styles):
                self._leave(reason, item)
            else:
                shown.append(item)
        return listed.lists_of(
            shown,
            lambda item: self.contents(
                item, look.within(item, self._sheet.styles_of(item, self._above))
            ),
        )

    def _leave(self, reason: Reason, node: Node) -> None:
        words = "".join(_words(node))
        if words.strip():
            self._leftovers.add(reason, words)

    def _text(self, words: str, look: Look) -> list[Content]:
        if any(self._fields):
            return []
        if not words:
            return []
        if not words.strip():
            return _lines(words) if look.keeps_lines else [words]
        for is_so, reason in (
            (look.is_struck, Reason.STRUCK),
            (look.is_unseen, Reason.HIDDEN),
            (look.is_blacked, Reason.BLACKED),
        ):
            if is_so:
                self._leftovers.add(reason, words, joined=True)
                return []
        self._leftovers.part()
        if look.case:
            words = words.upper() if look.case == "uppercase" else words.lower()
        if look.is_turned:
            words = words[::-1]
        return _lines(words) if look.keeps_lines else [words]

    def _element(
        self, node: Node, tag: str, styles: Styles, look: Look
    ) -> list[Content]:
        self._follow_field(styles)
        if tag in elements.SILENT:
            return []
        if _is_mark_of_remark(node, styles):
            self._leftovers.add(Reason.COMMENT, "")
            return []
        if tag in elements.PICTURES:
            self._leftovers.add(Reason.PICTURE, "")
            return []
        if reason := _reason(node, styles):
            self._leave(reason, node)
            return []
        if name := elements.DRAWN.get(tag):
            self._leftovers.add(Reason.OTHER, name)
            return []
        within = look.within(node, styles)
        before, after = self._sheet.words_beside(node, self._above)
        read = [
            *self._text(before, within),
            *self._made(node, tag, styles, within),
            *self._text(after, within),
        ]
        return self._raised(node, styles, look, read)

    def _follow_field(self, styles: Styles) -> None:
        match styles.get("mso-element"):
            case "field-begin":
                self._fields.append(True)
            case "field-separator" if self._fields:
                self._fields[-1] = False
            case "field-end" if self._fields:
                self._fields.pop()

    def _raised(
        self, node: Node, styles: Styles, look: Look, read: list[Content]
    ) -> list[Content]:
        """Return content raised or lowered where its element or style says so."""
        is_cell = node.tag in elements.TABLES
        tag = elements.RAISED.get(node.tag) or (not is_cell and looks.raised_by(styles))
        return list(_each_raised(read, tag)) if tag else read

    def _made(
        self, node: Node, tag: str, styles: Styles, look: Look
    ) -> list[Content]:
        """Return an element as one of a letter's, or its content."""
        if tag in elements.LISTS:
            return self._list(node, styles, look)
        if tag == "table":
            return self._table(node, look)
        if tag in elements.BREAKS:
            return [Node("br")] if tag == "br" else [Node("div")]
        if tag in elements.FIELDS:
            return self._field(node, look)
        if tag == "math":
            return self._formula(node, look)
        read = self._said(node, tag, look)
        if tag == "li":
            return [Node("li", {"value": node.attributes.get("value", "")}, read)]
        if tag == "a":
            return [Node("a", {"href": node.attributes.get("href", "")}, read)]
        if tag in {"b", "strong"} and not _is_light(styles):
            return [Node("strong", {}, read)]
        if tag in {"i", "em"} and styles.get("font-style") != "normal":
            return [Node("em", {}, read)]
        if tag in elements.BLOCKS or tag in elements.TABLES or looks.sets_apart(styles) == "block":
            return [Node("div", {}, read)]
        return read

    def _said(self, node: Node, tag: str, look: Look) -> list[Content]:
        """Return the content of an element, with what the element itself says."""
        if tag in {"q", "blockquote"}:
            return self._quoted(node, look)
        if tag == "rt":
            return [" (", *self.contents(node, look), ")"]
        return self.contents(node, look)

    def _quoted(self, node: Node, look: Look) -> list[Content]:
        opening, closing = ("“", "”") if self._quotes % 2 == 0 else ("‘", "’")
        self._quotes += 1
        read = self.contents(node, look)
        self._quotes -= 1
        words = "".join(_words(Node("", {}, read))).strip()
        if not words or words[0] in "“‘\"'«„":
            return read
        _put_before(read, opening)
        _put_after(read, closing)
        return read

    def _list(self, node: Node, styles: Styles, look: Look) -> list[Content]:
        """Return a list; one for each run of numbers, where its numbers jump."""
        items = [one for one in node.children if _is_item(one)]
        is_numbered = node.tag == "ol" and _list_style(styles) != "none"
        if not is_numbered:
            return [Node("ul", {}, self.contents(node, look))]
        kind = node.attributes.get("type", "") or self._kind(styles, items)
        step = -1 if "reversed" in node.attributes else 1
        first = _whole(node.attributes.get("start"))
        number = (1 if step > 0 else len(items)) if first is None else first
        read: list[Content] = []
        before: int | None = None
        for child in self.contents(node, look):
            if not _is_item(child) or not isinstance(child, Node):
                _inside_last(read, child)
                continue
            given = _whole(child.attributes.get("value"))
            number = number if given is None else given
            if before is None or number != before + 1:
                read.append(Node("ol", {"start": str(number), "type": kind}))
            if 0 <= number <= _MOST:
                _inside_last(read, Node("li", {}, child.children))
            else:
                read[-1:] = [Node("p", {}, [f"{number}. ", *child.children])]
            before, number = number, number + step
        return read or [Node("div")]

    def _kind(self, styles: Styles, items: list[Content]) -> str:
        named = _list_style(styles)
        if not named and items and isinstance(items[0], Node):
            named = _list_style(self._sheet.styles_of(items[0], self._above))
        return _TYPES.get(named, "")

    def _table(self, node: Node, look: Look) -> list[Content]:
        self._above.append(keys_of(node))
        rows = self._seen_rows(node)
        read: list[Content] = []
        for child in node.children:
            if isinstance(child, Node) and child.tag == "caption":
                read += self._piece(child, look)[0]
        made = [self._row(row, parts, look) for parts, row in rows]
        self._above.pop()
        return [*read, Node("table", {}, list(made))]

    def _seen_rows(self, table: Node) -> list[tuple[list[Node], Node]]:
        """Return the rows that are seen, each with the parts of the table around it."""
        rows = _rows(table)
        hidden_rows = {
            place for place, (parts, _) in enumerate(rows) if self._is_hidden(*parts)
        }
        hidden_columns = set(self._hidden_columns(table))
        if not hidden_rows and not hidden_columns:
            return rows
        cells, gone = without_hidden([row for _, row in rows], hidden_rows, hidden_columns)
        for cell in gone:
            self._leave(Reason.HIDDEN, cell)
        return [
            (parts, Node("tr", row.attributes, list(inside)))
            for place, ((parts, row), inside) in enumerate(zip(rows, cells, strict=True))
            if place not in hidden_rows
        ]

    def _is_hidden(self, *parts: Node) -> bool:
        return any(
            looks.is_hidden(part, self._sheet.styles_of(part, self._above))
            for part in parts
        )

    def _hidden_columns(self, table: Node) -> Iterator[int]:
        column = 0
        for node in table.children:
            inside = children(node)
            is_group = isinstance(node, Node) and node.tag == "colgroup"
            for col in inside if is_group and inside else [node]:
                if not isinstance(col, Node) or col.tag not in elements.COLUMNS:
                    continue
                width = span(col, "span", 1_000)
                is_thin = col.attributes.get("width", "").strip() in {"0", "0px"}
                if is_thin or self._is_hidden(col):
                    yield from range(column, column + width)
                column += width

    def _row(self, row: Node, parts: list[Node], look: Look) -> Node:
        for part in parts:
            look = look.within(part, self._sheet.styles_of(part, self._above))
        self._above.append(keys_of(row))
        cells: list[Content] = []
        for cell in row.children:
            if not isinstance(cell, Node):
                continue
            styles = self._sheet.styles_of(cell, self._above)
            if reason := _reason(cell, styles):
                self._leave(reason, cell)
                continue
            spans = {
                name: cell.attributes[name]
                for name in ("colspan", "rowspan")
                if name in cell.attributes
            }
            inside = self.contents(cell, look.within(cell, styles))
            cells.append(Node(cell.tag, spans, inside))
        self._above.pop()
        return Node("tr", {}, cells)

    def _field(self, node: Node, look: Look) -> list[Content]:
        """Return what is typed or chosen in the field of a form."""
        if node.tag == "textarea":
            return self.contents(node, look)
        if node.tag == "select":
            options = [
                one for one in _inside(node, "option") if isinstance(one, Node)
            ]
            chosen = [one for one in options if "selected" in one.attributes]
            said = ["".join(_words(one)) for one in chosen or options[:1]]
            return self._text(", ".join(said), look)
        is_set = "checked" in node.attributes
        match node.attributes.get("type", "text").lower():
            case "checkbox":
                return ["☑ " if is_set else "☐ "]
            case "radio":
                return ["◉ " if is_set else "○ "]
            case "hidden" | "password" | "file" | "image":
                return []
        return self._text(node.attributes.get("value", ""), look)

    def _formula(self, node: Node, look: Look) -> list[Content]:
        if look.is_struck or look.is_unseen or look.is_blacked:
            return self.contents(node, look)
        self._leftovers.part()
        return formulas.on_a_line(node)


def _reason(node: Node, styles: Styles) -> Reason | None:
    """Return why an element is left out with all that it holds, or None."""
    classes = set(node.attributes.get("class", "").lower().split())
    role = node.attributes.get("role", "").lower()
    if node.tag in elements.STRUCK or classes & _DELETED or role == "deletion":
        return Reason.STRUCK
    if styles.get("mso-element") in {"comment-list", "comment"} or role == "comment":
        return Reason.COMMENT
    if classes & {"msocomtxt", "msocommenttext"} or _is_remark(node):
        return Reason.COMMENT
    is_dialog = node.tag == "dialog" and "open" not in node.attributes
    if is_dialog or looks.is_hidden(node, styles):
        return Reason.HIDDEN
    return Reason.DEEP if node.tag == _DEEP else None


def _is_mark_of_remark(node: Node, styles: Styles) -> bool:
    """Whether an element is the mark in the text that leads to a comment."""
    classes = set(node.attributes.get("class", "").lower().split())
    is_link = node.tag == "a" and _REMARKING.match(node.attributes.get("href", ""))
    is_sign = styles.get("mso-special-character") == "comment"
    return bool(classes & _REMARK or is_link) or is_sign


def _is_remark(node: Node) -> bool:
    """Whether a block is a comment: it begins with a link back to its mark."""
    if node.tag not in {"p", "div", "li", "td"}:
        return False
    while True:
        first = next((c for c in node.children if _is_something(c)), None)
        if not isinstance(first, Node):
            return False
        if first.tag == "a" and (href := first.attributes.get("href")):
            return bool(_REMARKED.match(href))
        node = first


def _is_something(node: Content) -> bool:
    return bool(node.strip()) if isinstance(node, str) else bool(node.children)


def _is_light(styles: Styles) -> bool:
    return styles.get("font-weight", "") in {"normal", "lighter", "300", "400"}


def _list_style(styles: Styles) -> str:
    named = styles.get("list-style-type") or styles.get("list-style", "")
    return named.split()[0] if named else ""


def _is_item(node: Content) -> bool:
    return isinstance(node, Node) and node.tag == "li"


def _whole(written: str | None) -> int | None:
    found = re.fullmatch(r"\s*([+-]?\d{1,9})\s*", written or "", re.ASCII)
    return int(found[1]) if found else None


def _inside_last(read: list[Content], child: Content) -> None:
    last = read[-1] if read else ""
    if isinstance(last, Node):
        last.children.append(child)
    else:
        read.append(child)


def _rows(table: Node) -> list[tuple[list[Node], Node]]:
    """Return the rows as they are shown, each with the section that it is in."""
    found: list[tuple[int, list[Node], Node]] = []
    for node in table.children:
        if not isinstance(node, Node):
            continue
        order = {"thead": 0, "tfoot": 2}.get(node.tag, 1)
        if node.tag == "tr":
            found.append((order, [node], node))
        elif node.tag in elements.TABLES:
            rows = (one for one in node.children if isinstance(one, Node))
            found += [(order, [node, row], row) for row in rows if row.tag == "tr"]
    found.sort(key=lambda one: one[0])
    return [(parts, row) for _, parts, row in found]


def _without_blanks(nodes: list[Content]) -> Iterator[Content]:
    """Yield nodes without the blanks that follow the items of Word's lists."""
    is_after = False
    for node in nodes:
        if is_after and isinstance(node, str) and not node.strip():
            continue
        is_after = listed.is_item(node)
        yield node


def _words(node: Content) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    for child in node.children:
        yield from _words(child)
    if node.tag not in elements.IN_LINE:
        yield " "


def _inside(node: Node, tag: str) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == tag:
                yield child
            yield from _inside(child, tag)


def _lines(words: str) -> list[Content]:
    """Return text with its line ends as breaks."""
    read: list[Content] = []
    for place, line in enumerate(words.splitlines() or [words]):
        read += [Node("br"), line] if place else [line]
    return read if words[-1:] != "\n" else [*read, Node("br")]


def _is_parted(read: list[Content], following: list[Content]) -> bool:
    """Whether letters or figures would meet without a blank between them."""
    before = "".join(_words(Node("b", {}, read[-1:])))
    after = "".join(_words(Node("b", {}, following)))
    return not (before[-1:].isalnum() and after[:1].isalnum())


def _each_raised(contents: list[Content], tag: str) -> Iterator[Content]:
    """Yield content raised or lowered; what is raised twice is written plainly."""
    run: list[str] = []
    for piece in contents:
        if isinstance(piece, str):
            run.append(piece)
        elif piece.tag in elements.RAISED:
            run.append(plainly("".join(_words(Node("b", {}, piece.children))), piece.tag))
        else:
            yield from _one_raised(run, tag)
            run = []
            yield Node(
                piece.tag, piece.attributes, list(_each_raised(piece.children, tag))
            )
    yield from _one_raised(run, tag)


def _one_raised(run: list[str], tag: str) -> Iterator[Content]:
    words = "".join(run)
    if words:
        yield Node(tag, {}, [words]) if words.strip() else words


def _put_before(contents: list[Content], sign: str) -> bool:
    """Put a sign before the first word; return whether there is one."""
    for place, piece in enumerate(contents):
        if isinstance(piece, Node):
            if _put_before(piece.children, sign):
                return True
        elif words := piece.lstrip():
            contents[place] = piece[: len(piece) - len(words)] + sign + words
            return True
    return False


def _put_after(contents: list[Content], sign: str) -> bool:
    """Put a sign after the last word; return whether there is one."""
    for place, piece in reversed(list(enumerate(contents))):
        if isinstance(piece, Node):
            if _put_after(piece.children, sign):
                return True
        elif words := piece.rstrip():
            contents[place] = words + sign + piece[len(words) :]
            return True
    return False
