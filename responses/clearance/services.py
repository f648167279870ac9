"""Clearance of a response: send, clear, return and recall."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from requests_app.history.kinds import Trait, kinds_with
from requests_app.history.steps import step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.separation_of_duties import took_part
from requests_app.workflow import State
from responses.checks.services import check_ready, override_warning
from responses.clearance.actions import check_response_action
from responses.clearance.history import ClearanceHistory
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import AnswerRevision, NCNDStatement, ResponseDraft
from responses.refusals import LetterChanged


class OwnWork(Refusal):
    """The approver contributed to the response, or to the decision under review."""


class NoReasonGiven(Refusal):
    """The approver gave no reason for returning the response."""


@transaction.atomic
def send_for_clearance(
    *,
    foi_request: FOIRequest,
    reasons: Mapping[str, str] = MappingProxyType({}),
    by: User,
    on: date,
    at: datetime,
) -> FOIRequest:
    """Send a finished draft to the approvers.

    Args:
        foi_request: A request in the state "answering".
        reasons: Why warnings are overridden, by `Found.fingerprint`. A blank reason
            overrides nothing. Unless the draft is sent, no warning is overridden.
        by: The officer who sends it, and so cannot clear it.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not being answered.
        OwnWork: The request is the review of a decision that `by` took part in.
        CannotOverride: The letter no longer has a warning for which a reason is given.
        ResponseNotReady: The letter lacks something that the law requires, or a warning
            is neither fixed nor overridden.

    Source: FOIA 2000 s.17, FOISA 2002 s.16 and EIR 2004 reg 14, by `statute.notices`.
    """
    given = {key: reason for key, reason in reasons.items() if reason.strip()}
    for fingerprint, reason in given.items():
        override_warning(
            foi_request=foi_request,
            content=compose(foi_request, on=on),
            fingerprint=fingerprint,
            reason=reason,
            by=by,
            on=on,
            at=at,
        )
    kind = ClearanceHistory.SENT_FOR_CLEARANCE
    with step(foi_request, kind=kind, by=by, on=on) as locked:
        check_response_action(locked, "send-for-clearance")
        check_took_no_part(locked, by)
        check_ready(locked, compose(locked, on=on))
        locked.move_to(State.CLEARANCE)
        ResponseDraft.objects.update_or_create(
            foi_request=locked,
            defaults={
                "submitted_by": by,
                "submitted_at": at,
                "return_reason": "",
                **_NOT_CLEARED,
            },
        )
    return locked


@transaction.atomic
def clear_response(
    *, foi_request: FOIRequest, words_sha256: str, by: User, on: date, at: datetime
) -> FOIRequest:
    """Clear a response: only the exact words read by the approver may be issued.

    Args:
        foi_request: A request in the state "in clearance".
        words_sha256: `letters.sha256_of_words` of the letter shown to the approver.
        by: The approver, who neither sent the response nor wrote any part of it.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        OwnWork: The approver contributed to the response.
        LetterChanged: The letter is not the letter shown to the approver.
        ResponseNotReady: The letter lacks something that the law requires, or a warning
            is neither fixed nor overridden.
    """
    kind = ClearanceHistory.RESPONSE_CLEARED
    changes: dict[str, list[str]] = {}
    with step(foi_request, kind=kind, by=by, on=on, changes=changes) as locked:
        check_response_action(locked, "clear-response")
        locked.move_to(State.CLEARED)
        check_not_own_work(locked, by)
        content = compose(locked, on=on)
        check_ready(locked, content)
        if sha256_of_words(content) != words_sha256:
            raise LetterChanged(
                "The letter has changed since you opened it. Read the present "
                "letter, then decide."
            )
        ResponseDraft.objects.filter(foi_request=locked).update(
            cleared_by=by, cleared_at=at, cleared_sha256=words_sha256
        )
        changes["words_sha256"] = ["", words_sha256]
    return locked


@transaction.atomic
def return_response(
    *, foi_request: FOIRequest, reasons: str, by: User, on: date
) -> FOIRequest:
    """Return a response to its officer, with the changes wanted.

    Args:
        foi_request: A request in the state "in clearance".
        reasons: What the approver wants changed.
        by: The approver.
        on: The London day.

    Raises:
        ActionNotPossible: The request is not in clearance.
        NoReasonGiven: `reasons` is blank.
    """
    kind = ClearanceHistory.RESPONSE_RETURNED
    if not reasons.strip():
        raise NoReasonGiven("Say what has to change, so that the officer can do it.")
    with step(foi_request, kind=kind, by=by, on=on, note=reasons) as locked:
        check_response_action(locked, "return-response")
        locked.move_to(State.ANSWERING)
        ResponseDraft.objects.filter(foi_request=locked).update(
            return_reason=reasons, **_NOT_CLEARED
        )
    return locked


@transaction.atomic
def recall_from_clearance(*, foi_request: FOIRequest, by: User, on: date) -> FOIRequest:
    """Recall a response in order to change it, and void its clearance.

    Args:
        foi_request: A request in the state "in clearance" or "cleared".
        by: The officer who recalls it.
        on: The London day.

    Raises:
        ActionNotPossible: The request is in neither state.
    """
    kind = ClearanceHistory.RESPONSE_RECALLED
    with step(foi_request, kind=kind, by=by, on=on) as locked:
        check_response_action(locked, "recall-from-clearance")
        locked.move_to(State.ANSWERING)
        ResponseDraft.objects.filter(foi_request=locked).update(
            submitted_by=None, submitted_at=None, **_NOT_CLEARED
        )
    return locked


# The fields of a draft without a clearance.
_NOT_CLEARED = {"cleared_by": None, "cleared_at": None, "cleared_sha256": ""}


def check_took_no_part(foi_request: FOIRequest, person: User) -> None:
    """Refuse a user who took part in the decision under review.

    Raises:
        OwnWork: The user wrote, cleared or issued the answer under review.
    """
    if refusal := took_part(person, foi_request):
        raise OwnWork(refusal)


def check_not_own_work(foi_request: FOIRequest, approver: User) -> None:
    """Refuse an approver who contributed to the response or the decision under review.

    Raises:
        OwnWork: The approver sent the response, wrote any part of it, or took part in
            the decision under review.
    """
    check_took_no_part(foi_request, approver)
    if approver.pk not in _writers(foi_request):
        return
    raise OwnWork(
        "You sent this response for clearance or wrote part of it, so another "
        "approver must clear it."
    )


def _writers(foi_request: FOIRequest) -> set[int]:
    """Return the keys of all users who contributed to the response."""
    written: tuple[QuerySet, ...] = (
        AnswerRevision.objects.filter(answer__foi_request=foi_request),
        foi_request.history.filter(
            kind__in=kinds_with(Trait.WRITING), by__isnull=False
        ),
    )
    answers = foi_request.answers.order_by().values_list("updated_by_id")
    people = answers.union(
        *(rows.order_by().values_list("by_id") for rows in written),
        ResponseDraft.objects.filter(
            foi_request=foi_request, submitted_by__isnull=False
        ).values_list("submitted_by_id"),
        NCNDStatement.objects.filter(foi_request=foi_request).values_list(
            "updated_by_id"
        ),
    )
    return {person for (person,) in people}
