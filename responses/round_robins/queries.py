"""Groups of requests alike, as far as a person may know of them."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from accounts.models import User
from requests_app.models import Fingerprint, FOIRequest
from requests_app.workflow import OPEN_STATES
from responses.models import (
    Answer,
    ResponseDraft,
    RoundRobin,
    RoundRobinEntry,
    RoundRobinMember,
)
from responses.round_robins.common_line import as_html

PER_PAGE: Final = 50
MOST_OFFERED: Final = 20
_MOST_ENTRIES: Final = 50


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How often other authorities of the installation were asked the same.

    Attributes:
        authorities: How many authorities.
        requests: How many requests of these; restricted requests do not count.
    """

    authorities: int = 0
    requests: int = 0


def groups_of(user: User) -> QuerySet[RoundRobin]:
    """Return the groups that a person may know of, the newest first.

    Each has `number` and `still_open`, the numbers of requests visible to the person. A
    group whose requests are all restricted to other people is not there.
    """
    seen = Q(members__foi_request__in=FOIRequest.objects.visible_to(user))
    is_open = Q(members__foi_request__state__in=OPEN_STATES)
    return (
        RoundRobin.objects.filter(authority=user.authority_id)
        .annotate(
            number=Count("members", filter=seen),
            still_open=Count("members", filter=seen & is_open),
            every=Count("members"),
        )
        .filter(Q(number__gt=0) | Q(every=0))
        .order_by("-pk")
    )


def members_of(group: RoundRobin, user: User) -> QuerySet[FOIRequest]:
    """Return the requests of a group that a person may see, the first due first.

    Each has `has_line` and `has_former_line`: whether the draft has the common line, or
    the one before.
    """
    return (
        FOIRequest.objects.visible_to(user)
        .filter(round_robin_member__group=group)
        .annotate(has_line=_has(group.line), has_former_line=_has(group.former_line))
        .select_related("officer")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def _has(line: str) -> Exists | Q | Value:
    """Return the condition for a draft with a line in its opening or in an answer."""
    if not line:
        return Value(value=False)
    html = as_html(line)
    of_request = Q(foi_request=OuterRef("pk"))
    in_letter = ResponseDraft.objects.filter(
        of_request, Q(opening__contains=html) | Q(ending__contains=html)
    )
    in_answer = Answer.objects.filter(of_request, text__contains=html)
    return Exists(in_letter) | Exists(in_answer)


def offered_to(group: RoundRobin, user: User) -> QuerySet[FOIRequest]:
    """Return the requests alike to those of a group that are in no group."""
    return _free(_alike_to(members_of(group, user)), user)


def offered_with(foi_request: FOIRequest, user: User) -> QuerySet[FOIRequest]:
    """Return the requests alike to a request that are in no group."""
    alike = _alike_to(FOIRequest.objects.filter(pk=foi_request.pk))
    return _free(alike, user).exclude(pk=foi_request.pk)


def _alike_to(found: QuerySet[FOIRequest]) -> QuerySet[Fingerprint]:
    """Return the fingerprints of the requests alike to some requests."""
    own = Fingerprint.objects.filter(
        foi_request__in=found.order_by().values("pk"), group__isnull=False
    )
    return Fingerprint.objects.filter(group__in=own.values("group"))


def _free(alike: QuerySet[Fingerprint], user: User) -> QuerySet[FOIRequest]:
    found: QuerySet[FOIRequest] = FOIRequest.objects.visible_to(user).filter(
        pk__in=alike.values("pk"),
        round_robin_member=None,
        reference__isnull=False,
        review_of=None,
    )
    return found.order_by("-received_on", "-pk")


def elsewhere(group: RoundRobin, user: User) -> Elsewhere:
    """Return how often other authorities were asked the same. Numbers are all."""
    found = FOIRequest.objects.filter(
        fingerprint__in=_alike_to(members_of(group, user)).values("pk"),
        is_restricted=False,
    ).exclude(authority=group.authority_id)
    numbers = found.aggregate(
        authorities=Count("authority", distinct=True), requests=Count("pk")
    )
    return Elsewhere(**numbers)


def entries_of(group: RoundRobin, user: User) -> QuerySet[RoundRobinEntry]:
    """Return the history of a group, without requests that a person may not see."""
    visible = FOIRequest.objects.visible_to(user)
    return (
        RoundRobinEntry.objects.filter(
            Q(foi_request=None) | Q(foi_request__in=visible), group=group
        )
        .select_related("by", "foi_request")
        .order_by("-pk")[:_MOST_ENTRIES]
    )


def group_of(foi_request: FOIRequest) -> RoundRobin | None:
    """Return the group of a request; None for none."""
    member = (
        RoundRobinMember.objects.filter(foi_request=foi_request)
        .select_related("group")
        .first()
    )
    return member.group if member else None
