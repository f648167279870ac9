"""Enclosures, as listed in a letter."""

from dataclasses import dataclass, field
from pathlib import PurePath

from requests_app.files.sizes import size_of
from requests_app.models import FOIRequest
from responses.models import Enclosure

# Names of formats for readers, by the ending of the file name.
FORMATS = {
    "csv": "CSV table",
    "docx": "Word document",
    "eml": "e-mail message",
    "gif": "GIF picture",
    "jpeg": "JPEG picture",
    "jpg": "JPEG picture",
    "json": "JSON data",
    "m4a": "sound recording",
    "mov": "video recording",
    "mp3": "sound recording",
    "mp4": "video recording",
    "odp": "OpenDocument presentation",
    "ods": "OpenDocument spreadsheet",
    "odt": "OpenDocument text",
    "pdf": "PDF document",
    "png": "PNG picture",
    "pptx": "PowerPoint presentation",
    "tif": "TIFF picture",
    "tiff": "TIFF picture",
    "txt": "plain text",
    "wav": "sound recording",
    "webm": "video recording",
    "webp": "WebP picture",
    "xlsm": "Excel workbook with macros",
    "xlsx": "Excel workbook",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file enclosed with a letter.

    Attributes:
        title: The name used in the letter.
        name: The file name the requester receives.
        sha256: The SHA-256 of the bytes, which clearance covers.
        size_bytes: The size in bytes.
        is_scanned: Whether the hidden-data check has run.
        has_hidden_data: Whether hidden data was found, and not accepted.
        is_to_look_at: Whether lesser findings were made, and not accepted.
        enclosure_id: The key of the stored row; None for a file made from the letter.
        content: The bytes of a file made from the letter; empty for a stored file.
        words: The words of a stored file, as far as they could be read.
    """

    title: str
    name: str
    sha256: str
    size_bytes: int
    is_scanned: bool = True
    has_hidden_data: bool = False
    is_to_look_at: bool = False
    enclosure_id: int | None = None
    content: bytes = field(default=b"", repr=False)
    words: str = field(default="", repr=False)

    @property
    def format(self) -> str:
        """Format of the file, in words."""
        return format_of(self.name)

    @property
    def size(self) -> str:
        """Size of the file, in words."""
        return size_of(self.size_bytes)


def format_of(name: str) -> str:
    """Return the format of a file by its name: "Excel workbook"."""
    ending = PurePath(name).suffix.removeprefix(".").lower()
    return FORMATS.get(ending) or (f"{ending.upper()} file" if ending else "file")


def enclosed_with(foi_request: FOIRequest) -> tuple[Enclosed, ...]:
    """Return the enclosures of a request's draft, in the order of the letter."""
    return tuple(
        Enclosed(
            title=one.title,
            name=one.name,
            sha256=one.sha256,
            size_bytes=one.size_bytes,
            is_scanned=one.scan != Enclosure.Scan.WAITING,
            has_hidden_data=one.is_held_back,
            is_to_look_at=one.scan == Enclosure.Scan.TO_LOOK_AT
            and one.accepted_by_id is None,
            enclosure_id=one.pk,
            words=one.words,
        )
        for one in Enclosure.objects.filter(
            foi_request=foi_request, letter__isnull=True
        ).defer(None)
    )
