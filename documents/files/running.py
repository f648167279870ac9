"""Find the running heads and feet of a file's pages."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.files.page import PageLine

_PAGE = re.compile(
    r"[-–—|\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?[-–—|.\s]*\Z",
    re.IGNORECASE,
)
_SAID_SO = re.compile(r"[-–—|\s]*page\s*\d{1,4}\b.{0,12}\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_ZONE = 5  # lines at either end of a page that may be running heads or feet
_MARGIN = 0.11  # of the height of the text, from the lowest line to the highest


def without_running(
    pages: Sequence[Sequence[PageLine]], *, keeps_letterhead: bool = True
) -> tuple[list[list[PageLine]], list[PageLine]]:
    """Return the pages without running heads and feet, then the lines taken out.

    A line is running if it stands at the top or the foot of at least half the pages,
    with the same words, numbers apart, at the same height. The head of the first page
    is the letterhead and may stay. Page numbers are always taken out.
    """
    ends = [_ends(page) for page in pages]
    heights = [line.y for page in pages for line in page]
    low, high = min(heights, default=0.0), max(heights, default=0.0)
    reach = (high - low) * _MARGIN
    counts = Counter(
        key for top, foot in ends for key in {*map(_key, top), *map(_key, foot)}
    )
    least = max(2, (len(pages) + 1) // 2)
    kept: list[list[PageLine]] = []
    aside: list[PageLine] = []
    for number, (page, at) in enumerate(zip(pages, ends, strict=True)):
        running: set[int] = set()
        for end in at:
            is_head = end is at[0]
            stays = is_head and number == 0 and keeps_letterhead
            # Go from the edge inwards, as long as lines are running.
            for line in end:
                is_outer = line.y < low + reach or line.y > high - reach
                is_number = _SAID_SO.match(line.text) or (
                    is_outer and _PAGE.match(line.text)
                )
                is_repeated = counts[_key(line)] >= least
                if not is_number and not is_repeated:
                    break
                if is_number or not stays:
                    running.add(id(line))
        aside += [line for line in page if id(line) in running]
        kept.append([line for line in page if id(line) not in running])
    return kept, aside


def _ends(page: Sequence[PageLine]) -> tuple[list[PageLine], list[PageLine]]:
    """Return the lines nearest the top and the foot of a page, outermost first."""
    downwards = sorted(page, key=lambda line: -line.y)
    middle = len(downwards) // 2 if len(downwards) < 2 * _ZONE else _ZONE
    return downwards[: max(middle, 1)], downwards[: -middle - 1 : -1]


def _key(line: PageLine) -> tuple[str, int]:
    """Return a key, the same for the same line on two pages."""
    words = _NUMBERS.sub("#", " ".join(line.text.lower().split()))
    return words, round(line.y / 4)
