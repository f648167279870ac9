"""Check pictures: place, time, people, maker and left-over data."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from documents.hidden.findings import CannotLook, Finding, block
from documents.hidden.picture import formats
from documents.hidden.picture.exif import MOST_DECODED, look_at_exif
from documents.hidden.picture.iptc import look_at_iptc

MOST_PIXELS = 100_000_000
_IPTC, _PHOTOSHOP, _XMP = 33723, 34377, 700  # tags of a TIFF


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
    match image.format:
        case "JPEG" | "MPO":
            yield from formats.look_at_jpeg(content)
            yield from formats.look_at_xmp(content)
        case "PNG":
            yield from formats.look_at_png(content)
        case "TIFF":
            _check_whole(image)
            yield from _frames(image)
            yield from _tags(image)
        case "GIF":
            _check_whole(image)
            yield from formats.look_at_gif(content)
            yield from formats.look_at_xmp(content)
        case "WEBP":
            yield from _frames(image)
            yield from formats.look_at_webp(content)
            yield from formats.look_at_xmp(content)
        case "BMP" | "DIB":
            _check_whole(image)
            yield from formats.look_at_bitmap(content)
        case _:
            raise CannotLook("is a picture of a kind that this check does not know")
    yield from look_at_exif(image, content)
    yield from _beneath(image)


def _check_whole(image: Image.Image) -> None:
    """Refuse a picture cut off before its last line; larger pictures pass."""
    if image.width * image.height > MOST_DECODED:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    except (OSError, ValueError, SyntaxError, EOFError) as why:
        raise CannotLook("is damaged, or breaks off in the middle") from why


def _tags(image: Image.Image) -> Iterator[Finding]:
    tags = getattr(image, "tag_v2", {})
    for tag in (_IPTC, _PHOTOSHOP, _XMP):
        value = tags.get(tag)
        body = bytes(value) if isinstance(value, (bytes, tuple)) else b""
        if tag == _XMP:
            yield from formats.look_at_xmp(body)
        elif tag == _IPTC and body:
            size = len(body).to_bytes(4, "big")
            yield from look_at_iptc(b"8BIM\x04\x04\0\0" + size + body)
        else:
            yield from look_at_iptc(body)


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
    if image.mode not in {"RGBA", "LA"} or image.width * image.height > MOST_DECODED:
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
