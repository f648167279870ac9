"""The figures of the dashboard, each with the address of its list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from requests_app.dashboard.counting import BANDS, Counted, Open, of_kind
from requests_app.dashboard.scope import Scope
from requests_app.dashboard.spans import Span, financial_year, spans_up_to
from requests_app.lists.dashboard import RESTRICTED, Number
from requests_app.lists.lateness import LateBand
from requests_app.lists.queries import (
    ALL,
    LATE,
    NO,
    NOBODY,
    OPEN,
    REQUESTS,
    REVIEWS,
    YES,
)
from requests_app.models import FOIRequest
from requests_app.querysets import DueBand
from requests_app.workflow import State

# An authority may have hundreds of officers and scores of teams. Those with most to do
# are shown, and the rest is said to be left out.
MOST_ROWS: Final = 10


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A state, team or officer, with its open requests in each band, and its reviews.

    Attributes:
        title: The state, team or officer.
        by_band: The number of requests in each due band.
        total: The number of requests in all.
        reviews: The number of internal reviews in all, which are no requests.
        has_left: Whether this is an officer whose account is closed.
    """

    title: str
    by_band: tuple[tuple[DueBand, Number], ...]
    total: Number
    reviews: Number
    has_left: bool = False

    @property
    def overdue(self) -> int:
        """The number of overdue requests."""
        return self.by_band[0][1].count


@dataclass(frozen=True, slots=True)
class Bands:
    """Open requests, or open reviews, by due band and in all."""

    bands: tuple[tuple[DueBand, Number], ...]
    total: Number


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """What is open, by due band, lateness, state, team and officer.

    Attributes:
        requests: Requests by due band.
        reviews: Internal reviews by due band.
        late: Overdue requests by how late they are.
        likely: Requests likely to be late.
        extended: Requests with more time.
        restricted: How many requests and reviews are restricted to named people.
        bands: The bands that the rows have.
        states: Rows by state.
        teams: Rows by team, those with most to do.
        officers: Rows by officer, those with most to do.
        teams_left_out: How many teams more there are.
        officers_left_out: How many officers more there are.
    """

    requests: Bands
    reviews: Bands
    late: tuple[tuple[LateBand, Number], ...]
    likely: Number
    extended: Number
    restricted: int
    bands: tuple[DueBand, ...]
    states: tuple[OpenRow, ...]
    teams: tuple[OpenRow, ...]
    officers: tuple[OpenRow, ...]
    teams_left_out: int
    officers_left_out: int


def open_requests(scope: Scope, counted: Counted) -> OpenRequests:
    """Return what is open in a scope."""
    by_state = counted.open["state"]
    requests = list(of_kind(by_state, is_review=False))
    everything = _by_band(by_state)
    # Open again after an answer: rare, so without any it takes up no column.
    bands = tuple(
        band for band in DueBand if band != DueBand.REOPENED or everything[band]
    )
    late: Counter[str] = Counter()
    for one in requests:
        late.update(one.by_band)
    order = [state.value for state in State]
    states = sorted(by_state, key=lambda one: order.index(str(one.key)))
    teams, teams_left_out = _rows(scope, counted.open["team"], bands, "team", "No team")
    officers, officers_left_out = _rows(
        scope, counted.open["officer"], bands, "officer", "Unassigned"
    )
    hidden = _hidden_row(counted.open["team"], bands)
    return OpenRequests(
        requests=_bands(scope, requests, bands, REQUESTS),
        reviews=_bands(scope, of_kind(by_state, is_review=True), bands, REVIEWS),
        late=tuple(
            (band, scope.number(late[band.value], kind=REQUESTS, late=band.value))
            for band in LateBand
        ),
        likely=scope.number(counted.likely, kind=REQUESTS, likely=YES),
        extended=scope.number(
            sum(one.extended for one in requests), kind=REQUESTS, extended=YES
        ),
        restricted=sum(one.total for one in by_state if one.is_restricted),
        bands=bands,
        states=tuple(_rows_of_states(scope, states, bands)),
        teams=(*sorted(teams, key=lambda row: row.title), *hidden),
        officers=(*officers, *hidden),
        teams_left_out=teams_left_out,
        officers_left_out=officers_left_out,
    )


def _by_band(found: Iterable[Open]) -> Counter[DueBand]:
    """Add up groups by due band; the bands of lateness are one."""
    total: Counter[DueBand] = Counter()
    for one in found:
        for band in BANDS:
            is_late = isinstance(band, LateBand)
            due = DueBand.OVERDUE if is_late else DueBand(band.value)
            total[due] += one.by_band[band.value]
    return total


