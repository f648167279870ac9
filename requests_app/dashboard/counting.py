"""Everything the dashboard counts of requests, in one query.

What is open is read from an index that holds every column of the groups, and grouped
once. Python adds the groups up by state, team and officer. What is closed is added up
from `Tally`.

The figures count every request of the authority, whoever looks. A request restricted to
named people is under no team and no officer.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.db import connection

from requests_app.dashboard.scope import Scope
from requests_app.dashboard.spans import Span, earliest_month, year_before
from requests_app.lists.lateness import LateBand, last_days_of_bands
from requests_app.lists.likely import days_left_until
from requests_app.querysets import DueBand
from requests_app.workflow import WAITING_STATES

# The bands of open requests: overdue ones by how late they are.
BANDS: Final = (*LateBand, *(band for band in DueBand if band != DueBand.OVERDUE))
_OF_TEAM: Final = "AND {team} = %(team)s AND NOT {restricted}"
# The spans and facts of the figures. Each is a stretch of the index.
_TALLIED: Final = " UNION ALL ".join(
    f"""
    SELECT fact, span, is_review, "on", number
    FROM requests_app_tally
    WHERE authority_key = %(authority)s {{team_of_tally}} AND {which}"""  # noqa: S608
    for which in (
        """span = 'm' AND fact IN ('in_time', 'late')
        AND "on" BETWEEN %(since)s AND %(on)s""",
        """span = 'm' AND fact NOT IN ('in_time', 'late')
        AND "on" BETWEEN %(lately)s AND %(on)s""",
        """span = 'd' AND "on" BETWEEN %(before_from)s AND %(before_to)s""",
        """span = 'd' AND "on" BETWEEN %(month)s AND %(on)s""",
    )
)

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
        count(*) AS number
    FROM requests_app_foirequest AS one
    WHERE one.authority_id = %(authority)s AND one.closed_on IS NULL {{team}}
    GROUP BY 1, 2, 3, 4, 5, 6, 7
), tallied AS ({_TALLIED}
)
SELECT
    'open' AS kind, state AS key, band AS title, team_id, officer_id, is_restricted,
    is_review, is_extended, number, NULL::int[] AS numbers, NULL::date AS "on"
FROM counted
UNION ALL
SELECT
    'likely', NULL, NULL, NULL, NULL, false, false, false, count(*), NULL, NULL
FROM requests_app_foirequest AS one
JOIN requests_app_stagetime AS stage
    ON stage.authority_id = %(authority)s AND stage.state = one.state
WHERE one.authority_id = %(authority)s AND one.closed_on IS NULL {{team}}
    AND one.due_on >= %(on)s
    AND one.due_on <= (%(until)s::date[])[stage.days + 1]
    AND one.answered_on IS NULL
    AND one.review_of_id IS NULL
    AND one.state <> ALL(%(waiting)s)
UNION ALL
SELECT
    'tally', fact, span, NULL, NULL, false, is_review, false, sum(number), NULL,
    date_trunc('month', "on")::date
FROM tallied
GROUP BY fact, span, is_review, date_trunc('month', "on")
UNION ALL
SELECT
    'officer', id::text,
    COALESCE(NULLIF(trim(first_name || ' ' || last_name), ''), username),
    NULL, NULL, false, false, false, (NOT is_active)::int, NULL, NULL
FROM accounts_user
WHERE id IN (SELECT officer_id FROM counted)
UNION ALL
SELECT 'team', id::text, name, NULL, NULL, false, false, false, NULL, NULL, NULL
FROM accounts_team
WHERE id IN (SELECT team_id FROM counted)
UNION ALL
SELECT 'choice', id::text, name, NULL, NULL, false, false, false, NULL, NULL, NULL
FROM accounts_team
WHERE authority_id = %(authority)s AND closed_on IS NULL
UNION ALL
SELECT
    'stage', state, NULL, NULL, NULL, false, false, false, NULL,
    ARRAY[days, median_days, requests], NULL
FROM requests_app_stagetime
WHERE authority_id = %(authority)s
UNION ALL
SELECT
    'check', first_on::text, last_on::text, NULL, NULL, false, false, false, NULL,
    ARRAY[forecast, late, "both", soon, soon_both], learned_on
FROM requests_app_forecastcheck
WHERE authority_id = %(authority)s
"""  # noqa: S608


