"""Compare the letters that the fonts of a PDF draw with those that are copied."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from fontTools.agl import toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from pypdf.generic import DictionaryObject, NameObject

from documents.hidden.findings import Finding, block, quoted
from documents.hidden.pdf.walking import Walk, array, data_of, dictionary, value
from documents.hidden.pdf.widths import are_of_other_letters

# Its warnings about odd fonts are not needed.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

_MOST_FONTS = 200
_MOST_BYTES = 5_000_000  # of a font
_MOST_LETTERS = 1_000  # of a font, compared
_LEAST_WRONG = 3  # letters: fewer are a slip of the program
_WRONG_SHARE = 0.3  # of the letters that can be compared
_LEAST_ALIKE = 6  # letters drawn by one shape
_ENTRY = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{4,})>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]{4}>|\[[^\]]*\])"
)
_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]{4})>")
# More letters than any ligature has.
_SPELT = re.compile(r"[A-Za-z][A-Za-z ]{3,}[A-Za-z]")
# Names telling no letter: "g12", "c45", "A1".
_NUMBERED = re.compile(r"[A-Za-z]{1,5}\d+|\.\w+")
_TABLES = {
    "/WinAnsiEncoding": "cp1252",
    "/MacRomanEncoding": "mac_roman",
}


def look_at_letters(walked: Walk) -> Iterator[Finding]:
    """Yield fonts that draw other letters than are copied from the page."""
    fonts = [one for _, one in walked.met if value(one, "/Type") == "/Font"]
    for font in fonts[:_MOST_FONTS]:
        said = _said(font)
        try:
            drawn, is_one_shape = _drawn(font, said)
        except Exception:  # a damaged font may make its reader fail in any way
            drawn, is_one_shape = {}, False
        pairs = [
            (said[code], letter)
            for code, letter in drawn.items()
            if code in said and _is_letter(said[code]) and _is_letter(letter)
        ]
        expanded = [one for one in said.values() if _SPELT.fullmatch(one.strip())]
        wrong = [one for one in pairs if one[0].casefold() != one[1].casefold()]
        name = str(value(font, "/BaseFont") or "")[1:] or "unnamed"
        if len(wrong) >= _LEAST_WRONG and len(wrong) >= _WRONG_SHARE * len(pairs):
            told = "".join(one for one, _ in wrong[:12])
            yield block(
                "other_letters",
                "its fonts",
                f"The font {quoted(name)} draws other letters than those copied from "
                f"the page: {quoted(told)} is drawn as "
                f"{quoted(''.join(one for _, one in wrong[:12]))}. Save the pages as "
                "pictures.",
            )
        elif expanded:
            yield block(
                "other_letters",
                "its fonts",
                f"One letter that the font {quoted(name)} draws is copied as several: "
                f"{quoted(' '.join(expanded))}. Save the pages as pictures.",
            )
        elif not pairs and are_of_other_letters(font, said):
            yield block(
                "other_letters",
                "its fonts",
                f"The letters of the font {quoted(name)} have not the widths of the "
                "letters copied from the page, so the page may show other words. Save "
                "the pages as pictures.",
            )
        elif is_one_shape:
            yield block(
                "other_letters",
                "its fonts",
                f"The font {quoted(name)} draws one shape for different letters, which "
                "can still be copied. Save the pages as pictures.",
            )


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalnum()


def _said(font: DictionaryObject) -> dict[int, str]:
    """Return what is copied for each code, by the font's table."""
    table = data_of(value(font, "/ToUnicode"))
    said: dict[int, str] = {}
    for block_ in _SINGLES.findall(table):
        for code, text in _ENTRY.findall(block_):
            said[int(code, 16)] = _text(text)
    for block_ in _RANGES.findall(table):
        for first, last, texts in _RANGE.findall(block_):
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + 256) + 1)
            starts = [_text(one) for one in _HEX.findall(texts)]
            for number, code in enumerate(codes):
                if len(starts) > 1 or texts.startswith(b"["):
                    said[code] = starts[number] if number < len(starts) else ""
                elif starts and len(starts[0]) == 1:
                    said[code] = chr(min(ord(starts[0]) + number, 0x10FFFF))
            if len(said) > 70_000:
                return said
    return said


def _text(written: bytes) -> str:
    even = written if len(written) % 2 == 0 else written[:-1]
    return bytes.fromhex(even.decode()).decode("utf-16-be", "replace")


def _drawn(
    font: DictionaryObject, said: dict[int, str]
) -> tuple[Mapping[int, str], bool]:
    """Return the letter that each code draws, and whether all are one shape."""
    kind = value(font, "/Subtype")
    if kind == "/Type3":
        return {}, _is_one_shape_of_programs(font, said)
    whole = font
    if kind == "/Type0":
        inner = array(value(font, "/DescendantFonts"))
        whole = dictionary(inner[0]) if inner else DictionaryObject()
    setup = dictionary(value(whole, "/FontDescriptor"))
    program = next(
        (
            held
            for key in ("/FontFile2", "/FontFile3")
            if (held := data_of(value(setup, key))) and len(held) < _MOST_BYTES
        ),
        b"",
    )
    glyphs = _glyphs(program) if program else None
    if kind == "/Type0":
        if glyphs is None or value(font, "/Encoding") != "/Identity-H":
            return {}, False
        return glyphs.by_number(whole, said)
    if glyphs is not None and glyphs.is_blank:
        return {}, False
    named = _encoding(font, is_embedded=bool(program) or "/FontFile" in setup)
    return named, glyphs is not None and glyphs.is_one_shape(named, said)


