"""Compare a snapshot with the present figures, number by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from returns.document import in_words
from returns.reports import PERCENT

_Cell = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure then and now.

    Attributes:
        row: The title of the row.
        level: 1 for a part of the row above.
        column: The title of the column.
        then: The figure in the snapshot; None for none.
        now: The present figure; None for none.
        kind: The kind of figure, such as `PERCENT`.
    """

    row: str
    level: int
    column: str
    then: _Cell | None
    now: _Cell | None
    kind: str

    @property
    def is_changed(self) -> bool:
        """Whether the figures differ, if only in the parts of a percentage."""
        return self.then != self.now

    @property
    def then_in_words(self) -> str:
        """The figure in the snapshot."""
        return in_words(self.kind, self.then) if self.then else "–"

    @property
    def now_in_words(self) -> str:
        """The present figure."""
        return in_words(self.kind, self.now) if self.now else "–"

    @property
    def difference(self) -> float | None:
        """How much larger the present number is; None where a number is missing."""
        if self.then is None or self.now is None:
            return None
        then, now = self.then["value"], self.now["value"]
        return None if then is None or now is None else round(now - then, 2)

    @property
    def difference_in_words(self) -> str:
        """The difference with its sign; of percentages, in points."""
        if self.difference is None:
            return "changed"
        if self.difference == 0:
            return "0 points, other numbers"
        sign = "\N{MINUS SIGN}" if self.difference < 0 else "+"
        words = f"{sign}{abs(self.difference):,.10g}"
        if self.kind != PERCENT:
            return words
        return f"{words} point{'' if abs(self.difference) == 1 else 's'}"


def compared(then: dict[str, Any], now: dict[str, Any]) -> list[Compared]:
    """Return every figure of two documents of the same return, in order.

    A row or column of only one document has None in the other.
    """
    return list(_compared(then, now))


def _compared(then: dict[str, Any], now: dict[str, Any]) -> Iterator[Compared]:
    rows = {row["key"]: row for row in (*now["rows"], *then["rows"])}
    order = dict.fromkeys(row["key"] for row in (*then["rows"], *now["rows"]))
    columns = {each["key"]: each for each in (*then["columns"], *now["columns"])}
    old, new = _cells(then), _cells(now)
    for key in order:
        for column, named in columns.items():
            place = (key, column)
            if place in old or place in new:
                row = rows[key]
                yield Compared(
                    row["title"],
                    row["level"],
                    named["title"],
                    old.get(place),
                    new.get(place),
                    named.get("kind") or row["kind"],
                )


def _cells(document: dict[str, Any]) -> dict[tuple[str, str], _Cell]:
    columns = [each["key"] for each in document["columns"]]
    return {
        (row["key"], column): cell
        for row in document["rows"]
        for column, cell in zip(columns, row["cells"], strict=True)
    }
