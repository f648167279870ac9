"""Everything the dashboard counts of requests, in one query.

What is open is read from an index that holds every column of the groups, and grouped
twice: by all columns at once, and the groups again by state, team and officer. What is
closed is added up from `Tally`.

The figures count every request of the authority, whoever looks. A request restricted to
named people is under no team and no officer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection

from requests_app.dashboard.scope import Scope
from requests_app.dashboard.spans import Span, earliest_month, year_before
from requests_app.lists.lateness import LateBand, last_days_of_bands
from requests_app.lists.likely import days_left_until
from requests_app.querysets import DueBand
from requests_app.workflow import WAITING_STATES

# The columns of open requests in the order of the array that SQL makes.
BANDS: Final = (*LateBand, *(band for band in DueBand if band != DueBand.OVERDUE))
_LIKELY: Final = len(BANDS)
_EXTENDED: Final = len(BANDS) + 1

_COUNTS: Final = ", ".join(
    [
        *(f"sum(number) FILTER (WHERE band = '{band.value}')" for band in BANDS),
        "sum(number) FILTER (WHERE is_likely)",
        "sum(number) FILTER (WHERE is_extended)",
    ]
)
_OF_TEAM: Final = "AND team_id = %(team)s AND NOT is_restricted"

# Nothing from outside is put into the statement; values are parameters.
_SQL: Final = f"""
WITH counted AS MATERIALIZED (
    SELECT
        one.state,
        CASE WHEN one.is_restricted THEN NULL ELSE one.team_id END AS team_id,
        CASE WHEN one.is_restricted THEN NULL ELSE one.officer_id END AS officer_id,
        one.is_restricted,
        one.review_of_id IS NOT NULL AS is_review,
        one.extension <> '' AS is_extended,
        CASE
            WHEN one.state = ANY(%(waiting)s) THEN '{DueBand.WAITING}'
            WHEN one.answered_on IS NOT NULL THEN '{DueBand.REOPENED}'
            WHEN one.due_on IS NULL OR one.due_on > %(next_sunday)s
                THEN '{DueBand.LATER}'
            WHEN one.due_on < %(on)s THEN CASE
                WHEN one.due_on < (%(seconds)s::date[])[
                    array_position(%(regimes)s::text[], one.regime::text)
                ] THEN '{LateBand.MOST}'
                WHEN one.due_on < (%(firsts)s::date[])[
                    array_position(%(regimes)s::text[], one.regime::text)
                ] THEN '{LateBand.MORE}'
                ELSE '{LateBand.SOME}'
            END
            WHEN one.due_on = %(on)s THEN '{DueBand.TODAY}'
            WHEN one.due_on <= %(sunday)s THEN '{DueBand.THIS_WEEK}'
            ELSE '{DueBand.NEXT_WEEK}'
        END AS band,
        COALESCE(
            one.due_on >= %(on)s
            AND one.due_on <= (%(until)s::date[])[stage.days + 1]
            AND one.answered_on IS NULL
            AND one.review_of_id IS NULL
            AND one.state <> ALL(%(waiting)s),
            false
        ) AS is_likely,
        count(*) AS number
    FROM requests_app_foirequest AS one
    LEFT JOIN requests_app_stagetime AS stage
        ON stage.authority_id = %(authority)s AND stage.state = one.state
    WHERE one.authority_id = %(authority)s AND one.closed_on IS NULL {{team}}
    GROUP BY
        one.state, 2, 3, one.is_restricted, is_review, is_extended, band, is_likely
), grouped AS (
    SELECT
        CASE
            WHEN GROUPING(state) = 0 THEN 'state'
            WHEN GROUPING(team_id) = 0 THEN 'team'
            ELSE 'officer'
        END AS kind,
        state, team_id, officer_id, is_restricted, is_review,
        ARRAY[{_COUNTS}]::int[] AS numbers
    FROM counted
    GROUP BY GROUPING SETS (
        (state, is_restricted, is_review),
        (team_id, is_restricted, is_review),
        (officer_id, is_restricted, is_review)
    )
)
SELECT
    kind,
    COALESCE(grouped.state, grouped.team_id::text, grouped.officer_id::text) AS key,
    COALESCE(
        team.name,
        NULLIF(trim(person.first_name || ' ' || person.last_name), ''),
        person.username
    ) AS title,
    grouped.is_restricted, is_review, numbers, NULL::date AS "on"
FROM grouped
LEFT JOIN accounts_team AS team ON team.id = grouped.team_id
LEFT JOIN accounts_user AS person ON person.id = grouped.officer_id
UNION ALL
SELECT
    'tally', fact, span, false, is_review, ARRAY[sum(number)]::int[],
    date_trunc('month', "on")::date
FROM requests_app_tally
WHERE authority_key = %(authority)s {{team_of_tally}}
    AND (
        span = 'm' AND "on" BETWEEN %(since)s AND %(on)s
            AND (fact IN ('in_time', 'late') OR "on" >= %(lately)s)
        OR span = 'd' AND "on" BETWEEN %(before_from)s AND %(before_to)s
        OR span = 'd' AND "on" BETWEEN %(month)s AND %(on)s
    )