def _encoding(font: DictionaryObject, *, is_embedded: bool) -> dict[int, str]:
    """Return the letters of a simple font by its encoding."""
    written = value(font, "/Encoding")
    setup = dictionary(written)
    base = written if isinstance(written, NameObject) else value(setup, "/BaseEncoding")
    made: dict[int, str] = {}
    if table := _TABLES.get(str(base)):
        text = bytes(range(256)).decode(table, "replace")
        made = dict(enumerate(text))
    elif not is_embedded:
        made = {code: toUnicode(name) for code, name in enumerate(StandardEncoding)}
    code = 0
    for one in array(value(setup, "/Differences")):
        if isinstance(one, NameObject):
            name = str(one)[1:]
            made[code] = "" if _NUMBERED.fullmatch(name) else toUnicode(name)
            code += 1
        elif isinstance(one, int):
            code = int(one)
    return made


class _Glyphs:
    """The shapes of an embedded font."""

    def __init__(self, font: Any, order: list[str], letters: Mapping[str, str]) -> None:
        self._font, self._order, self._letters = font, order, letters
        self.is_blank = not order

    def by_number(
        self, whole: DictionaryObject, said: dict[int, str]
    ) -> tuple[Mapping[int, str], bool]:
        """Return the letters by the numbers of their shapes."""
        table = data_of(value(whole, "/CIDToGIDMap"))
        made: dict[int, str] = {}
        shapes: dict[int, str] = {}
        for code in list(said)[:_MOST_LETTERS]:
            number = code
            if table:
                number = int.from_bytes(table[2 * code : 2 * code + 2], "big")
            if number < len(self._order):
                name = self._order[number]
                made[code] = self._letters.get(name, "")
                shapes[code] = name
        return made, self._are_one(shapes, said)

    def is_one_shape(self, named: Mapping[int, str], said: dict[int, str]) -> bool:
        """Whether a simple font draws one shape for its letters."""
        names = {letter: name for name, letter in self._letters.items()}
        shapes = {code: names[one] for code, one in named.items() if one in names}
        return self._are_one(shapes, {**named, **said})

    def _are_one(self, shapes: Mapping[int, str], said: Mapping[int, str]) -> bool:
        drawings = self._font.getGlyphSet()
        found: dict[str, str] = {}
        for code, name in shapes.items():
            letter = said.get(code, "")
            is_new = letter.casefold() not in found
            if is_new and _is_letter(letter) and letter.isalpha() and name in drawings:
                pen = RecordingPen()
                drawings[name].draw(pen)
                found[letter.casefold()] = str(pen.value)
        return _is_one(found)


def _is_one(found: Mapping[str, str]) -> bool:
    return len(found) >= _LEAST_ALIKE and len(set(found.values())) * 3 <= len(found)


def _is_one_shape_of_programs(font: DictionaryObject, said: dict[int, str]) -> bool:
    named = _encoding(font, is_embedded=True)
    programs = dictionary(value(font, "/CharProcs"))
    by_letter = {toUnicode(str(key)[1:]): key for key in programs}
    found: dict[str, str] = {}
    for code, one in {**named, **said}.items():
        key = by_letter.get(named.get(code, ""))
        if key is not None and _is_letter(one) and one.isalpha():
            found.setdefault(one.casefold(), str(data_of(value(programs, key))))
    return _is_one(found)


def _glyphs(program: bytes) -> _Glyphs | None:
    if program[:4] in {b"\0\1\0\0", b"true", b"OTTO"}:
        font = TTFont(io.BytesIO(program), lazy=True)
        order = font.getGlyphOrder()
        letters = {
            name: letter
            for name in order
            if not _NUMBERED.fullmatch(name) and (letter := toUnicode(name))
        }
        best = font.getBestCmap() if "cmap" in font else None
        for code, name in (best or {}).items():
            letters[name] = chr(code)
        return _Glyphs(font, order, letters)
    if program[:1] == b"\1":
        found = CFFFontSet()
        found.decompile(io.BytesIO(program), None)
        top = found[0]
        if not hasattr(top, "ROS"):
            names = {one: toUnicode(one) for one in top.charset}
            return _Glyphs(_Compact(top), top.charset, names)
    return None


class _Compact:
    """A font without tables, as PDFs keep it: with its shapes alone."""

    def __init__(self, top: Any) -> None:
        self._top = top

    def getGlyphSet(self) -> Any:  # noqa: N802 - as fontTools names it
        """Return its shapes by their names."""
        return self._top.CharStrings
