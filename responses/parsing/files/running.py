"""What runs at the top and the foot of a file's pages."""

import re
from collections import Counter
from collections.abc import Sequence

from responses.parsing.files.page import PageLine

_PAGE = re.compile(
    r"[-–—|\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?[-–—|.\s]*\Z",
    re.IGNORECASE,
)
_SAID_SO = re.compile(r"[-–—|\s]*page\s*\d{1,4}\b.{0,12}\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_ZONE = 5  # lines at either end of a page that may be running ones
_MARGIN = 0.11  # of the page, as far as its lines reach


def without_running(
    pages: Sequence[Sequence[PageLine]], *, keeps_letterhead: bool = True
) -> tuple[list[list[PageLine]], list[PageLine]]:
    """Return the pages without what runs on them, and that, line by line.

    A line runs if it stands at the top or the foot of at least half the pages with the
    same words, numbers apart, at the same height. The head of the first page is the
    letterhead and may stay; page numbers go wherever they are.
    """
    ends = [_ends(page) for page in pages]
    heights = [line.y for page in pages for line in page]
    low, high = min(heights, default=0.0), max(heights, default=0.0)
    reach = (high - low) * _MARGIN
    counts = Counter(
        key for page, at in zip(pages, ends, strict=True) for key in {*map(_key, at)}
    )
    least = max(2, (len(pages) + 1) // 2)
    kept: list[list[PageLine]] = []
    aside: list[PageLine] = []
    for number, (page, at) in enumerate(zip(pages, ends, strict=True)):
        near = {id(line) for line in at}
        body = []
        for line in page:
            is_outer = line.y < low + reach or line.y > high - reach
            is_number = _PAGE.match(line.text) or _SAID_SO.match(line.text)
            stays = keeps_letterhead and number == 0 and line.y > (low + high) / 2
            runs = id(line) in near and (
                (bool(is_number) and (is_outer or bool(_SAID_SO.match(line.text))))
                or (counts[_key(line)] >= least and not stays)
            )
            if runs:
                aside.append(line)
            else:
                body.append(line)
        kept.append(body)
    return kept, aside


def _ends(page: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines nearest the top and the foot of a page."""
    downwards = sorted(page, key=lambda line: -line.y)
    if len(downwards) <= 2 * _ZONE:
        return downwards
    return [*downwards[:_ZONE], *downwards[-_ZONE:]]


def _key(line: PageLine) -> tuple[str, int]:
    """Return by what the same line on two pages is known."""
    words = _NUMBERS.sub("#", " ".join(line.text.lower().split()))
    return words, round(line.y / 4)
