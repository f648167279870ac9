"""Give the media type that a file is served with, by its content."""

from typing import Final

from documents.files.kinds import Kind

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"
_ANYTHING: Final = "application/octet-stream"
_BY_KIND: Final = {
    Kind.WORKBOOK: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.DOCUMENT: f"{_OFFICE}.wordprocessingml.document",
    Kind.SLIDES: f"{_OFFICE}.presentationml.presentation",
    Kind.OPEN_SLIDES: f"{_OPEN}.presentation",
    Kind.PDF: "application/pdf",
    Kind.LATE_PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.TIFF: "image/tiff",
    Kind.GIF: "image/gif",
    Kind.WEBP: "image/webp",
    Kind.BITMAP: "image/bmp",
    Kind.EMAIL: "message/rfc822",
    Kind.TEXT: "text/plain",
    Kind.OUTLOOK: "application/vnd.ms-outlook",
    Kind.RTF: "application/rtf",
    Kind.ZIP: "application/zip",
}
_BY_ENDING: Final = {
    (Kind.TEXT, ".csv"): "text/csv",
    (Kind.OPEN_DOCUMENT, ".odt"): f"{_OPEN}.text",
    (Kind.OPEN_DOCUMENT, ".ods"): f"{_OPEN}.spreadsheet",
}


def media_type_of(kind: Kind, name: str) -> str:
    """Return the media type of a file.

    Args:
        kind: The kind of its content. A web page or a drawing with a script is plain
            text.
        name: The file's name, which tells a CSV from other texts.
    """
    for (each, ending), media_type in _BY_ENDING.items():
        if kind is each and name.lower().endswith(ending):
            return media_type
    return _BY_KIND.get(kind, _ANYTHING)
