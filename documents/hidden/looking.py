"""Check a file of any kind for hidden data."""

import hashlib
import io
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from documents.files.kinds import Kind, kind_by_name, kind_of
from documents.hidden.findings import (
    CannotLook,
    Finding,
    Report,
    block,
    never,
    ordered,
    unreadable,
    within,
)
from documents.hidden.names import look_at_name

DEEPEST = 3  # files within files
_Look = Callable[[BinaryIO, int], Iterator[Finding]]
# Modules, imported when first needed: the PDF reader takes longer to import than most
# files take to read.
_READERS = {
    Kind.WORKBOOK: "workbook",
    Kind.DOCUMENT: "word",
    Kind.SLIDES: "slides",
    Kind.OPEN_DOCUMENT: "opendocument",
    Kind.OPEN_SLIDES: "opendocument",
    Kind.PDF: "pdf",
    Kind.JPEG: "picture",
    Kind.PNG: "picture",
    Kind.TIFF: "picture",
    Kind.GIF: "picture",
    Kind.WEBP: "picture",
    Kind.BITMAP: "picture",
    Kind.EMAIL: "mail",
    Kind.MEDIA: "recording",
    Kind.TEXT: "text",
}
TOO_MUCH = (
    "takes too long, or too much memory, to read. Save a smaller or simpler version"
)
BROKEN = "is damaged, or made in a way that this check cannot read"
_ARCHIVE = "is an archive. Take the files out and add each file"
_REFUSED = {
    Kind.LATE_PDF: "begins with something other than its PDF",
    Kind.OUTLOOK: "is a message of Outlook (.msg). Save it as .eml, or print "
    "it to a PDF",
    Kind.OLD_PICTURE: "is a picture of a kind that this check cannot read. Save it "
    "as .png",
    Kind.OLD_OFFICE: "is encrypted, or of an old kind of Office file. Open it in the "
    "program that made it and save it, without a password, as .xlsx, .docx or .pptx",
    Kind.RTF: "is an RTF file. Save it as .docx or as a PDF",
    Kind.BINARY_WORKBOOK: "is a binary workbook (.xlsb). Save it as .xlsx",
    Kind.ODD_WORKBOOK: _ARCHIVE,
    Kind.ODD_DOCUMENT: _ARCHIVE,
    Kind.ZIP: _ARCHIVE,
    Kind.DAMAGED_ZIP: "is damaged",
    Kind.ARCHIVE: _ARCHIVE,
    Kind.EMPTY: "is empty",
    Kind.PROGRAM: "is a program",
    Kind.UNKNOWN: "is of no kind that this check knows",
}


def scan(path: Path, name: str) -> Report:
    """Return the report on a file: data in it that the sender may not see.

    A file on which its reader fails counts as unreadable.

    Args:
        path: Where the file is stored.
        name: The file's name, also checked.
    """
    kind = ""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        try:
            kind = kind_of(file, name).name.lower()
            return Report(ordered(_look(file, name)), sha256, kind=kind)
        except CannotLook as refusal:
            why = str(refusal)
        except (MemoryError, RecursionError):
            why = TOO_MUCH
        except Exception:  # a hostile file may make its reader fail in any way
            why = BROKEN
    return Report((unreadable(why),), sha256, is_readable=False, kind=kind)


def look_within(
    content: bytes, name: str, depth: int, what: str = "the file"
) -> Iterator[Finding]:
    """Yield the findings of a file embedded in another.

    Args:
        content: Its bytes.
        name: Its name.
        depth: The number of files it is nested in.
        what: What it is.
    """
    place = f"{what} {name} within it"
    if depth > DEEPEST:
        yield never("too_deep", place, "Files lie within files here. Take them apart.")
        return
    file = io.BytesIO(content)
    try:
        yield from within(place, _reader(_readable_kind(file, name))(file, depth))
    except CannotLook as why:
        yield never(
            "unreadable_within",
            place,
            f"It could not be checked for hidden data: it {why}.",
        )


def _look(file: BinaryIO, name: str) -> Iterator[Finding]:
    kind = _readable_kind(file, name)
    said = kind_by_name(name)
    # Texts of every kind have endings of their own: an unknown one claims nothing.
    is_claimed = said is not None or kind is not Kind.TEXT
    if said is not kind and is_claimed:
        says = f"says that it is {said}" if said else "does not say what it is"
        yield block(
            "not_what_it_says",
            "",
            f"Its name {says}, but it is {kind}. Give it the right ending.",
        )
    yield from look_at_name(name)
    yield from _reader(kind)(file, 0)


def _readable_kind(file: BinaryIO, name: str) -> Kind:
    """Return the kind of a file.

    Raises:
        CannotLook: Files of this kind cannot be checked; the message says what to do.
    """
    kind = kind_of(file, name)
    if why := _REFUSED.get(kind):
        raise CannotLook(why)
    return kind


def _reader(kind: Kind) -> _Look:
    look: _Look = import_module(f"documents.hidden.{_READERS[kind]}.looking").look
    return look
