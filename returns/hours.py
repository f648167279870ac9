"""The hours spent on requests, as told by departments and recorded by officers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import (
    Count,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.models import Authority
from requests_app.models import EnquiryReply, TimeSpent
from requests_app.querysets import FOIRequestQuerySet
from returns.dimensions import DIMENSIONS
from returns.figures import Figure, Table, measure, share, tenths
from returns.population import Period, cells, classified, population, received
from returns.reports import COUNT, PERCENT, SUM, Report, Row
from statute.money import counted_activities
from statute.regimes import Regime

_REQUEST: Final = "enquiry__foi_request"
# Rows in which only some of the time of a request counts.
_DEPARTMENT: Final = "department"
_OFFICER: Final = "officer_time"
_WORK: Final = "work"
_PARTS: Final = (_DEPARTMENT, _OFFICER, _WORK)


@dataclass(slots=True)
class _Told:
    """The time of a row.

    Attributes:
        minutes: The minutes of each request.
        records: The number of replies and of records of officers.
        departments: The minutes that departments told.
        officers: The minutes that officers recorded.
        counted: The minutes of officers that count towards the limit on cost.
    """

    minutes: Counter[int] = field(default_factory=Counter)
    records: int = 0
    departments: int = 0
    officers: int = 0
    counted: int = 0


def count_hours(report: Report, authority: Authority, period: Period) -> Table:
    """Add up the time of departments and officers, by each class of the return.

    Args:
        report: The return, with a row for each.
        authority: The authority.
        period: The days of receipt of the requests, and the day of counting.
    """
    found = population(authority, period)
    told: dict[str, _Told] = defaultdict(_Told)
    rows_of = _rows_of(report, found, period)
    for key, department, minutes, number in _by_departments(found, period):
        for row in (*rows_of[key], f"{_DEPARTMENT}_{department}"):
            told[row].minutes[key] += minutes
            told[row].departments += minutes
            told[row].records += number
    for key, person, work, regime, minutes, number in _by_officers(found, period):
        is_counted = work in counted_activities(Regime(regime))
        for row in (*rows_of[key], f"{_OFFICER}_{person}", f"{_WORK}_{work}"):
            told[row].minutes[key] += minutes
            told[row].officers += minutes
            told[row].counted += minutes if is_counted else 0
            told[row].records += number
    received_in = _received(report, found, period)
    figures = {
        row.key: {
            each.key: _figure(each.key, each.kind, told[row.key], received_in[row.key])
            for each in report.measures
        }
        for row in report.rows
    }
    return Table(report, {each.key: each.title for each in report.measures}, figures)


def requests_with_time(
    row: Row, foi_requests: FOIRequestQuerySet, period: Period
) -> FOIRequestQuerySet:
    """Return the requests of a row with time told, the most first: `minutes_told`.

    Args:
        row: The row.
        foi_requests: The requests of the authority, or those a person may see.
        period: The period of the return.
    """
    found = received(foi_requests, period)
    found = classified(found, [each.dimension for each in row.where], period.moment)
    told = _replies(period).filter(enquiry__foi_request=OuterRef("pk"))
    recorded = _recorded(period).filter(foi_request=OuterRef("pk"))
    for each in row.where:
        values = sorted(each.values)
        if each.dimension == _DEPARTMENT:
            told = told.filter(enquiry__department__in=map(int, values))
            recorded = recorded.none()
        elif each.dimension == _OFFICER:
            told, recorded = told.none(), recorded.filter(person__in=map(int, values))
        elif each.dimension == _WORK:
            told, recorded = told.none(), recorded.filter(work__in=values)
        found = found.filter(each.as_q)
    of_departments = told.values("enquiry__foi_request").annotate(
        minutes=Sum("time_spent_minutes")
    )
    of_officers = recorded.values("foi_request").annotate(spent=Sum("minutes"))
    with_time: FOIRequestQuerySet = found.annotate(
        minutes_told=_or_none(of_departments.values("minutes"))
        + _or_none(of_officers.values("spent"))
    ).filter(minutes_told__gt=0)
    return with_time


def minutes_told(keys: Collection[int], *, period: Period) -> Counter[int]:
    """Return the time on requests told by the day of counting, by their keys."""
    told = _replies(period).filter(enquiry__foi_request__in=keys)
    summed = told.values_list(_REQUEST).annotate(minutes=Sum("time_spent_minutes"))
    recorded = _recorded(period).filter(foi_request__in=keys)
    spent = recorded.values_list("foi_request").annotate(spent=Sum("minutes"))
    return Counter(dict(summed)) + Counter(dict(spent))


def _or_none(found: QuerySet) -> Coalesce:
    return Coalesce(Subquery(found), Value(0), output_field=IntegerField())


def _replies(period: Period) -> QuerySet[EnquiryReply]:
    return EnquiryReply.objects.filter(
        sent_on__lte=period.on, time_spent_minutes__gt=0
    ).order_by()


def _recorded(period: Period) -> QuerySet[TimeSpent]:
    return TimeSpent.objects.filter(on__lte=period.on).order_by()


def _by_departments(
    foi_requests: FOIRequestQuerySet, period: Period
) -> Iterator[tuple[int, int, int, int]]:
    """Yield a request, a department, its minutes, and its replies."""
    told = _replies(period).filter(**{f"{_REQUEST}__in": foi_requests.values("pk")})
    grouped = told.values_list(_REQUEST, "enquiry__department")
    yield from grouped.annotate(minutes=Sum("time_spent_minutes"), number=Count("pk"))


def _by_officers(
    foi_requests: FOIRequestQuerySet, period: Period
) -> Iterator[tuple[int, int, str, str, int, int]]:
    """Yield a request, a person, the work, the law, the minutes, and the records."""
    recorded = _recorded(period).filter(foi_request__in=foi_requests.values("pk"))
    grouped = recorded.values_list(
        "foi_request", "person", "work", "foi_request__regime"
    )
    yield from grouped.annotate(spent=Sum("minutes"), number=Count("pk"))


def _rows_of(
    report: Report, foi_requests: FOIRequestQuerySet, period: Period
) -> Mapping[int, list[str]]:
    """Return the rows that count all of the time of each request with time."""
    names = [name for name in report.rows_by if name not in _PARTS]
    with_time = foi_requests.filter(
        pk__in=_replies(period)
        .values("enquiry__foi_request")
        .union(_recorded(period).values("foi_request"))
    )
    found: dict[int, list[str]] = defaultdict(lambda: ["all"])
    columns = [DIMENSIONS[name].column for name in names]
    for key, *values in classified(with_time, names, period.moment).values_list(
        "pk", *columns
    ):
        for name, value in zip(names, values, strict=True):
            several = value if DIMENSIONS[name].is_many else [value]
            found[key] += [f"{name}_{each or ''}" for each in several]
    return found


def _received(
    report: Report, foi_requests: FOIRequestQuerySet, period: Period
) -> Mapping[str, int]:
    """Return how many requests were received, by row."""
    number = foi_requests.count()
    found = {"all": number}
    for name in report.rows_by:
        if name in {_OFFICER, _WORK}:
            found |= {row.key: number for row in report.rows if _is_of(row, name)}
            continue
        for cell in cells(foi_requests, [name], period.moment):
            found[f"{name}_{cell.values[name]}"] = cell.number
    return defaultdict(int, found)


def _is_of(row: Row, name: str) -> bool:
    return any(each.dimension == name for each in row.where)


def _figure(name: str, kind: str, told: _Told, received_in: int) -> Figure:
    if kind == COUNT:
        return Figure(len(told.minutes) if name == "requests" else told.records)
    if kind == PERCENT:
        return share(len(told.minutes), received_in)
    if kind == SUM:
        minutes = {
            "hours": told.minutes.total(),
            "departments": told.departments,
            "officers": told.officers,
            "counted": told.counted,
        }
        return Figure(tenths(minutes[name], 60))
    measured = measure(kind, Counter(told.minutes.values()))
    if measured.value is None:
        return measured
    # Minutes are in quarters at the most: a quartile lies between two whole numbers.
    hours = tenths(round(20 * measured.value), 1200)
    return Figure(hours, denominator=measured.denominator)
