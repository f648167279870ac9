"""Turn the HTML of a mail into text with every word, list and table."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import nh3

from documents.mails.html_bare import bare_words, is_slow
from documents.mails.limits import LONGEST_HTML

_BLOCKS: Final = {
    *("p", "div", "blockquote", "pre", "hr", "br", "center", "address", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "article", "section"),
    *("header", "footer", "fieldset", "figure", "figcaption", "caption", "table"),
    *("thead", "tbody", "tfoot", "tr", "td", "th"),
}
_TAGS: Final = _BLOCKS | {"a", "sup", "sub", "q"}
_SILENT: Final = {"script", "style", "head", "title", "noscript", "template"}
_ATTRIBUTES: Final = {
    "a": {"href"},
    "ol": {"start", "type"},
    "li": {"value"},
    "blockquote": {"type", "class"},
}
_DEEPEST: Final = 120  # elements in elements; libxml2 stops at 256
_MOST_INLINE: Final = 10_000  # elements; each copies the line before it
_MOST_TAGS: Final = 400_000
_TAG: Final = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_EMPTY: Final = {"br", "hr"}
_CITED: Final = re.compile(r"gmail_quote|protonmail_quote|\bcite\b")
# Characters of no script mark a quote's ends until its lines are known.
_OPENS, _ENDS = "\ue0f0", "\ue0f1"
_MARKS: Final = re.compile(f"[{_OPENS}{_ENDS}]")
_GAPS: Final = re.compile(r"\n{3,}")
_LONGEST_LINK: Final = 300  # characters; longer addresses are for machines
_WIDEST_CELL: Final = 60  # characters; narrower cells are filled up
_LONGEST_CELL: Final = 400  # characters; a longer cell is a layout, not a table
_FILLED_UP: Final = 200  # rows


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a page, and whether the page has a table of facts."""

    text: str
    has_table: bool


