"""Pictures with a leak in each."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.documents.hidden.plants.parts import SECRET, TOKEN, Plant
from tests.documents.hidden.plants.pdfs import photograph

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/'
    '22-rdf-syntax-ns#"><rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/'
    f'1.0/" photoshop:Headline="{SECRET}"/></rdf:RDF></x:xmpmeta>'
)


def chunk(name, body):
    """Return a chunk of a PNG."""
    return (
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
    )


def with_chunk(name, body):
    """Return a PNG with one chunk more."""
    content = photograph(kind="PNG")
    return content[:33] + chunk(name, body) + content[33:]


def with_segment(marker, body):
    """Return a JPEG with one segment more."""
    content = photograph()
    return (
        content[:2]
        + bytes([0xFF, marker])
        + struct.pack(">H", len(body) + 2)
        + body
        + content[2:]
    )


def iptc(words):
    """Return the IPTC notes of a JPEG: a caption."""
    said = words.encode()
    record = b"\x1c\x02\x78" + struct.pack(">H", len(said)) + said
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    return b"Photoshop 3.0\0" + block + b"\0" * (len(record) % 2)


def first_sight():
    """Return the plants written before the check was mended."""
    h4, h7 = "H4 within", "H7 properties"
    exif = Image.Exif()
    exif[0x9C9B] = "x".encode("utf-16-le")
    position = Image.Exif()
    position[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    tiff = io.BytesIO()
    Image.open(io.BytesIO(photograph())).save(tiff, "TIFF", tiffinfo={0x013B: SECRET})
    note = PngInfo()
    note.add_itxt("XML:com.adobe.xmp", XMP)
    noted = io.BytesIO()
    Image.open(io.BytesIO(photograph())).save(noted, "PNG", pnginfo=note)
    made = {
        "jpg: XMP headline": (
            h7,
            "warn",
            with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.encode()),
        ),
        "jpg: IPTC caption": (h7, "warn", with_segment(0xED, iptc(SECRET))),
        "png: position in EXIF": (
            h4,
            "block",
            with_chunk(b"eXIf", position.tobytes()[6:]),
            "where",
        ),
        "png: XMP": (h7, "warn", noted.getvalue()),
        "png: a chunk of a program's own": (
            h7,
            "warn",
            with_chunk(b"prVt", SECRET.encode()),
        ),
        "tiff: artist": (h7, "block", tiff.getvalue()),
    }
    return {
        name: Plant(
            kind, wanted, f"photo.{name[:4].strip(':')}", content, *(says or [TOKEN])
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def second_sight():
    """Return the plants written after the check was mended, before they were tried."""
    h4, h7 = "H4 within", "H7 properties"
    subject = Image.Exif()
    subject[0x9C9F] = SECRET.encode("utf-16-le")
    gif = io.BytesIO()
    Image.open(io.BytesIO(photograph())).convert("P").save(gif, "GIF", comment=SECRET)
    webp = io.BytesIO()
    Image.open(io.BytesIO(photograph())).save(webp, "WEBP", xmp=XMP.encode())
    writer = b"\x1c\x02\x50" + struct.pack(">H", len(SECRET)) + SECRET.encode()
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(writer)) + writer
    packed = b"Note\0\0\x01\0\0\0" + zlib.compress(SECRET.encode())
    packed = b"Note\0\x01\0\0\0" + zlib.compress(SECRET.encode())
    made = {
        "jpg: subject for Windows": (h7, "warn", photograph(exif=subject)),
        "jpg: who wrote it, in IPTC": (
            h7,
            "block",
            with_segment(0xED, b"Photoshop 3.0\0" + block + b"\0"),
        ),
        "jpg: a segment of a program": (
            h7,
            "warn",
            with_segment(0xEC, b"PictureInfo " + SECRET.encode()),
        ),
        "png: packed international text": (h7, "warn", with_chunk(b"iTXt", packed)),
        "gif: comment": (h7, "warn", gif.getvalue()),
        "gif: data after its end": (h4, "block", gif.getvalue() + SECRET.encode(), ""),
        "webp: XMP": (h7, "warn", webp.getvalue()),
    }
    return {
        name: Plant(
            kind,
            wanted,
            f"photo.{name.partition(':')[0]}",
            content,
            *(says or [TOKEN]),
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def clean():
    """Return pictures with nothing to stop."""
    made = {
        "jpg: as a program saves it": photograph(),
        "png: with its program's name": with_chunk(b"tEXt", b"Software\0GIMP"),
        "webp: plain": _saved("WEBP"),
        "gif: plain": _saved("GIF"),
        "bmp: plain": _saved("BMP"),
        "tiff: plain": _saved("TIFF"),
    }
    return {
        name: Plant("clean", "clean", f"photo.{name.partition(':')[0]}", content)
        for name, content in made.items()
    }


def _saved(kind):
    file = io.BytesIO()
    Image.open(io.BytesIO(photograph())).save(file, kind)
    return file.getvalue()
