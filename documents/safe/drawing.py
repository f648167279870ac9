"""Draw the first pages of a file small, to be looked at beside its copy."""

import io
import json
from base64 import b64decode, b64encode
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageOps

from documents.files.kinds import Kind, kind_by_name
from documents.files.sandbox import GivenUp, run_apart
from documents.hidden.drawn.drawing import NotDrawn, draw, suffix_of
from documents.safe.ways import PICTURES

MOST_PAGES = 5
_SECONDS = 30
_WIDTH, _HEIGHT = 800, 1_600  # pixels
_QUALITY = 75


@dataclass(frozen=True, slots=True)
class Drawn:
    """The first pages of a file.

    Attributes:
        count: How many pages the file has; 0 for a file that cannot be drawn.
        pictures: A JPEG of each page, the first `MOST_PAGES`.
    """

    count: int = 0
    pictures: list[bytes] = field(default_factory=list)


def pages_of(path: Path, name: str) -> Drawn:
    """Return the first pages of a file, drawn in a separate, confined process.

    Office files are drawn where the machine has LibreOffice. A file that cannot be
    drawn has no pages: the copy is told in words as well.

    Args:
        path: The file.
        name: Its name.
    """
    kind = kind_by_name(name)
    if kind is None:
        return Drawn()
    try:
        if not (suffix := suffix_of(kind, name)):
            return _apart(path, kind)
        with TemporaryDirectory(prefix="pages-", ignore_cleanup_errors=True) as folder:
            drawn = draw(path, suffix, Path(folder), seconds=_SECONDS)
            return _apart(drawn, Kind.PDF)
    except (NotDrawn, GivenUp, OSError):
        return Drawn()


def _apart(path: Path, kind: Kind) -> Drawn:
    if kind is not Kind.PDF and kind not in PICTURES:
        return Drawn()
    kept = run_apart(
        "documents.safe.drawing_apart", kind.name, str(path), seconds=_SECONDS
    )
    return Drawn(kept["count"], [b64decode(one) for one in kept["pictures"]])


def pages_as_json(kind: str, path: str) -> str:
    """Return the pages of a PDF or a picture as JSON: none if it cannot be drawn."""
    try:
        made = pages_here(Kind[kind], Path(path).read_bytes(), most_pages=MOST_PAGES)
    except Exception:  # a hostile file may make its reader fail in any way
        made = Drawn()
    pictures = [b64encode(one).decode() for one in made.pictures]
    return json.dumps({"count": made.count, "pictures": pictures})


def pages_here(kind: Kind, content: bytes, *, most_pages: int) -> Drawn:
    """Return the first pages of a PDF, or a picture, drawn in this process.

    Args:
        kind: `Kind.PDF`, or a kind of picture.
        content: The file. A hostile one may make its reader fail in any way.
        most_pages: How many pages to draw.
    """
    return _of_pdf(content, most_pages) if kind is Kind.PDF else _of_picture(content)


def _of_pdf(content: bytes, most_pages: int) -> Drawn:
    pictures = []
    with pypdfium2.PdfDocument(content) as document:
        count = len(document)
        document.init_forms()
        for number in range(min(count, most_pages)):
            with closing(document[number]) as page:
                width, height = page.get_size()
                scale = min(_WIDTH / width, _HEIGHT / height)
                pictures.append(_jpeg(page.render(scale=scale).to_pil()))
    return Drawn(count, pictures)


def _of_picture(content: bytes) -> Drawn:
    with Image.open(io.BytesIO(content)) as image:
        image.draft("RGB", (_WIDTH, _HEIGHT))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((_WIDTH, _HEIGHT))
        return Drawn(1, [_jpeg(upright)])


def _jpeg(image: Image.Image) -> bytes:
    clear = image.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    file = io.BytesIO()
    white.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
