"""Make a safe copy of a file, and tell its words."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path, PurePath

from documents.hidden.findings import CannotLook
from documents.safe.made import MadeFile, Words
from documents.safe.pdfs import flattened
from documents.safe.pictures import without_data
from documents.safe.refusal import CannotCopy
from documents.safe.slides import as_shown
from documents.safe.ways import Way, ways_for
from documents.safe.word import as_seen
from documents.safe.words import words_of_office, words_of_pdf, words_of_workbook
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
    return _MAKERS[way](content, PurePath(name).stem)


def _csv(content: bytes, stem: str) -> tuple[list[MadeFile], Words]:
    made = as_csv(content)
    files = [
        MadeFile(
            f"{stem}.csv" if len(made) == 1 else f"{stem} - {sheet}.csv", sheet, one
        )
        for sheet, one in made.items()
    ]
    return files, words_of_workbook(content)


def _values(content: bytes, stem: str) -> tuple[list[MadeFile], Words]:
    made = MadeFile(f"{stem}.xlsx", "", as_values(content))
    return [made], words_of_workbook(content)


def _document(content: bytes, stem: str) -> tuple[list[MadeFile], Words]:
    made = as_seen(content)
    return [MadeFile(f"{stem}.docx", "", made)], words_of_office(content, made)


def _slides(content: bytes, stem: str) -> tuple[list[MadeFile], Words]:
    made = as_shown(content)
    return [MadeFile(f"{stem}.pptx", "", made)], words_of_office(content, made)


def _flat(content: bytes, stem: str) -> tuple[list[MadeFile], Words]:
    return [MadeFile(f"{stem}.pdf", "", flattened(content))], words_of_pdf(content)


def _picture(content: bytes, stem: str) -> tuple[list[MadeFile], Words]:
    made, ending = without_data(content)
    return [MadeFile(f"{stem}.{ending}", "", made)], Words()


_MAKERS: dict[Way, Callable[[bytes, str], tuple[list[MadeFile], Words]]] = {
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
