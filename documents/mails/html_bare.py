"""Take the words out of HTML made to be slow or deep, in one pass."""

import re
from html import unescape
from typing import Final

_OPEN: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Elements without children of their kind, or without any.
_SHORT: Final = {
    *("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr", "p"),
    *("li", "td", "th", "tr", "dt", "dd", "option", "source", "tbody", "thead"),
}
_SILENT: Final = ("script", "style", "head", "title")
_CELLS: Final = {"td", "th", "caption"}
_OF_TABLES: Final = _CELLS | {
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "col",
    "colgroup",
}
_MOST_MISPLACED: Final = 1_000
_DEEPEST: Final = 200  # elements in elements; a newsletter has about forty
_LINES: Final = {
    *("p", "div", "br", "tr", "li", "table", "blockquote", "h1", "h2", "h3", "h4"),
    *("ul", "ol", "hr", "pre", "td", "th"),
}


def is_slow(html: str) -> bool:
    """Whether HTML takes a parser far more time than its length says.

    So do elements very deep in each other, and words of a table outside of its cells.
    """
    depth = misplaced = 0
    unended: dict[str, int] = {}
    is_between_cells = False
    end = 0  # of the tag before
    for tag in _OPEN.finditer(html):
        name = tag[2].lower()
        if is_between_cells:
            words = html[end : tag.start()].partition(">")[2]
            misplaced += name not in _OF_TABLES or bool(words.strip())
        end = tag.end()
        if name in _OF_TABLES:
            is_end = bool(tag[1])
            is_between_cells = is_end if name in _CELLS else name != "table"
            is_between_cells = is_between_cells or (name == "table" and not is_end)
        if name in _SHORT:
            continue
        if not tag[1]:
            unended[name] = unended.get(name, 0) + 1
            depth += 1
        elif unended.get(name):  # other end tags end nothing
            unended[name] -= 1
            depth -= 1
        if depth > _DEEPEST or misplaced > _MOST_MISPLACED:
            return True
    return False


def bare_words(html: str) -> str:
    """Return the words of HTML without its tags, styles and scripts."""
    lower = html.lower()
    pieces: list[str] = []
    at, size = 0, len(html)
    missing: set[str] = set()  # marks without another place below

    def after(mark: str, start: int) -> int:
        found = -1 if mark in missing else lower.find(mark, start)
        if found < 0:
            missing.add(mark)
            return -1
        return found + len(mark)

    while at < size:
        begin = html.find("<", at)
        if begin < 0:
            begin = size
        pieces.append(html[at:begin])
        if begin == size:
            break
        tag = _OPEN.match(html, begin)
        name = tag[2].lower() if tag else ""
        if html.startswith("<!--", begin):
            end = after("-->", begin)
        elif name in _SILENT and not html.startswith("</", begin):
            end = after(f"</{name}", begin)
            end = after(">", end) if end >= 0 else end
        elif tag or html.startswith(("<!", "<?"), begin):
            end = after(">", begin)
        else:
            end = -1
        if end < 0:
            pieces.append("<")
            end = begin + 1
        elif name in _LINES:
            pieces.append("\n")
        at = end
    return unescape("".join(pieces))
