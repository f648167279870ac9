"""Check recordings of sound and film: what they are said to be, not what they say."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from documents.hidden.findings import Finding, block, quoted, warn
from documents.hidden.words import says_something

_MOST_READ = 20_000_000
# Notes of an MP4, a place as ISO 6709 writes it, and the frames of ID3.
_PLACE = re.compile(rb"[+-]\d{2}\.\d{3,}[+-]\d{3}\.\d{3,}")
_NOTES = re.compile(
    rb"\xa9(?:nam|ART|cmt|aut|day|des|xyz|mak|mod)(.{16})([^\0]{3,200})|"
    rb"(?:TIT2|TPE1|COMM|TALB|TCOP|TEXT|IART|INAM|ICMT)(?:.{7}|.{4})([\x20-\x7e]{3,200})",
    re.DOTALL,
)


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield what a recording says of its making; that it must be heard."""
    content = file.read(_MOST_READ)
    yield warn(
        "recording",
        "",
        "It is a recording: what is said and seen in it must be checked by a person.",
    )
    if _PLACE.search(content):
        yield block(
            "position",
            "its notes",
            "They say where it was taken. Save it without them.",
        )
    said = [
        text
        for found in _NOTES.finditer(content)
        if says_something(
            text := (found[2] or found[3] or b"").decode("utf-8", "replace").strip()
        )
    ]
    if said:
        yield warn(
            "has_remarks",
            "its notes",
            f"They say {', '.join(quoted(one) for one in dict.fromkeys(said[:4]))}.",
        )