GROUP BY fact, span, is_review, date_trunc('month', "on")
UNION ALL
SELECT 'choice', id::text, name, false, false, NULL, NULL
FROM accounts_team
WHERE authority_id = %(authority)s AND closed_on IS NULL
UNION ALL
SELECT 'stage', state, NULL, false, false, ARRAY[days, median_days, requests], NULL
FROM requests_app_stagetime
WHERE authority_id = %(authority)s
UNION ALL
SELECT
    'check', first_on::text, last_on::text, false, false,
    ARRAY[forecast, late, "both"], learned_on
FROM requests_app_forecastcheck
WHERE authority_id = %(authority)s
"""  # noqa: S608


class Row(NamedTuple):
    """A row of the query."""

    kind: str
    key: str | None
    title: str | None
    is_restricted: bool
    is_review: bool
    numbers: list[int | None] | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Open:
    """Open requests of one group.

    Attributes:
        key: The state, or the key of the team or officer; None for none.
        title: The name of the team or officer.
        is_restricted: Whether these are the requests restricted to named people.
        is_review: Whether these are internal reviews.
        by_band: How many are in each band: of lateness, or of the due date.
        likely: How many are likely to be late.
        extended: How many have more time.
    """

    key: str | None
    title: str
    is_restricted: bool
    is_review: bool
    by_band: Mapping[str, int]
    likely: int
    extended: int

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by_band.values())


@dataclass(frozen=True, slots=True)
class Counted:
    """What the query found.

    Attributes:
        on: The London day of looking.
        open: Open requests and reviews, by "state", "team" and "officer".
        months: How many requests have a fact in a whole month, by fact, whether they
            are reviews, and the first of the month.
        parts: The same for the month of looking and the same month a year before, up
            to the day of looking.
        teams: The keys and names of the teams that can be chosen.
        stages: For each stage the days it needs, their median, and of how many.
        check: How right the forecast was, if known.
    """

    on: date
    open: Mapping[str, list[Open]]
    months: Mapping[tuple[str, bool, date], int]
    parts: Mapping[tuple[str, bool, date], int]
    teams: list[tuple[int, str]]
    stages: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    check: Row | None = None

    def in_span(self, fact: str, span: Span, *, is_review: bool = False) -> int:
        """Return how many have a fact in a span that begins with a month.

        The span ends with a month, on the day of looking, or a year before this day.
        """
        total, month = 0, span.first
        while month <= span.last:
            following = (month + timedelta(days=31)).replace(day=1)
            counts = (
                self.months if following <= span.last + timedelta(1) else self.parts
            )
            total += counts.get((fact, is_review, month), 0)
            month = following
        return total


def count(scope: Scope, *, on: date) -> Counted:
    """Count the requests of a scope, in one query.

    Args:
        scope: Whose requests are counted.
        on: The London day of looking.
    """
    sql = _SQL.format(
        team=_OF_TEAM.replace("team_id", "one.team_id").replace(
            "is_restricted", "one.is_restricted"
        )
        if scope.team
        else "",
        team_of_tally=_OF_TEAM.replace("team_id", "team_key") if scope.team else "",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(scope, on))
        rows = [Row(*row) for row in cursor.fetchall()]
    return _read(rows, on)


def _values(scope: Scope, on: date) -> dict[str, Any]:
    sunday = on + timedelta(days=6 - on.weekday())
    bands = last_days_of_bands(on)
    before = year_before(on)
    return {
        "authority": scope.user.authority_id,
        "team": scope.team.pk if scope.team else None,
        "on": on,
        "sunday": sunday,
        "next_sunday": sunday + timedelta(days=7),
        "waiting": [state.value for state in WAITING_STATES],
        "regimes": list(bands),
        "firsts": [first for first, _ in bands.values()],
        "seconds": [second for _, second in bands.values()],
        "until": days_left_until(on),
        "month": on.replace(day=1),
        "since": earliest_month(year_before(on)),
        "lately": earliest_month(on),
        "before_from": before.replace(day=1),
        "before_to": before,
    }


def _read(rows: Iterable[Row], on: date) -> Counted:
    opened: dict[str, list[Open]] = {"state": [], "team": [], "officer": []}
    months: dict[tuple[str, bool, date], int] = {}
    parts: dict[tuple[str, bool, date], int] = {}
    teams: list[tuple[int, str]] = []
    stages: dict[str, tuple[int, int, int]] = {}
    check = None
    for row in rows:
        numbers = [number or 0 for number in row.numbers or ()]
        match row.kind:
            case "tally":
                assert row.on is not None  # noqa: S101 - as the query has it
                found = months if row.title == "m" else parts
                found[str(row.key), row.is_review, row.on] = numbers[0]
            case "choice":
                teams.append((int(row.key or 0), row.title or ""))
            case "stage":
                stages[str(row.key)] = (numbers[0], numbers[1], numbers[2])
            case "check":
                check = row
            case kind:
                opened[kind].append(_open(row, numbers))
    teams.sort(key=lambda team: team[1].casefold())
    return Counted(on, opened, months, parts, teams, stages, check)


def _open(row: Row, numbers: list[int]) -> Open:
    return Open(
        row.key,
        row.title or "",
        row.is_restricted,
        row.is_review,
        dict(zip((band.value for band in BANDS), numbers, strict=False)),
        numbers[_LIKELY],
        numbers[_EXTENDED],
    )


def of_kind(found: Iterable[Open], *, is_review: bool) -> Iterator[Open]:
    """Yield the groups of requests, or of reviews."""
    return (one for one in found if one.is_review == is_review)
