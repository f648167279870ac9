"""Name the ways to copy a file safely."""

from enum import StrEnum

from documents.files.kinds import Kind, kind_by_name


class Way(StrEnum):
    """A way to copy a file safely; the values are stored."""

    CSV = "csv"
    VALUES = "values"
    DOCUMENT = "document"
    SLIDES = "slides"
    FLAT = "flat"
    PICTURE = "picture"


_PICTURES = (Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.GIF, Kind.WEBP, Kind.BITMAP)
_WAYS = {
    Kind.WORKBOOK: (Way.CSV, Way.VALUES),
    Kind.DOCUMENT: (Way.DOCUMENT,),
    Kind.SLIDES: (Way.SLIDES,),
    Kind.PDF: (Way.FLAT,),
    **dict.fromkeys(_PICTURES, (Way.PICTURE,)),
}


def ways_for(name: str) -> tuple[Way, ...]:
    """Return the ways to copy a file of this name."""
    kind = kind_by_name(name)
    return _WAYS.get(kind, ()) if kind else ()
