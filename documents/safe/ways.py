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


PICTURES = (Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.GIF, Kind.WEBP, Kind.BITMAP)
_WAYS = {
    Kind.WORKBOOK: (Way.CSV, Way.VALUES),
    Kind.DOCUMENT: (Way.DOCUMENT,),
    Kind.SLIDES: (Way.SLIDES,),
    Kind.OPEN_SLIDES: (Way.SLIDES,),
    Kind.PDF: (Way.FLAT,),
    **dict.fromkeys(PICTURES, (Way.PICTURE,)),
}


def ways_for(name: str) -> tuple[Way, ...]:
    """Return the ways to copy a file of this name."""
    kind = kind_by_name(name)
    if kind is Kind.OPEN_DOCUMENT:
        is_of_sheets = name.lower().endswith(".ods")
        return (Way.CSV, Way.VALUES) if is_of_sheets else (Way.DOCUMENT,)
    return _WAYS.get(kind, ()) if kind else ()
