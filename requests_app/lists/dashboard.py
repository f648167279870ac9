"""The figures of the dashboard, each with a link to its list.

Everything is counted from dated facts at each visit, so the figures are right on any
day, independent of any nightly task. What each figure counts is said in `figures.py`.

The figures count every request of the authority, whoever looks. A request restricted to
other people is counted, and shown by no name: not its officer's, nor its team's.
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

from accounts.models import User
from requests_app.assigning.queries import held_by_nobody as unheld
from requests_app.lists.queries import (
    ALL,
    HELD_BY_NOBODY,
    IN_TIME,
    LATE,
    NOBODY,
    OPEN,
    REQUESTS,
    REVIEWS,
)
from requests_app.models import FOIRequest
from requests_app.querysets import DueBand, is_in_band, was_answered
from requests_app.workflow import State
from statute.working_days import ONE_DAY, format_date

# An authority may have hundreds of officers and scores of teams. Only those with most
# to do are shown.
MOST_ROWS: Final = 25
MONTHS: Final = 3
# The title of the row of requests that other people are named on.
RESTRICTED: Final = "Restricted to named people"


@dataclass(frozen=True, slots=True)
class Number:
    """A count, and the URL of the list counted; "" where there is no list of them."""

    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A state, team or officer, with its open requests in each band, and its reviews.

    Attributes:
        title: The state, team or officer.
        by_band: The number of requests in each due band.
        total: The number of requests in all.
        reviews: The number of internal reviews in all, which are no requests.
    """

    title: str
    by_band: tuple[tuple[DueBand, Number], ...]
    total: Number
    reviews: Number

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
class Answered:
    """The requests, or the reviews, first answered in the last three months."""

    months: tuple[Month, ...]

    @property
    def rate(self) -> int | None:
        """Per cent answered in time over all months; None if none was answered."""
        in_time = sum(month.in_time.count for month in self.months)
        return _per_cent(
            in_time, in_time + sum(each.late.count for each in self.months)
        )


@dataclass(frozen=True, slots=True)
class Bands:
    """Open requests, or open reviews, by due band and in all."""

    bands: tuple[tuple[DueBand, Number], ...]
    total: Number


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """The open requests and reviews of an authority, by state, team and officer."""

    requests: Bands
    reviews: Bands
    bands: tuple[DueBand, ...]
    states: tuple[Row, ...]
    teams: tuple[Row, ...]
    officers: tuple[Row, ...]
    teams_left_out: int
    officers_left_out: int


