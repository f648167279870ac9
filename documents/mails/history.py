"""Find the earlier mails quoted in a mail, for a page to fold away.

Nothing is cut. Folding a word of the sender is the worst mistake, so every doubt
leaves the text as it is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from documents.mails.notices import notice_start
from documents.mails.quotes import (
    Lines,
    attribution_above,
    is_forwarded,
    is_introduced,
    points_below,
    quote_start,
)

_FORWARD: Final = re.compile(r"\s*(?:fwd?|yml|ymlaen|wg)\s*:", re.IGNORECASE)
_LETTER: Final = re.compile(r"(?:>\s?)+[\"'“‘(\[*]{0,2}[^\W\d_]")
_FEWEST_BARE: Final = 2  # quoted lines without an author above


class FoldKind(StrEnum):
    """The kind of a folded passage."""

    QUOTED = "quoted"
    NOTICE = "notice"  # a disclaimer, or the lines of a service below each mail


@dataclass(frozen=True, slots=True)
class Fold:
    """A passage to fold away.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends, exclusive.
        kind: What it is.
    """

    start: int
    end: int
    kind: FoldKind


def folds(text: str, *, is_first: bool, subject: str = "") -> tuple[Fold, ...]:
    """Return the passages of a mail without words of its sender.

    Nothing is folded in the first mail of a thread, nor in a forwarded mail, nor where
    the sender's words speak of what stands below, nor where there are no other words.

    Args:
        text: The text of the mail.
        is_first: Whether the mail begins a thread.
        subject: The mail's subject; "FW:" marks a forwarded mail.
    """
    if is_first or _FORWARD.match(subject):
        return ()
    lines = Lines(text)
    end = quote_start(lines)
    if is_forwarded(lines, end):
        return ()
    marked = _marked(lines, end)
    own = [
        number
        for number in range(end)
        if number not in marked and not lines.is_blank(number)
    ]
    if not own:
        return ()
    below = own[-1] + 1
    notice = notice_start(lines, below, marked)
    if not any(number < notice for number in own):
        return ()
    found = []
    if notice < below:
        found.append(Fold(lines.starts[notice], lines.ends[below - 1], FoldKind.NOTICE))
    if any(points_below(lines.texts[n]) for n in own if n < notice):
        return tuple(found)
    found += [
        Fold(lines.starts[first], lines.ends[last], FoldKind.QUOTED)
        for first, last in _runs(marked)
    ]
    if end < len(lines):
        found.append(Fold(lines.starts[end], len(text), FoldKind.QUOTED))
    return tuple(sorted(found, key=lambda fold: fold.start))


def _marked(lines: Lines, end: int) -> set[int]:
    """Return the lines with quote signs before `end`, with the lines about authors.

    Lines such as "> 50 staff" are words of the sender.
    """
    signed = [n for n in range(end) if lines.is_signed(n)]
    runs = _runs(set(signed))
    found: set[int] = set()
    has_author = False
    for first, last in runs:
        above = attribution_above(lines, first)
        has_author = has_author or above < first
        said = [lines.texts[n] for n in range(first, last + 1)]
        said = [line for line in said if line.strip("> \t")]
        letters = sum(bool(_LETTER.match(line.lstrip())) for line in said)
        is_quote = letters * 2 > len(said) >= _FEWEST_BARE
        # After a colon the sender cites the quoted lines: both are the sender's.
        is_cited = above == first and is_introduced(lines, first)
        if (has_author or is_quote) and not is_cited:
            found |= set(range(above, last + 1))
    return found


def _runs(numbers: set[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of neighbours."""
    ordered = sorted(numbers)
    runs = []
    for _, group in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in group]
        runs.append((members[0], members[-1]))
    return runs
