"""Hold a letter's PDF against the window of an envelope.

The millimetres are those of GOV.UK Notify for letters that come as PDF. They fit every
DL envelope with a window as well, whoever fills it.

Source: alphagov/notifications-template-preview, `app/precompiled.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final, NamedTuple

from requests_app.forms.postal_address import why_not_posted

MOST_PAGES: Final = 10
# A4 upright. Printers take sheets differing by so much.
_SHEET: Final = (210, 297)
_SHEET_GRACE: Final = 2
# Print may lie so far outside its area: folding and filling are no more exact.
GRACE: Final = 1.0
# Dots to the millimetre: a hair line is seen.
_DOTS: Final = 5
_POINTS: Final = 72 / 25.4
# Grey is seen as print; paper called white by a scanner is not.
_WHITE: Final = 250


class Area(NamedTuple):
    """A rectangle of a sheet, in millimetres from its left and its top edge."""

    left: float
    top: float
    right: float
    bottom: float

    def wider(self, by: float) -> "Area":
        """Return the rectangle with so much more on each side."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)


# Logo or name of the sender: above the window, where the envelope covers the sheet.
LETTERHEAD: Final = Area(15, 5, 125, 30)
# The sender's address, references and dates: right of the window.
REFERENCES: Final = Area(125, 5, 195, 95)
# The addressee alone, as shown in the window wherever the sheet slips.
ADDRESS: Final = Area(24.6, 39.5, 120, 66.3)
# The words of the first page: below the window, within what every printer prints.
TEXT: Final = Area(15, 95, 195, 292)
# Every later page, within what every printer prints.
LATER: Final = Area(15, 5, 195, 292)
# What a machine reads as the address: every word that touches the window.
_READ: Final = ADDRESS.wider(3)
# Notify prints its mark here; the word on a later page comes from an older letter.
_MARK: Final = Area(0, 0, 15.2, 6.1)


_FOR_WINDOWS: Final = re.compile(
    r'<article class="letter"[^<>]*\sdata-envelope="window"'
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason why a letter cannot be printed, with its page; 0 for all pages."""

    page: int
    reason: str

    def __str__(self) -> str:
        """Return the reason in an officer's words."""
        return f"Page {self.page}: {self.reason}" if self.page else self.reason


def is_for_windows(page: str) -> bool:
    """Whether a letter's page is laid out for window envelopes."""
    return bool(_FOR_WINDOWS.search(page))


def faults_in(
    pdf: bytes, *, grace: float = GRACE, is_behind_cover: bool = False
) -> tuple[Fault, ...]:
    """Return why a letter cannot be printed for a window envelope, in order.

    Args:
        pdf: The letter with all its attachments.
        grace: How far print may lie outside its area, in millimetres.
        is_behind_cover: Whether a sheet of its own before the letter carries the
            address (`responses.letters.cover`), so that the window shows that sheet.
    """
    # Imported here: a worker that only makes letters need not carry the library.
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return tuple(_faults(document, grace, int(is_behind_cover)))
    finally:
        document.close()


def _faults(document: Any, grace: float, before: int) -> Iterator[Fault]:
    """Yield the faults of a letter with so many pages before it."""
    if len(document) > MOST_PAGES - before:
        yield Fault(
            0,
            f"The letter has {len(document)} pages, and {MOST_PAGES - before} fit the "
            "envelope. "
            "Send long answers as files, or post the letter in a larger envelope.",
        )
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        if not _is_a4_upright(page):
            yield Fault(number, "The sheet is not A4 upright.")
            continue
        is_seen = number + before == 1
        areas = (LETTERHEAD, REFERENCES, ADDRESS, TEXT) if is_seen else (LATER,)
        outside = _print_outside(page, areas, grace)
        if outside is not None:
            yield Fault(number, _told(page, outside, is_first=is_seen))
        words = page.get_textpage()
        if is_seen:
            for reason in why_not_posted(_words_in(words, page, _READ)):
                yield Fault(1, reason)
        elif re.fullmatch(r"\s*NOTIFY\s*", _words_in(words, page, _MARK)):
            yield Fault(
                number,
                "The word NOTIFY stands in the corner. The page was posted before: "
                "attach the original instead.",
            )
        words.close()
        page.close()


def _is_a4_upright(page: Any) -> bool:
    # The size is that of the sheet as shown, with its rotation.
    sizes = (size / _POINTS for size in page.get_size())
    return all(
        abs(size - wanted) <= _SHEET_GRACE
        for size, wanted in zip(sizes, _SHEET, strict=True)
    )


def _print_outside(page: Any, areas: tuple[Area, ...], grace: float) -> Area | None:
    """Return the smallest rectangle with all print outside the areas."""
    from PIL import ImageChops, ImageDraw

    bitmap = page.render(scale=_DOTS / _POINTS, grayscale=True)
    picture = bitmap.to_pil().convert("L")
    draw = ImageDraw.Draw(picture)
    for area in areas:
        left, top, right, bottom = (mm * _DOTS for mm in area.wider(grace))
        draw.rectangle((floor(left), floor(top), ceil(right), ceil(bottom)), fill=255)
    ink = ImageChops.invert(picture).point(lambda dot: 255 if dot > 255 - _WHITE else 0)
    box = ink.getbbox()
    bitmap.close()
    return Area(*(edge / _DOTS for edge in box)) if box else None


def _told(page: Any, outside: Area, *, is_first: bool) -> str:
    words = page.get_textpage()
    said = " ".join(_words_in(words, page, outside).split())
    words.close()
    said = f" (“{said[:60]}{'…' if len(said) > 60 else ''}”)" if said else ""
    place = (
        f"{outside.left:.0f} to {outside.right:.0f} mm from the left and "
        f"{outside.top:.0f} to {outside.bottom:.0f} mm from the top"
    )
    if is_first:
        return f"There is print around the address window, {place}{said}."
    return f"There is print too near the edge of the sheet, {place}{said}."


def _words_in(words: Any, page: Any, area: Area) -> str:
    """Return the words that touch an area of a page."""
    height = page.get_height()
    return str(
        words.get_text_bounded(
            left=area.left * _POINTS,
            right=area.right * _POINTS,
            top=height - area.top * _POINTS,
            bottom=height - area.bottom * _POINTS,
        )
    )
