"""The progress of a recalculation, and its results."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Abs

from requests_app.models import FOIRequest, Job, RecalculatedDate, Recalculation


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a recalculation.

    Attributes:
        is_done: Whether every request has been processed.
        percent: The share of the work done.
        problem: Why the recalculation has stopped; "" while it runs.
    """

    is_done: bool
    percent: int
    problem: str


def progress_of(recalculation: Recalculation) -> Progress:
    """Return the progress of a recalculation."""
    if recalculation.done_at is not None:
        return Progress(is_done=True, percent=100, problem="")
    job = Job.objects.filter(idempotency_key=recalculation.job_key).first()
    total = max(recalculation.total, 1)
    return Progress(
        is_done=False,
        percent=min(recalculation.looked_at * 100 // total, 99),
        problem=job.last_error if job else "",
    )


@dataclass(frozen=True, slots=True)
class Distance:
    """The number of due dates moved by the same distance so far."""

    words: str
    count: int


def distances_of(recalculation: Recalculation) -> list[Distance]:
    """Count the moved dates by distance, from the latest to the earliest."""
    moved = (
        recalculation.dates.filter(problem="")
        .values("by_working_days", gone=_gone())
        .annotate(count=Count("pk"))
        .order_by(F("by_working_days").desc(nulls_last=True))
    )
    return [
        Distance(words_for(row["by_working_days"], is_gone=row["gone"]), row["count"])
        for row in moved
    ]


def _gone() -> Case:
    return Case(
        When(after=None, then=Value(1)), default=Value(0), output_field=IntegerField()
    )


def words_for(working_days: int | None, *, is_gone: bool = False) -> str:
    """Describe how far a date moved."""
    if working_days is None:
        return "Due date removed" if is_gone else "New due date"
    if working_days == 0:
        return "0 working days"
    number = abs(working_days)
    way = "later" if working_days > 0 else "earlier"
    return f"{number} working day{'s' if number > 1 else ''} {way}"


def words_for_date(moved: RecalculatedDate) -> str:
    """Describe how far a due date moved, or that it stayed unchanged."""
    if moved.problem:
        return "Could not be calculated"
    return words_for(moved.by_working_days, is_gone=moved.after is None)


def dates_of(
    recalculation: Recalculation, visible: QuerySet[FOIRequest]
) -> QuerySet[RecalculatedDate]:
    """Return the dates that moved or could not be calculated, of visible requests.

    Dates that could not be calculated come first, then the dates that moved farthest.
    """
    return (
        recalculation.dates.filter(foi_request__in=visible.values("pk"))
        .select_related("foi_request__officer")
        .order_by(
            F("problem").desc(),
            Abs("by_working_days").desc(nulls_first=True),
            "after",
            "pk",
        )
    )
