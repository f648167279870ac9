"""Which questions have been answered, and when."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date

from requests_app.clock.events import (
    DateNotWorkedOut,
    recalculate_due_date,
    wait_if_nothing_runs,
)
from requests_app.models import FOIRequest


def mark_answered(
    *, foi_request: FOIRequest, question_ids: Collection[int], on: date
) -> None:
    """Record that a letter finally answering these questions was given.

    A question keeps the day of its first answer. The due date of the request moves on
    to what is still owed. Call this within the step that changes the request, which
    saves it.

    Args:
        foi_request: The request, locked.
        question_ids: The keys of the questions that the letter answers.
        on: The London day on which the letter was given.
    """
    foi_request.questions.filter(pk__in=question_ids, answered_on=None).update(
        answered_on=on
    )
    _follow(foi_request)
    wait_if_nothing_runs(foi_request)


def mark_open_again(*, foi_request: FOIRequest, question_ids: Collection[int]) -> None:
    """Record that no answer to these questions was given after all.

    Args:
        foi_request: The request, locked; the step that changes the request saves it.
        question_ids: The keys of the questions that are owed again.
    """
    foi_request.questions.filter(pk__in=question_ids).update(answered_on=None)
    _follow(foi_request)


def _follow(foi_request: FOIRequest) -> None:
    # A letter was given whatever the calendars know: dates that cannot be worked out
    # stay as they are.
    with suppress(DateNotWorkedOut):
        recalculate_due_date(foi_request)
