"""Read the IPTC notes of a picture, and the small copies that Photoshop keeps."""

import struct
from collections.abc import Iterator

from documents.hidden.findings import Finding, block, quoted, warn
from documents.hidden.words import says_something

_NOTES, _COPIES = 0x0404, {0x0409, 0x040C}
# Source: IPTC, Information Interchange Model 4.2, record 2.
_PEOPLE = {
    80: "the author",
    85: "the author's title",
    110: "a credit",
    118: "a contact",
}
_PEOPLE |= {115: "the source", 122: "who wrote the caption"}
_PLACES = {26: "a place", 27: "a place", 90: "the city", 92: "the place"}
_PLACES |= {95: "the county", 101: "the country"}
_FORMAL = {0, 55, 60, 62, 63, 70}  # versions, days, times


def look_at_iptc(body: bytes) -> Iterator[Finding]:
    """Yield what the resources of Photoshop say, IPTC notes among them."""
    at = body.find(b"8BIM")
    while 0 <= at < len(body) - 12:
        kind = struct.unpack(">H", body[at + 4 : at + 6])[0]
        name = body[at + 6]
        start = at + 7 + name + (name + 1) % 2
        if start + 4 > len(body):
            return
        size = struct.unpack(">I", body[start : start + 4])[0]
        content = body[start + 4 : start + 4 + size]
        if kind == _NOTES:
            yield from _notes(content)
        elif kind in _COPIES:
            yield block(
                "thumbnail",
                "its Photoshop notes",
                "They keep a small copy of the picture. Save it without them.",
            )
        at = body.find(b"8BIM", start + 4 + size)


def _notes(content: bytes) -> Iterator[Finding]:
    at = content.find(b"\x1c\x02")
    while 0 <= at < len(content) - 5:
        number, size = content[at + 2], struct.unpack(">H", content[at + 3 : at + 5])[0]
        text = content[at + 5 : at + 5 + size].decode("utf-8", "replace").strip()
        what = _PEOPLE.get(number) or _PLACES.get(number) or "something"
        how = warn if what == "something" else block
        if number not in _FORMAL and says_something(text):
            yield how("iptc", "its IPTC notes", f"They name {what}: {quoted(text)}.")
        at = content.find(b"\x1c\x02", at + 5 + size)
