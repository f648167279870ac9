"""Read what a requester wrote later, asked or unasked, into the questions."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import Clarification, ClockEvent
from requests_app.questions.consequences import Correction
from requests_app.questions.correcting import Follow, correct_questions, nothing_follows
from requests_app.questions.dates_after_correction import work_out_dates
from requests_app.questions.history import QuestionsHistory
from requests_app.questions.later_letters import begin_time, questions_since
from requests_app.questions.outline.nodes import Outline, from_json
from requests_app.refusals import Refusal
from statute.deadlines import EventName
from statute.working_days import format_date


class ClarificationSettled(Refusal):
    """A person has said already what the clarification changed."""


class NotFirstAsked(Refusal):
    """The question was asked before the letter arrived, or is gone."""


class QuestionsCorrectedSince(Refusal):
    """The questions were corrected, so it is not true that nothing changed."""


@transaction.atomic
def add_from_clarification(
    *,
    clarification: Clarification,
    version: int,
    outline: Outline,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
) -> Correction:
    """Add what was read in a clarification or a later letter to the questions.

    The clarification still waits: a person must say that the questions now ask what it
    asks. A question that the clarification asks for the first time has the time of what
    was clarified; a question of a later letter has a time of its own, which begins with
    the receipt of the letter.

    Args:
        clarification: A clarification that waits to be read.
        version: The version of the questions on which the correction was begun.
        outline: The questions with what was added.
        by: The officer who added it.
        on: The London day.
        follow: As in `correct_questions`.

    Returns:
        What the correction did.

    Raises:
        ClarificationSettled: A person has read it already.
        AwaitsFee: It is a later letter, and the request waits for a fee.
        ActionNotPossible, QuestionsChanged: As in `correct_questions`.

    Source: FOIA 2000 ss.8(1) and 10(1); EIR 2004 reg 5(2); FOISA 2002 ss.8(1) and
    10(1); EISR 2004 reg 5(2).
    """
    called = "later letter" if clarification.is_unasked else "clarification"
    came = format_date(clarification.received_on)
    correction = correct_questions(
        foi_request=clarification.foi_request,
        version=version,
        outline=outline,
        by=by,
        on=on,
        follow=follow,
        source=f"Words of the {called} of {came} were added.",
    )
    locked = _lock_waiting(clarification)
    new = _first_asked(correction)
    if locked.is_unasked and new:
        return begin_time(locked, correction, new, by=by, on=on)
    if locked.event is not None and locked.event.is_partial and new:
        _join_clarified(locked.event, new)
        work_out_dates(correction.foi_request)
    return correction


@transaction.atomic
def note_first_asked(
    *,
    clarification: Clarification,
    question: int,
    version: int,
    outline: Outline,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
) -> Correction:
    """Note that a question which an officer typed is first asked in a later letter.

    Args:
        clarification: A later letter that waits to be read.
        question: The key of the question.
        version: The version of the questions on which the correction was begun.
        outline: The questions, with words that the officer typed last.
        by: The officer who noted it.
        on: The London day.
        follow: As in `correct_questions`.

    Returns:
        What the correction did; the time of the question begins with the letter.

    Raises:
        ClarificationSettled: A person has read the letter already.
        NotFirstAsked: The question was asked before the letter, or is gone.
        AwaitsFee: The request waits for a fee.
        ActionNotPossible, QuestionsChanged: As in `correct_questions`.
    """
    correction = correct_questions(
        foi_request=clarification.foi_request,
        version=version,
        outline=outline,
        by=by,
        on=on,
        follow=follow,
    )
    locked = _lock_waiting(clarification)
    since = questions_since(
        correction.foi_request, [locked], correction.foi_request.questions.all()
    )
    if question not in {each.pk for each in since.get(locked.pk, ())}:
        raise NotFirstAsked(
            "That question was asked before this letter arrived, or has been deleted."
        )
    return begin_time(locked, correction, {question}, by=by, on=on)


@transaction.atomic
def settle_clarification(
    *,
    clarification: Clarification,
    effect: Clarification.Effect,
    version: int,
    outline: Outline,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
) -> Correction:
    """Note that the questions say what is now asked, or that nothing changes.

    Args:
        clarification: A clarification that waits to be read.
        effect: What it changed.
        version: The version of the questions on which the correction was begun.
        outline: The questions, with words that the officer typed last.
        by: The officer who read it.
        on: The London day.
        follow: As in `correct_questions`.

    Returns:
        What the correction did.

    Raises:
        ClarificationSettled: A person has read it already.
        QuestionsCorrectedSince: The questions were corrected since it arrived, so that
            it cannot be said to change nothing.
        ActionNotPossible, QuestionsChanged: As in `correct_questions`.
    """
    correction = correct_questions(
        foi_request=clarification.foi_request,
        version=version,
        outline=outline,
        by=by,
        on=on,
        follow=follow,
    )
    locked = _lock_waiting(clarification)
    came = format_date(locked.received_on)
    if effect == Clarification.Effect.NOTHING and _is_corrected(
        locked, correction.outline
    ):
        raise QuestionsCorrectedSince(
            f"The questions were changed since the requester wrote on {came}. Choose "
            "“The questions are up to date”, or undo the changes first."
        )
    locked.effect, locked.settled_by, locked.settled_on = effect, by, on
    locked.save(update_fields=["effect", "settled_by", "settled_on"])
    record(
        foi_request=correction.foi_request,
        kind=QuestionsHistory.LATER_LETTER_READ
        if locked.is_unasked
        else QuestionsHistory.CLARIFICATION_READ,
        by=by,
        on=on,
        note=f"Of {came}. {locked.get_effect_display()}.",
    )
    return correction


def _lock_waiting(clarification: Clarification) -> Clarification:
    locked = Clarification.objects.select_for_update(of=("self",)).get(
        pk=clarification.pk
    )
    if locked.effect:
        raise ClarificationSettled(
            f"{locked.settled_by} has read what the requester wrote on "
            f"{format_date(locked.received_on)} already."
        )
    return locked


def _is_corrected(clarification: Clarification, outline: Outline) -> bool:
    """Whether the questions read otherwise than when the clarification arrived."""
    version = clarification.questions_version
    if version is None:
        return False
    revisions = clarification.foi_request.questions_revisions
    then = revisions.filter(version=version).first()
    return then is not None and from_json(then.outline).content != outline.content


def _first_asked(correction: Correction) -> set[int]:
    """Return the keys of the questions that a correction added; parts are not new."""
    parts = {key for some in correction.split.values() for key in some}
    new = correction.outline.by_id.keys() - correction.before.by_id.keys() - parts
    return {key for key in new if correction.outline.by_id[key].kind == "question"}


def _join_clarified(received: ClockEvent, new: Collection[int]) -> None:
    """Let the asking and the arrival of a clarification concern new questions too."""
    asked = received.foi_request.clock_events.filter(
        name=EventName.CLARIFICATION_SENT,
        is_partial=True,
        questions__in=received.questions.all(),
    ).last()
    for event in (asked, received):
        if event is not None:
            event.questions.add(*new)
