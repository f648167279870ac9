"""Take out characters unfit for a page or a file name."""

import mimetypes
import re
from typing import Final

from documents.mails.limits import LONGEST_NAME

# Control characters, marks for the direction of text, halves of characters.
_UNFIT: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
_UNFIT_ANYWHERE: Final = re.compile(f"[{_UNFIT}]")
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE: Final = re.compile(r"\s+")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*]')
_ENDINGS: Final = {
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "image/jpeg": ".jpg",
    "application/pgp-encrypted": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
}


def on_one_line(text: str, most: int) -> str:
    """Return words on one line, without unfit characters, at most `most` of them."""
    spaced = _SPACE.sub(" ", _LINE_ENDS.sub(" ", text[: most * 4].replace("\t", " ")))
    return _UNFIT_ANYWHERE.sub("", spaced).strip()[:most].strip()


def on_lines(text: str) -> str:
    """Return words with plain line ends and without unfit characters."""
    return _UNFIT_ANYWHERE.sub("", _LINE_ENDS.sub("\n", text))


def safe_name(name: str, *, number: int, content_type: str) -> str:
    """Return a name for an attached file: the last part of its path, made harmless.

    Args:
        name: As the mail gives it; "" if it gives none.
        number: Which attachment it is, for a made-up name.
        content_type: For the ending of a made-up name.
    """
    last = re.split(r"[/\\]", name[: LONGEST_NAME * 8])[-1]
    words = on_one_line(last, LONGEST_NAME * 8)
    words = _NOT_IN_NAMES.sub("-", words).strip(" .")
    if not words.strip("-_ "):
        return f"attachment-{number}{ending_of(content_type)}"
    if len(words) > LONGEST_NAME:
        stem, dot, suffix = words.rpartition(".")
        tail = dot + suffix if stem and len(suffix) <= 10 else ""
        words = words[: LONGEST_NAME - len(tail)].rstrip(" .") + tail
    return words


def ending_of(content_type: str) -> str:
    """Return the ending of a file's name for a type, such as ".pdf"."""
    return _ENDINGS.get(content_type) or mimetypes.guess_extension(content_type) or ""
