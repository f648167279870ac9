"""What kind of file something is, told by what is in it and never by its name."""

import io
import re
import zipfile

from responses.parsing.files.document import UnreadableFile

# Unpacked, a letter with its pictures is far smaller.
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_PARTS = 5_000

_SAVE_AS = "Save it as PDF, .docx or plain text and bring that in, or paste its words."
_SCAN = (
    "This is a picture of a letter, without words that can be read. Bring in the "
    "letter it was made from, or paste its words."
)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"This is an old Office file. {_SAVE_AS}"),
    (b"{\\rtf", f"This is an .rtf file. {_SAVE_AS}"),
    (b"\xff\xd8\xff", _SCAN),
    (b"\x89PNG", _SCAN),
    (b"GIF8", _SCAN),
    (b"II*\0", _SCAN),
    (b"MM\0*", _SCAN),
    (b"\x1f\x8b", "This is a compressed file. Unpack it and bring in the letter."),
    (b"7z\xbc\xaf", "This is a compressed file. Unpack it and bring in the letter."),
    (b"Rar!", "This is a compressed file. Unpack it and bring in the letter."),
)
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html\b|<\?xml[^>]*>\s*<html)", re.I)
_MAIL = re.compile(
    rb"(?:(?:received|return-path|delivered-to|mime-version|message-id|"
    rb"x-[a-z\-]+):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,2}",
    re.I,
)


def kind_of(data: bytes) -> str:
    """Return "pdf", "docx" or "text".

    Raises:
        UnreadableFile: It is of a kind that cannot be read; says what to do instead.
    """
    head = data[:1024]
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile("The file is empty.")
    if b"%PDF-" in head:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data)
    for start, sentence in _REFUSED:
        if data.startswith(start):
            raise UnreadableFile(sentence)
    if _WEB_PAGE.match(head):
        raise UnreadableFile(f"This is a web page. {_SAVE_AS}")
    if _MAIL.match(head):
        raise UnreadableFile(
            "This is an e-mail saved as a file. Paste its words, or bring in the "
            "letter attached to it."
        )
    return "text"


def _packed_kind(data: bytes) -> str:
    """Return what a packed file is, and refuse one that would unpack for ever."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"The file is damaged. {_SAVE_AS}") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise UnreadableFile(
            "The file unpacks to far more than a letter holds, so it was not opened."
        )
    names = {part.filename for part in parts}
    if "word/document.xml" in names or any(
        name.startswith("word/document") for name in names
    ):
        return "docx"
    if "mimetype" in names:
        raise UnreadableFile(f"This is an OpenDocument file. {_SAVE_AS}")
    if any(name.startswith("xl/") for name in names):
        raise UnreadableFile(
            "This is an Excel workbook, which holds no letter. Bring in the letter it "
            "was sent with."
        )
    raise UnreadableFile(
        "This is a compressed file. Unpack it and bring in the letter itself."
    )
