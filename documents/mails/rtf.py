"""Take the words out of the rich text of Outlook, the body of many mails."""

import re
import struct
from dataclasses import dataclass, replace
from typing import Final

from documents.mails.charsets import decoded

_LARGEST: Final = 20_000_000  # bytes once decompressed
_COMPRESSED: Final = 0x75465A4C
_UNCOMPRESSED: Final = 0x414C454D
_START: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    b"\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{"
    b"\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab"
    b"\\tx"
)
_RING: Final = 4096  # bytes within reach of a repetition
_TOKEN: Final = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|"
    r"([^\\{}\r\n]+)|[\r\n]|\\"
)
_SILENT: Final = {
    *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata"),
    *("datastore", "listtable", "listoverridetable", "rsidtbl", "generator"),
    *("header", "footer", "fldinst", "xmlnstbl", "latentstyles", "mmathPr"),
}
_WRITTEN: Final = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "cell": " | ",
    "tab": "\t",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of rich text: as text, or as the HTML wrapped in the rich text."""

    text: str
    is_html: bool


@dataclass(frozen=True, slots=True)
class _State:
    is_silent: bool = False
    is_tag: bool = False  # of the HTML wrapped in the rich text
    is_for_rtf: bool = False  # only for programs without knowledge of the HTML
    skipped: int = 1  # characters in place of a character beyond ASCII


def decompressed(data: bytes) -> bytes:
    """Return rich text from its compressed form (MS-OXRTFCP), b"" where it is none."""
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<II", data, 4)
    if kind == _UNCOMPRESSED:
        return data[16 : 16 + size]
    if kind != _COMPRESSED:
        return b""
    ring = bytearray(_START.ljust(_RING, b"\0"))
    out = bytearray()
    at, place = 16, len(_START)
    most = min(size, _LARGEST)
    while at < len(data) and len(out) < most:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data) or len(out) >= most:
                break
            if flags >> bit & 1:
                if at + 1 >= len(data):
                    return bytes(out)
                token = data[at] << 8 | data[at + 1]
                at += 2
                source, length = token >> 4, (token & 15) + 2
                if source == place:
                    return bytes(out)
                for number in range(length):
                    byte = ring[(source + number) % _RING]
                    out.append(byte)
                    ring[place] = byte
                    place = (place + 1) % _RING
            else:
                out.append(data[at])
                ring[place] = data[at]
                place = (place + 1) % _RING
                at += 1
    return bytes(out)


def words_of(rtf: bytes) -> Words:
    """Return the words of rich text, also of broken rich text."""
    source = rtf[:_LARGEST].decode("latin-1")
    is_html = "\\fromhtml1" in source[:1_000]
    page = re.search(r"\\ansicpg(\d{3,5})", source[:1_000])
    reader = _Reader(f"cp{page[1]}" if page else "cp1252", is_html=is_html)
    for token in _TOKEN.finditer(source):
        reader.take(token)
    return Words(reader.finished(), is_html)


class _Reader:
    """Reads the tokens of rich text one after another."""

    def __init__(self, charset: str, *, is_html: bool) -> None:
        self._charset = charset
        self._is_html = is_html
        self._out: list[str] = []
        self._bytes = bytearray()
        self._state = _State()
        self._above: list[_State] = []
        self._is_star = False
        self._to_skip = 0

    def take(self, token: re.Match[str]) -> None:
        word, number, code, symbol, brace, text = token.groups()
        if brace == "{":
            self._above.append(self._state)
        elif brace == "}":
            self._state = self._above.pop() if self._above else _State()
        elif code:
            self._put_byte(int(code, 16))
        elif text:
            shown = text[self._to_skip :]
            self._to_skip = max(0, self._to_skip - len(text))
            self._put(shown)
        elif symbol:
            self._is_star = symbol == "*"
            self._put({"~": "\u00a0", "_": "-", "*": "", "-": ""}.get(symbol, symbol))
            return
        elif word:
            self._word(word, int(number) if number else None)
        self._is_star = False

    def finished(self) -> str:
        self._flush()
        halves = "".join(self._out).encode("utf-16", "surrogatepass")
        return halves.decode("utf-16", "replace")

    def _word(self, word: str, number: int | None) -> None:
        if word == "htmltag":
            self._state = replace(self._state, is_tag=True)
        elif word == "htmlrtf":
            self._state = replace(self._state, is_for_rtf=number != 0)
        elif word in _SILENT or self._is_star:
            self._state = replace(self._state, is_silent=True)
        elif word == "uc":
            self._state = replace(self._state, skipped=min(number or 0, 10))
        elif word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._to_skip = self._state.skipped
        elif word in _WRITTEN:
            self._put(_WRITTEN[word])

    def _is_shown(self) -> bool:
        state = self._state
        return not state.is_silent and not (self._is_html and state.is_for_rtf)

    def _put(self, text: str) -> None:
        if text and self._is_shown():
            self._flush()
            self._out.append(text)

    def _put_byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif self._is_shown():
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            self._out.append(decoded(bytes(self._bytes), self._charset))
            self._bytes.clear()
