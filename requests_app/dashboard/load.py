"""The work of each officer: what is open, what they close in a week, their leave."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Q

from accounts.models import Leave, User
from requests_app.dashboard.scope import Scope
from requests_app.lists.dashboard import RESTRICTED, Number
from requests_app.lists.queries import ALL, REQUESTS
from requests_app.querysets import DueBand, is_in_band
from statute.working_days import ONE_DAY

# An authority may have hundreds of officers.
MOST_ROWS: Final = 25
# The weeks over which closing is averaged, and the days ahead for leave.
WEEKS: Final = 8
AHEAD: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Load:
    """An officer's open requests against what they close.

    Attributes:
        title: The officer, or what is restricted to named people.
        open: Open requests.
        overdue: How many of the open are overdue.
        closed: Requests closed in the last eight weeks.
        leave: Leave now or soon; None without any.
        is_away: Whether the leave has begun.
        has_left: Whether the officer's account is closed.
    """

    title: str
    open: Number
    overdue: Number
    closed: Number
    leave: Leave | None = None
    is_away: bool = False
    has_left: bool = False

    @property
    def per_week(self) -> str:
        """Requests closed in a week on average, with a decimal."""
        return f"{self.closed.count / WEEKS:.1f}"

    @property
    def weeks_of_work(self) -> str:
        """In how many weeks the open requests would be closed; "" if none is."""
        if not self.closed.count or not self.open.count:
            return ""
        return f"{self.open.count * WEEKS / self.closed.count:.1f}"


@dataclass(frozen=True, slots=True)
class Loads:
    """The officers with most open requests, and how many more there are."""

    rows: tuple[Load, ...]
    left_out: int


def loads(scope: Scope, *, on: date) -> Loads:
    """Return the load of each officer with requests; two queries, one for leave.

    Args:
        scope: Whose requests are counted, without internal reviews.
        on: The London day of looking, the last of the eight weeks.
    """
    first = on - timedelta(weeks=WEEKS) + ONE_DAY
    # `open` is a union of two index scans: open requests, and those closed lately.
    found: Any = scope.requests.requests().marked_hidden_from(scope.user)
    counted = (
        found.filter(
            Q(closed_on__isnull=True) | Q(closed_on__range=(first, on)),
            officer__isnull=False,
        )
        .order_by()
        .values_list("is_hidden", "officer_id")
        .annotate(
            still=Count("pk", filter=Q(closed_on__isnull=True)),
            overdue=Count("pk", filter=is_in_band(DueBand.OVERDUE, on=on)),
            closed=Count("pk", filter=Q(closed_on__range=(first, on))),
        )
    )
    hidden, by_officer = [0, 0, 0], {}
    for is_hidden, officer, *counts in counted:
        if is_hidden:
            hidden = [one + more for one, more in zip(hidden, counts, strict=True)]
        else:
            by_officer[officer] = counts
    most = sorted(by_officer, key=lambda key: (-by_officer[key][0], key))[:MOST_ROWS]
    leave = _leave_of(most, on)
    people = User.objects.in_bulk(most)
    rows = [
        Load(
            str(people[key]),
            scope.number(by_officer[key][0], officer=key, kind=REQUESTS),
            scope.number(
                by_officer[key][1], officer=key, kind=REQUESTS, band=DueBand.OVERDUE
            ),
            scope.number(
                by_officer[key][2],
                state=ALL,
                officer=key,
                kind=REQUESTS,
                closed_from=first,
                closed_to=on,
            ),
            leave.get(key),
            key in leave and leave[key].first_on <= on,
            not people[key].is_active,
        )
        for key in most
    ]
    if any(hidden):
        of_all, late, closed = map(Number, hidden)
        rows.append(Load(RESTRICTED, of_all, late, closed))
    return Loads(tuple(rows), len(by_officer) - len(most))


def _leave_of(people: list[int], on: date) -> dict[int, Leave]:
    """Return the first leave of each person, now or soon."""
    soon = Leave.objects.overlapping(on, on + AHEAD).filter(person__in=people)
    # The earliest leave of a person is written last.
    return {leave.person_id: leave for leave in soon.order_by("-first_on", "-pk")}
