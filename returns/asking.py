"""Questions put to departments: how long the replies took, and the late ones."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Least

from accounts.models import Authority
from requests_app.models import Enquiry
from requests_app.models.enquiries import EnquiryStage
from requests_app.querysets import EnquiryQuerySet, FOIRequestQuerySet
from returns.days import DayNumbers
from returns.figures import Figure, Table, measure, share
from returns.population import Period, population, received
from returns.reports import COUNT, PERCENT, Measure, Report, Row

# The columns that count, each with its condition.
_REPLIED: Final = Q(in_state="replied")
_WAITING: Final = Q(in_state="waiting")
_COLUMNS: Final = {
    "asked": Q(),
    "replied": _REPLIED,
    "waiting": _WAITING,
    "declined": Q(in_state="declined"),
    "late": Q(was_late=True),
    "chased": Q(was_chased=True),
}
_CHASERS: Final = (EnquiryStage.Stage.LATE, EnquiryStage.Stage.ESCALATED)


def count_departments(report: Report, authority: Authority, period: Period) -> Table:
    """Count the questions put to each department, and measure the replies.

    Args:
        report: The return, with a row for each department.
        authority: The authority: its bank holidays are left out.
        period: The days of receipt of the requests, and the day of counting.
    """
    numbers = DayNumbers(authority, period)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    taken: dict[str, Counter[int]] = defaultdict(Counter)
    for rows, fits, days, number in _cells(population(authority, period), period):
        for row in rows:
            counted[row].update(dict.fromkeys(fits, number))
            if days is not None:
                taken[row][numbers.count(*days)] += number
    figures = {
        row.key: {
            each.key: _figure(each, counted[row.key], taken[row.key])
            for each in report.measures
        }
        for row in report.rows
    }
    return Table(report, {each.key: each.title for each in report.measures}, figures)


def enquiries_in(
    row: Row, column: str, foi_requests: FOIRequestQuerySet, period: Period
) -> EnquiryQuerySet:
    """Return the enquiries of a figure, on the given requests.

    Args:
        row: The row of a department, or of all.
        column: The column; of a percentage, the enquiries of the numerator.
        foi_requests: The requests of the authority, or those a person may see.
        period: The period of the return.
    """
    name = "late" if column == "pct_late" else column
    found = _enquiries(received(foi_requests, period), period).filter(_COLUMNS[name])
    for each in row.where:
        found = found.filter(department_id__in=[int(value) for value in each.values])
    return found


def _enquiries(foi_requests: FOIRequestQuerySet, period: Period) -> EnquiryQuerySet:
    """Return the enquiries put by the day of counting, as they stood that day.

    Questions withdrawn before a reply are left out: nobody wants one any more.
    """
    on = period.on
    chased = EnquiryStage.objects.filter(
        enquiry=OuterRef("pk"), stage__in=_CHASERS, on__lte=on
    )
    found: EnquiryQuerySet = (
        Enquiry.objects.filter(
            foi_request__in=foi_requests.values("pk"), asked_on__lte=on
        )
        .order_by()
        .annotate(
            in_state=Case(
                When(replied_on__lte=on, then=Value("replied")),
                When(declined_at__date__lte=on, then=Value("declined")),
                When(withdrawn_at__date__lte=on, then=Value("withdrawn")),
                When(dealt_with_at__date__lte=on, then=Value("dealt_with")),
                When(foi_request__closed_on__lte=on, then=Value("unanswered")),
                default=Value("waiting"),
                output_field=CharField(),
            ),
        )
        .exclude(in_state="withdrawn")
        .annotate(
            was_late=Case(
                When(
                    in_state="replied", replied_on__gt=F("wanted_by"), then=Value(True)
                ),
                When(
                    # The reply was no longer wanted once the request was closed.
                    in_state__in=["waiting", "unanswered"],
                    wanted_by__lt=Least(F("foi_request__closed_on"), Value(on)),
                    then=Value(True),
                ),
                default=Value(False),
            ),
            was_chased=Exists(chased),
        )
    )
    return found


def _cells(
    foi_requests: FOIRequestQuerySet, period: Period
) -> Iterator[tuple[tuple[str, str], list[str], tuple[date, date] | None, int]]:
    """Yield groups of like enquiries: their rows, columns, days and number."""
    grouped = _enquiries(foi_requests, period).values_list(
        "department", "in_state", "was_late", "was_chased", "asked_on", "replied_on"
    )
    for (
        department,
        then,
        was_late,
        was_chased,
        asked_on,
        replied_on,
        number,
    ) in grouped.annotate(number=Count("pk")):
        fits = ["asked", then]
        fits += ["late"] if was_late else []
        fits += ["chased"] if was_chased else []
        days = (asked_on, replied_on) if then == "replied" else None
        yield ("all", f"department_{department}"), fits, days, number


def _figure(column: Measure, counted: Counter[str], days: Counter[int]) -> Figure:
    if column.kind == COUNT:
        return Figure(counted[column.key])
    if column.kind == PERCENT:
        return share(counted["late"], counted["asked"])
    return measure(column.kind, days)
