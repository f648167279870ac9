"""Find questions below the farewell: "P.S. How many were there last year?"."""

import re
from collections.abc import Sequence

from documents.requests.assembling import Reading
from documents.requests.draft import Draft
from documents.requests.language import asks_outright, sentence_starts
from documents.requests.lines import Line

_MARK = re.compile(r"(?:P\. ?P\. ?S\.?|P\. ?S\.?|P?PS|p\.?s\.?)[ ]?[:,–-]?\s+(?=\S)")
_LONGEST = 20_000  # characters of a line; a longer line is data


def take_postscripts(reading: Reading, below: Sequence[Line], *, end: int) -> None:
    """Place the lines below a farewell, in the order received.

    A postscript with a question becomes a question, and the farewell above it a note
    between questions. All other lines are closing.

    Args:
        reading: What was read above the farewell.
        below: The farewell and all lines after it.
        end: How many of those lines are the sender's, without older mail.
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
    """Whether a line begins a postscript with a question in it."""
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
    """Turn the closing so far into a note, or into preamble before any question."""
    lines, reading.closing = reading.closing, []
    if not reading.top:
        reading.preamble.extend(lines)
    elif lines:
        reading.top.append(Draft(lines[0].start, kind="note", lines=lines))
