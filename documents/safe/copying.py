"""Make a safe copy of a file, and tell its words."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path, PurePath

from documents.files.kinds import Kind, kind_by_name
from documents.hidden.findings import CannotLook
from documents.safe.made import MadeFile, Words
from documents.safe.opendocument.cells import read_open_book
from documents.safe.opendocument.texts import as_presented, as_read, words_of_open
from documents.safe.opendocument.writing import as_open_values
from documents.safe.pdfs import flattened
from documents.safe.pictures import without_data
from documents.safe.refusal import CannotCopy
from documents.safe.sheets import read_book
from documents.safe.slides import as_shown
from documents.safe.ways import Way, ways_for
from documents.safe.word import as_seen
from documents.safe.words import (
    words_of_office,
    words_of_open_book,
    words_of_pdf,
    words_of_workbook,
)
from documents.safe.workbooks import as_csv, as_values


def copied(content: bytes, name: str, way: Way) -> tuple[list[MadeFile], Words]:
    """Return the files of a copy, and which words it keeps and loses.

    Args:
        content: The file.
        name: The file's name.
        way: The way to copy it.

    Raises:
        CannotCopy: The file cannot be copied in this way; the message says why.
    """
    if way not in ways_for(name):
        raise CannotCopy("is of another kind than this copy is made from")
    return _MAKERS[way](content, PurePath(name))


def _csv(content: bytes, name: PurePath) -> tuple[list[MadeFile], Words]:
    if _is_open(name):
        open_book = read_open_book(content)
        made, words = as_csv(open_book.visible), words_of_open_book(open_book)
    else:
        book = read_book(content)
        made, words = as_csv(book.visible), words_of_workbook(book)
    files = [
        MadeFile(
            f"{name.stem}.csv" if len(made) == 1 else f"{name.stem} - {sheet}.csv",
            sheet,
            one,
        )
        for sheet, one in made.items()
    ]
    return files, words


def _values(content: bytes, name: PurePath) -> tuple[list[MadeFile], Words]:
    if _is_open(name):
        open_book = read_open_book(content)
        made = MadeFile(f"{name.stem}.ods", "", as_open_values(open_book))
        return [made], words_of_open_book(open_book)
    book = read_book(content)
    made = MadeFile(f"{name.stem}.xlsx", "", as_values(book))
    return [made], words_of_workbook(book)


def _document(content: bytes, name: PurePath) -> tuple[list[MadeFile], Words]:
    if _is_open(name):
        read = as_read(content)
        return [MadeFile(f"{name.stem}.odt", "", read)], words_of_open(content, read)
    seen = as_seen(content)
    return [MadeFile(f"{name.stem}.docx", "", seen)], words_of_office(content, seen)


def _slides(content: bytes, name: PurePath) -> tuple[list[MadeFile], Words]:
    if _is_open(name):
        made = as_presented(content)
        return [MadeFile(f"{name.stem}.odp", "", made)], words_of_open(content, made)
    shown = as_shown(content)
    return [MadeFile(f"{name.stem}.pptx", "", shown)], words_of_office(content, shown)


def _is_open(name: PurePath) -> bool:
    """Whether a file is an OpenDocument file, by its name."""
    kind = kind_by_name(name.name)
    return kind in {Kind.OPEN_DOCUMENT, Kind.OPEN_SLIDES}


def _flat(content: bytes, name: PurePath) -> tuple[list[MadeFile], Words]:
    return [MadeFile(f"{name.stem}.pdf", "", flattened(content))], words_of_pdf(content)


def _picture(content: bytes, name: PurePath) -> tuple[list[MadeFile], Words]:
    made, ending = without_data(content)
    return [MadeFile(f"{name.stem}.{ending}", "", made)], Words()


_MAKERS: dict[Way, Callable[[bytes, PurePath], tuple[list[MadeFile], Words]]] = {
    Way.CSV: _csv,
    Way.VALUES: _values,
    Way.DOCUMENT: _document,
    Way.SLIDES: _slides,
    Way.FLAT: _flat,
    Way.PICTURE: _picture,
}


def copy_as_json(path: str, name: str, way: str) -> str:
    """Return the result of `copied` as JSON, or why there is none."""
    try:
        files, words = copied(Path(path).read_bytes(), name, Way(way))
    except (CannotCopy, CannotLook) as why:
        return json.dumps({"why": str(why)})
    except Exception:  # a hostile file may make its reader fail in any way
        return json.dumps(
            {"why": "is damaged, or made in a way that cannot be copied here"}
        )
    return json.dumps(
        {
            "files": [
                {**asdict(one), "content": b64encode(one.content).decode()}
                for one in files
            ],
            "words": asdict(words),
        }
    )
