"""Describe the pieces of a request by features, for the model to weigh."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from documents.requests.lists import Lists, next_marks
from documents.requests.paragraphs import Paragraphs
from documents.requests.pieces import Piece
from documents.requests.said import NOT_PLAIN, OUTRIGHT, Said, plainly_asks, said_by

_MOST_KNOWN = 400  # words of the questions above that are remembered
_LONGEST_TITLE = 12  # words
_EDGES = ("asks", "asks outright", "has ?", "ends :", "ends ?", "ends open", "leads in")
_BEFORE = frozenset(
    (
        *_EDGES,
        *("ends .", "ends ;", "ends ,", "greets", "closes", "facts", "background"),
        *("start", "period", "topic", "capitals", "questions title", "follows up"),
        *("thing", "small", "signs off", "footer"),
    )
)
_AFTER = frozenset(
    (
        *_EDGES,
        *("closes", "end", "thing", "period", "small", "signs off", "item"),
        *("follows up", "facts", "topic", "row"),
    )
)
_START = frozenset({"start"})
_END = frozenset({"end"})


class Features(NamedTuple):
    """The features of a piece, for the model.

    Attributes:
        names: What holds of the piece; weighed by itself and with the zone.
        zone: Where the piece stands: above, among or below the marks.
        paired: What is weighed with the role of the piece above.
    """

    names: set[str]
    zone: str
    paired: tuple[str, ...]


class Described:
    """The pieces of a request, each described by its words and its neighbours."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._said = [said_by(piece.words) for piece in pieces]
        marked = [number for number, piece in enumerate(pieces) if piece.is_marked]
        numbered = [number for number in marked if not pieces[number].is_bullet]
        self._sort = "n" if numbered else "b" if marked else "p"
        counted = numbered or marked
        self._first = counted[0] if counted else len(pieces)
        self._last = counted[-1] if counted else -1
        self._last_mark = marked[-1] if marked else -1
        outright = [
            number for number, said in enumerate(self._said) if OUTRIGHT & said.names
        ]
        self._first_ask = outright[0] if outright else len(pieces)
        self._last_ask = outright[-1] if outright else -1
        self._unmarked_asks = sum(not pieces[number].is_marked for number in outright)
        self._asking_paragraphs = sum(not pieces[number].nth for number in outright)
        self._lists = Lists(pieces, self._said)
        self._paragraphs = Paragraphs(pieces, self._said)
        self._next_mark = next_marks(pieces)
        self._has_gaps = self._is_mostly_apart()
        self._known = self._known_words()
        self._titles = sum(map(self._is_title, range(len(pieces))))
        self._remarks = sum(
            above.is_marked and not below.is_marked and not below.nth
            for above, below in pairwise(pieces[: self._last_mark + 1])
        )
        depths = {
            piece.unit.lines[0].quote_depth for piece in pieces if piece.unit.lines
        }
        self._quotes_others = 0 in depths and len(depths) > 1
        self._times: dict[str, int] = {}
        for piece in pieces:
            self._times[piece.words] = self._times.get(piece.words, 0) + 1

    def of(self, number: int) -> Features:
        """Return the features of a piece."""
        piece, said = self._pieces[number], self._said[number]
        names = set(said.names)
        names.update(self._place(number))
        names.update(self._neighbours(number))
        names.update(self._paragraphs.of(number))
        names.update(self._words_shared(number))
        names.update(self._whole_request(number))
        if piece.is_marked:
            names.update(self._lists.of(number, self._next_mark[number]))
        asks = "asks" if OUTRIGHT & names else "wants" if "asks" in names else "says"
        first = "inner" if piece.nth else "first"
        gap = "gap" if "gap" in names else "joined"
        ends = next(name for name in names if name.startswith("ends "))
        closes = "closes" if "closes" in names else "open"
        follows = "follows" if "follows up" in names else "leads"
        names.update(
            (
                "bias",
                f"{asks}+{first}+{gap}",
                f"{asks}+{closes}+{follows}",
                f"{asks}+{ends}+{'after marked' in names}",
                f"{asks}+{_substance(said)}",
                f"{asks}+{_substance(said)}+{'asks below' in names}",
            )
        )
        if plainly_asks(said):
            when = "asks above" if "asks above" in names else "none asks above"
            names.update(("plain ask", f"plain ask+{first}+{when}"))
        elif "asks" in names and not NOT_PLAIN & names and len(said.content) > 1:
            names.update(("plain wish", f"plain wish+{first}"))
        zone = self._zone(number)
        above = self._said[number - 1].names if number else _START
        paired = (
            "bias",
            zone,
            first,
            gap,
            asks,
            ends,
            f"{asks}+{first}",
            f"under colon {'ends :' in above}",
            f"length {min(said.length // 5, 3)}",
            follows,
            closes,
            f"{zone}+{gap}+{asks}",
            "small" if "small" in names else "capital",
        )
        return Features(names, zone, paired)

    def _zone(self, number: int) -> str:
        """Return where a piece stands: above, among or below the marks."""
        where = "mid"
        if number < self._first:
            where = "head"
        elif number > self._last:
            where = "tail"
        piece = self._pieces[number]
        if piece.is_marked:
            return f"{self._sort} {'bullet' if piece.is_bullet else 'mark'} {where}"
        return f"{self._sort} {where}" if self._sort != "p" else "plain"

    def _place(self, number: int) -> Iterator[str]:
        """Yield where a piece stands on the page."""
        piece = self._pieces[number]
        if number == 0:
            yield "first of all"
        if number == len(self._pieces) - 1:
            yield "last of all"
        if piece.nth:
            yield "inner"
        else:
            yield "gap" if piece.unit.is_after_gap else "no gap"
        if piece.is_marked:
            return
        if 0 <= self._last_mark < number:
            yield f"past {min(number - self._last_mark, 3)}"
        above = self._pieces[number - 1].unit if number and not piece.nth else None
        if above and above.lines and piece.unit.lines:
            step = piece.unit.lines[0].indent - above.lines[0].indent
            yield "indent " + ("in" if step > 1 else "out" if step < -1 else "same")

    def _neighbours(self, number: int) -> Iterator[str]:
        """Yield the features of the pieces above and below."""
        above = self._said[number - 1].names if number else _START
        yield from (f"before {name}" for name in _BEFORE & above)
        if number and self._pieces[number - 1].is_marked:
            yield "before marked"
        is_last = number + 1 == len(self._pieces)
        below = _END if is_last else self._said[number + 1].names
        yield from (f"after {name}" for name in _AFTER & below)
        if not is_last:
            following = self._pieces[number + 1]
            yield "after marked" if following.is_marked else "after plain"
            if following.nth:
                yield "goes on below"
            elif following.unit.is_after_gap:
                yield "gap below"
        mark = self._next_mark[number]
        place = self._pieces[mark].unit.place if mark >= 0 else None
        if place and not self._pieces[number].is_marked:
            yield "to opening" if place.opens else "to going on"
            if place.is_restart:
                yield "to restart"
            yield f"to depth {min(place.depth, 2)}"

    def _words_shared(self, number: int) -> Iterator[str]:
        """Yield how many words a piece shares with the questions above."""
        piece, said = self._pieces[number], self._said[number]
        if self._first_ask < number:
            shared = len(said.content & self._known[number])
            yield f"shares {min(shared, 3)}"
            yield f"new {min((len(said.content) - shared) // 2, 3)}"
        if number:
            above = self._said[number - 1]
            yield f"shares above {min(len(said.content & above.content), 2)}"
            paragraph = self._said[max(number - piece.nth - 1, 0)]
            if said.opening and said.opening == paragraph.opening:
                yield "opens alike"
        below = self._said[number + 1 : number + 2]
        if said.opening and below and said.opening == below[0].opening:
            yield "opens alike below"

    def _whole_request(self, number: int) -> Iterator[str]:
        """Yield features of the whole request."""
        piece, said = self._pieces[number], self._said[number]
        yield "asks above" if self._first_ask < number else "none asks above"
        yield "asks below" if self._last_ask > number else "none asks below"
        if self._has_gaps:
            yield "apart " + str(piece.unit.is_after_gap and not piece.nth)
        if self._times[piece.words] > 1:
            yield "repeated"
        if self._unmarked_asks == 1:
            yield "only ask" if OUTRIGHT & said.names else "one ask"
        if self._asking_paragraphs == 1:
            yield "one paragraph asks"
        if self._quotes_others and piece.unit.lines:
            yield "quoted" if piece.unit.lines[0].quote_depth else "not quoted"
        if not piece.is_marked:
            yield f"titles {min(self._titles, 2)}"
            yield f"remarks {min(self._remarks, 2)}"

    def _is_mostly_apart(self) -> bool:
        """Whether the sender left an empty line between top-level marks."""
        apart = [
            piece.unit.is_after_gap
            for piece in self._pieces[self._first + 1 :]
            if piece.is_marked and not piece.depth
        ]
        return len(apart) > 0 and sum(apart) > 0.7 * len(apart)

    def _known_words(self) -> list[frozenset[str]]:
        """Return for each piece the words of substance in the questions above."""
        found: list[frozenset[str]] = []
        known: frozenset[str] = frozenset()
        for piece, said in zip(self._pieces, self._said, strict=True):
            found.append(known)
            is_asked = piece.is_marked or "asks" in said.names
            if is_asked and len(known) < _MOST_KNOWN:
                known |= said.content
        return found

    def _is_title(self, number: int) -> bool:
        """Whether a short line without a mark stands right above a mark."""
        piece, said, below = self._pieces[number], self._said[number], number + 1
        return (
            number > self._first
            and below < len(self._pieces)
            and self._pieces[below].is_marked
            and not piece.is_marked
            and not piece.nth
            and said.length <= _LONGEST_TITLE
            and not {"ends .", "ends ?"} & said.names
        )


def _substance(said: Said) -> str:
    """Return whether words name a thing asked for, or only lead to a list."""
    if {"leads in", "topic"} & said.names:
        return "leading"
    return (
        f"{'specific ' if 'specific' in said.names else ''}{min(len(said.content), 3)}"
    )
