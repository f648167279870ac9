"""Describe each safe copy, and its losses, in plain words."""

from dataclasses import dataclass
from typing import Final

from documents.safe.ways import Way, ways_for
from responses.models import Enclosure


@dataclass(frozen=True, slots=True)
class Offer:
    """A safe copy, as it is offered.

    Attributes:
        way: How it is made.
        label: What it is.
        takes_out: What is taken out of it.
        loses: What its readers can no longer do or see.
    """

    way: Way
    label: str
    takes_out: str
    loses: str


_OFFERS: Final = {
    Way.CSV: Offer(
        Way.CSV,
        "A CSV file of each sheet",
        "Hidden sheets, rows, columns and values, and everything that is not a value: "
        "formulas, pivot tables, links, comments, macros and properties.",
        "Each visible sheet becomes a file of its own. Formulas become values. "
        "Colours, widths, charts, pictures and drawings go.",
    ),
    Way.VALUES: Offer(
        Way.VALUES,
        "A workbook of values",
        "Hidden sheets, rows, columns and values, formulas, pivot tables, links to "
        "other files, names, comments, queries, macros and properties.",
        "Formulas become values. Colours, links, charts, pictures and drawings go.",
    ),
    Way.DOCUMENT: Offer(
        Way.DOCUMENT,
        "A clean Word document",
        "Deleted text, comments, hidden words, properties, embedded files, and the "
        "data of pictures with their cropped edges.",
        "Tracked changes are accepted. Links and fields become text. Descriptions of "
        "pictures, which are read aloud, go.",
    ),
    Way.SLIDES: Offer(
        Way.SLIDES,
        "A clean presentation",
        "Hidden slides and drawings, notes, comments, properties, embedded files, and "
        "the data of pictures with their cropped edges.",
        "Sounds, films, movements and links go. Descriptions of pictures, which are "
        "read aloud, go.",
    ),
    Way.FLAT: Offer(
        Way.FLAT,
        "A PDF of pictures of the pages",
        "Everything that cannot be seen on the pages: covered and hidden words, "
        "layers, notes, attachments, earlier versions and properties.",
        "Words can no longer be searched, copied or read aloud. Say in the letter how "
        "to ask for another form.",
    ),
    Way.PICTURE: Offer(
        Way.PICTURE,
        "The picture alone",
        "Where, when and by whom it was taken, comments, small pictures within it, and "
        "what lies beneath clear parts.",
        "Of several pictures in one file the first is kept. Films within pictures go.",
    ),
}


def offers_for(enclosure: Enclosure) -> list[Offer]:
    """Return the safe copies to offer of a file: none of a copy."""
    if enclosure.original_id is not None or not enclosure.is_scanned:
        return []
    return [_OFFERS[way] for way in ways_for(enclosure.name)]


def offer_of(way: str) -> Offer:
    """Return a safe copy by its way."""
    return _OFFERS[Way(way)]