class Row(NamedTuple):
    """A row of the query."""

    kind: str
    key: str | None
    title: str | None
    team: int | None
    officer: int | None
    is_restricted: bool
    is_review: bool
    is_extended: bool
    number: int | None
    numbers: list[int | None] | None
    on: date | None


@dataclass(slots=True)
class Open:
    """Open requests of one group.

    Attributes:
        key: The state, or the key of the team or officer; None for none.
        title: The name of the team or officer.
        is_restricted: Whether these are the requests restricted to named people.
        is_review: Whether these are internal reviews.
        has_left: Whether the officer's account is closed.
        by_band: How many are in each band: of lateness, or of the due date.
        extended: How many have more time.
    """

    key: str | None
    title: str
    is_restricted: bool
    is_review: bool
    has_left: bool = False
    by_band: Counter[str] = field(default_factory=Counter)
    extended: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return self.by_band.total()


@dataclass(frozen=True, slots=True)
class Counted:
    """What the query found.

    Attributes:
        on: The London day of looking.
        open: Open requests and reviews, by "state", "team" and "officer".
        likely: How many open requests are likely to be late.
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
    likely: int
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
        team=_of_team(scope, "one.team_id", "one.is_restricted"),
        team_of_tally=_of_team(scope, "team_key", "is_restricted"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(scope, on))
        rows = [Row(*row) for row in cursor.fetchall()]
    return _read(rows, on)


def _of_team(scope: Scope, team: str, restricted: str) -> str:
    return _OF_TEAM.format(team=team, restricted=restricted) if scope.team else ""


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
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    names = {
        kind: {row.key: row.title or "" for row in by_kind[kind]}
        for kind in ("team", "officer", "choice")
    }
    officers = _grouped(by_kind["open"], _officer_of, names["officer"])
    left = {row.key for row in by_kind["officer"] if row.number}
    for one in officers:
        one.has_left = one.key in left
    teams = [(int(key or 0), name) for key, name in names["choice"].items()]
    return Counted(
        on,
        open={
            "state": _grouped(by_kind["open"], lambda row: row.key),
            "team": _grouped(by_kind["open"], _team_of, names["team"]),
            "officer": officers,
        },
        likely=sum(row.number or 0 for row in by_kind["likely"]),
        months=_tallied(by_kind["tally"], "m"),
        parts=_tallied(by_kind["tally"], "d"),
        teams=sorted(teams, key=lambda team: team[1].casefold()),
        stages={str(row.key): _three(row) for row in by_kind["stage"]},
        check=next(iter(by_kind["check"]), None),
    )


def _grouped(
    rows: Iterable[Row],
    key_of: Callable[[Row], str | None],
    names: Mapping[str | None, str] = MappingProxyType({}),
) -> list[Open]:
    """Add up the groups of open requests by a state, team or officer."""
    found: dict[tuple[str | None, bool, bool], Open] = {}
    for row in rows:
        key, number = key_of(row), row.number or 0
        place = (key, row.is_restricted, row.is_review)
        one = found.get(place)
        if one is None:
            one = found[place] = Open(
                key, names.get(key, ""), row.is_restricted, row.is_review
            )
        one.by_band[row.title or ""] += number
        if row.is_extended:
            one.extended += number
    return list(found.values())


def _team_of(row: Row) -> str | None:
    return None if row.team is None else str(row.team)


def _officer_of(row: Row) -> str | None:
    return None if row.officer is None else str(row.officer)


def _tallied(rows: Iterable[Row], span: str) -> dict[tuple[str, bool, date], int]:
    return {
        (str(row.key), row.is_review, row.on): row.number or 0
        for row in rows
        if row.title == span and row.on is not None
    }


def _three(row: Row) -> tuple[int, int, int]:
    days, median, requests = (number or 0 for number in row.numbers or ())
    return days, median, requests


def of_kind(found: Iterable[Open], *, is_review: bool) -> Iterator[Open]:
    """Yield the groups of requests, or of reviews."""
    return (one for one in found if one.is_review == is_review)
