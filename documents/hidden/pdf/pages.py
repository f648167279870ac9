"""Find the invisible words of a PDF page."""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pypdfium2
from pypdfium2 import raw

from documents.hidden.findings import CannotLook, Finding, block, counted, quoted
from documents.hidden.pdf.drawing import Character, Drawing, Text, find_layers, scale_of
from documents.hidden.pdf.plain import is_plain

MOST_OBJECTS = 200_000  # on one page; a drawn map has some tens of thousands
MOST_CHARACTERS = 100_000  # on one page; a dense page has ten thousand
_DEEPEST = 12  # forms within forms
_SMALLEST_POINTS = 2  # too small to be read
_LEAST_POINTS = 0.01  # narrower or lower: a box without a shape
_UNSEEN_MODES = {3, 7}  # neither filled nor outlined: ISO 32000-1, table 106
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_NOT_DRAWN = "drawn so that it is not seen"
_OFF = "outside the visible page"
_SMALL = "too small to read"
COVERED = "under something drawn over it"
_CUT = "cut off, or in a layer that is not shown"
SAME_COLOUR = "in the colour of what is behind it"
_CODES = {_OFF: "off_page", COVERED: "covered_text"}
_MEND = {
    _NOT_DRAWN: "A scan keeps the words that were read from it: make sure none of them "
    "is to be withheld, or save the pages as pictures.",
    _OFF: "Print it to a new PDF.",
    COVERED: "Redact it with a tool that deletes what is beneath.",
}


