"""Read what JPEG, PNG, GIF and bitmap files keep besides the picture."""

import re
import struct
import zlib
from collections.abc import Iterator

from documents.hidden import xmp
from documents.hidden.findings import CannotLook, Finding, block, counted, quoted, warn
from documents.hidden.picture.exif import text_of
from documents.hidden.picture.iptc import look_at_iptc
from documents.hidden.words import says_something

# The chunks of a PNG for the picture itself.
_CHUNKS = frozenset(
    b"IHDR PLTE IDAT gAMA cHRM sRGB iCCP bKGD pHYs tRNS sBIT hIST tIME eXIf sPLT fcTL "
    b"oFFs sCAL pCAL vpAg caNv orNT iDOT cICP mDCV cLLI gIFg gIFx".split()
)
_WEBP = frozenset(
    [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "]
)
_PLAIN = re.compile(rb"[\x20-\x7e]{4,}")
# Segments of a JPEG for the picture itself: JFIF, colour profiles, Adobe's transform.
_SEGMENTS = (b"JFIF", b"ICC_PROFILE", b"Adobe", b"Exif", b"http://ns.adobe.com/")


def look_at_xmp(content: bytes) -> Iterator[Finding]:
    """Yield what the XMP notes of a picture say."""
    told: dict[str, None] = {}
    is_grave = False
    for name, text in xmp.entries_in(content):
        if name.startswith("GPS"):
            yield block(
                "position", "its XMP notes", "They say where the picture was taken."
            )
            continue
        is_grave |= bool(xmp.PERSON.search(name) or xmp.PLACE.search(name))
        told[f"{name}: {' '.join(text.split())}"] = None
    if told:
        how = block if is_grave else warn
        yield how(
            "xmp",
            "its XMP notes",
            f"They say {', '.join(quoted(one, 60) for one in list(told)[:4])}. Save it "
            "without them.",
        )


def look_at_jpeg(content: bytes) -> Iterator[Finding]:
    """Yield the notes of a JPEG, and any data after its end."""
    at, size = 2, len(content)
    while at + 4 <= size and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            break
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        if marker == 0xFE and body.strip(b"\0 "):
            yield warn(
                "has_remarks", "its comment", f"It says {quoted(text_of(body), 60)}."
            )
        elif marker == 0xED:
            yield from look_at_iptc(body)
        elif marker == 0xE0 and body.startswith(b"JFXX"):
            yield block("thumbnail", "", "It keeps a small copy of the picture.")
        elif marker == 0xE2 and body.startswith(b"MPF\0"):
            yield block(
                "more_pictures", "", "It holds further pictures that few programs show."
            )
        elif 0xE0 <= marker <= 0xEF and not body.startswith(_SEGMENTS):
            yield from _own(body)
        at += 2 + length
    end = _end_of_jpeg(content, at)
    if end < 0:
        raise CannotLook("breaks off in the middle")
    rest = content[end:].strip(b"\0\r\n ")
    if rest:
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest), 'byte')} follow its end. Save it afresh.",
        )


def _own(body: bytes) -> Iterator[Finding]:
    """Yield the words of a part that a program keeps for itself."""
    words = " ".join(one.decode("ascii") for one in _PLAIN.findall(body[:5_000]))
    if says_something(words):
        yield warn(
            "private_data",
            "",
            f"A program keeps data of its own in it, which says {quoted(words, 60)}. "
            "Save it afresh.",
        )


