"""The time of the questions that a later letter asks for the first time."""

from collections.abc import Collection, Iterable
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


def questions_since(
    foi_request: FOIRequest,
    letters: Iterable[Clarification],
    questions: Iterable[Question],
) -> dict[int, list[Question]]:
    """Return the questions that officers typed since each later letter arrived.

    They have the time of the questions before them, unless an officer says that the
    letter asks them first. The parts of a question that was asked before are not new.

    Args:
        foi_request: A request.
        letters: What its requester wrote later, in any order.
        questions: The questions, headings and notes of the request, in order.

    Returns:
        The questions by the key of each letter; other words than a later letter have
        none. In three queries at most.
    """
    arrived = {
        each.pk: each.questions_version or 0 for each in letters if each.is_unasked
    }
    if not arrived:
        return {}
    revisions = foi_request.questions_revisions
    outlines = revisions.filter(version__in=arrived.values())
    then = dict(outlines.values_list("version", "outline"))
    since = revisions.filter(version__gt=min(arrived.values())).order_by("version")
    parted = list(since.values_list("version", "parted"))
    asked_later = foi_request.clock_events.filter(name=EventName.ASKED_LATER)
    dated = set(asked_later.values_list("questions", flat=True))
    typed = [
        each
        for each in questions
        if each.kind == Question.Kind.QUESTION
        and each.answered_on is None
        and each.pk not in dated
    ]
    found = {}
    for key, version in arrived.items():
        if version not in then:  # no question has been changed since
            continue
        before = set(from_json(then[version]).by_id)
        for later, pairs in parted:
            if later > version:
                before |= {part for whole, part in pairs if whole in before}
        found[key] = [each for each in typed if each.pk not in before]
    return found
