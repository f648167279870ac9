"""Make the preview of a file of any kind, in this process."""

import json
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Final

from documents.files.kinds import Kind
from documents.previews.preview import (
    A_PROGRAM,
    EMPTY,
    NO_PREVIEW,
    NOT_SHOWN,
    Preview,
    Way,
)

MOST_PAGES: Final = 20
MOST_CHARACTERS: Final = 40_000
_MOST_TEXT_BYTES: Final = 1_000_000
_PICTURES: Final = {
    Kind.JPEG,
    Kind.PNG,
    Kind.TIFF,
    Kind.GIF,
    Kind.WEBP,
    Kind.BITMAP,
}
# The names by which the reader of shown words knows each kind.
_CALLED: Final = {
    Kind.SLIDES: "file.pptx",
    Kind.OPEN_SLIDES: "file.odp",
    Kind.OPEN_DOCUMENT: "file.odt",
}
_WITHOUT: Final = {Kind.PROGRAM: A_PROGRAM, Kind.EMPTY: EMPTY}


def preview_of(path: Path, kind: Kind, name: str) -> Preview:
    """Return the preview of a file. A file on which its reader fails has none.

    Args:
        path: Where the file is stored.
        kind: The kind of its content.
        name: The file's name, which tells an OpenDocument spreadsheet.
    """
    try:
        return _made(path, kind, name)
    except Exception:  # a hostile file may make its reader fail in any way
        return NOT_SHOWN


def _made(path: Path, kind: Kind, name: str) -> Preview:
    # Each reader is imported where it is needed: most are slow to import.
    if kind in _PICTURES or kind in {Kind.PDF, Kind.LATE_PDF}:
        return _drawn(path, kind)
    if kind is Kind.TEXT:
        return _text_of(path)
    if kind is Kind.DOCUMENT:
        from documents.files.reading import read_file

        return _text(read_file(path.read_bytes()).text)
    if kind is Kind.WORKBOOK:
        from documents.previews.tables import workbook

        return workbook(path.read_bytes())
    if kind is Kind.OPEN_DOCUMENT and name.lower().endswith(".ods"):
        from documents.previews.tables import open_workbook

        return open_workbook(path.read_bytes())
    if kind in _CALLED:
        from documents.safe.shown import shown_words

        return _text(shown_words(path.read_bytes(), _CALLED[kind]))
    if kind is Kind.ZIP:
        from documents.previews.tables import archive

        return archive(path.read_bytes())
    return _WITHOUT.get(kind, NO_PREVIEW)


def _drawn(path: Path, kind: Kind) -> Preview:
    from documents.safe.drawing import pages_here

    is_picture = kind in _PICTURES
    drawn = pages_here(
        Kind.PDF if kind is Kind.LATE_PDF else kind,
        path.read_bytes(),
        most_pages=MOST_PAGES,
    )
    if not drawn.pictures:
        return NOT_SHOWN
    way = Way.PICTURE if is_picture else Way.PAGES
    return Preview(way, count=drawn.count, pictures=drawn.pictures)


def _text_of(path: Path) -> Preview:
    from documents.files.plain import read_plain

    with path.open("rb") as file:
        content = file.read(_MOST_TEXT_BYTES)
        is_cut = bool(file.read(1))
    made = _text(read_plain(content).text)
    made.is_cut = made.is_cut or is_cut
    return made


def _text(text: str) -> Preview:
    return Preview(
        Way.TEXT, text=text[:MOST_CHARACTERS], is_cut=len(text) > MOST_CHARACTERS
    )


def preview_as_json(path: str, kind: str, name: str) -> str:
    """Return the preview of a file as JSON."""
    made = asdict(preview_of(Path(path), Kind[kind], name))
    made["pictures"] = [b64encode(one).decode() for one in made["pictures"]]
    return json.dumps(made)
