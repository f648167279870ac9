"""How long requests spent in each stage, worked out from their history.

A stay begins with a change of state in the history, and ends with the
next. The stays of a request fill the time from its receipt to its answer, so their
working days add up to those of the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from accounts.models import Authority
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import State
from returns.days import DayNumbers
from returns.figures import Figure, Table, measure, share
from returns.population import Period, classified, population, received
from returns.reports import COUNT, PERCENT, SUM, Report, Row

WHOLE: Final = "whole"
DEPARTMENTS: Final = "departments"
DRAFTING: Final = "drafting"
UNKNOWN: Final = "unknown"
# The stage of each state. Drafting has two: the time in which a department was asked,
# and the rest.
STAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        State.RECEIVED: "received",
        State.AWAITING_CLARIFICATION: "clarification",
        State.AWAITING_FEE: "fee",
        State.ANSWERING: DRAFTING,
        State.CLEARANCE: "clearance",
        State.CLEARED: "issue",
        State.ISSUED: "issue",
        State.ANSWERED: "closed",
        State.NOT_VALID: "closed",
        State.TRANSFERRED: "closed",
        State.WITHDRAWN: "closed",
        State.LAPSED: "closed",
        State.DOUBLE: "closed",
    }
)
# For each request: every stay with its first and its last day. The entry of a day after
# another that is recorded earlier counts as of the later day.
_STAYS: Final = """
answered AS ({answered}),
moves AS (
    SELECT answered.id, answered.received_on, answered.answered_on,
        entry.id AS place,
        GREATEST(entry."on", answered.received_on) AS since,
        entry.changes -> 'state' ->> 0 AS before,
        entry.changes -> 'state' ->> 1 AS state
    FROM answered
    JOIN requests_app_historyentry entry ON entry.foi_request_id = answered.id
    WHERE entry.changes ? 'state' AND entry."on" <= answered.answered_on
),
stays AS (
    SELECT id, state, since,
        COALESCE(LEAD(since) OVER later, answered_on) AS until, answered_on
    FROM moves
    WINDOW later AS (PARTITION BY id ORDER BY since, place)
    UNION ALL
    SELECT id, before, received_on, since, answered_on
    FROM (SELECT DISTINCT ON (id) * FROM moves ORDER BY id, since, place) AS beginnings
),
asked AS (
    SELECT enquiry.foi_request_id AS id,
        range_agg(daterange(enquiry.asked_on, GREATEST(enquiry.asked_on, LEAST(
            enquiry.replied_on,
            {declined_on}, {withdrawn_on}, {dealt_with_on},
            answered.answered_on
        )))) AS spans
    FROM requests_app_enquiry enquiry
    JOIN answered ON answered.id = enquiry.foi_request_id
    WHERE enquiry.asked_on <= answered.answered_on
    GROUP BY enquiry.foi_request_id
),
staged AS (
    SELECT stays.id, CASE {cases} END AS stage, since, until,
        {until} - {begin} AS days,
        CASE WHEN state = 'answering' THEN (
            SELECT COALESCE(SUM({upper} - {lower}), 0)
            FROM unnest(
                asked.spans * datemultirange(daterange(since, until))
            ) AS span
        ) END AS of_department,
        asked.id IS NOT NULL AND state = 'answering' AS is_asked
    FROM stays LEFT JOIN asked ON asked.id = stays.id
    WHERE NOT (state IN ({closed}) AND since >= answered_on)
),
parts AS (
    SELECT id, stage, SUM(days - COALESCE(of_department, 0)) AS days
    FROM staged GROUP BY id, stage
    UNION ALL
    SELECT id, 'departments', SUM(of_department)
    FROM staged WHERE is_asked GROUP BY id
)
"""


def count_stages(report: Report, authority: Authority, period: Period) -> Table:
    """Measure the working days of answered requests in each stage.

    Args:
        report: The return, with a row for each stage.
        authority: The authority: its bank holidays are left out.
        period: The days of receipt, and the day of counting.
    """
    found = population(authority, period)
    with_parts, parameters = _with_parts(found, DayNumbers(authority, period), period)
    spent: dict[str, Counter[int]] = defaultdict(Counter)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{with_parts} SELECT stage, days, COUNT(*) FROM parts GROUP BY 1, 2 "  # noqa: S608
            "UNION ALL SELECT 'whole', days, COUNT(*) FROM "
            "(SELECT SUM(days) AS days FROM parts GROUP BY id) AS wholes GROUP BY 2",
            parameters,
        )
        for stage, days, number in cursor.fetchall():
            spent[stage][int(days)] += number
    in_all = _sum(spent[WHOLE])
    figures = {
        row.key: {
            each.key: _figure(each.kind, spent[row.key], in_all)
            for each in report.measures
        }
        for row in report.rows
    }
    if UNKNOWN in figures:
        missing = _answered(found, period).count() - spent[WHOLE].total()
        figures[UNKNOWN] = {
            each.key: Figure(missing if each.kind == COUNT else None)
            for each in report.measures
        }
    return Table(report, {each.key: each.title for each in report.measures}, figures)


def requests_in(
    row: Row, foi_requests: FOIRequestQuerySet, authority: Authority, period: Period
) -> FOIRequestQuerySet:
    """Return the requests with some time in a stage, among the given requests."""
    found = received(foi_requests, period)
    with_parts, parameters = _with_parts(found, DayNumbers(authority, period), period)
    which = "" if row.key in {WHOLE, UNKNOWN} else "WHERE stage = %s"
    keys = RawSQL(  # noqa: S611 - made of names of this module
        f"{with_parts} SELECT id FROM parts {which}",  # noqa: S608
        (*parameters, *([row.key] if which else [])),
    )
    answered = _answered(found, period)
    if row.key == UNKNOWN:
        return answered.exclude(pk__in=keys)
    return answered.filter(pk__in=keys)


def _answered(foi_requests: FOIRequestQuerySet, period: Period) -> FOIRequestQuerySet:
    found = classified(foi_requests, ["status"], period.moment)
    answered: FOIRequestQuerySet = found.filter(
        in_status="answered", answered_on__gte=F("received_on")
    )
    return answered


def _with_parts(
    foi_requests: FOIRequestQuerySet, numbers: DayNumbers, period: Period
) -> tuple[str, list[Any]]:
    """Return the SQL with `parts`: each request's days in each stage."""
    answered = foi_requests.filter(
        answered_on__lte=period.on, answered_on__gte=F("received_on")
    )
    sql, parameters = answered.values(
        "id", "received_on", "answered_on"
    ).query.sql_with_params()
    cases = " ".join(
        f"WHEN state = '{state}' THEN '{stage}'" for state, stage in STAGES.items()
    )
    closed = [f"'{state}'" for state, stage in STAGES.items() if stage == "closed"]
    stays = _STAYS.format(
        answered=sql,
        cases=cases,
        closed=", ".join(closed),
        begin=numbers.sql("since"),
        until=numbers.sql("until"),
        lower=numbers.sql("lower(span)"),
        upper=numbers.sql("upper(span)"),
        **{
            name.replace("_at", "_on"): (
                f"(enquiry.{name} AT TIME ZONE 'Europe/London')::date"
            )
            for name in ("declined_at", "withdrawn_at", "dealt_with_at")
        },
    )
    return f"WITH {stays}", list(parameters)


def _figure(kind: str, days: Counter[int], in_all: int) -> Figure:
    if kind == COUNT:
        return Figure(days.total())
    if kind == SUM:
        return Figure(_sum(days))
    if kind == PERCENT:
        return share(_sum(days), in_all)
    return measure(kind, days)


def _sum(days: Counter[int]) -> int:
    return sum(each * times for each, times in days.items())
