"""By when waiting messages must be answered, should they be requests."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time

from django.db.models import prefetch_related_objects

from accounts.models import Authority, User
from mail.models import Entry
from mail.models.messages import AUTOMATIC
from requests_app.calendars.working_days import calendar_for
from requests_app.models.requests import clock_of
from statute.deadlines import due_date
from statute.regimes import Regime
from statute.working_days import CalendarExhausted


@dataclass(frozen=True, slots=True)
class Waiting:
    """The messages that wait for a decision.

    Attributes:
        number: How many wait.
        overdue: How many of them are past the day by which a request is answered.
    """

    number: int = 0
    overdue: int = 0


def due_on_of(entry: Entry, authority: Authority) -> date | None:
    """Return the day by which an entry must be answered, should it be a request.

    The time runs from receipt, whoever has opened the message.

    Args:
        entry: An entry, with its message.
        authority: Its authority; the same object for many entries, from `as_asked`.

    Returns:
        The day; None for what was decided or answered, for automatic messages, and
        where the holidays are not known so far ahead.

    Source: FOIA 2000 s.10(1); EIR 2004 reg 5(2).
    """
    if entry.ended_as or entry.answered_at or entry.message.kind in AUTOMATIC:
        return None
    return _due_on(authority, entry.regime, entry.received_on, entry.received_at)


def as_asked(user: User) -> Authority | None:
    """Return the authority of a person, for many days in no further query."""
    authority = user.authority
    if authority is not None and authority.is_school:
        prefetch_related_objects([authority], "closures")
    return authority


def waiting_on(user: User, *, on: date) -> Waiting:
    """Return how many messages wait at the authority of a person, in one query.

    Automatic messages and messages answered as business are not counted.

    Args:
        user: A person who may decide on messages.
        on: The London day.
    """
    authority = as_asked(user)
    if authority is None:
        return Waiting()
    received = Counter(
        Entry.objects.filter(authority=authority, ended_as="", answered_at=None)
        .exclude(message__kind__in=AUTOMATIC)
        .order_by()
        .values_list("regime", "received_on", "received_at")
    )
    overdue = 0
    for (regime, received_on, received_at), number in received.items():
        due_on = _due_on(authority, regime, received_on, received_at)
        overdue += number if due_on is not None and due_on < on else 0
    return Waiting(received.total(), overdue)


def _due_on(
    authority: Authority, regime: str, received_on: date, received_at: time | None
) -> date | None:
    clock = clock_of(
        authority=authority,
        regime=regime,
        received_on=received_on,
        received_at=received_at,
        events=(),
    )
    try:
        return due_date(clock, calendar_for(Regime(regime)))
    except CalendarExhausted:
        return None
