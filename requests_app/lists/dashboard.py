"""The figures of the dashboard, each with a link to its list.

Everything is counted from dated facts at each visit, so the figures are right on any
day, independent of any nightly task.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from requests_app.lists.queries import ALL, IN_TIME, LATE, NOBODY, OPEN
from requests_app.querysets import DueBand, FOIRequestQuerySet, is_in_band, was_answered
from requests_app.workflow import OPEN_STATES, State
from statute.working_days import ONE_DAY, format_date

# An authority may have hundreds of officers. Only the officers with most to do are
# shown.
MOST_OFFICERS: Final = 40
MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A count, and the URL of the list counted."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A state, team or officer, with the number of its open requests in each band."""

    title: str
    by_band: tuple[tuple[DueBand, Number], ...]
    total: Number

    @property
    def overdue(self) -> int:
        """The number of overdue requests."""
        return self.by_band[0][1].count


@dataclass(frozen=True, slots=True)
class Month:
    """A month, with the numbers of requests answered in time and late."""

    first: date
    last: date
    in_time: Number
    late: Number

    @property
    def title(self) -> str:
        """The first and the last day."""
        return f"{format_date(self.first)} to {format_date(self.last)}"

    @property
    def rate(self) -> int | None:
        """Per cent answered in time; 100 only if all were, 0 only if none."""
        return _per_cent(self.in_time.count, self.in_time.count + self.late.count)


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """The open requests visible to a user, counted by state, team and officer."""

    bands: tuple[tuple[DueBand, Number], ...]
    total: Number
    states: tuple[Row, ...]
    teams: tuple[Row, ...]
    officers: tuple[Row, ...]
    officers_left_out: int


def open_requests(visible: FOIRequestQuerySet, *, on: date) -> OpenRequests:
    """Count the open requests by due band, state, team and officer, in one query."""
    counted = list(
        visible.open()
        .order_by()
        .values(
            "state",
            "team_id",
            "team__name",
            "officer_id",
            "officer__first_name",
            "officer__last_name",
            "officer__username",
        )
        .annotate(
            **{
                band.value: Count("pk", filter=is_in_band(band, on=on))
                for band in DueBand
            }
        )
    )
    states = _rows(counted, "state", {state: state.label for state in OPEN_STATES})
    teams = _rows(counted, "team", _names_of_teams(counted))
    officers = _rows(counted, "officer", _names_of_officers(counted))
    order = [state.label for state in State]
    everything = _sum(counted)
    return OpenRequests(
        bands=tuple(
            (band, Number(everything[band], _url(band=band))) for band in DueBand
        ),
        total=Number(everything.total(), _url(state=OPEN)),
        states=tuple(sorted(states, key=lambda row: order.index(row.title))),
        teams=tuple(sorted(teams, key=lambda row: row.title)),
        officers=tuple(sorted(officers, key=_most_pressing)[:MOST_OFFICERS]),
        officers_left_out=max(0, len(officers) - MOST_OFFICERS),
    )


def answered_lately(visible: FOIRequestQuerySet, *, on: date) -> tuple[Month, ...]:
    """Count the requests answered in the three months up to `on`, in time and late.

    The latest month comes first. There are no gaps between the months.
    """
    spans = list(_months_up_to(on))
    closed = visible.filter(closed_on__range=(spans[-1][0], on))
    counts = closed.aggregate(
        **{
            f"{name}_{index}": Count(
                "pk",
                filter=Q(closed_on__range=span)
                & was_answered(is_in_time=name == IN_TIME),
            )
            for index, span in enumerate(spans)
            for name in (IN_TIME, LATE)
        }
    )
    return tuple(
        Month(
            first,
            last,
            *(
                Number(
                    counts[f"{name}_{index}"],
                    _url(state=ALL, answered=name, closed_from=first, closed_to=last),
                )
                for name in (IN_TIME, LATE)
            ),
        )
        for index, (first, last) in enumerate(spans)
    )


def on_time_rate(months: Iterable[Month]) -> int | None:
    """Return per cent answered in time over all `months`; None if none was answered."""
    in_time = late = 0
    for month in months:
        in_time += month.in_time.count
        late += month.late.count
    return _per_cent(in_time, in_time + late)


def _per_cent(some: int, every: int) -> int | None:
    """Return a share in whole per cent, never rounded up to 100 or down to 0."""
    if not every or some in {0, every}:
        return 100 * some // every if every else None
    return min(max(round(100 * some / every), 1), 99)


def _months_up_to(on: date) -> Iterator[tuple[date, date]]:
    last = on
    for back in range(1, MONTHS + 1):
        eve = _months_before(on, back)
        yield eve + ONE_DAY, last
        last = eve


def _months_before(day: date, months: int) -> date:
    """Return the same day some months ago, or the last day of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _rows(
    counted: Iterable[Mapping[str, Any]], name: str, titles: Mapping[Any, str]
) -> list[Row]:
    """Add up the counts by state, team or officer."""
    key = name if name == "state" else f"{name}_id"
    groups: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for each in counted:
        groups[each[key]].append(each)
    rows = []
    for value, group in groups.items():
        bands = _sum(group)
        chosen = {name: NOBODY if value is None else value}
        rows.append(
            Row(
                titles[value],
                tuple(
                    (band, Number(bands[band], _url(**chosen, band=band)))
                    for band in DueBand
                ),
                Number(bands.total(), _url(**chosen)),
            )
        )
    return rows


def _sum(counted: Iterable[Mapping[str, Any]]) -> Counter[DueBand]:
    total: Counter[DueBand] = Counter()
    for each in counted:
        total.update({band: each[band.value] for band in DueBand})
    return total


def _names_of_teams(counted: Iterable[Mapping[str, Any]]) -> dict[int | None, str]:
    return {each["team_id"]: each["team__name"] or "No team" for each in counted}


def _names_of_officers(counted: Iterable[Mapping[str, Any]]) -> dict[int | None, str]:
    names = {}
    for each in counted:
        full = f"{each['officer__first_name']} {each['officer__last_name']}".strip()
        names[each["officer_id"]] = (
            "Unassigned"
            if each["officer_id"] is None
            else full or each["officer__username"]
        )
    return names


def _most_pressing(row: Row) -> tuple[int, int, str]:
    return (-row.overdue, -row.total.count, row.title)


def _url(**wanted: Any) -> str:
    return f"{reverse('foi-requests')}?{urlencode(wanted)}"
