"""Check JPEG, PNG and TIFF pictures: place, time, maker and left-over data."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

from documents.hidden.findings import CannotLook, Finding, block, counted, quoted, warn

MOST_PIXELS = 100_000_000
# Pixels of a picture decoded only to compare, or to look beneath transparency.
_MOST_DECODED = 25_000_000
_NAMES = {
    ExifTags.Base.Artist: "artist",
    ExifTags.Base.Copyright: "copyright",
    ExifTags.Base.XPAuthor: "author",
    ExifTags.Base.HostComputer: "computer",
    ExifTags.Base.CameraOwnerName: "owner",
}
_SERIALS = {ExifTags.Base.BodySerialNumber, ExifTags.Base.LensSerialNumber}
_REMARKS = {
    ExifTags.Base.ImageDescription,
    ExifTags.Base.UserComment,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPTitle,
    ExifTags.Base.XPKeywords,
    ExifTags.Base.XPSubject,
}
_MAKING = {
    ExifTags.Base.Make: "camera",
    ExifTags.Base.Model: "camera",
    ExifTags.Base.DateTime: "time",
    ExifTags.Base.DateTimeOriginal: "time",
}


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a picture other than what it shows."""
    content = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(content))
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        Image.DecompressionBombError,
    ) as why:
        raise CannotLook("is damaged") from why
    if image.width * image.height > MOST_PIXELS:
        raise CannotLook(f"has more than {MOST_PIXELS // 1_000_000} million pixels")
    if image.format == "JPEG":
        yield from _segments(content)
    elif image.format == "PNG":
        yield from _chunks(content)
    elif image.format == "TIFF":
        yield from _frames(image)
    else:
        raise CannotLook("is a picture of a kind that this check does not know")
    yield from _exif(image, content)
    yield from _beneath(image)


def _exif(image: Image.Image, content: bytes) -> Iterator[Finding]:
    try:
        exif = image.getexif()
        more = exif.get_ifd(ExifTags.IFD.Exif)
        position = exif.get_ifd(ExifTags.IFD.GPSInfo)
        small = exif.get_ifd(ExifTags.IFD.IFD1) if image.format == "JPEG" else {}
    except Exception as why:  # a damaged block may make its reader fail in any way
        raise CannotLook("has damaged notes on how it was made") from why
    if any(
        tag in position for tag in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude)
    ):
        yield block(
            "position",
            "its EXIF notes",
            "They say where the picture was taken. Save it without them.",
        )
    notes = {**dict(exif), **more}
    for tag, value in notes.items():
        text = _text(value)
        if not text:
            continue
        if tag in _NAMES:
            yield block(
                "names_author",
                "its EXIF notes",
                f"They name the {_NAMES[ExifTags.Base(tag)]}: {quoted(text)}.",
            )
        elif tag in _SERIALS:
            yield block(
                "serial_number",
                "its EXIF notes",
                f"They give the number of the camera: {quoted(text)}.",
            )
        elif tag in _REMARKS:
            yield warn("has_remarks", "its EXIF notes", f"They say {quoted(text, 60)}.")
    making = sorted({what for tag, what in _MAKING.items() if _text(notes.get(tag))})
    if making and image.format == "JPEG":
        yield warn(
            "camera",
            "its EXIF notes",
            f"They tell of the {' and the '.join(making)}.",
        )
    yield from _thumbnail(image, content, small)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.replace(b"\0", b"").decode("utf-8", "replace")
    text = str(value).strip() if value is not None else ""
    return text.removeprefix("ASCII").strip("\0 ")


def _thumbnail(
    image: Image.Image, content: bytes, small: dict[int, object]
) -> Iterator[Finding]:
    """Yield an embedded small copy, if it differs from the picture."""
    at, length = small.get(0x0201), small.get(0x0202)
    start = content.find(b"Exif\0\0")
    if not isinstance(at, int) or not isinstance(length, int) or start < 0:
        return
    copy = content[start + 6 + at : start + 6 + at + length]
    if image.width * image.height > _MOST_DECODED:
        is_same = False
    else:
        try:
            is_same = _looks_like(
                Image.open(BytesIO(copy)), Image.open(BytesIO(content))
            )
        except (UnidentifiedImageError, OSError, ValueError):
            is_same = False
    if not is_same:
        yield block(
            "thumbnail",
            "its EXIF notes",
            "They keep a small copy that does not show the same: it may be the picture "
            "before it was cropped or covered. Save it without them.",
        )


