"""Ask for the priority of a request, decide on it, and withdraw it."""

from datetime import date

from django.db import transaction

from accounts import policy
from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.history.kinds import HistoryKind
from requests_app.history.steps import step
from requests_app.models import FOIRequest, PriorityAsked
from requests_app.priority.history import PriorityHistory
from requests_app.priority.keeping import asked_by, keep_priority
from requests_app.priority.notices import tell_asked, tell_decided, tell_granted
from requests_app.refusals import Refusal

_DECISION = PriorityAsked.Decision
_ASKED, _GRANTED = FOIRequest.Priority.ASKED, FOIRequest.Priority.GRANTED


class PriorityNotPossible(Refusal):
    """Priority cannot be decided or withdrawn like this."""

    keeps_words = True


@transaction.atomic
def ask_for_priority(
    *, foi_request: FOIRequest, reason: str, by: User, on: date
) -> FOIRequest:
    """Ask for the priority of a request; a manager who asks grants it at once.

    Args:
        foi_request: An open request without priority.
        reason: Why, and until when.
        by: The person.
        on: The London day.

    Raises:
        ActionNotPossible: The request is closed, or priority was asked for already.
    """
    priority = asked_by(by)
    is_granted = priority == _GRANTED
    kind = (
        PriorityHistory.PRIORITY_GRANTED
        if is_granted
        else PriorityHistory.PRIORITY_ASKED
    )
    locked = _moved(foi_request, "ask-for-priority", kind, priority, "", reason, by, on)
    asked = locked.priorities.latest("pk")
    if is_granted:
        tell_granted(asked, by=by, on=on)
    else:
        tell_asked(asked, on=on)
    return locked


@transaction.atomic
def decide_priority(
    *, foi_request: FOIRequest, decision: str, reason: str, by: User, on: date
) -> FOIRequest:
    """Grant or decline the priority asked for a request.

    Args:
        foi_request: An open request with priority asked for.
        decision: "granted" or "declined".
        reason: Why; needed to decline.
        by: The manager.
        on: The London day.

    Raises:
        ActionNotPossible: Nobody asks for priority any more, or the request is closed.
        PriorityNotPossible: The decision is unknown, or is declined without a reason.
    """
    if decision not in {_DECISION.GRANTED, _DECISION.DECLINED}:
        raise PriorityNotPossible("Choose whether priority is granted.")
    is_granted = decision == _DECISION.GRANTED
    if not is_granted and not reason.strip():
        raise PriorityNotPossible("Say why priority is declined.")
    kind = (
        PriorityHistory.PRIORITY_GRANTED
        if is_granted
        else PriorityHistory.PRIORITY_DECLINED
    )
    priority = _GRANTED if is_granted else ""
    locked = _moved(
        foi_request, "decide-priority", kind, priority, decision, reason, by, on
    )
    asked = locked.priorities.latest("pk")
    if is_granted:
        tell_granted(asked, by=by, on=on)
    tell_decided(asked, by=by, on=on)
    return locked


@transaction.atomic
def withdraw_priority(
    *, foi_request: FOIRequest, reason: str, by: User, on: date
) -> FOIRequest:
    """Withdraw what was asked for, or end the priority of a request.

    Args:
        foi_request: An open request with priority, or with priority asked for.
        reason: Why.
        by: The person who asked, or a manager; of a granted priority a manager alone.
        on: The London day.

    Raises:
        ActionNotPossible: The request has no priority, or is closed.
        PriorityNotPossible: Another person asked, or a manager granted it.
    """
    locked = _moved(
        foi_request,
        "withdraw-priority",
        PriorityHistory.PRIORITY_WITHDRAWN,
        "",
        _DECISION.WITHDRAWN,
        reason,
        by,
        on,
    )
    tell_decided(locked.priorities.latest("pk"), by=by, on=on)
    return locked


def _moved(
    foi_request: FOIRequest,
    action: str,
    kind: HistoryKind,
    priority: str,
    decision: str,
    reason: str,
    by: User,
    on: date,
) -> FOIRequest:
    """Move a request to another priority, with its history."""
    changes: dict[str, list[str]] = {}
    with step(
        foi_request, kind=kind, by=by, on=on, note=reason, changes=changes
    ) as locked:
        check_action(locked, action)
        if action == "withdraw-priority":
            _check_may_withdraw(locked, by)
        before = str(locked.get_priority_display())
        keep_priority(
            [locked.pk], priority, decision=decision, reason=reason, by=by, on=on
        )
        locked.priority = priority
        changes["priority"] = [before, str(locked.get_priority_display())]
    return locked


def _check_may_withdraw(foi_request: FOIRequest, by: User) -> None:
    if policy.ASSIGN_REQUEST in by.role_permissions:
        return
    if foi_request.priority == _GRANTED:
        raise PriorityNotPossible(
            "A manager granted this priority, so a manager ends it."
        )
    asker = foi_request.priorities.latest("pk").asked_by
    if asker != by:
        raise PriorityNotPossible(
            f"{asker} asked for priority, so {asker} or a manager withdraws this."
        )
