"""Group the characters of a PDF page into words, with their positions."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from documents.files.page import WORD_GAP, Word

_HYPHENS = "\2\ufffe"  # PDFium's marks for a hyphen at the end of a line


def words_of_page(page: pypdfium2.PdfPage) -> list[Word]:
    """Return the words of a page in the order of drawing.

    A word ends at a space, at a gap, and where its size or its marked content changes.
    """
    words: list[Word] = []
    for one in _characters(page.get_textpage()):
        if words and _goes_on(words[-1], one):
            words[-1].text += one.text
            words[-1].right = max(words[-1].right, one.right)
        else:
            words.append(one)
    for word in words:  # PDFium gives rare characters in two halves
        halves = word.text.encode("utf-16", "surrogatepass")
        word.text = halves.decode("utf-16", "replace")
    return words


def _goes_on(word: Word, one: Word) -> bool:
    """Whether a character belongs to the word before."""
    most = WORD_GAP * one.size
    return (
        not one.has_space
        and abs(one.y - word.y) <= most
        and word.x <= one.x <= word.right + most
        and (one.size, one.mark, one.is_artifact)
        == (word.size, word.mark, word.is_artifact)
    )


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[Word]:
    """Yield each character that is not a space."""
    shared: dict[int | None, tuple[float, int | None, bool]] = {}
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    has_space = False
    for number in range(raw.FPDFText_CountChars(text)):
        owner = raw.FPDFText_GetTextObject(text, number)
        if not owner:  # a space or a line end added by PDFium
            continue
        code = chr(raw.FPDFText_GetUnicode(text, number))
        if code.isspace() or code == "\0":
            has_space = True
            continue
        key = ctypes.cast(owner, ctypes.c_void_p).value
        if key not in shared:
            shared[key] = _size(text, number), _mark(owner), _is_artifact(owner)
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        raw.FPDFText_GetLooseCharBox(text, number, box)
        sign = "-" if code in _HYPHENS else code
        right = max(box.left, box.right)
        yield Word(sign, x.value, y.value, right, *shared[key], has_space)
        has_space = False


def _size(text: pypdfium2.PdfTextPage, number: int) -> float:
    """Return the size of a character on the page, in points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, number, matrix)
    area = abs(matrix.a * matrix.d - matrix.b * matrix.c)
    size: float = raw.FPDFText_GetFontSize(text, number)
    return size * (math.sqrt(area) or 1.0)


def _mark(owner: Any) -> int | None:
    number: int = raw.FPDFPageObj_GetMarkedContentID(owner)
    return None if number < 0 else number


def _is_artifact(owner: Any) -> bool:
    name, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    for at in range(raw.FPDFPageObj_CountMarks(owner)):
        mark = raw.FPDFPageObj_GetMark(owner, at)
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if "".join(map(chr, name)).startswith("Artifact\0"):
            return True
    return False
