"""Read the words that a workbook or a presentation shows."""

import io
import json
import re
from pathlib import Path

from documents.files.kinds import Kind, kind_by_name
from documents.hidden.packages import Package
from documents.safe.opendocument.cells import read_open_book
from documents.safe.opendocument.texts import as_presented, as_read, lines_of_open
from documents.safe.sheets import read_book
from documents.safe.slides import as_shown
from documents.safe.words import lines_of
from documents.safe.workbooks import as_csv

_SLIDES = re.compile(r"ppt/(?:slides|charts|diagrams)/[^/]+\.xml")


def shown_words(content: bytes, name: str) -> str:
    """Return the words in sight, a line for each row of cells or each paragraph.

    Args:
        content: A workbook, a presentation or an OpenDocument file.
        name: The file's name.

    Returns:
        The words; "" for a file of another kind.

    Raises:
        CannotCopy: Its values lie too far apart, or no slide is shown.
        CannotLook: The file is damaged, or encrypted.
    """
    match kind_by_name(name):
        case Kind.WORKBOOK:
            return _cells(as_csv(read_book(content).visible))
        case Kind.SLIDES:
            slides = Package(io.BytesIO(as_shown(content)))
            return "\n".join(" ".join(line) for line in lines_of(slides, _SLIDES))
        case Kind.OPEN_SLIDES:
            return "\n".join(lines_of_open(as_presented(content)))
        case Kind.OPEN_DOCUMENT if name.lower().endswith(".ods"):
            return _cells(as_csv(read_open_book(content).visible))
        case Kind.OPEN_DOCUMENT:
            return "\n".join(lines_of_open(as_read(content)))
    return ""


def _cells(sheets: dict[str, bytes]) -> str:
    return "\n".join(content.decode("utf-8-sig") for content in sheets.values())


def words_as_json(path: str, name: str) -> str:
    """Return the words of `shown_words` as JSON; none of a file that cannot be read."""
    try:
        words = shown_words(Path(path).read_bytes(), name)
    except Exception:  # a hostile file may make its reader fail in any way
        words = ""
    return json.dumps({"words": words})
