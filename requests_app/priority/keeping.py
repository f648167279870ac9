"""Keep the priority of requests, and the row in force of each, for one or many."""

from collections.abc import Collection
from datetime import date

from accounts import policy
from accounts.models import User
from requests_app.models import FOIRequest, PriorityAsked

_DECISION = PriorityAsked.Decision
_ASKED, _GRANTED = FOIRequest.Priority.ASKED, FOIRequest.Priority.GRANTED


def asked_by(person: User) -> FOIRequest.Priority:
    """Return the priority of a request once a person asks: a manager grants it."""
    if policy.ASSIGN_REQUEST in person.role_permissions:
        return _GRANTED
    return _ASKED


def keep_priority(
    keys: Collection[int],
    priority: str,
    *,
    decision: str = _DECISION.WITHDRAWN,
    reason: str,
    by: User,
    on: date,
) -> None:
    """Set the priority of locked requests, in three queries at most.

    Args:
        keys: The keys of the requests.
        priority: A value of `FOIRequest.Priority`, or "".
        decision: For no priority any more, what became of it.
        reason: Why.
        by: The person.
        on: The London day.
    """
    FOIRequest.objects.filter(pk__in=keys).update(priority=priority)
    current = PriorityAsked.objects.filter(
        foi_request__in=keys, decision__in=["", _DECISION.GRANTED]
    )
    if priority == _ASKED:
        # An undone decision is open again.
        current.update(decision="", decided_by=None, decided_on=None, note="")
    else:
        current.update(
            decision=_DECISION.GRANTED if priority else decision,
            decided_by=by,
            decided_on=on,
            note=reason,
        )
    if not priority:
        return
    known = set(current.values_list("foi_request", flat=True))
    is_granted = priority == _GRANTED
    PriorityAsked.objects.bulk_create(
        PriorityAsked(
            foi_request_id=key,
            asked_by=by,
            asked_on=on,
            reason=reason,
            decision=_DECISION.GRANTED if is_granted else "",
            decided_by=by if is_granted else None,
            decided_on=on if is_granted else None,
        )
        for key in keys
        if key not in known
    )
