"""What is asked below the farewell: "P.S. How many were there last year?"."""

import re
from collections.abc import Sequence

from documents.requests.draft import Draft
from documents.requests.language import asks_outright, sentence_starts
from documents.requests.lines import Line
from documents.requests.listed import Reading

_MARK = re.compile(r"(?:P\. ?P\. ?S\.?|P\. ?S\.?|P?PS|p\.?s\.?)[ ]?[:,–-]?\s+(?=\S)")
_LONGEST = 20_000  # characters of a line; a longer one is data


def take_postscripts(reading: Reading, below: Sequence[Line], *, end: int) -> None:
    """Put the lines below a farewell in their place, in the order received.

    A postscript that asks is a question, and the farewell above it a note between
    the questions; all else is closing.

    Args:
        reading: What was read above the farewell.
        below: The farewell and all that follows.
        end: How many of those lines are the sender's, older mail left out.
    """
    number = 0
    for first in range(end):
        if first < number or not _asks_in_postscript(below[first].text):
            continue
        reading.closing.extend(below[number:first])
        number = first + 1
        while number < end and not (
            below[number].is_after_gap or _MARK.match(below[number].text)
        ):
            number += 1
        _put_note(reading)
        lines = list(below[first:number])
        reading.top.append(Draft(lines[0].start, lines=lines))
    reading.closing.extend(below[number:])


def _asks_in_postscript(words: str) -> bool:
    """Whether a line begins a postscript, and one of its sentences asks."""
    mark = _MARK.match(words)
    if mark is None or len(words) > _LONGEST:
        return False
    words = words[mark.end() :]
    starts = sentence_starts(words)
    return any(
        asks_outright(words[start:end])
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True)
    )


def _put_note(reading: Reading) -> None:
    """Turn what was closing so far into a note, or preamble where nothing was asked."""
    lines, reading.closing = reading.closing, []
    if not reading.top:
        reading.preamble.extend(lines)
    elif lines:
        reading.top.append(Draft(lines[0].start, kind="note", lines=lines))
