"""Read the EXIF notes of a picture: places, people, cameras, small copies."""

import re
from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from documents.hidden.findings import CannotLook, Finding, block, quoted, warn
from documents.hidden.words import says_something

# Pixels of a picture decoded only to compare.
MOST_DECODED = 25_000_000
_NAMES = {
    ExifTags.Base.Artist: "artist",
    ExifTags.Base.Copyright: "copyright",
    ExifTags.Base.XPAuthor: "author",
    ExifTags.Base.HostComputer: "computer",
    ExifTags.Base.CameraOwnerName: "owner",
}
_SERIALS = {ExifTags.Base.BodySerialNumber, ExifTags.Base.LensSerialNumber}
_MAKING = {
    ExifTags.Base.Make: "camera",
    ExifTags.Base.Model: "camera",
    ExifTags.Base.DateTime: "time",
    ExifTags.Base.DateTimeOriginal: "time",
}
# Notes of programs and cameras without names of people.
_TECHNICAL = re.compile(
    r"Make|Model|Software|ProcessingSoftware|DateTime\w*|Lens\w*|Offset\w*|Subsec\w*|"
    r"ExifVersion|FlashPixVersion|Interop\w*|ComponentsConfiguration|MakerNote\w*|"
    r"SceneType|FileSource|CFAPattern|PrintImageMatching|InkNames|TIFF/EP\w*|DNG\w*|"
    r"Strip\w*|Tile\w*|Sub\w*|XMLPacket|IPTC\w*|ImageResources|JPEG\w*|InterColor\w*|"
    r"ICC\w*|GPSVersionID|GPS(Latitude|Longitude|Altitude|Speed|Track|ImgDirection|"
    r"DestBearing|DestDistance)Ref|GPSStatus|GPSMeasureMode|GPSMapDatum|GPSDateStamp|"
    r"Padding|OffsetSchema",
)
_COMMENT_CODES = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * 8)


def look_at_exif(image: Image.Image, content: bytes) -> Iterator[Finding]:
    """Yield what the EXIF notes of a picture, or the tags of a TIFF, tell."""
    try:
        exif = image.getexif()
        more = exif.get_ifd(ExifTags.IFD.Exif)
        position = exif.get_ifd(ExifTags.IFD.GPSInfo)
        small = exif.get_ifd(ExifTags.IFD.IFD1) if image.format == "JPEG" else {}
    except Exception as why:  # a damaged block may make its reader fail in any way
        raise CannotLook("has damaged notes on how it was made") from why
    if any(
        tag in position
        for tag in (
            ExifTags.GPS.GPSLatitude,
            ExifTags.GPS.GPSLongitude,
            ExifTags.GPS.GPSDestLatitude,
            ExifTags.GPS.GPSAreaInformation,
        )
    ):
        yield block(
            "position",
            "its EXIF notes",
            "They say where the picture was taken. Save it without them.",
        )
    notes = {**dict(exif), **more}
    for tag, value in notes.items():
        if text := text_of(value, is_wide=0x9C9B <= tag <= 0x9C9F):
            yield from _note(tag, text)
    making = sorted({what for tag, what in _MAKING.items() if text_of(notes.get(tag))})
    if making and image.format != "TIFF":
        yield warn(
            "camera",
            "its EXIF notes",
            f"They tell of the {' and the '.join(making)}.",
        )
    yield from _thumbnail(image, content, small)


def _note(tag: int, text: str) -> Iterator[Finding]:
    name = ExifTags.TAGS.get(tag, f"entry {tag}")
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
    elif not _TECHNICAL.fullmatch(name) and says_something(text):
        yield warn("has_remarks", "its EXIF notes", f"They say {name}: {quoted(text)}.")


def text_of(value: object, *, is_wide: bool = False) -> str:
    """Return the text of an entry; "" if no person could have written it."""
    if isinstance(value, bytes):
        for code in _COMMENT_CODES:
            if value.startswith(code):
                is_wide = code.startswith(b"UNICODE")
                value = value[8:]
                break
        if is_wide:
            value = value.decode("utf-16-le", "replace")
        else:
            value = value.replace(b"\0", b"").decode("utf-8", "replace")
            if "\N{REPLACEMENT CHARACTER}" in value or not value.isprintable():
                return ""
    if isinstance(value, tuple):
        if not all(isinstance(one, int) and 0 <= one < 256 for one in value):
            return ""
        return text_of(bytes(value), is_wide=is_wide)
    return value.strip("\0 \t\r\n") if isinstance(value, str) else ""


def _thumbnail(
    image: Image.Image, content: bytes, small: dict[int, object]
) -> Iterator[Finding]:
    """Yield an embedded small copy, if it differs from the picture."""
    at, length = small.get(0x0201), small.get(0x0202)
    start = content.find(b"Exif\0\0")
    if not isinstance(at, int) or not isinstance(length, int) or start < 0:
        return
    copy = content[start + 6 + at : start + 6 + at + length]
    if image.width * image.height > MOST_DECODED:
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
