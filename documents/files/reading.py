"""Extract the words of a file, in this process or in a confined process."""

import io
import json
import re
import zipfile
from dataclasses import asdict
from typing import Final

from documents.files.document import LARGEST_BYTES, FileText, Heading, UnreadableFile
from documents.files.kinds import Kind, kind_of
from documents.files.sandbox import Crashed, GivenUp, run_apart

MOST_SECONDS: Final = 60
# Bytes and parts after unpacking; a letter with its pictures is far smaller.
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_PARTS = 5_000
_UNPACKS = "The file unpacks to far more than a letter holds, so it was not opened."
_TOO_MUCH = (
    "Reading this file took too much time or memory, so reading was stopped. Paste "
    "the text of the letter instead."
)
_DAMAGED = (
    "The file is damaged, or made in a way that cannot be read. Save it anew from the "
    "program that made it, or paste the text of the letter."
)
_SAVE_AS = "Save it as PDF, .docx or plain text and import that, or paste the text."
_SCAN = (
    "This is a picture of a letter, without words that can be read. Import the "
    "document it was made from, or paste the text."
)
_WORKBOOK = (
    "This is an Excel workbook, which holds no letter. Import the letter it was "
    "sent with."
)
_ZIP = "This is a compressed file. Unpack it and import the letter itself."
_REFUSED = {
    Kind.OLD_OFFICE: f"This is an old Office file. {_SAVE_AS}",
    Kind.RTF: f"This is an .rtf file. {_SAVE_AS}",
    Kind.OUTLOOK: f"This is a message of Outlook. {_SAVE_AS}",
    Kind.JPEG: _SCAN,
    Kind.PNG: _SCAN,
    Kind.GIF: _SCAN,
    Kind.TIFF: _SCAN,
    Kind.WEBP: _SCAN,
    Kind.OLD_PICTURE: _SCAN,
    Kind.ARCHIVE: "This is a compressed file. Unpack it and import the letter.",
    Kind.DAMAGED_ZIP: f"The file is damaged. {_SAVE_AS}",
}
_REFUSED_PACKAGES = {
    Kind.OPEN_DOCUMENT: f"This is an OpenDocument file. {_SAVE_AS}",
    Kind.OPEN_SLIDES: f"This is an OpenDocument file. {_SAVE_AS}",
    Kind.WORKBOOK: _WORKBOOK,
    Kind.ODD_WORKBOOK: _WORKBOOK,
    Kind.BINARY_WORKBOOK: _WORKBOOK,
    Kind.SLIDES: _ZIP,
    Kind.ZIP: _ZIP,
}
_DOCUMENTS = {Kind.DOCUMENT, Kind.ODD_DOCUMENT}
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html\b|<\?xml[^>]*>\s*<html)", re.I)
_MAIL = re.compile(
    rb"(?:(?:received|return-path|delivered-to|mime-version|message-id|"
    rb"x-[a-z\-]+):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,2}",
    re.I,
)


def read_file(data: bytes) -> FileText:
    """Return the words of a letter's file: PDF, .docx or plain text.

    Raises:
        UnreadableFile: The file has no readable words, or too many; the message gives
            the reason in one sentence, and what to do.
    """
    check_size(len(data))
    # The libraries for all kinds of file take 24 MB. Import only the one needed, and
    # mostly only in the confined process.
    match _readable_kind(data):
        case Kind.PDF | Kind.LATE_PDF:
            from documents.files.pdf import read_pdf as read
        case Kind.DOCUMENT | Kind.ODD_DOCUMENT:
            from documents.files.word import read_word as read
        case _:
            from documents.files.plain import read_plain as read
    try:
        return read(data)
    except UnreadableFile:
        raise
    except (MemoryError, RecursionError) as why:
        raise UnreadableFile(_TOO_MUCH) from why
    except Exception as why:  # a hostile file may make its reader fail in any way
        raise UnreadableFile(_DAMAGED) from why


def _readable_kind(data: bytes) -> Kind:
    """Return the kind of a file.

    Raises:
        UnreadableFile: Files of this kind cannot be read; the message says what to do
            instead.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile("The file is empty.")
    kind = kind_of(io.BytesIO(data))
    if kind in _REFUSED:
        raise UnreadableFile(_REFUSED[kind])
    if kind in _DOCUMENTS or kind in _REFUSED_PACKAGES:
        check_unpacked(data)
    if kind in _REFUSED_PACKAGES:
        raise UnreadableFile(_REFUSED_PACKAGES[kind])
    head = data[:1024]
    if _WEB_PAGE.match(head):
        raise UnreadableFile(f"This is a web page. {_SAVE_AS}")
    if _MAIL.match(head):
        raise UnreadableFile(
            "This is an e-mail saved as a file. Paste its text, or import the "
            "letter attached to it."
        )
    return kind


def check_unpacked(
    data: bytes, *, most_bytes: int = _MOST_UNPACKED, refusal: str = _UNPACKS
) -> None:
    """Refuse a packed file that would unpack to an excessive size.

    Raises:
        UnreadableFile: The file has too many bytes or parts; the message is `refusal`.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > most_bytes or len(parts) > _MOST_PARTS:
        raise UnreadableFile(refusal)


def check_size(size_bytes: int) -> None:
    """Refuse a file larger than any letter.

    Raises:
        UnreadableFile: The file is larger than `LARGEST_BYTES`.
    """
    if size_bytes > LARGEST_BYTES:
        raise UnreadableFile(
            f"The file has {size_bytes / 1024**2:,.0f} MB, more than the "
            f"{LARGEST_BYTES // 1024**2} MB that are read."
        )


def read_file_apart(data: bytes, *, seconds: float = MOST_SECONDS) -> FileText:
    """Return the words of a file, read in a separate, confined process.

    A file made to use up time or memory ends that process, not the caller.

    Raises:
        UnreadableFile: As `read_file`, or reading took too long or too much memory.
    """
    check_size(len(data))
    try:
        answer = run_apart("documents.files", data=data, seconds=seconds)
    except GivenUp as error:
        told = _DAMAGED if isinstance(error, Crashed) else _TOO_MUCH
        raise UnreadableFile(told) from error
    if "error" in answer:
        raise UnreadableFile(answer["error"])
    headings = tuple(Heading(**heading) for heading in answer["headings"])
    return FileText(answer["kind"], answer["text"], tuple(answer["aside"]), headings)


def content_as_json(data: bytes) -> str:
    """Return the content of a file as JSON, or the reason it cannot be read."""
    try:
        return json.dumps(asdict(read_file(data)))
    except UnreadableFile as refusal:
        return json.dumps({"error": str(refusal)})
