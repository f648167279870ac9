"""Whose turn a request is, as the app that keeps the answers knows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from requests_app.models import FOIRequest


class WhoseTurn(NamedTuple):
    """Whose turn a request is.

    Attributes:
        whose: The person or part of the office: "The requester"; "" for the officer.
        words: The next step.
        since: Since when; None where unknown.
        late: How late they are, in words; "" otherwise.
        note: What may be done meanwhile, in words; "" for nothing.
    """

    whose: str
    words: str
    since: date | None = None
    late: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TurnReader:
    """How an app tells whose turn a request is.

    Attributes:
        with_facts: Adds what it needs to a query for requests, with no values but those
            of `requests_app.prepared`.
        facts: The names of what it added.
        turn_of: Tells whose turn an open request is, which the person may see, by the
            facts in the order of their names; None where nothing is left to do.
    """

    with_facts: Callable[[QuerySet], QuerySet]
    facts: Sequence[str]
    turn_of: Callable[[User, FOIRequest, Sequence[Any], datetime], WhoseTurn | None]


_readers: Final[list[TurnReader]] = []


def register(reader: TurnReader) -> None:
    """Make the reader of turns known; call it in `AppConfig.ready`."""
    _readers[:] = [reader]


def reader_of_turns() -> TurnReader | None:
    """Return the reader of turns; None where no app tells them."""
    return next(iter(_readers), None)