def _looks_like(one: Image.Image, other: Image.Image) -> bool:
    other.draft("L", (64, 64))
    shapes = [
        image.convert("L").resize((16, 16), Image.Resampling.BOX)
        for image in (one, other)
    ]
    pairs = zip(shapes[0].tobytes(), shapes[1].tobytes(), strict=True)
    ratio = (one.width / one.height) / (other.width / other.height)
    is_alike = sum(abs(first - second) for first, second in pairs) / 256 < 12
    return is_alike and 0.9 < ratio < 1.12


def _segments(content: bytes) -> Iterator[Finding]:
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
                "has_remarks", "its comment", f"It says {quoted(_text(body), 60)}."
            )
        elif marker == 0xED and b"8BIM\x04\x04" in body:
            yield warn("iptc", "its IPTC notes", "They may name people and places.")
        elif marker == 0xE1 and body.startswith(b"http://ns.adobe.com/xap/"):
            yield from _xmp(body)
        elif marker == 0xE0 and body.startswith(b"JFXX"):
            yield block("thumbnail", "", "It keeps a small copy of the picture.")
        elif marker == 0xE2 and body.startswith(b"MPF\0"):
            yield block(
                "more_pictures", "", "It holds further pictures that few programs show."
            )
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


def _xmp(body: bytes) -> Iterator[Finding]:
    telling = [
        word
        for word in (
            b"creator",
            b"GPSLatitude",
            b"OwnerName",
            b"History",
            b"Thumbnails",
        )
        if word in body
    ]
    if b"GPSLatitude" in telling:
        yield block(
            "position", "its XMP notes", "They say where the picture was taken."
        )
    elif telling:
        yield warn("xmp", "its XMP notes", "They tell who made it, or how.")


def _chunks(content: bytes) -> Iterator[Finding]:
    """Yield the notes of a PNG, and any data after its end."""
    at = 8
    while at + 12 <= len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        if name in {b"tEXt", b"iTXt", b"zTXt"}:
            key = body.split(b"\0")[0].decode("latin-1")
            text = _note(name, body)
            if key != "Software" and text:
                yield warn(
                    "has_remarks",
                    f"its note {quoted(key)}",
                    f"It says {quoted(text, 60)}.",
                )
        elif name == b"IEND":
            break
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
            rest = zlib.decompressobj().decompress(rest[1:], 10_000)
        except zlib.error:
            return "something that cannot be read"
    elif name == b"iTXt":
        rest = rest.split(b"\0", 3)[-1]
    return _text(rest)


def _frames(image: Image.Image) -> Iterator[Finding]:
    number = getattr(image, "n_frames", 1)
    if number > 1:
        yield block(
            "more_pictures",
            "",
            f"It has {number} pages, of which many programs show only the first. Save "
            "it as a PDF.",
        )


def _beneath(image: Image.Image) -> Iterator[Finding]:
    """Yield colours beneath complete transparency."""
    if image.mode not in {"RGBA", "LA"} or image.width * image.height > _MOST_DECODED:
        return
    try:
        pixels = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as why:
        raise CannotLook("is damaged") from why
    alpha = pixels.getchannel("A")
    if not alpha.histogram()[0]:
        return
    mask = alpha.point([255] + [0] * 255)
    beneath = Image.new("RGB", pixels.size)
    beneath.paste(pixels.convert("RGB"), mask=mask)
    colours = beneath.getcolors(64)
    if colours is None or len(colours) > 32:
        yield block(
            "beneath_transparency",
            "",
            "There is a picture beneath its transparent parts, which some programs "
            "show. Save it as .jpg.",
        )