def open_requests(user: User, *, on: date) -> OpenRequests:
    """Count the open requests of the user's authority by band, state, team and officer.

    One query counts everything.
    """
    found: Any = FOIRequest.objects.of_authority(user).open().marked_hidden_from(user)
    counted = list(
        found.order_by()
        .values(
            "is_hidden",
            "is_review_row",
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
    everything = _sum(counted)
    # Open again after an answer: rare, so without any it takes up no column.
    bands = tuple(
        band for band in DueBand if band != DueBand.REOPENED or everything[band]
    )
    by_state = {each["state"]: State(each["state"]).label for each in counted}
    states = _rows(counted, bands, "state", by_state)
    shown = [each for each in counted if not each["is_hidden"]]
    hidden = _hidden_row(counted, bands)
    teams = _rows(shown, bands, "team", _names_of_teams(shown))
    officers = _rows(shown, bands, "officer", _names_of_officers(shown))
    order = [state.label for state in State]
    return OpenRequests(
        requests=_bands(counted, bands, REQUESTS),
        reviews=_bands(counted, bands, REVIEWS),
        bands=bands,
        states=tuple(sorted(states, key=lambda row: order.index(row.title))),
        teams=(*sorted(_most(teams), key=lambda row: row.title), *hidden),
        officers=(*_most(officers), *hidden),
        teams_left_out=max(0, len(teams) - MOST_ROWS),
        officers_left_out=max(0, len(officers) - MOST_ROWS),
    )


def answered_lately(user: User, *, on: date) -> dict[str, Answered]:
    """Count what was first answered in the three months up to `on`, in time and late.

    Requests and reviews are counted apart. The latest month comes first. There are no
    gaps between the months. One query counts everything.

    Returns:
        By kind of list: `REQUESTS` and `REVIEWS`.
    """
    spans = list(_months_up_to(on))
    answered = FOIRequest.objects.of_authority(user).filter(
        answered_on__range=(spans[-1][0], on)
    )
    counts = answered.aggregate(
        **{
            f"{kind}_{name}_{index}": Count(
                "pk",
                filter=Q(answered_on__range=span, review_of__isnull=kind == REQUESTS)
                & was_answered(is_in_time=name == IN_TIME),
            )
            for index, span in enumerate(spans)
            for kind in (REQUESTS, REVIEWS)
            for name in (IN_TIME, LATE)
        }
    )
    return {
        kind: Answered(
            tuple(
                Month(
                    first,
                    last,
                    *(
                        Number(
                            counts[f"{kind}_{name}_{index}"],
                            _url(
                                state=ALL,
                                kind=kind,
                                answered=name,
                                answered_from=first,
                                answered_to=last,
                            ),
                        )
                        for name in (IN_TIME, LATE)
                    ),
                )
                for index, (first, last) in enumerate(spans)
            )
        )
        for kind in (REQUESTS, REVIEWS)
    }


def span_up_to(on: date) -> tuple[date, date]:
    """Return the first and the last day of the three months up to a day."""
    return _months_before(on, MONTHS) + ONE_DAY, on


def held_by_nobody(user: User, *, on: date) -> Number:
    """Count the open requests and reviews whose officer cannot act, or is missing."""
    found = FOIRequest.objects.of_authority(user).filter(unheld(on))
    return Number(found.count(), _url(officer=HELD_BY_NOBODY))


def counted_and_not_listed(user: User, *, on: date) -> int:
    """Return how many requests are counted here and restricted to other people."""
    first, _ = span_up_to(on)
    return (
        FOIRequest.objects.hidden_from(user)
        .filter(Q(closed_on__isnull=True) | Q(answered_on__range=(first, on)))
        .count()
    )


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


def _bands(
    counted: Iterable[Mapping[str, Any]], bands: Iterable[DueBand], kind: str
) -> Bands:
    sums = _sum(_of_kind(counted, kind))
    return Bands(
        tuple((band, Number(sums[band], _url(kind=kind, band=band))) for band in bands),
        Number(sums.total(), _url(kind=kind, state=OPEN)),
    )


def _of_kind(
    counted: Iterable[Mapping[str, Any]], kind: str
) -> list[Mapping[str, Any]]:
    return [each for each in counted if each["is_review_row"] == (kind == REVIEWS)]


def _rows(
    counted: Iterable[Mapping[str, Any]],
    bands: Iterable[DueBand],
    name: str,
    titles: Mapping[Any, str],
) -> list[Row]:
    """Add up the counts by state, team or officer."""
    key = name if name == "state" else f"{name}_id"
    groups: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for each in counted:
        groups[each[key]].append(each)
    rows = []
    for value, group in groups.items():
        sums = _sum(_of_kind(group, REQUESTS))
        chosen = {name: NOBODY if value is None else value, "kind": REQUESTS}
        rows.append(
            Row(
                titles[value],
                tuple(
                    (band, Number(sums[band], _url(**chosen, band=band)))
                    for band in bands
                ),
                Number(sums.total(), _url(**chosen)),
                Number(
                    _sum(_of_kind(group, REVIEWS)).total(),
                    _url(**chosen | {"kind": REVIEWS}),
                ),
            )
        )
    return rows


def _hidden_row(
    counted: Iterable[Mapping[str, Any]], bands: Iterable[DueBand]
) -> list[Row]:
    """Return a row, without links, for what is restricted to other people; or none."""
    hidden = [each for each in counted if each["is_hidden"]]
    if not hidden:
        return []
    sums = _sum(_of_kind(hidden, REQUESTS))
    return [
        Row(
            RESTRICTED,
            tuple((band, Number(sums[band])) for band in bands),
            Number(sums.total()),
            Number(_sum(_of_kind(hidden, REVIEWS)).total()),
        )
    ]


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


def _most(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with most to do, the most overdue first."""
    return sorted(rows, key=_most_pressing)[:MOST_ROWS]


def _most_pressing(row: Row) -> tuple[int, int, str]:
    return (-row.overdue, -row.total.count, row.title)


def _url(**wanted: Any) -> str:
    return f"{reverse('foi-requests')}?{urlencode(wanted)}"
