"""Hand over the steps of clearance that name a person."""

from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from accounts.models import User
from requests_app.assigning.belongings import Belonging
from requests_app.history.steps import lock, step
from responses.clearance.administering import put_in_place_of, replace_person
from responses.clearance.choosing import approvers_besides
from responses.clearance.history import ClearanceHistory
from responses.clearance.own_work import writers_of
from responses.clearance.steps import nameable
from responses.clearance.telling import tell_opened
from responses.models import Clearance, ClearanceStep, RouteStep


def hand_over_steps(*, giver: User, to: User, by: User, on: date) -> int:
    """Name a colleague in place of a person, in routes and in running clearances.

    A step of a response that the colleague may not clear stays as it is: the colleague
    wrote part of the response, or may not see the request.

    Args:
        giver: The person named now.
        to: An approver of the same authority.
        by: The person who decides.
        on: The London day.

    Returns:
        The number of steps in which the colleague is now named.
    """
    moved = put_in_place_of(giver=giver, to=to, by=by)
    undecided = _undecided_of(giver).select_related("clearance__foi_request")
    for found in undecided.order_by("clearance__foi_request_id", "pk"):
        moved += _hand_over_step(found, giver=giver, to=to, by=by, on=on)
    return moved


def _hand_over_step(
    found: ClearanceStep, *, giver: User, to: User, by: User, on: date
) -> bool:
    """Replace a person in a step under way; return whether this was possible."""
    foi_request = lock(found.clearance.foi_request)
    if not _undecided_of(giver).filter(pk=found.pk).exists():
        return False
    if to not in nameable(foi_request):
        return False
    changes: dict[str, list[Any]] = {}
    with step(
        foi_request,
        kind=ClearanceHistory.STEP_PEOPLE_NAMED,
        by=by,
        on=on,
        note=f"{found.name}: handed over from {giver}.",
        changes=changes,
    ) as locked:
        before = [str(person) for person in found.people.all()]
        replace_person(found, giver=giver, to=to)
        if found.claimed_by_id == giver.pk:
            found.claimed_by = found.claimed_at = None
            found.save(update_fields=["claimed_by", "claimed_at"])
        after = [str(person) for person in found.people.all()]
        if after != before:
            changes["people_named"] = [before, after]
    if found.state == ClearanceStep.State.OPEN:
        tell_opened(
            locked, [found], writers=writers_of(locked), people=[to], by=by, on=on
        )
    return True


def _named(person: User) -> Q:
    return Q(people=person) | Q(deputies=person)


def _of_routes(person: User) -> QuerySet[RouteStep]:
    steps = RouteStep.objects.filter(_named(person), route__retired_on__isnull=True)
    return steps.distinct()


def _undecided_of(person: User) -> QuerySet[ClearanceStep]:
    return ClearanceStep.objects.filter(
        _named(person),
        clearance__state=Clearance.State.RUNNING,
        state__in=[ClearanceStep.State.OPEN, ClearanceStep.State.WAITING],
    ).distinct()


STEPS: Final = Belonging(
    title=("step of clearance", "steps of clearance"),
    count=lambda person: _of_routes(person).count() + _undecided_of(person).count(),
    hand_over=hand_over_steps,
    name="clearance",
    takers=approvers_besides,
)