@dataclass(slots=True)
class Page:
    """The words of a page, and the reasons some are invisible.

    Attributes:
        lines: All its words, invisible words included.
        is_scan: Whether it keeps words recognised in a picture, which still shows them.
    """

    page: pypdfium2.PdfPage
    lines: list[str] = field(default_factory=list)
    is_scan: bool = False
    _texts: dict[int | None, Text] = field(default_factory=dict)
    _others: list[Any] = field(default_factory=list)
    _has_picture: bool = False
    _has_inner_texts: bool = False
    _hidden: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The rotation of a page hides nothing, and positions are simpler without
        # rotation.
        self.page.set_rotation(0)
        self._gather(self.page, 0)
        if words := self._words():
            self._judge(words)

    @property
    def unseen(self) -> dict[str, list[str]]:
        """The words that are not seen, by the reason."""
        return self._hidden

    @property
    def is_picture(self) -> bool:
        """Whether the page is a picture without words."""
        return self._has_picture and not any(line.strip() for line in self.lines)

    def findings(self, place: str) -> Iterator[Finding]:
        """Yield the reasons for which words of this page are invisible."""
        for why, words in self._hidden.items():
            many = counted(len(words), "word")
            fix_link = _MEND.get(why, "Show it, or take it out.")
            yield block(
                _CODES.get(why, "invisible_text"),
                place,
                f"{many} of text {why}: {quoted(' '.join(words))}. {fix_link}",
            )

    def _gather(self, within: Any, depth: int) -> None:
        """Record the drawn objects in order, including forms within the page."""
        if depth > _DEEPEST:
            raise CannotLook("draws pictures within pictures without end")
        count, get = (
            (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
            if depth
            else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
        )
        for number in range(count(within)):
            handle = get(within, number)
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                self._gather(handle, depth + 1)
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                mode = raw.FPDFTextObj_GetTextRenderMode(handle)
                is_drawn = mode not in _UNSEEN_MODES
                text = Text(handle, len(self._texts), is_drawn)
                self._texts[_address(handle)] = text
                self._has_inner_texts |= depth > 0
            else:
                self._others.append(handle)
                self._has_picture |= kind == raw.FPDF_PAGEOBJ_IMAGE
            if len(self._texts) + len(self._others) > MOST_OBJECTS:
                raise CannotLook("draws more than this check can follow")

    def _words(self) -> list[list[Character]]:
        """Return the words to judge, none of a plain page, and record the lines."""
        text = self.page.get_textpage()
        many = raw.FPDFText_CountChars(text)
        if many > MOST_CHARACTERS:
            raise CannotLook("has more text on one page than this check can follow")
        codes = [chr(raw.FPDFText_GetUnicode(text, number)) for number in range(many)]
        whole = "".join(codes).encode("utf-16", "surrogatepass")
        self.lines = whole.decode("utf-16", "replace").splitlines()
        if not self._has_inner_texts and is_plain(
            self.page, list(self._texts.values()), self._others
        ):
            return []
        place_of = _places(self.page, text)
        words: list[list[Character]] = [[]]
        for number, code in enumerate(codes):
            owner = self._texts.get(_address(raw.FPDFText_GetTextObject(text, number)))
            if owner is None or code.isspace():
                words.append([])
            elif sign := _sign(code):
                if owner.points is None:
                    owner.points = _points(text, number)
                words[-1].append(Character(sign, owner, *place_of(number, owner)))
        return [word for word in words if word]

    def _judge(self, words: list[list[Character]]) -> None:
        """Record the invisible words, grouped by reason."""
        find_layers(words)
        drawing = Drawing(self.page, list(self._texts.values()), self._others)
        for word in words:
            says = any(_tells(one.sign) for one in word)
            if says and (why := self._why(word, drawing)):
                text = "".join(one.sign for one in word)
                self._hidden.setdefault(why, []).append(text)

    def _why(self, word: list[Character], drawing: Drawing) -> str:
        if any(one.is_outside for one in word if _tells(one.sign)):
            return _OFF
        if not all(one.owner.is_drawn for one in word):
            if self._has_picture and drawing.has_marks(word):
                self.is_scan = True
                return ""
            return _NOT_DRAWN
        if any((one.owner.points or 0) < _SMALLEST_POINTS for one in word):
            return _SMALL
        if drawing.shows_all(word):
            return ""
        for one in word:
            if not _tells(one.sign) or drawing.shows(one):
                continue
            if drawing.has_ink(one):
                return SAME_COLOUR if drawing.would_show(one) else COVERED
            if not one.is_rough and one.sign != _UNKNOWN:
                return _CUT
        return ""


_Place = tuple[tuple[int, int, int, int], bool, bool]


def _places(page: pypdfium2.PdfPage, text: Any) -> Callable[[int, Text], _Place]:
    """Return a function for a character's box, with whether off the page and rough."""
    left, bottom, right, top = page.get_bbox()
    scale = scale_of(page)
    width, height = (right - left) * scale, (top - bottom) * scale
    edges = [ctypes.c_double() for _ in range(4)]
    loose = raw.FS_RECTF()

    def place_of(number: int, owner: Text) -> _Place:
        raw.FPDFText_GetCharBox(text, number, *edges)
        x, far, y, high = (edge.value for edge in edges)
        # Some fonts, and the text of scans, have letters without a shape.
        is_rough = min(far - x, high - y) < _LEAST_POINTS or not owner.is_drawn
        if is_rough and raw.FPDFText_GetLooseCharBox(text, number, loose):
            x, far = sorted((loose.left, loose.right))
            y, high = sorted((loose.bottom, loose.top))
        middle = (x + far) / 2, (y + high) / 2
        is_inside = left <= middle[0] <= right and bottom <= middle[1] <= top
        box = (
            math.floor(min(max((x - left) * scale, 0), width)),
            math.floor(min(max((top - high) * scale, 0), height)),
            math.ceil(min(max((far - left) * scale, 0), width)),
            math.ceil(min(max((top - y) * scale, 0), height)),
        )
        return box, not is_inside, is_rough

    return place_of


def _address(handle: Any) -> int | None:
    """Return a key to recognise the same object again."""
    return ctypes.cast(handle, ctypes.c_void_p).value


@cache
def _sign(code: str) -> str:
    """Return a character as it can be stored and shown; "" for joiners."""
    if code in "\2\ufffe":  # PDFium's marks for a hyphen at the end of a line
        return "-"
    match unicodedata.category(code):
        case "Cf":
            return ""
        case "Cc" | "Cn" | "Co" | "Cs":
            return _UNKNOWN
    return code


def _tells(sign: str) -> bool:
    """Whether a character has meaning by itself, unlike a full stop."""
    return sign.isalnum() or sign == _UNKNOWN


def _points(text: pypdfium2.PdfTextPage, number: int) -> float:
    """Return the size of a character on the page, in points."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, number, matrix):
        return math.inf
    area = abs(matrix.a * matrix.d - matrix.b * matrix.c)
    size: float = raw.FPDFText_GetFontSize(text, number)
    return size * math.sqrt(area)
