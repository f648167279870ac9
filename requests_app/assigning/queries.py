"""Find the requests to take from the queue, and those that no person can act on."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from accounts import policy
from accounts.acting import able_to_draft
from accounts.models import User
from requests_app.history.kinds import Trait, kinds_with
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import State


def held_by_nobody(on: date, *, authority: int | None = None) -> Q:
    """Return the condition for an open request to be held by nobody.

    The request has no officer, or the officer cannot act on the day `on`: has left, has
    no role that allows answering, belongs to another authority, has no e-mail address,
    or is on leave without a deputy. A request without an officer and not registered yet
    waits to be registered, and is left out.

    Args:
        on: The London day.
        authority: The key of the authority of every request to be asked; None for many
            authorities, which takes longer.
    """
    is_open = Q(closed_on__isnull=True)
    is_open &= ~Q(state=State.RECEIVED) | Q(officer__isnull=False)
    if authority is not None:
        theirs = able_to_draft(on).filter(authority_id=authority).order_by()
        return is_open & ~Q(officer_id__in=theirs.values("pk"))
    able = able_to_draft(on).filter(
        pk=OuterRef("officer_id"), authority_id=OuterRef("authority_id")
    )
    return is_open & ~Q(Exists(able))


def to_take(user: User) -> FOIRequestQuerySet:
    """Return the open requests that a person may take, the most urgent first.

    These have no officer and belong to the person's team, or to no team. A person who
    may assign requests is offered those of every team. A review of an answer in which
    the person took part is left out.
    """
    if policy.DRAFT_RESPONSE not in user.role_permissions:
        return FOIRequest.objects.none()
    found = free_for(FOIRequest.objects.visible_to(user), user)
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def free_for(visible: FOIRequestQuerySet, user: User) -> FOIRequestQuerySet:
    """Return the requests that an officer may take, of the visible requests.

    `to_take` says which these are.
    """
    found = visible.open().filter(officer=None)
    if policy.ASSIGN_REQUEST not in user.role_permissions:
        found = found.filter(Q(team=None) | Q(team_id=user.team_id))
    decided = HistoryEntry.objects.filter(
        foi_request=OuterRef("review_of"),
        by=user,
        kind__in=kinds_with(Trait.WRITING | Trait.DECIDING),
    )
    return found.filter(Q(review_of=None) | ~Exists(decided))
