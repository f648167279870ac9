"""The decisions given to a requester, as the app that keeps the letters knows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from requests_app.models import FOIRequest


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that was given to the requester.

    Attributes:
        dated_on: The date of the letter.
        given_on: The day on which the letter was given.
    """

    dated_on: date
    given_on: date


Reader = Callable[[FOIRequest], Sequence[Decision]]
_readers: Final[list[Reader]] = []


def register(reader: Reader) -> None:
    """Make a reader of decisions known; call it in `AppConfig.ready`."""
    if reader not in _readers:
        _readers.append(reader)


def decisions_of(foi_request: FOIRequest) -> list[Decision]:
    """Return the decisions given to the requester, in the order of giving."""
    found = [one for read in _readers for one in read(foi_request)]
    return sorted(found, key=lambda one: (one.given_on, one.dated_on))
