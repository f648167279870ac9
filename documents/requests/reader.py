"""Read a received text into preamble, question tree and closing."""

import re
from bisect import bisect
from collections.abc import Sequence

from documents.requests.assembling import Reading, assembled
from documents.requests.draft import span_of
from documents.requests.inline import with_inline_marks_apart
from documents.requests.language import asks, is_salutation, is_sign_off, takes_leave
from documents.requests.lines import Line, joined, lines_of, wrap_width
from documents.requests.markers import marker_of
from documents.requests.model import roles_of
from documents.requests.ornament import shown
from documents.requests.pieces import Piece, Role, pieces_of
from documents.requests.postscript import take_postscripts
from documents.requests.tree import ParsedRequest
from documents.requests.units import units_of

LONGEST = 2_500_000  # characters
# Blanks that word processors put where the sender typed a space.
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u1680\u2007\u2009\u202f\u205f\u3000"), " ")
_LONGEST_GREETING = 50  # characters; a longer greeting continues into the question
_HISTORY = re.compile(
    r"-{2,}[ ]?(?:original|forwarded) message|"
    r"on .{6,80} wrote:\Z|begin forwarded message",
    re.IGNORECASE,
)


# The line mail programs put between a message and its signature (RFC 3676 s.4.3).
_FOOT = re.compile(r"--|sent from (?:my|outlook|mail)\b.{0,60}", re.IGNORECASE)
_SIGNED_NAME = re.compile(r"(?:[A-Z]\.[ ]?){1,3}[A-Z][\w'’-]{1,30}")
_HEADER = re.compile(r"\b(?:sent|date|to|subject): ?\S", re.IGNORECASE)


class UnreadableRequest(ValueError):
    """The text cannot be read as a request."""


class RequestTooLong(UnreadableRequest):
    """The text is longer than any request."""


def parse(text: str) -> ParsedRequest:
    """Return a received text as preamble, numbered questions and closing.

    Every word stands in exactly one of the three parts, in the order received. Labels
    are as the sender typed them: none is corrected, none invented.

    Args:
        text: The request as received, including an e-mail's quoted history.

    Raises:
        RequestTooLong: The text has more than `LONGEST` characters.
        UnreadableRequest: The text contains a null character, so it is not text.
    """
    if len(text) > LONGEST:
        raise RequestTooLong(
            f"The text has {len(text):,} characters, more than the {LONGEST:,} that "
            "can be read; register it with the questions typed in."
        )
    if "\0" in text:
        raise UnreadableRequest(
            f"Character {text.index(chr(0)) + 1:,} of the text is a null character, so "
            "this looks like a file; paste its words instead."
        )
    lines = lines_of(text.translate(_BLANKS))
    width = wrap_width(lines)
    stop = closing_start(lines)
    units = units_of(with_inline_marks_apart(lines[:stop]), width=width)
    pieces = pieces_of(units)
    reading = assembled(pieces, _asking_something(pieces, roles_of(pieces)))
    end = max(_history_start(lines) - stop, 0)
    take_postscripts(reading, lines[stop:], end=end)
    unread_from = lines[-1].end if lines else len(text)
    return _finished(text, reading, unread_from=unread_from, width=width)


def _asking_something(pieces: Sequence[Piece], roles: list[Role]) -> list[Role]:
    """Return the roles, with a question even if no words ask.

    "Everything about parking." is a question all the same, because the sender made a
    request. A text of only a greeting and a farewell is not.
    """
    if Role.QUESTION in roles or Role.PARENT in roles:
        return roles
    said = [
        number
        for number, piece in enumerate(pieces)
        if not takes_leave(piece.words)
        and not (is_salutation(piece.words) and len(piece.words) < _LONGEST_GREETING)
    ]
    if not said:
        return roles
    first, last = said[0], said[-1]
    return [
        Role.PREAMBLE
        if number < first
        else Role.QUESTION
        if number == first
        else Role.MORE
        if number <= last
        else Role.CLOSING
        for number in range(len(pieces))
    ]


def closing_start(lines: Sequence[Line]) -> int:
    """Return the line of the farewell, or of the start of older mail."""
    end = _history_start(lines)
    marked = [
        number
        for number, line in enumerate(lines[:end])
        if (marker := marker_of(line.text)) and marker.label and not marker.is_weak
    ]
    asked = next(
        (
            number
            for number, line in enumerate(lines[:end])
            if marker_of(line.text) or asks(shown(line.text))
        ),
        end,
    )
    thanks = None  # "Thank you for your letter" before anything is asked
    for number, line in enumerate(lines[:end]):
        is_foot = _FOOT.fullmatch(line.text.strip()) is not None
        if not (is_foot or is_sign_off(shown(line.text))):
            continue
        if number < asked and not is_foot:
            thanks = number
            continue
        below = marked[bisect(marked, number) :]
        # A single mark below a farewell is usually a name: "A. Writer".
        if not below or (len(below) == 1 and not asks(lines[below[0]].text)):
            return number
    if thanks is not None and asked == end:
        return thanks
    # A name signed below without a farewell is no item "A" of a list.
    if end > 1 and _SIGNED_NAME.fullmatch(lines[end - 1].text.strip()):
        return end - 1
    return end


def _history_start(lines: Sequence[Line]) -> int:
    """Return the line at which older mail begins, below a line that asks."""
    has_asked = False
    quoted = len(lines)
    while quoted and lines[quoted - 1].quote_depth:
        quoted -= 1
    for number, line in enumerate(lines):
        head = line.text[:200]
        if number == quoted and has_asked:
            return number
        below = " ".join(other.text[:60] for other in lines[number + 1 : number + 4])
        is_header = head.lower().startswith("from:") and _HEADER.search(below)
        if has_asked and (_HISTORY.match(head) or is_header):
            return number
        has_asked = has_asked or marker_of(line.text) is not None or asks(line.text)
    return len(lines)


def _finished(
    text: str, reading: Reading, *, unread_from: int, width: int
) -> ParsedRequest:
    """Return the reading as an immutable `ParsedRequest`.

    Args:
        text: As received.
        reading: The parts read so far.
        unread_from: Where the unread lines begin; they belong to the closing.
        width: Where the sender's lines were broken, from `wrap_width`.
    """
    unread = text[unread_from:].strip()
    begin, end = span_of(reading.closing, at=len(text))
    closing = joined(reading.closing, width=width)
    if unread:
        end = len(text.rstrip())
        begin = min(begin, end - len(unread))
        closing = f"{closing}\n{unread}" if closing else unread
    return ParsedRequest(
        preamble=joined(reading.preamble, width=width),
        questions=tuple(draft.finished(width=width) for draft in reading.top),
        closing=closing,
        preamble_span=span_of(reading.preamble, at=0),
        closing_span=(begin, end),
    )
