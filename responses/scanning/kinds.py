"""What a file is, by what is in it and not by what it is called."""

from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from responses.scanning.findings import CannotLook


class Kind(StrEnum):
    """A kind of file that can be looked through."""

    WORKBOOK = "an Excel workbook"
    DOCUMENT = "a Word document"
    SLIDES = "a PowerPoint presentation"
    OPEN_DOCUMENT = "an OpenDocument text or spreadsheet"
    PDF = "a PDF"
    JPEG = "a JPEG picture"
    PNG = "a PNG picture"
    TIFF = "a TIFF picture"
    EMAIL = "an e-mail message"
    TEXT = "plain text"


_ENDINGS = {
    "csv": Kind.TEXT,
    "docx": Kind.DOCUMENT,
    "eml": Kind.EMAIL,
    "jpeg": Kind.JPEG,
    "jpg": Kind.JPEG,
    "json": Kind.TEXT,
    "ods": Kind.OPEN_DOCUMENT,
    "odt": Kind.OPEN_DOCUMENT,
    "pdf": Kind.PDF,
    "png": Kind.PNG,
    "pptx": Kind.SLIDES,
    "tif": Kind.TIFF,
    "tiff": Kind.TIFF,
    "txt": Kind.TEXT,
    "xlsm": Kind.WORKBOOK,
    "xlsx": Kind.WORKBOOK,
}
_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
)
_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is encrypted, or of an old kind of Office file. Open it in the program that "
        "made it and save it, without a password, as .xlsx, .docx or .pptx",
    ),
    (b"{\\rtf", "is an RTF file. Save it as .docx or as a PDF"),
    (b"MZ", "is a program"),
    (b"\x7fELF", "is a program"),
    (b"Rar!", "is an archive. Take the files out of it and add each of them"),
    (b"7z\xbc\xaf", "is an archive. Take the files out of it and add each of them"),
    (b"\x1f\x8b", "is an archive. Take the files out of it and add each of them"),
    (b"GIF8", "is a GIF picture. Save it as .png"),
    (b"BM", "is a bitmap. Save it as .png"),
)
_WITHIN = (
    ("xl/workbook.xml", Kind.WORKBOOK),
    ("word/document.xml", Kind.DOCUMENT),
    ("ppt/presentation.xml", Kind.SLIDES),
)


def kind_by_name(name: str) -> Kind | None:
    """Return what a file says it is by its ending; None for any other kind."""
    return _ENDINGS.get(PurePath(name).suffix.removeprefix(".").lower())


def kind_of(file: BinaryIO, name: str) -> Kind:
    """Return what a file is.

    Text and e-mails have no mark of their own: among what is text the name decides.

    Raises:
        CannotLook: It is of no kind that can be looked through; says what to do.
    """
    head = file.read(2048)
    file.seek(0)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        raise CannotLook("begins with something other than its PDF")
    if head.startswith(b"PK"):
        return _kind_of_package(file)
    for magic, why in _REFUSED:
        # Two letters may begin any text.
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head):
            raise CannotLook(why)
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in head and not is_utf16:
        raise CannotLook("is of no kind that this check knows")
    by_name = kind_by_name(name)
    return by_name if by_name is Kind.EMAIL else Kind.TEXT


def _kind_of_package(file: BinaryIO) -> Kind:
    try:
        with ZipFile(file) as package:
            names = set(package.namelist())
            mimetype = ""
            if "mimetype" in names:
                with package.open("mimetype") as written:
                    mimetype = written.read(100).decode("ascii", "replace")
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as why:
        raise CannotLook("is damaged") from why
    finally:
        file.seek(0)
    for part, kind in _WITHIN:
        if part in names and "[Content_Types].xml" in names:
            return kind
    if "xl/workbook.bin" in names:
        raise CannotLook("is a binary workbook (.xlsb). Save it as .xlsx")
    if mimetype.startswith("application/vnd.oasis.opendocument."):
        return Kind.OPEN_DOCUMENT
    raise CannotLook("is an archive. Take the files out of it and add each of them")
