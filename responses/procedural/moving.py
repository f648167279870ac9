"""Move requests by procedural letters, on the day a letter is given."""

from contextlib import suppress
from datetime import date
from typing import Any, Final

from django.db import transaction

from accounts.models import User
from requests_app.actions.clarifications import awaiting_clarification
from requests_app.clock.events import (
    DateNotWorkedOut,
    recalculate_due_date,
    working_out_dates,
)
from requests_app.clock.facts import ASKING
from requests_app.history.record import record
from requests_app.history.steps import step
from requests_app.models import ClockEvent, FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import OPEN_STATES, WAITING_STATES, State
from responses.models import Letter, ProceduralDraft
from responses.procedural.history import ProceduralHistory
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import KINDS
from responses.procedural.kinds.fields import Said, values_of
from responses.procedural.kinds.kind import ProceduralKind
from responses.procedural.kinds.transfer import PASSED_ON
from statute.notices import LetterType
from statute.working_days import format_date

# The letters that close a request, with the state.
_CLOSING: Final = {
    LetterType.INVALID_REQUEST: State.NOT_VALID,
    LetterType.TRANSFER: State.TRANSFERRED,
}


def check_can_move(
    foi_request: FOIRequest,
    kind: ProceduralKind,
    content: Any,
    said: Said,
    *,
    by: User,
    on: date,
) -> None:
    """Refuse a letter that could not move the request if it were given on this day.

    The move is tried and taken back, so that every refusal is the one of the move.
    """
    with transaction.atomic():
        kind.move(foi_request, content, said, by=by, on=on)
        transaction.set_rollback(True)
    foi_request.refresh_from_db()


class ProceduralEffect:
    """A procedural letter moves its request on the day it is given.

    The letter has gone out, whatever follows. So a move that is no longer possible is
    noted with its reason, for a person to decide, and never refused.
    """

    def in_words(self, letter: Letter) -> str:
        """Say that a letter has not moved its request, or no longer, and why."""
        draft = getattr(letter, "procedural_draft", None)
        if draft is None or not KINDS[LetterType(letter.type)].moves_requests:
            return ""
        event = draft.clock_event
        if event is not None and event.undone_on is not None:
            who = event.undone_by or "the system"
            return (
                f"Undone on {format_date(event.undone_on)} by {who}: "
                f"{event.undone_reason}"
            )
        if draft.not_moved:
            return f"This letter did not have its effect. {draft.not_moved}"
        if letter.given_on is None and draft.moved_on is None:
            return "This letter takes effect on the day it is given."
        return ""

    def given(
        self, foi_request: FOIRequest, letter: Letter, *, by: User | None, on: date
    ) -> None:
        """Move the request, once."""
        draft = letter.procedural_draft
        if draft.moved_on is not None or letter.given_on is None:
            return
        before = set(foi_request.clock_events.values_list("pk", flat=True))
        draft.not_moved = _move(foi_request, letter, draft)
        if not draft.not_moved:
            draft.moved_on = letter.given_on
            draft.clock_event = foi_request.clock_events.exclude(pk__in=before).first()
        draft.save(update_fields=["moved_on", "not_moved", "clock_event"])
        if draft.not_moved:
            record(
                foi_request=foi_request,
                kind=ProceduralHistory.NOTICE_WITHOUT_EFFECT,
                by=by,
                on=letter.given_on,
                note=f"{letter.get_type_display()}, letter {letter.number}: "
                f"{draft.not_moved}",
            )

    def not_given(
        self, foi_request: FOIRequest, letter: Letter, *, by: User | None, on: date
    ) -> None:
        """Undo the move, unless the request has moved on since."""
        draft = letter.procedural_draft
        if draft.moved_on is None:
            return
        what = f"{letter.get_type_display()}, letter {letter.number}"
        event = draft.clock_event
        closed_as = _CLOSING.get(LetterType(letter.type))
        if event is None and closed_as is None:
            draft.moved_on = None  # the letter moved nothing
            draft.save(update_fields=["moved_on"])
            return
        draft.not_moved = _why_it_stands(foi_request, draft, closed_as)
        if draft.not_moved:
            draft.save(update_fields=["not_moved"])
            record(
                foi_request=foi_request,
                kind=ProceduralHistory.NOTICE_NOT_UNDONE,
                by=by,
                on=on,
                note=f"{what}: {draft.not_moved}",
            )
            return
        draft.moved_on = draft.clock_event = None
        draft.save(update_fields=["moved_on", "not_moved", "clock_event"])
        with step(
            foi_request,
            kind=ProceduralHistory.NOTICE_UNDONE,
            by=by,
            on=on,
            note=f"{what}, was not given after all.",
        ) as locked:
            is_asking = event is not None and event.name in ASKING
            if event is not None:
                event.undone_by, event.undone_on = by, on
                event.undone_reason = "The notice was not given after all."
                event.save()
            if locked.state == closed_as or (
                is_asking and locked.state in WAITING_STATES
            ):
                locked.move_to(State.ANSWERING)
                locked.closed_on = None
            # Where the date cannot be worked out, the date as it stands is the best
            # known: the letter came back in any case.
            with suppress(DateNotWorkedOut):
                recalculate_due_date(locked)


def _move(foi_request: FOIRequest, letter: Letter, draft: ProceduralDraft) -> str:
    """Move the request by the letter; return why not, or "" once moved."""
    assert letter.given_on is not None  # noqa: S101 - asked of letters given
    kind = KINDS[LetterType(letter.type)]
    case = Case(foi_request, on=letter.issued_on)
    said = values_of(kind.fields(case), draft.details)
    try:
        with transaction.atomic(), working_out_dates():
            kind.move(
                foi_request,
                kind.compose(case, said),
                said,
                by=letter.issued_by,
                on=letter.given_on,
            )
    except Refusal as refusal:
        return str(refusal)
    return ""


def _why_it_stands(
    foi_request: FOIRequest, draft: ProceduralDraft, closed_as: State | None
) -> str:
    """Return why the effect of a letter cannot be undone; "" if it can be."""
    state = State(foi_request.state)
    if draft.details.get("way") == PASSED_ON:
        return "The request was passed on, so it stays closed. Tell the requester."
    event = draft.clock_event
    if event is not None and event.is_partial:
        return _why_part_stands(foi_request, event)
    is_asking = event is not None and event.name in ASKING
    expected = WAITING_STATES if is_asking else OPEN_STATES
    if state not in ({closed_as} if closed_as else expected):
        return f"The request has moved on since and is “{state.label}”."
    return ""


def _why_part_stands(foi_request: FOIRequest, event: ClockEvent) -> str:
    """Return why the effect of a letter on some questions cannot be undone."""
    about = {question.pk for question in event.questions.all()}
    waiting = {question.pk for question in awaiting_clarification(foi_request)}
    if event.name in ASKING and not about <= waiting:
        return "The requester has replied since."
    return ""
