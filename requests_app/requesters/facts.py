"""Facts about the requests of one person that sections 12 and 14 turn on.

Nothing is decided here. Whether requests are about similar information, and whether a
reasonable interval has passed, is for the officer.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from requests_app.calendars.working_days import calendar_for
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, WorkingCalendar

# The Freedom of Information and Data Protection (Appropriate Limit and Fees)
# Regulations 2004 reg 5(2)(b), SI 2004/3244.
PERIOD: Final = 60
# The newest requests compared.
MOST_COMPARED: Final = 300


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one request of a person.

    Attributes:
        near: How many other requests of the person under FOIA were received within 60
            consecutive working days of it.
        alike: Earlier requests of the person with nearly the same text.
    """

    near: int = 0
    alike: tuple[FOIRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts about the requests of a person, as far as the user may know.

    Attributes:
        beside: By the key of a request, what stands beside it.
        compared: How many requests were compared.
    """

    beside: Mapping[int, Beside]
    compared: int

    @property
    def near(self) -> int:
        """How many requests have another within 60 working days."""
        return sum(1 for one in self.beside.values() if one.near)

    @property
    def repeated(self) -> int:
        """How many requests have nearly the text of an earlier request."""
        return sum(1 for one in self.beside.values() if one.alike)


def facts_of(found: FOIRequestQuerySet) -> Facts:
    """Return the facts about requests of one person; two queries at most.

    Reviews are left out: they ask for no information of their own.

    Args:
        found: The requests of the person that the user may see.

    Source: FOIA 2000 ss.12(4) and 14(2); SI 2004/3244 reg 5.
    """
    rows = list(
        found.requests()
        .counted()
        .order_by("-received_on", "-pk")
        .select_related("fingerprint")
        .only("reference", "subject", "received_on", "regime", "fingerprint__group")[
            :MOST_COMPARED
        ]
    )
    near = _near([one for one in rows if one.regime == Regime.FOIA])
    alike = _alike(rows)
    return Facts(
        {one.pk: Beside(near.get(one.pk, 0), alike.get(one.pk, ())) for one in rows},
        len(rows),
    )


def _near(rows: Sequence[FOIRequest]) -> dict[int, int]:
    """Return how many others each request has within the period."""
    if len(rows) < 2:
        return {}
    calendar = calendar_for(Regime.FOIA)
    days = sorted({one.received_on for one in rows})
    number: dict[date, int] = defaultdict(int)
    for one in rows:
        number[one.received_on] += 1
    around = {day: number[day] - 1 for day in days}
    for place, first in enumerate(days):
        for later in days[place + 1 :]:
            if not _is_within(calendar, first, later):
                break
            around[first] += number[later]
            around[later] += number[first]
    return {one.pk: around[one.received_on] for one in rows}


def _is_within(calendar: WorkingCalendar, first: date, later: date) -> bool:
    """Return whether two days are in one period of 60 consecutive working days."""
    try:
        days = calendar.working_days_between(first - timedelta(days=1), later)
    except CalendarExhausted:
        # Outside of the known holidays: weekends alone are taken out.
        return (later - first).days <= PERIOD * 7 // 5
    return days <= PERIOD


def _alike(rows: Sequence[FOIRequest]) -> dict[int, tuple[FOIRequest, ...]]:
    """Return the earlier requests with nearly the same text, the newest first."""
    groups: dict[int, list[FOIRequest]] = defaultdict(list)
    for one in rows:
        group = getattr(getattr(one, "fingerprint", None), "group", None)
        if group is not None:
            groups[group].append(one)
    return {
        one.pk: tuple(members[place + 1 :])
        for members in groups.values()
        for place, one in enumerate(members)
    }