def _end_of_jpeg(content: bytes, at: int) -> int:
    """Return where the picture ends, searching from its first scan; -1 if nowhere."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return -1
        marker = content[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker in {0x00, 0xFF} or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")


def look_at_png(content: bytes) -> Iterator[Finding]:
    """Yield the notes of a PNG, and any data after its end."""
    at = 8
    while at + 12 <= len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        if name in {b"tEXt", b"iTXt", b"zTXt"}:
            key = body.split(b"\0")[0].decode("latin-1")
            text = _note(name, body)
            if key not in {"Software", "XML:com.adobe.xmp"} and text:
                yield warn(
                    "has_remarks",
                    f"its note {quoted(key)}",
                    f"It says {quoted(text, 60)}.",
                )
            elif key == "XML:com.adobe.xmp":
                yield from look_at_xmp(text.encode())
        elif name == b"acTL" or name == b"fdAT":
            yield block(
                "more_pictures",
                "",
                "It holds further pictures, which few programs show. Save it afresh.",
            )
        elif name == b"IEND":
            break
        elif name not in _CHUNKS:
            yield from _own(body)
    else:
        raise CannotLook("breaks off in the middle")
    if rest := content[at:]:
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest), 'byte')} follow the end of the picture: it may be "
            "what was cropped away. Save it afresh.",
        )


def _note(name: bytes, body: bytes) -> str:
    _, _, rest = body.partition(b"\0")
    if name == b"zTXt":
        try:
            rest = zlib.decompressobj().decompress(rest[1:], 100_000)
        except zlib.error:
            return "something that cannot be read"
    elif name == b"iTXt":
        is_packed, _, rest = rest[:1] == b"\1", rest[:2], rest[2:]
        rest = rest.split(b"\0", 2)[-1]
        if is_packed:
            try:
                rest = zlib.decompressobj().decompress(rest, 10_000)
            except zlib.error:
                return "something that cannot be read"
    return rest.decode("utf-8", "replace").strip("\0 ")


def look_at_gif(content: bytes) -> Iterator[Finding]:
    """Yield the comments of a GIF, its further pictures, and data after its end."""
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)
    pictures = 0
    while at < len(content) and content[at] != 0x3B:
        if content[at] == 0x21:
            label, body, at = content[at + 1], *_blocks(content, at + 2)
            if label == 0xFE and (text := text_of(body)):
                yield warn("has_remarks", "its comment", f"It says {quoted(text, 60)}.")
            elif label == 0x01:
                yield warn(
                    "has_remarks",
                    "its text",
                    f"It says {quoted(text_of(body[12:]), 60)}.",
                )
            elif label == 0xFF and not body.startswith(
                (b"NETSCAPE", b"ANIMEXTS", b"XMP", b"ImageMagick", b"ICCRGB")
            ):
                yield from _own(body)
        elif content[at] == 0x2C:
            pictures += 1
            flags = content[at + 9]
            table = 3 << (flags & 7) + 1 if flags & 0x80 else 0
            _, at = _blocks(content, at + 10 + table + 1)
        else:
            raise CannotLook("is damaged")
    if pictures > 1:
        yield warn(
            "more_pictures",
            "",
            f"It shows {pictures} pictures one after the other: look at each.",
        )
    if rest := content[at + 1 :].strip(b"\0\r\n "):
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest), 'byte')} follow its end. Save it afresh.",
        )


def _blocks(content: bytes, at: int) -> tuple[bytes, int]:
    """Return the data of a chain of blocks, and where it ends."""
    pieces = []
    while at < len(content) and content[at]:
        pieces.append(content[at + 1 : at + 1 + content[at]])
        at += 1 + content[at]
    return b"".join(pieces), at + 1


def look_at_webp(content: bytes) -> Iterator[Finding]:
    """Yield parts of a WebP that are not the picture, and data after its end."""
    end = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    while at + 8 <= min(end, len(content)):
        name, length = content[at : at + 4], content[at + 4 : at + 8]
        body = content[at + 8 : at + 8 + int.from_bytes(length, "little")]
        if name not in _WEBP:
            yield from _own(body)
        at += 8 + len(body) + len(body) % 2
    if rest := content[end:].strip(b"\0\r\n "):
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest), 'byte')} follow its end. Save it afresh.",
        )


def look_at_bitmap(content: bytes) -> Iterator[Finding]:
    """Yield data after the end of a bitmap."""
    size = struct.unpack("<I", content[2:6])[0]
    if rest := content[size:].strip(b"\0") if size >= 54 else b"":
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest), 'byte')} follow its end. Save it afresh.",
        )
