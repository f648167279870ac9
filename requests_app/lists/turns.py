"""Whose turn a request is, as the app that keeps the answers knows it."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from accounts.models import User


class WhoseTurn(NamedTuple):
    """Whose turn a request is.

    Attributes:
        whose: The person or part of the office: "The requester"; "" for the officer.
        words: The next step.
        since: Since when; None where unknown.
        late: How late they are, in words; "" otherwise.
    """

    whose: str
    words: str
    since: date | None = None
    late: str = ""


# Given the keys of requests that the user may see, returns their turns by key.
Reader = Callable[[User, Collection[int], datetime], Mapping[int, WhoseTurn]]
_readers: Final[list[Reader]] = []


def register(reader: Reader) -> None:
    """Make a reader of turns known; call it in `AppConfig.ready`."""
    if reader not in _readers:
        _readers.append(reader)


def turns_of(
    user: User, keys: Collection[int], *, at: datetime
) -> dict[int, WhoseTurn]:
    """Return whose turn each request is, by its key.

    Args:
        user: The person who looks.
        keys: The keys of requests that the person may see.
        at: The moment.
    """
    return {
        key: turn for read in _readers for key, turn in read(user, keys, at).items()
    }
