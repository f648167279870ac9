"""Clean the HTML of an answer: keep only allowed content, in one canonical form."""

import re
from dataclasses import dataclass

import nh3

from documents.richtext.arranging import arranged, words_of
from documents.richtext.nodes import (
    HEADINGS,
    INLINE,
    LISTS,
    Node,
    children,
    count,
    read,
    write,
)
from documents.richtext.outline import outlined
from documents.richtext.pasted import is_ours, understood
from documents.richtext.signs import without_lost_fonts

# Limits of a printed letter, in characters and elements: beyond these, WeasyPrint is
# slow or fails.
MOST_CHARACTERS = 500_000
MOST_ELEMENTS = 5_000
# Rows: a longer table is not printed but sent as a file with the letter.
MOST_ROWS = 500
MOST_CHARACTERS_WITH_TABLES = 4_000_000
# nh3 takes time quadratic in the depth of nesting, so deeper input never reaches it.
_MOST_TAGS = 3 * MOST_ELEMENTS
_FLAT = re.compile(r"</?(?:t[rdh]|p)\b", re.IGNORECASE)

_BLOCKS = {"p", "div", *HEADINGS}
_PICTURE = re.compile(r"<(?:img|picture|svg|canvas)\b", re.IGNORECASE)
# Letters of "tags" that no page shows, but where they end a flag.
_UNSHOWN = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007f]+)|[\U000e0000-\U000e007f\u2061-\u2064\ufff9-\ufffb]"
)
_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"))
_TURNED = re.compile("\u202e([^\u202c\u202e\n<>&]*)\u202c?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_CLEANER = nh3.Cleaner(
    tags=INLINE | LISTS | _BLOCKS | {"b", "i", "li", "table", "tr", "td", "th"},
    attributes={
        "a": {"href"},
        "ol": {"start", "type"},
        "td": {"colspan", "rowspan", "align"},
        "th": {"colspan", "rowspan", "align"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
)


class NotForALetter(ValueError):
    """A text has content unfit for a letter; the message says what to do instead."""


class PictureInText(NotForALetter):
    """A text holds a picture, which would be lost."""


class TooMuchText(NotForALetter):
    """A text is too long, or has too many elements, for a letter."""


def clean(html: str) -> str:
    """Return `html` with only the content allowed in an answer.

    Headings, paragraphs, line breaks, bold, italic, raised and lowered figures, links,
    footnotes, lists and tables stay. Of other elements the sense stays, by `pasted`. A
    text too large to print keeps only its words.
    """
    return "".join(map(write, blocks_of(html)))


@dataclass(frozen=True)
class Taken:
    """A text cleaned for saving, and a sentence for each thing left out."""

    html: str
    left_out: list[str]


def clean_to_save(html: str) -> str:
    """Return `html` cleaned for saving; refuse pictures and texts too large.

    Raises:
        TooMuchText: The text is too large to keep as it is; the message says what to do
            instead.
        PictureInText: The text contains a picture or a drawing.
    """
    if _PICTURE.search(html):
        raise PictureInText(
            "A letter cannot contain pictures. Remove the picture from this text "
            "and enclose it as a file instead."
        )
    return take(html).html


def take(html: str) -> Taken:
    """Return `html` cleaned for saving, and what was left out, pictures included.

    Raises:
        TooMuchText: The text is too large to keep as it is; the message says what to do
            instead.
    """
    is_beyond_reading = _is_beyond_reading(html)
    blocks, left_out = (None, []) if is_beyond_reading else _understood(html)
    has_no_table = blocks is None or not any(map(is_long, blocks))
    if len(html) > MOST_CHARACTERS and has_no_table:
        raise TooMuchText(
            f"This text has {len(html):,} characters; {MOST_CHARACTERS:,} is the most "
            "a letter can carry. Send long material as a file instead."
        )
    if blocks is None or _is_beyond_printing(blocks):
        raise TooMuchText(
            f"This text has more than {MOST_ELEMENTS:,} elements, such as "
            "paragraphs and table cells, and a letter can carry no more. Send a long "
            "table as a file instead."
        )
    return Taken("".join(map(write, blocks)), left_out)


def left_out_of(html: str) -> list[str]:
    """Return a sentence for each thing that cleaning leaves out of a text."""
    return [] if _is_beyond_reading(html) else _understood(html)[1]


def blocks_of(html: str) -> list[Node]:
    """Return `html` as the headings, paragraphs, lists and tables `clean` keeps."""
    if _is_beyond_reading(html):
        return _words_alone(re.sub(r"<[^<>]*>?", " ", html))
    blocks, _ = _understood(html)
    if _is_beyond_printing(blocks):
        return _words_alone(" ".join(words_of(blocks)))
    return blocks


def is_long(block: Node) -> bool:
    """Whether a block is a table with too many rows, or elements, to print.

    Such a table goes with the letter as a file.
    """
    if block.tag != "table":
        return False
    rows = sum(len(children(part)) for part in block.children)
    return rows > MOST_ROWS or count([block]) > MOST_ELEMENTS


def _is_beyond_reading(html: str) -> bool:
    """Whether the text is too large, or may be nested too deeply, to parse."""
    has_table = "<table" in html
    most = MOST_CHARACTERS_WITH_TABLES if has_table else MOST_CHARACTERS
    if len(html) > most:
        return True
    tags = html.count("<")
    # Cells and paragraphs do not nest, so their number adds no depth.
    return tags > _MOST_TAGS and tags - len(_FLAT.findall(html)) > _MOST_TAGS


def _is_beyond_printing(blocks: list[Node]) -> bool:
    printed = _printed(blocks)
    return (
        count(printed) > MOST_ELEMENTS
        or sum(map(len, words_of(printed))) > MOST_CHARACTERS
    )


def _printed(blocks: list[Node]) -> list[Node]:
    """Return the blocks printed in the letter itself."""
    return [block for block in blocks if not is_long(block)]


def without_control_characters(text: str) -> str:
    """Return `text` without control characters, in the order shown.

    Pages and database refuse some, and others hide or turn the letters around them.
    """
    text = _UNSHOWN.sub(lambda found: found[1] or "", _CONTROL.sub("", text))
    text = _TURNED.sub(lambda found: found[1][::-1], text)
    return text.translate(_OVERRIDES)


def _understood(html: str) -> tuple[list[Node], list[str]]:
    """Return a text as blocks, and what another program's text lost."""
    html = without_control_characters(html)
    left_out: list[str] = []
    if not is_ours(html):
        html, left_out = understood(html)
    cleaned = without_lost_fonts(_CLEANER.clean(html))
    return outlined(arranged(read(without_control_characters(cleaned)))), left_out


def _words_alone(text: str) -> list[Node]:
    words = " ".join(without_control_characters(text)[:MOST_CHARACTERS].split())
    return [Node("p", {}, [words])] if words else []