def _bands(
    scope: Scope, found: Iterable[Open], bands: Sequence[DueBand], kind: str
) -> Bands:
    sums = _by_band(found)
    return Bands(
        tuple((band, scope.number(sums[band], kind=kind, band=band)) for band in bands),
        scope.number(sums.total(), kind=kind, state=OPEN),
    )


def _row(
    scope: Scope,
    title: str,
    group: Sequence[Open],
    bands: Sequence[DueBand],
    wanted: dict[str, Any],
) -> OpenRow:
    sums = _by_band(of_kind(group, is_review=False))
    reviews = _by_band(of_kind(group, is_review=True)).total()

    def number(count: int, **more: Any) -> Number:
        # Most are nought, and nought has no link.
        return scope.number(count, **wanted, **more) if count else Number(0)

    return OpenRow(
        title,
        tuple((band, number(sums[band], kind=REQUESTS, band=band)) for band in bands),
        number(sums.total(), kind=REQUESTS),
        number(reviews, kind=REVIEWS),
        any(one.has_left for one in group),
    )


def _rows_of_states(
    scope: Scope, found: Sequence[Open], bands: Sequence[DueBand]
) -> list[OpenRow]:
    keys = dict.fromkeys(str(one.key) for one in found)
    return [
        _row(
            scope,
            str(State(key).label),
            [one for one in found if one.key == key],
            bands,
            {"state": key},
        )
        for key in keys
    ]


def _rows(
    scope: Scope,
    found: Iterable[Open],
    bands: Sequence[DueBand],
    name: str,
    nobody: str,
) -> tuple[list[OpenRow], int]:
    """Return the rows by team or officer with most to do, and how many more there are.

    Those with most overdue come first.
    """
    groups: dict[str | None, list[Open]] = {}
    for one in found:
        if not one.is_restricted:
            groups.setdefault(one.key, []).append(one)

    def pressing(key: str | None) -> tuple[int, int, str]:
        sums = _by_band(of_kind(groups[key], is_review=False))
        return -sums[DueBand.OVERDUE], -sums.total(), groups[key][0].title or nobody

    most = sorted(groups, key=pressing)[:MOST_ROWS]
    rows = [
        _row(
            scope,
            groups[key][0].title or nobody,
            groups[key],
            bands,
            {name: key or NOBODY, "restricted": NO},
        )
        for key in most
    ]
    return rows, len(groups) - len(rows)


def _hidden_row(found: Iterable[Open], bands: Sequence[DueBand]) -> list[OpenRow]:
    """Return a row, without links, for what is restricted; or none."""
    hidden = [one for one in found if one.is_restricted]
    if not hidden:
        return []
    sums = _by_band(of_kind(hidden, is_review=False))
    return [
        OpenRow(
            RESTRICTED,
            tuple((band, Number(sums[band])) for band in bands),
            Number(sums.total()),
            Number(_by_band(of_kind(hidden, is_review=True)).total()),
        )
    ]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for lateness, with the answers that were late for it."""

    title: str
    number: Number


@dataclass(frozen=True, slots=True)
class Late:
    """Why the late answers of a span were late; the reasons add up to all of them."""

    span: Span
    total: Number
    reasons: tuple[Reason, ...]


def reasons_for_lateness(scope: Scope, counted: Counted) -> Late:
    """Return why answers of this financial year were late, without reviews."""
    span = financial_year(counted.on)
    found = {
        reason: counted.in_span(f"why_{reason.value}", span)
        for reason in FOIRequest.LateReason
    }
    late = counted.in_span(LATE, span)

    def number(count: int, **wanted: Any) -> Number:
        return scope.number(
            count,
            state=ALL,
            kind=REQUESTS,
            answered=LATE,
            **_days("answered", span),
            **wanted,
        )

    reasons = [
        Reason(str(reason.label), number(count, late_reason=reason.value))
        for reason, count in sorted(found.items(), key=lambda item: -item[1])
        if count
    ]
    if without := late - sum(found.values()):
        reasons.append(Reason("None recorded", number(without, late_reason=NOBODY)))
    return Late(span, number(late), tuple(reasons))


def extended_in(scope: Scope, counted: Counted) -> list[tuple[Span, Number]]:
    """Return how many requests were given more time in each period."""
    return [
        (
            span,
            scope.number(
                counted.in_span("extended", span),
                state=ALL,
                kind=REQUESTS,
                **_days("extended", span),
            ),
        )
        for span in spans_up_to(counted.on)
    ]


def _days(name: str, span: Span) -> dict[str, date]:
    return {f"{name}_from": span.first, f"{name}_to": span.last}
