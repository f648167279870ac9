"""Which questions have been answered, and when."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from requests_app.calendars.question_dates import stored_parts
from requests_app.calendars.working_days import calendar_for
from requests_app.clock.events import (
    DateNotWorkedOut,
    recalculate_due_date,
    wait_if_nothing_runs,
)
from requests_app.models import FOIRequest, Question
from statute.deadlines import ClockError, days_taken
from statute.regimes import Regime
from statute.working_days import CalendarExhausted


def note_answered(*, foi_request: FOIRequest, days: Mapping[int, date]) -> None:
    """Note for each question the day on which a letter answering it was first given.

    A question not named is owed. The due date of the request moves on to what is still
    owed, or back. The caller saves the request. Harmless to run twice.

    Args:
        foi_request: The request, locked.
        days: By the key of a question, the London day of its first final answer.
    """
    changed = []
    for question in foi_request.questions.filter(kind=Question.Kind.QUESTION):
        if question.answered_on != days.get(question.pk):
            question.answered_on = days.get(question.pk)
            changed.append(question)
    if not changed:
        return
    Question.objects.bulk_update(changed, ["answered_on"])
    # A letter was given whatever the calendars know: dates that cannot be worked out
    # stay as they are.
    with suppress(DateNotWorkedOut):
        recalculate_due_date(foi_request)
    wait_if_nothing_runs(foi_request)


def in_time(foi_request: FOIRequest, on: date) -> bool | None:
    """Whether every question was answered by its own due date; None if not known."""
    answered = foi_request.questions.filter(answered_on__isnull=False)
    days = answered.values_list("answered_on", "due_on") or [(on, foi_request.due_on)]
    known = [(given, due) for given, due in days if given and due]
    return all(given <= due for given, due in known) if known else None


def keep_days_taken(foi_request: FOIRequest) -> None:
    """Keep how many working days the first answer took; None without one.

    The latest part of the request counts. Dates that cannot be worked out leave the
    number unknown.
    """
    on, taken = foi_request.answered_on, None
    if on is not None:
        calendar = calendar_for(Regime(foi_request.regime))
        with suppress(CalendarExhausted, ClockError):
            taken = max(
                days_taken(part.clock, on, calendar)
                for part in stored_parts(foi_request)
            )
    if taken != foi_request.days_taken:
        FOIRequest.objects.filter(pk=foi_request.pk).update(days_taken=taken)
        foi_request.days_taken = taken
