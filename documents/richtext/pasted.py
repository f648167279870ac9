"""Read HTML that another program wrote: keep its sense, and say what was left out.

Word processors, spreadsheets and web pages say with styles and elements of their own
that words are deleted, hidden, raised, or a remark about the text. A letter holds few
elements, and dropping the others would change figures and bring back deleted words.
The result has only the elements of `cleaning`, which still cleans it.
"""

import re
from html import unescape
from typing import Final

import nh3

from documents.richtext import elements
from documents.richtext.bullets import as_lists
from documents.richtext.equations import as_mathml
from documents.richtext.footnotes import in_lines
from documents.richtext.headed import headed, is_of_spreadsheet
from documents.richtext.leftovers import Leftovers
from documents.richtext.looks import Look
from documents.richtext.meeting import apart
from documents.richtext.nodes import Node, read, write
from documents.richtext.reader import Reader
from documents.richtext.reasons import TOO_DEEP
from documents.richtext.sheets import sheet_of

_DEEPEST: Final = 150  # elements within elements
# The elements and attributes of a text that this project wrote.
_OURS = re.compile(
    r"""<(su[bp])>[^<]*</\1>
      | </?(?:p|br|strong|em|b|i|a|[uo]l|li|table|thead|tbody|tr|t[hd]|div|h[1-6])
        (?:\s+(?:href|start|type|colspan|rowspan|scope|align)="[^"<>]*")*\s*/?>
      | </?foot-note>""",
    re.VERBOSE,
)
# Signs that strike letters out, and the sign that stands for a thing.
_SIGNS = re.compile("[\u0335\u0336\ufffc]")
_NAME = re.compile(r"<([A-Za-z][\w:.-]{0,40})(?=[\s/>])")
# By HTML's own rules, formulas and drawings end early and lose elements.
_FOREIGN = re.compile(
    rf"<(/?)(svg|{'|'.join(sorted(elements.FORMULA))})(?=[\s/>])",
    re.IGNORECASE,
)
_EMPTY_IN_FORMULA = re.compile(r"<(m[a-z]+|none)((?:\s[^<>]*)?)/>", re.IGNORECASE)
_FOREIGN_TAG: Final = "foreign-"
_CELL = re.compile(r"<(table|tr|t[hd])\b", re.IGNORECASE)
_RAW: Final = {"script", "style", "template", "title", "noembed", "noframes"}
_ATTRIBUTES: Final = {
    *("style", "class", "id", "name", "href", "role", "dir", "hidden", "type"),
    *("start", "reversed", "value", "colspan", "rowspan", "span", "width", "bgcolor"),
    *("color", "checked", "selected", "open", "close", "separators", "notation"),
    *("linethickness", "cite", "face", "size", "alt", "aria-hidden", "sdnum"),
    *(
        "aria-level",
        "align",
        "data-sheets-numberformat",
        "data-aria-level",
        "data-indent",
        "data-list",
    ),
}


def is_ours(html: str) -> bool:
    """Whether a text has only the elements and attributes that a letter holds."""
    if _has_loose_cells(html) or _SIGNS.search(unescape(html)):
        return False
    return "<" not in _OURS.sub("", html)


def understood(html: str) -> tuple[str, list[str]]:
    """Return HTML of another program in a letter's elements, and what was left out."""
    leftovers = Leftovers()
    reader = Reader(sheet_of(html), leftovers)
    html = as_mathml(html)
    html = _EMPTY_IN_FORMULA.sub(r"<\1\2></\1>", html)
    html = _FOREIGN.sub(rf"<\1{_FOREIGN_TAG}\2", html)
    if _has_loose_cells(html):
        html = f"<table>{html}</table>"
    names = {name.lower() for name in _NAME.findall(html)} - _RAW
    names |= elements.TABLES  # HTML itself adds what a table lacks
    cleaner = nh3.Cleaner(
        tags=names,
        clean_content_tags=_RAW,
        attributes={"*": _ATTRIBUTES},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    cleaned = cleaner.clean(html).replace(f"<{_FOREIGN_TAG}", "<")
    cleaned = cleaned.replace(f"</{_FOREIGN_TAG}", "</")
    tree = read(cleaned, deepest=_DEEPEST, beyond=TOO_DEEP)
    contents = reader.contents(Node("body", {}, in_lines(tree)), Look())
    if is_of_spreadsheet(html):
        headed(contents)
    return "".join(map(write, as_lists(apart(contents)))), leftovers.sentences()


def _has_loose_cells(html: str) -> bool:
    """Whether a text begins within a table, so that HTML would join its cells."""
    first = _CELL.search(html)
    return first is not None and first[1].lower() != "table"
