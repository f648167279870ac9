"""Lines of "My day" from apps above this one: what waits, counted, and its page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """Work that waits for no one person, as "My day" counts it.

    Attributes:
        words: How much waits.
        url: Its page.
        late: How much of it is late, in words; "" for nothing.
    """

    words: str
    url: str
    late: str = ""


LineOf = Callable[[User, date], Line | None]

_lines: Final[dict[LineOf, None]] = {}


def register(line: LineOf) -> None:
    """Add a line to "My day"; call it in `AppConfig.ready`.

    Args:
        line: Returns the line of a person on a London day, in one query; None for no
            line.
    """
    _lines[line] = None


def lines_of(user: User, on: date) -> Iterator[Line]:
    """Yield the lines that "My day" has for a person."""
    for line in _lines:
        if (found := line(user, on)) is not None:
            yield found
