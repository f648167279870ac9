"""Read a draft returned as a .docx file: each control, and the words in none."""

import io
from typing import Any, Final

from docx.oxml.ns import qn
from docx.package import Package

from documents.files.document import UnreadableFile
from documents.files.kinds import Kind, kind_of
from documents.files.reading import check_unpacked
from documents.word_drafts.comments import Comments
from documents.word_drafts.paragraphs import Paragraphs
from documents.word_drafts.returned import (
    DELETED,
    Control,
    Returned,
    WordComment,
    words_with,
)

LARGEST_BYTES: Final = 10 * 1024 * 1024
# Bytes after unpacking. A draft with its styles has a tenth of them.
_MOST_UNPACKED = 40 * 1024 * 1024
_MOST_CONTROLS = 2_000
_MOST_PIECES = 20_000
_MOST_COMMENTS = 300
_MOST_CHARACTERS = 2_000_000
NOT_WORD: Final = "This is not a Word document. Choose the .docx file that came back."
_TOO_MUCH = "The file holds far more than a draft does, so it was not opened."
TOO_LONG: Final = (
    "Reading this file took too much time or memory, so reading was stopped."
)
DAMAGED: Final = (
    "The Word file is damaged or protected. Open it in Word, save it anew without a "
    "password, and choose it again."
)


def read_returned(data: bytes) -> Returned:
    """Return the content of a returned Word file.

    Raises:
        UnreadableFile: The file is no .docx, too large, damaged or protected; the
            message says so in one sentence.
    """
    if kind_of(io.BytesIO(data)) not in {Kind.DOCUMENT, Kind.ODD_DOCUMENT}:
        raise UnreadableFile(NOT_WORD)
    check_unpacked(data, most_bytes=_MOST_UNPACKED, refusal=_TOO_MUCH)
    try:
        return _read(Package.open(io.BytesIO(data)))
    except UnreadableFile:
        raise
    except (MemoryError, RecursionError) as error:
        raise UnreadableFile(TOO_LONG) from error
    except Exception as error:  # a hostile file may make its reader fail in any way
        raise UnreadableFile(DAMAGED) from error


def _read(package: Any) -> Returned:
    part: Any = package.main_document_part
    body = part.element.body
    comments = Comments(part)
    found = [
        (tag, control)
        for control in body.iter(qn("w:sdt"))
        if (tag := _tag_of(control)) and _content(control) is not None
    ]
    if len(found) > _MOST_CONTROLS:
        raise UnreadableFile(_TOO_MUCH)
    controls = tuple(
        _control(tag, _content(control), comments) for tag, control in found
    )
    pieces = [piece for control in controls for piece in control.pieces]
    if (
        len(list(comments.all())) > _MOST_COMMENTS
        or len(pieces) > _MOST_PIECES
        or sum(len(piece.words) for piece in pieces) > _MOST_CHARACTERS
    ):
        raise UnreadableFile(_TOO_MUCH)
    return Returned(
        controls=controls,
        outside=_outside(body),
        comments=_others(comments, controls),
        last_author=package.core_properties.last_modified_by or "",
    )


def _control(tag: str, content: Any, comments: Comments) -> Control:
    paragraphs = Paragraphs()
    pieces = paragraphs.read(content)
    return Control(tag, pieces, tuple(comments.within(content)), paragraphs.told)


def _tag_of(control: Any) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if tag is None else tag.get(qn("w:val")) or ""


def _content(control: Any) -> Any:
    return control.find(qn("w:sdtContent"))


def _outside(body: Any) -> str:
    """Return the words in no tagged control."""
    loose = [one for one in body if one.tag != qn("w:sdt") or not _tag_of(one)]
    pieces = Paragraphs().read(loose)
    lines = words_with(pieces, without=DELETED).split("\n")
    return "\n".join(line for line in lines if line.strip())


def _others(
    comments: Comments, controls: tuple[Control, ...]
) -> tuple[WordComment, ...]:
    placed = {one.key for control in controls for one in control.comments}
    return tuple(one for one in comments.all() if one.key not in placed)
