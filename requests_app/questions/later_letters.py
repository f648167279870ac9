"""The time of the questions that a later letter asks for the first time."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from accounts.models import User
from requests_app.history.steps import step
from requests_app.models import Clarification, ClockEvent, FOIRequest, Question
from requests_app.questions.consequences import Correction
from requests_app.questions.dates_after_correction import work_out_dates
from requests_app.questions.history import QuestionsHistory
from requests_app.questions.numbering.lists import cite
from requests_app.questions.outline.nodes import from_json
from requests_app.refusals import Refusal
from requests_app.workflow import State
from statute.deadlines import EventName
from statute.working_days import format_date


class AwaitsFee(Refusal):
    """No time runs until the fee is paid, and the law knows no fee for a part."""


def begin_time(
    letter: Clarification,
    correction: Correction,
    new: Collection[int],
    *,
    by: User,
    on: date,
) -> Correction:
    """Let the time of new questions begin with the receipt of a later letter.

    A request that waits for clarification is answered again: the time of what the
    letter asks runs.

    Raises:
        AwaitsFee: The request waits for a fee.
    """
    called = cite(correction.outline.paths, sorted(new))
    with step(
        correction.foi_request,
        kind=QuestionsHistory.ASKED_LATER,
        by=by,
        on=on,
        note=f"{called}: letter received on {format_date(letter.received_on)}.",
    ) as locked:
        if locked.state == State.AWAITING_FEE:
            raise AwaitsFee(
                "This request waits for a fee, which the new questions do not owe. "
                "Record the letter as a new request, or add its questions once the fee "
                "is paid."
            )
        _event_of(letter).questions.add(*new)
        work_out_dates(locked)
        if locked.state == State.AWAITING_CLARIFICATION and locked.due_on is not None:
            locked.move_to(State.ANSWERING)
    return replace(
        correction,
        foi_request=locked,
        note=f"{correction.note} {_due_by(called, locked, new)}".strip(),
    )


def _due_by(called: str, foi_request: FOIRequest, new: Collection[int]) -> str:
    """Say by when new questions are due; "" where the date is not known."""
    due_on = foi_request.questions.filter(pk__in=new).values_list("due_on", flat=True)
    day = due_on.first()
    return f"{called}: due by {format_date(day)}." if day else ""


def _event_of(letter: Clarification) -> ClockEvent:
    """Return the event from which the time of a later letter's questions runs."""
    if letter.event is None or letter.event.undone_on is not None:
        letter.event = ClockEvent.objects.create(
            foi_request=letter.foi_request,
            name=EventName.ASKED_LATER,
            on=letter.received_on,
            is_partial=True,
        )
        letter.save(update_fields=["event"])
    return letter.event


def questions_since(letter: Clarification) -> list[Question]:
    """Return the questions that an officer typed since a later letter arrived.

    They have the time of the questions before them, unless the officer says that the
    letter asks them first. The parts of a question that was asked before are not new.
    """
    if not letter.is_unasked:
        return []
    revisions = letter.foi_request.questions_revisions.filter(
        version__gte=letter.questions_version
    ).order_by("version")
    before: set[int] = set()
    for revision in revisions:
        if revision.version == letter.questions_version:
            before |= from_json(revision.outline).by_id.keys()
        before |= {part for whole, part in revision.parted if whole in before}
    if not before:  # the questions of that day were not kept
        return []
    asked_later = ClockEvent.objects.filter(
        foi_request=letter.foi_request, name=EventName.ASKED_LATER
    )
    typed = letter.foi_request.questions.filter(
        kind=Question.Kind.QUESTION, answered_on=None
    )
    return list(typed.exclude(pk__in=before).exclude(clock_events__in=asked_later))
