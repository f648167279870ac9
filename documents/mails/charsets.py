"""Turn the bytes of a mail into characters, whatever charset the mail claims."""

import codecs
import re
from typing import Final

# These would turn text into other text, or are slow on long input.
_NOT_FOR_MAILS: Final = {
    *("idna", "punycode", "undefined", "unicode_escape", "raw-unicode-escape"),
    *("unicode-escape", "raw_unicode_escape", "mbcs", "oem"),
}
# Programs say these and write Windows-1252.
_REALLY_WINDOWS: Final = {"ascii", "iso8859-1"}
_ONE_BYTE: Final = re.compile(r"ascii|iso8859-\d+|cp125\d|mac-?\w+|koi8.*|cp\d{3}")
_SAMPLE: Final = 100_000  # bytes looked at by the guess
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, charset: str = "") -> str:
    """Return bytes as text.

    A claimed charset is believed unless it does not fit. Bytes that are UTF-8 are read
    as UTF-8 even where the mail claims a charset of one byte each. Bytes that fit
    nothing become the replacement character.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    known = _codec(charset)
    if data.isascii() and (not known or _ONE_BYTE.fullmatch(known) or known == "utf-8"):
        return data.decode("ascii")
    if not known or known == "utf-8" or _ONE_BYTE.fullmatch(known):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if known and known != "utf-8":
        actual = "cp1252" if known in _REALLY_WINDOWS else known
        try:
            return data.decode(actual)
        except (UnicodeDecodeError, LookupError, ValueError):
            if known in _REALLY_WINDOWS:
                return data.decode("cp1252", errors="replace")
    return _guessed(data, is_claimed=known == "utf-8")


def is_known(charset: str) -> bool:
    """Whether a name of a charset means anything."""
    return bool(_codec(charset))


def _codec(charset: str) -> str:
    """Return Python's name of a charset, or "" for an unknown or unfit name."""
    name = charset.strip().strip("\"'").lower()
    if not name or len(name) > 40 or not name.isascii() or "\0" in name:
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name not in _NOT_FOR_MAILS else ""


def _guessed(data: bytes, *, is_claimed: bool) -> str:
    """Return bytes in the best fitting charset; damaged UTF-8 stays UTF-8."""
    text = data.decode("utf-8", errors="replace")
    high = sum(byte > 0x7F for byte in data[:_SAMPLE])
    lost = text[:_SAMPLE].count("\ufffd")
    if is_claimed and lost * 10 < high:
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    # A short text fits many charsets: without a language found, it is Windows-1252.
    if best is not None and best.coherence > 0.2 and best.encoding != "ascii":
        return data.decode(best.encoding, errors="replace")
    return data.decode("cp1252", errors="replace")
