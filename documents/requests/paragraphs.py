"""Describe each piece without a mark by the paragraphs around it."""

from collections.abc import Iterator, Sequence

from documents.requests.pieces import Piece
from documents.requests.said import OUTRIGHT, Said

_LONGEST_LINE = 8  # words of a title, or of a line in a column of names
_SHORTEST_RUN = 3  # lines
_FARTHEST = 4  # paragraphs below the last ask
_NO_TITLE = frozenset({"ends .", "ends ?", "ends ;", "ends ,"})
_NOT_IN_RUN = frozenset({"ends .", "ends ?", "ends :", "asks", "greets"})
_OVER_RUN = frozenset(
    (
        *("asks", "asks outright", "has ?", "ends :", "ends ?", "ends open"),
        *("leads in", "below", "for each", "closes", "thing of", "facts", "topic"),
        "question word",
    )
)


class Paragraphs:
    """The paragraphs of a request: titles, columns of short lines, distances."""

    def __init__(self, pieces: Sequence[Piece], said: Sequence[Said]) -> None:
        self._pieces, self._said = pieces, said
        self._begin_of, self._length_of = self._runs()
        self._last_ask = self._last_asks()

    def of(self, number: int) -> Iterator[str]:
        """Yield the features of a piece from the paragraphs around it."""
        if number in self._begin_of:
            yield from self._in_run(self._begin_of[number], number)
        elif number + 1 in self._begin_of:
            yield "over run"
        if self._is_paragraph(number):
            yield "alone"
            yield from self._as_title(number)
        ask = self._last_ask[number]
        if ask >= 0:
            nearest = range(max(ask + 1, number - _FARTHEST), number + 1)
            apart = sum(not self._pieces[at].nth for at in nearest)
            yield f"since {min(apart, _FARTHEST)}"

    def _in_run(self, begin: int, number: int) -> Iterator[str]:
        """Yield the features of a line in a column of short lines."""
        length = self._length_of[begin]
        yield "run of " + ("3" if length < 4 else "6" if length < 7 else "many")
        yield "run begins" if number == begin else "run goes on"
        if not begin:
            yield "run of all"
            return
        above = begin - 1
        is_marked = self._pieces[above].is_marked
        yield "run under marked" if is_marked else "run under plain"
        yield from (f"run under {name}" for name in _OVER_RUN & self._said[above].names)

    def _as_title(self, number: int) -> Iterator[str]:
        """Yield the features of a short line that could be a title."""
        said, below = self._said[number], number + 1
        if said.length > _LONGEST_LINE or _NO_TITLE & said.names:
            return
        yield "title line"
        if below < len(self._pieces):
            is_ask = bool(OUTRIGHT & self._said[below].names)
            is_marked = self._pieces[below].is_marked
            yield "title over " + (
                "mark" if is_marked else "ask" if is_ask else "words"
            )
        if number:
            above = self._said[number - 1].names
            yield "title under " + next(n for n in above if n.startswith("ends "))

    def _is_paragraph(self, number: int) -> bool:
        """Whether a piece without a mark is a whole paragraph."""
        piece, below = self._pieces[number], number + 1
        goes_on = below < len(self._pieces) and self._pieces[below].nth
        return not piece.is_marked and not piece.nth and not goes_on

    def _last_asks(self) -> list[int]:
        """Return for each piece the last mark or ask above, -1 without one."""
        found, last = [], -1
        for number, piece in enumerate(self._pieces):
            found.append(last)
            if piece.is_marked or OUTRIGHT & self._said[number].names:
                last = number
        return found

    def _runs(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return where the run of each line in a run begins, and how long each is."""
        begin_of: dict[int, int] = {}
        length_of: dict[int, int] = {}
        begin: int | None = None
        for number in range(len(self._pieces) + 1):
            if begin is not None and self._goes_on(begin, number):
                continue
            if begin is not None and number - begin >= _SHORTEST_RUN:
                begin_of.update(dict.fromkeys(range(begin, number), begin))
                length_of[begin] = number - begin
            begin = number if self._is_line(number) else None
        return begin_of, length_of

    def _goes_on(self, begin: int, number: int) -> bool:
        """Whether a run goes on with a piece: all have empty lines between, or none."""
        if not self._is_line(number):
            return False
        second = self._pieces[begin + 1].unit
        return self._pieces[number].unit.is_after_gap == second.is_after_gap

    def _is_line(self, number: int) -> bool:
        return (
            number < len(self._pieces)
            and self._is_paragraph(number)
            and self._said[number].length <= _LONGEST_LINE
            and not _NOT_IN_RUN & self._said[number].names
        )
