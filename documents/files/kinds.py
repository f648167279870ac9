"""Recognise the kind of a file by its content, never by its name."""

from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is an exception


class Kind(StrEnum):
    """A kind of file, in words to complete the phrase "it is …"."""

    WORKBOOK = "an Excel workbook"
    DOCUMENT = "a Word document"
    SLIDES = "a PowerPoint presentation"
    OPEN_DOCUMENT = "an OpenDocument text or spreadsheet"
    OPEN_SLIDES = "an OpenDocument presentation"
    PDF = "a PDF"
    JPEG = "a JPEG picture"
    PNG = "a PNG picture"
    TIFF = "a TIFF picture"
    GIF = "a GIF picture"
    WEBP = "a WebP picture"
    BITMAP = "a bitmap"
    EMAIL = "an e-mail message"
    TEXT = "plain text"
    # Recognised only to be refused, each with its own advice.
    LATE_PDF = "a PDF with something before it"
    OLD_OFFICE = "an old or encrypted Office file"
    OUTLOOK = "an Outlook message"
    OLD_PICTURE = "a picture of another kind"
    MEDIA = "a recording"
    RTF = "an RTF file"
    BINARY_WORKBOOK = "a binary workbook"
    ODD_WORKBOOK = "a ZIP file with parts of a workbook"
    ODD_DOCUMENT = "a ZIP file with parts of a Word document"
    ZIP = "a ZIP file"
    DAMAGED_ZIP = "a damaged ZIP file"
    ARCHIVE = "an archive"
    EMPTY = "an empty file"
    PROGRAM = "a program"
    UNKNOWN = "of no known kind"


_ENDINGS = {
    "bmp": Kind.BITMAP,
    "csv": Kind.TEXT,
    "docx": Kind.DOCUMENT,
    "eml": Kind.EMAIL,
    "gif": Kind.GIF,
    "jpeg": Kind.JPEG,
    "jpg": Kind.JPEG,
    "json": Kind.TEXT,
    "ods": Kind.OPEN_DOCUMENT,
    "odp": Kind.OPEN_SLIDES,
    "odt": Kind.OPEN_DOCUMENT,
    "pdf": Kind.PDF,
    "png": Kind.PNG,
    "pptx": Kind.SLIDES,
    "tif": Kind.TIFF,
    "tiff": Kind.TIFF,
    "txt": Kind.TEXT,
    "m4a": Kind.MEDIA,
    "mov": Kind.MEDIA,
    "mp3": Kind.MEDIA,
    "mp4": Kind.MEDIA,
    "wav": Kind.MEDIA,
    "webm": Kind.MEDIA,
    "webp": Kind.WEBP,
    "xlsm": Kind.WORKBOOK,
    "xlsx": Kind.WORKBOOK,
}
_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG", Kind.PNG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    (b"{\\rtf", Kind.RTF),
    (b"\x7fELF", Kind.PROGRAM),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"GIF8", Kind.GIF),
)
_RECORDINGS = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\xff\xfb", b"\xff\xf3")
# Two letters may begin any text, so these count only with a null byte in the head.
_SHORT_STARTS = ((b"MZ", Kind.PROGRAM), (b"BM", Kind.BITMAP))
_PARTS = (
    ("xl/workbook.xml", Kind.WORKBOOK),
    ("word/document.xml", Kind.DOCUMENT),
    ("ppt/presentation.xml", Kind.SLIDES),
)
_DAMAGED = (
    BadZipFile,
    ZlibError,
    ValueError,
    EOFError,
    IndexError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
_HEAD_BYTES = 2048
_PDF_WITHIN_BYTES = 1024  # readers of PDFs look this far for the header


_MESSAGE = "__substg1.0_".encode("utf-16-le")  # in every message of Outlook
_MOST_SEARCHED = 1_000_000


def kind_by_name(name: str) -> Kind | None:
    """Return the kind claimed by a file name's ending; None for any other ending."""
    return _ENDINGS.get(PurePath(name).suffix.removeprefix(".").lower())


def kind_of(file: BinaryIO, name: str = "") -> Kind:
    """Return the kind of a file, and rewind the file.

    Text and e-mails have no signature of their own, so for text the name decides.
    """
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if not head:
        return Kind.EMPTY
    for start, kind in _STARTS:
        if head.startswith(start):
            return _kind_of_compound(file) if kind is Kind.OLD_OFFICE else kind
    if media := _kind_of_media(head):
        return media
    if b"%PDF-" in head[:_PDF_WITHIN_BYTES]:
        return Kind.LATE_PDF
    if head.startswith(b"PK"):
        return _kind_of_package(file)
    has_null = b"\0" in head
    for start, kind in _SHORT_STARTS:
        if has_null and head.startswith(start):
            return kind
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if has_null and not is_utf16:
        return Kind.UNKNOWN
    return Kind.EMAIL if kind_by_name(name) is Kind.EMAIL else Kind.TEXT


def _kind_of_compound(file: BinaryIO) -> Kind:
    content = file.read(_MOST_SEARCHED)
    file.seek(0)
    return Kind.OUTLOOK if _MESSAGE in content else Kind.OLD_OFFICE


def _kind_of_media(head: bytes) -> Kind | None:
    if head.startswith(b"RIFF"):
        return Kind.WEBP if head[8:12] == b"WEBP" else Kind.MEDIA
    if head[4:8] == b"ftyp":
        is_picture = head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"}
        return Kind.OLD_PICTURE if is_picture else Kind.MEDIA
    return Kind.MEDIA if head.startswith(_RECORDINGS) else None


def _kind_of_package(file: BinaryIO) -> Kind:
    try:
        with ZipFile(file) as package:
            names = set(package.namelist())
            mimetype = ""
            if "mimetype" in names:
                with package.open("mimetype") as written:
                    mimetype = written.read(100).decode("ascii", "replace")
    except _DAMAGED:
        return Kind.DAMAGED_ZIP
    finally:
        file.seek(0)
    for part, kind in _PARTS:
        if part in names and "[Content_Types].xml" in names:
            return kind
    if "xl/workbook.bin" in names:
        return Kind.BINARY_WORKBOOK
    if any(name.startswith("word/document") for name in names):
        return Kind.ODD_DOCUMENT
    if mimetype.startswith("application/vnd.oasis.opendocument.presentation"):
        return Kind.OPEN_SLIDES
    if mimetype.startswith("application/vnd.oasis.opendocument."):
        return Kind.OPEN_DOCUMENT
    if any(name.startswith("xl/") for name in names):
        return Kind.ODD_WORKBOOK
    return Kind.ZIP
