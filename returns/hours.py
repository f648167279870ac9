"""The hours spent on requests, as told by departments."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import Authority
from requests_app.models import EnquiryReply
from requests_app.querysets import FOIRequestQuerySet
from returns.figures import Figure, Table, measure, share, tenths
from returns.population import Period, cells, classified, population, received
from returns.reports import COUNT, PERCENT, SUM, Report, Row

_REQUEST: Final = "enquiry__foi_request"


def count_hours(report: Report, authority: Authority, period: Period) -> Table:
    """Add up the time told in replies, by department, team, law and month of receipt.

    Args:
        report: The return, with a row for each.
        authority: The authority.
        period: The days of receipt of the requests, and the day of counting.
    """
    found = population(authority, period)
    # By row: the minutes of each request, and the number of replies.
    minutes: dict[str, Counter[int]] = defaultdict(Counter)
    replies: Counter[str] = Counter()
    for key, rows, spent, number in _told(found, period):
        for row in rows:
            minutes[row][key] += spent
            replies[row] += number
    received_in = _received(report, found, period)
    figures = {
        row.key: {
            each.key: _figure(
                each.key, each.kind, minutes[row.key], replies[row.key],
                received_in[row.key],
            )
            for each in report.measures
        }
        for row in report.rows
    }  # fmt: skip
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
    for each in row.where:
        if each.dimension == "department":
            told = told.filter(enquiry__department__in=sorted(each.values))
        found = found.filter(each.as_q)
    summed = told.values("enquiry__foi_request").annotate(
        minutes=Sum("time_spent_minutes")
    )
    with_time: FOIRequestQuerySet = found.annotate(
        minutes_told=Coalesce(
            Subquery(summed.values("minutes")), 0, output_field=IntegerField()
        )
    ).filter(minutes_told__gt=0)
    return with_time


def minutes_told(keys: Collection[int], *, period: Period) -> Counter[int]:
    """Return the minutes told for requests by the day of counting, by their keys."""
    told = _replies(period).filter(enquiry__foi_request__in=keys)
    summed = told.values_list(_REQUEST).annotate(minutes=Sum("time_spent_minutes"))
    return Counter(dict(summed))


def _replies(period: Period) -> QuerySet[EnquiryReply]:
    return EnquiryReply.objects.filter(
        sent_on__lte=period.on, time_spent_minutes__gt=0
    ).order_by()


def _told(
    foi_requests: FOIRequestQuerySet, period: Period
) -> Iterator[tuple[int, list[str], int, int]]:
    """Yield a request, the rows it counts in, its minutes, and its replies."""
    told = _replies(period).filter(**{f"{_REQUEST}__in": foi_requests.values("pk")})
    grouped = told.values_list(
        _REQUEST,
        "enquiry__department",
        f"{_REQUEST}__team",
        f"{_REQUEST}__regime",
        f"{_REQUEST}__received_on",
    ).annotate(minutes=Sum("time_spent_minutes"), number=Count("pk"))
    for key, department, team, regime, received_on, minutes, number in grouped:
        rows = [
            "all",
            f"department_{department}",
            f"team_{team or ''}",
            f"regime_{regime}",
            f"month_{received_on:%Y-%m}",
        ]
        yield key, rows, minutes, number


def _received(
    report: Report, foi_requests: FOIRequestQuerySet, period: Period
) -> Mapping[str, int]:
    """Return how many requests were received, by row."""
    found = {"all": foi_requests.count()}
    for name in report.rows_by:
        for cell in cells(foi_requests, [name], period.moment):
            found[f"{name}_{cell.values[name]}"] = cell.number
    return defaultdict(int, found)


def _figure(
    name: str, kind: str, minutes: Counter[int], replies: int, received_in: int
) -> Figure:
    if kind == COUNT:
        return Figure(len(minutes) if name == "requests" else replies)
    if kind == PERCENT:
        return share(len(minutes), received_in)
    if kind == SUM:
        return Figure(tenths(minutes.total(), 60))
    measured = measure(kind, Counter(minutes.values()))
    if measured.value is None:
        return measured
    # Minutes are in quarters at the most: a quartile lies between two whole numbers.
    hours = tenths(round(20 * measured.value), 1200)
    return Figure(hours, denominator=measured.denominator)
