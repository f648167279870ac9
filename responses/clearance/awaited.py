"""The open steps of responses in clearance, and whether any person can decide them."""

from datetime import date
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from accounts import policy
from accounts.models import Leave, User
from requests_app.models import FOIRequest
from responses.clearance.own_work import wrote
from responses.models import Clearance, ClearanceStep

_ROLES: Final = [
    role
    for role, allowed in policy.ROLE_PERMISSIONS.items()
    if policy.CLEAR_RESPONSE in allowed
]
_REQUEST: Final = "clearancestep__clearance__foi_request"


def open_steps(*, on: date) -> QuerySet[ClearanceStep]:
    """Return every open step with `is_stuck`: no person able to decide.

    The query finds what `responses.clearance.people.Acting` finds, without queries for
    people, leave and writers.

    Args:
        on: The London day.
    """
    able: Q = Q(is_for_anyone=True)
    for through in (ClearanceStep.people.through, ClearanceStep.deputies.through):
        able |= Q(Exists(_able(through, on)))
    return (
        ClearanceStep.objects.filter(
            state=ClearanceStep.State.OPEN, clearance__state=Clearance.State.RUNNING
        )
        .annotate(is_stuck=Case(When(able, then=False), default=True))
        .order_by("order", "pk")
    )


def _able(through: Any, on: date) -> QuerySet:
    """Return the people of a step who are present, or have a deputy who is."""
    leave = Leave.objects.filter(person=OuterRef("user_id"))
    stand_in = Subquery(leave.covered(on).values("deputy_id")[:1])
    approvers = User.objects.filter(
        pk=OuterRef("acting"), is_active=True, roles__overlap=_ROLES
    )
    named = FOIRequest.named_people.through._default_manager.filter(
        Q(user_id=OuterRef("acting")) | Q(user_id=OuterRef("user_id")),
        foirequest_id=OuterRef(f"{_REQUEST}_id"),
    )
    found: QuerySet = (
        through._default_manager.filter(
            clearancestep_id=OuterRef("pk"),
            user__is_active=True,
            user__roles__overlap=_ROLES,
        )
        .annotate(
            acting=Case(
                When(Exists(leave.on(on)), then=stand_in),
                default=F("user_id"),
                output_field=BigIntegerField(),
            )
        )
        .filter(Exists(approvers.order_by()))
        .filter(Q(**{f"{_REQUEST}__is_restricted": False}) | Q(Exists(named)))
        .filter(~wrote(f"{_REQUEST}_id", "acting"))
    )
    return found
