"""Close a request as a double of another request, and undo the double.

A double is the same asking, arrived twice: a single answer is owed. A double has no
clock and is in no figure. Its words, files and history stay on its own page.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.casework.beside_doubles import move_along, move_back, reasons_against
from requests_app.casework.history import CaseworkHistory
from requests_app.clock.events import recalculate_due_date
from requests_app.history.record import record
from requests_app.history.steps import lock, step
from requests_app.models import Enquiry, FOIRequest
from requests_app.refusals import Refusal
from requests_app.requesters.same_person import look_the_same
from requests_app.workflow import State
from statute.deadlines import EventName
from statute.working_days import format_date

UNDONE_WITHIN: Final = timedelta(days=30)
# Facts of a clock that need no letter from us: none of them was told to the requester.
_NOT_TOLD: Final = frozenset(
    {
        EventName.POSTED,
        EventName.ASKED_LATER,
        EventName.BECAME_VALID,
        EventName.TRANSFERRED_IN,
    }
)


class DoubleNotPossible(Refusal):
    """A request is not a double of another one."""

    field = "original"


class SamePersonNotSaid(Refusal):
    """The requesters of two requests look like two people."""

    field = "is_same_person"


class DoubleNotUndone(Refusal):
    """A double can no longer be undone."""


@transaction.atomic
def mark_double(
    *,
    foi_request: FOIRequest,
    original: FOIRequest,
    is_same_person: bool = False,
    reason: str = "",
    by: User,
    on: date,
) -> FOIRequest:
    """Close a request as a double, and put the double on the file of another request.

    Only the same asking of the same person is a double. A request made again after an
    answer is a request of its own, for the authority to answer or to refuse as
    repeated. A letter other than an acknowledgement has an effect in law under its own
    reference, such as stopping the time, so a request with such a letter is no double.

    Args:
        foi_request: The double: a request received, or being answered.
        original: The request that is answered, of the same authority.
        is_same_person: Whether the officer says that the same person asked both, where
            names and addresses do not tell.
        reason: A word on it for colleagues.
        by: The officer.
        on: The London day.

    Returns:
        The double as saved, closed on `on`.

    Raises:
        ActionNotPossible: The request is closed, in clearance, or waits for the
            requester.
        DoubleNotPossible: The two are one request, of two authorities, or one of them
            is a double itself; the request came first; the other was closed before; a
            letter went out; not the same people may see both.
        SamePersonNotSaid: The requesters look like two people.

    Source: FOIA 2000 ss.1(1), 8(1), 10(1) and 14(2); EIR 2004 reg 12(4)(b).
    """
    _lock_both(foi_request, original)
    with step(
        foi_request,
        kind=CaseworkHistory.DOUBLE_MARKED,
        by=by,
        on=on,
        note=reason,
    ) as locked:
        check_action(locked, "mark-double")
        kept = lock(original)
        if sentence := next(_why_not(locked, kept), ""):
            raise DoubleNotPossible(sentence)
        if not is_same_person and not look_the_same(locked, kept):
            raise SamePersonNotSaid(
                f"{locked.requester_name} and {kept.requester_name} may be two people, "
                "and two people have two answers. Say that it is the same person, or "
                "leave this request as it is."
            )
        locked.move_to(State.DOUBLE)
        locked.closed_on, locked.double_of = on, kept
        locked.due_on = None
        move_along(locked, kept)
    record(
        foi_request=kept,
        kind=CaseworkHistory.DOUBLE_ADDED,
        by=by,
        on=on,
        note=f"{name_of(locked)}. {reason}".strip(),
    )
    return locked


@transaction.atomic
def undo_double(
    *, foi_request: FOIRequest, reason: str, by: User, on: date
) -> FOIRequest:
    """Make a double a request of its own again. Possible for 30 days.

    The due date is worked out as though the request had never been closed. Messages
    for the request go on its own file again.

    Args:
        foi_request: A double.
        reason: Why it is none.
        by: The officer.
        on: The London day.

    Returns:
        The request as saved: received, or being answered where it has its reference.

    Raises:
        ActionNotPossible: The request is no double.
        DoubleNotUndone: It was marked more than 30 days ago.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.
    """
    if foi_request.double_of is not None:
        _lock_both(foi_request, foi_request.double_of)
    with step(
        foi_request, kind=CaseworkHistory.DOUBLE_UNDONE, by=by, on=on, note=reason
    ) as locked:
        check_action(locked, "undo-double")
        kept, last_on = locked.double_of, last_day_to_undo(locked)
        assert kept is not None and last_on is not None  # noqa: PT018, S101 - as checked
        if on > last_on:
            raise DoubleNotUndone(
                f"This could be undone until {format_date(last_on)}. If the requester "
                "still wants an answer, record a new request."
            )
        locked.move_to(State.RECEIVED if locked.reference is None else State.ANSWERING)
        locked.closed_on = locked.double_of = None
        recalculate_due_date(locked)
        move_back(locked, kept)
    record(
        foi_request=kept,
        kind=CaseworkHistory.DOUBLE_REMOVED,
        by=by,
        on=on,
        note=f"{name_of(locked)}. {reason}".strip(),
    )
    return locked


def last_day_to_undo(foi_request: FOIRequest) -> date | None:
    """Return the last London day on which a double can be undone; None for others."""
    if not foi_request.is_double or foi_request.closed_on is None:
        return None
    return foi_request.closed_on + UNDONE_WITHIN


def name_of(foi_request: FOIRequest) -> str:
    """Return a double in words, with or without a reference."""
    named = f"{foi_request}: " if foi_request.reference else ""
    received = format_date(foi_request.received_on)
    return f"{named}“{foi_request.subject}”, received on {received}"


def title_of(foi_request: FOIRequest) -> str:
    """Return a request as a sentence names it: by its reference, or by its subject."""
    return foi_request.reference or f"“{foi_request.subject}”"


def _lock_both(one: FOIRequest, other: FOIRequest) -> None:
    """Lock two requests in the order of keys, without a deadlock of two officers."""
    for each in sorted((one, other), key=lambda each: each.pk):
        lock(each)


def _why_not(double: FOIRequest, original: FOIRequest) -> Iterator[str]:
    other = title_of(original)
    yield from _no_pair(double, original)
    if double.received_on < original.received_on:
        yield (
            f"This request was received on {format_date(double.received_on)}, before "
            f"{other} ({format_date(original.received_on)}), and the time runs from "
            f"the first. Mark {other} as a double of this request."
        )
    if original.closed_on is not None and double.received_on > original.closed_on:
        yield (
            f"{other} was closed on {format_date(original.closed_on)}, before this "
            "request was received. What is asked again after that is a request of its "
            "own: answer it, or refuse it as repeated."
        )
    if _readers(double) != _readers(original):
        yield (
            f"This request and {other} are not visible to the same people. Restrict "
            "both to the same people first."
        )
    if double.answered_on is not None or any(
        event.name not in _NOT_TOLD for event in double.clock_events.all()
    ):
        yield (
            "The requester was told something about this request that counts in law, "
            "such as a question or a notice. Close it by a letter instead, and refer "
            f"to {other}."
        )
    if Enquiry.objects.filter(foi_request=double).wanted().exists():
        yield (
            "A department was asked about this request and has not replied. Withdraw "
            f"the question, and ask it on {other}."
        )
    if double.reviews.exists() or double.complaints.exists():
        yield (
            "A review or a complaint is about this request, so it needs an answer of "
            "its own."
        )
    yield from reasons_against(double)


def _no_pair(double: FOIRequest, original: FOIRequest) -> Iterator[str]:
    if double.pk == original.pk:
        yield "A request is no double of itself. Choose the other request."
    if double.authority_id != original.authority_id:
        yield (
            "The other request is to another authority, which owes an answer of its "
            "own."
        )
    if original.is_review:
        yield f"{original} is an internal review. Choose the request itself."
    if original.double_of is not None:
        first = title_of(original.double_of)
        yield f"{title_of(original)} is itself a double of {first}. Choose {first}."
    if own := double.doubles.first():
        yield (
            f"{name_of(own)} is on the file of this request as a double. Undo that "
            "double first."
        )


def _readers(foi_request: FOIRequest) -> frozenset[int] | None:
    """Return the readers of a restricted request; None for all of the authority."""
    if not foi_request.is_restricted:
        return None
    return frozenset(foi_request.named_people.values_list("pk", flat=True))
