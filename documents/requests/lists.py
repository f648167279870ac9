"""Describe each marked piece of a request by its list."""

from collections.abc import Iterator, Sequence

from documents.requests.pieces import Piece
from documents.requests.said import Said

_MOSTLY = 0.6  # of a list
_OVER = frozenset(
    (
        *("facts", "background", "questions title", "asks", "asks outright", "ends :"),
        *("has ?", "leads in", "request", "information", "all", "closes", "form"),
    )
)


def next_marks(pieces: Sequence[Piece]) -> list[int]:
    """Return for each piece the next marked piece below, -1 without one."""
    found, nearest = [], -1
    for number in range(len(pieces) - 1, -1, -1):
        found.append(nearest)
        if pieces[number].is_marked:
            nearest = number
    found.reverse()
    return found


class Lists:
    """The lists of a request, and how much of each asks."""

    def __init__(self, pieces: Sequence[Piece], said: Sequence[Said]) -> None:
        self._pieces, self._said = pieces, said
        self._list_of: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._gather()
        self._asking = {key: self._share(items) for key, items in self._members.items()}
        self._later: dict[int, int] = {}
        most = 0
        for key in sorted(self._members, reverse=True):
            self._later[key] = most
            most = max(most, self._asking[key])

    def _gather(self) -> None:
        """Put each marked piece into its list, named by the first piece of it."""
        is_open: list[int] = []
        for number, piece in enumerate(self._pieces):
            place = piece.unit.place
            if place is None:
                continue
            begins = place.opens or place.is_restart
            del is_open[place.depth + (not begins) :]
            is_open += [number] * (place.depth + 1 - len(is_open))
            self._list_of[number] = is_open[-1]
            self._members.setdefault(is_open[-1], []).append(number)

    def _share(self, members: Sequence[int]) -> int:
        """Return 0 for a list without asks, 2 if most of it asks."""
        asking = sum(
            "asks" in self._said[number].names or "has ?" in self._said[number].names
            for number in members
        )
        return 0 if not asking else 2 if asking > _MOSTLY * len(members) else 1

    def of(self, number: int, next_mark: int) -> Iterator[str]:
        """Yield the features of a marked piece from its list."""
        piece = self._pieces[number]
        place, marker = piece.unit.place, piece.unit.marker
        assert place is not None and marker is not None  # noqa: S101, PT018
        key = self._list_of[number]
        members, asking = self._members[key], self._asking[key]
        yield f"depth {min(place.depth, 2)}"
        yield f"list asks {asking}"
        yield f"list asks {asking} then {self._later[key]}"
        yield "alone in list" if len(members) == 1 else "in list"
        if place.opens:
            yield "opens"
        if place.is_restart:
            yield "restarts"
        if place.implicit:
            yield "implicit"
        if next_mark >= 0 and self._pieces[next_mark].depth > place.depth:
            yield "over list" if next_mark == number + 1 else "over list later"
        if marker.label[:1].isalpha():
            yield "letter big" if marker.label[:1].isupper() else "letter small"
        if marker.text[:4].lower() in ("part", "sect"):
            yield "part"
        lead = members[0] - 1
        if lead >= 0 and not self._pieces[lead].is_marked:
            yield from (f"lead {name}" for name in _OVER & self._said[lead].names)
