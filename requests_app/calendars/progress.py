"""How far a recalculation is, and what it did."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Abs

from requests_app.models import FOIRequest, Job, RecalculatedDate, Recalculation


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is.

    Attributes:
        is_done: Whether every request has been looked at.
        percent: How much of the work is done.
        problem: Why it does not go on, if it does not.
    """

    is_done: bool
    percent: int
    problem: str


def progress_of(recalculation: Recalculation) -> Progress:
    """Say how far a recalculation is."""
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
    """How many dates moved so far."""

    words: str
    count: int


def distances_of(recalculation: Recalculation) -> list[Distance]:
    """Count the dates by how far they moved, the farthest later first."""
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
    """Say how far a date moved."""
    if working_days is None:
        return "No date any longer" if is_gone else "A date where there was none"
    if working_days == 0:
        return "By no working day"
    number = abs(working_days)
    way = "later" if working_days > 0 else "earlier"
    return f"{number} working day{'s' if number > 1 else ''} {way}"


def words_for_date(moved: RecalculatedDate) -> str:
    """Say how far one date moved, or that it was left as it stood."""
    if moved.problem:
        return "Left as it stood"
    return words_for(moved.by_working_days, is_gone=moved.after is None)


def dates_of(
    recalculation: Recalculation, visible: QuerySet[FOIRequest]
) -> QuerySet[RecalculatedDate]:
    """Return the dates of these requests that moved, or could not be worked out.

    Those that could not come first, then those that moved farthest.
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