def shown(html: str) -> Shown:
    """Return the words of HTML as text.

    Tables of facts have a line for each row, "| a | b |". Quoted mails have "> "
    before their lines, as in plain text.
    """
    cut = _MARKS.sub("", html[:LONGEST_HTML]).replace("\0", "")
    if is_slow(cut):
        return Shown(_tidied(bare_words(cut)), has_table=False)
    cleaned = nh3.clean(
        cut,
        tags=_TAGS,
        clean_content_tags=_SILENT,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if _is_ordinary(cleaned):
        try:
            return _laid_out(cleaned)
        except (RecursionError, AttributeError, IndexError, ValueError):
            pass  # a page without layout still has words
    return Shown(_flat(cleaned), has_table=False)


def _is_ordinary(cleaned: str) -> bool:
    """Whether cleaned HTML can be laid out in time proportional to its length."""
    if cleaned.count("<") > _MOST_TAGS:
        return False
    depth = inline = 0
    for tag in _TAG.finditer(cleaned):
        if tag[2] not in _EMPTY:
            depth += -1 if tag[1] else 1
        inline += tag[2] not in _BLOCKS
        if depth > _DEEPEST or inline > _MOST_INLINE:
            return False
    return True


def _flat(cleaned: str) -> str:
    """Return the words of HTML without layout, in time proportional to its length."""

    def put(tag: re.Match[str]) -> str:
        if tag[2] in {"td", "th"}:
            return " | " if tag[1] else ""
        return "\n" if tag[2] in _BLOCKS else ""

    words = unescape(_TAG.sub(put, cleaned))
    return _tidied(words)


def _tidied(text: str) -> str:
    lines = (line.rstrip() for line in text.replace("\u00a0", " ").split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n")


def _laid_out(cleaned: str) -> Shown:
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig
    from inscriptis.model.tag import CustomHtmlTagHandlerMapping

    if not cleaned.strip():
        return Shown("", has_table=False)
    tags = _Tags()
    config = ParserConfig(
        css=CSS_PROFILES["strict"].copy(),
        custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping(
            start_tag_mapping={
                "a": tags.link_starts,
                "blockquote": tags.quote_starts,
                "ol": tags.list_starts,
                "li": tags.item_starts,
            },
            end_tag_mapping={
                "a": tags.link_ends,
                "blockquote": tags.quote_ends,
                "ol": tags.list_ends,
                "table": tags.table_ends,
            },
        ),
    )
    text = get_text(f"<body>{cleaned}</body>", config)
    return Shown(_tidied(_with_quote_signs(text)), tags.has_table)


def _with_quote_signs(text: str) -> str:
    """Return text with "> " before each line of a quoted mail."""
    if _OPENS not in text:
        return text
    lines, depth = [], 0
    for line in text.split("\n"):
        depth += line.count(_OPENS)
        words = _MARKS.sub("", line)
        if depth and (words.strip() or not _MARKS.search(line)):
            lines.append(">" * min(depth, 20) + " " + words.strip())
        elif not _MARKS.search(line) or words.strip():
            lines.append(words)
        depth = max(0, depth - line.count(_ENDS))
    return "\n".join(_without_edges(_without_edges(lines[::-1])[::-1]))


def _without_edges(lines: list[str]) -> list[str]:
    """Return lines without empty quoted lines where a quote begins."""
    kept: list[str] = []
    for line in lines:
        is_bare = line.startswith(">") and not line.strip("> ")
        if not is_bare or (kept and kept[-1].startswith(">")):
            kept.append(line)
    return kept


def _really(target: str) -> str:
    """Return the address of a link from within the link of Microsoft's filter."""
    if not re.match(r"https://[\w.-]+\.safelinks\.protection\.outlook\.com/", target):
        return target
    try:
        fields = parse_qs(urlsplit(target).query, max_num_fields=20)
    except ValueError:
        return target
    within = fields.get("url", [""])[0]
    return within if within.startswith(("https://", "http://")) else target


class _Tags:
    """Our own handling of some elements, for inscriptis."""

    def __init__(self) -> None:
        self.has_table = False
        self._links: list[str] = []
        self._quotes: list[bool] = []
        self._kinds: list[str] = []

    def link_starts(self, state: Any, attributes: Any) -> None:
        """Remember where a link leads."""
        self._links.append(str(attributes.get("href", "")))

    def link_ends(self, state: Any) -> None:
        """Write where a link leads, unless its words say so."""
        target = _really(self._links.pop()) if self._links else ""
        bare = target.removeprefix("mailto:").rstrip("/")
        near = state.tags[-1].canvas.current_block.content[-_LONGEST_LINK:]
        plain = re.sub(r"^https?://(?:www\.)?", "", bare)
        if bare and len(bare) <= _LONGEST_LINK and plain not in near:
            state.tags[-1].write(f" ({bare})")

    def quote_starts(self, state: Any, attributes: Any) -> None:
        """Mark where a quoted mail begins."""
        said = f"{attributes.get('type', '')} {attributes.get('class', '')}"
        is_cited = _CITED.search(said) is not None
        self._quotes.append(is_cited and len(said) < 200)
        if self._quotes[-1]:
            state.tags[-1].write(_OPENS)
            state.tags[-1].canvas.write_newline()

    def quote_ends(self, state: Any) -> None:
        """Mark where a quoted mail ends."""
        if self._quotes and self._quotes.pop():
            state.tags[-1].canvas.write_newline()
            state.tags[-1].write(_ENDS)
            state.tags[-1].canvas.write_newline()

    def list_starts(self, state: Any, attributes: Any) -> None:
        """Begin a numbered list where it says: at 3, or with letters."""
        start = str(attributes.get("start", "1"))
        state.li_counter.append(int(start) if re.fullmatch(r"\d{1,6}", start) else 1)
        self._kinds.append(str(attributes.get("type", "1")))

    def list_ends(self, state: Any) -> None:
        """End a numbered list."""
        state.li_counter.pop()
        self._kinds.pop()

    def item_starts(self, state: Any, attributes: Any) -> None:
        """Write the mark of a list's item."""
        from inscriptis.model.tag.list_tag import li_start_handler

        number = state.li_counter[-1] if state.li_counter else None
        li_start_handler(state, attributes)
        kind = self._kinds[-1] if self._kinds else "1"
        if isinstance(number, int) and kind in {"a", "A"} and 0 < number <= 26:
            state.tags[-1].list_bullet = f"{chr(ord(kind) + number - 1)}. "

    def table_ends(self, state: Any) -> None:
        """Write a table: facts with a line for each row, a layout block by block."""
        from inscriptis.model.tag.table_tag import td_end_handler

        td_end_handler(state)
        table = state.current_table.pop()
        beside = state.tags[-1].canvas.get_text().strip()
        rows = [
            [cell.get_text().strip("\n") for cell in row.columns] for row in table.rows
        ]
        text = self._table(rows)
        above = state.tags[-2]
        for words in filter(None, (beside, text)):
            above.canvas.write_newline()
            above.write_verbatim_text(words)
            above.canvas.flush_inline()

    def _table(self, rows: list[list[str]]) -> str:
        cells = [cell for row in rows for cell in row]
        filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
        # The empty cells of a table to be filled in count, a layout's do not.
        is_wide = sum(len(row) > 1 for row in rows) > 1 and max(filled) > 1
        is_nested = any(re.search(r"^\| ", cell, re.MULTILINE) for cell in cells)
        is_short = all(len(c) <= _LONGEST_CELL and c.count("\n") < 8 for c in cells)
        if not (is_wide and is_short) or is_nested:
            return "\n".join(cell.strip() for cell in cells if cell.strip())
        self.has_table = True
        return _in_columns([[" ".join(c.split()) for c in row] for row in rows if row])


def _in_columns(rows: list[list[str]]) -> str:
    """Return rows as lines with "|" between cells, filled up where they are few."""
    widths = [0] * max(map(len, rows))
    if len(rows) <= _FILLED_UP and len(widths) <= 20:
        for row in rows:
            for at, cell in enumerate(row):
                widths[at] = max(widths[at], min(len(cell), _WIDEST_CELL))
    return "\n".join(
        "| " + " | ".join(c.ljust(widths[at]) for at, c in enumerate(row)) + " |"
        for row in rows
        if any(row)
    )
