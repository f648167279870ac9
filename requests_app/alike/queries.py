"""Requests alike, as far as a person may know of them. Doubles are left out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from accounts.models import User
from documents.likeness.fingerprints import LEAST_ALIKE, bands, from_bytes, likeness
from documents.likeness.fingerprints import Fingerprint as Compared
from requests_app.models import Fingerprint, FOIRequest
from requests_app.workflow import State

MOST_NAMED: Final = 5
# An address has room for so many keys.
_MOST_LISTED: Final = 100
# Of the requests with a band in common, the newest.
_MOST_NEAR: Final = 500
EXPORTED: Final = ("Requests alike", "First request alike")


@dataclass(frozen=True, slots=True)
class Alike:
    """What a person may know of the requests alike to a request.

    Attributes:
        named: Some of these requests, the newest first.
        keys: The keys of all and of the request, for a list; none of very many.
        number: How many there are in the authority.
        others: How many of these are from other requesters.
        authorities: The number of other authorities with a request alike.
    """

    named: Sequence[FOIRequest]
    keys: Sequence[int]
    number: int
    others: int
    authorities: int

    @property
    def more(self) -> int:
        """How many requests are not named."""
        return self.number - len(self.named)


def alike_to(foi_request: FOIRequest, user: User) -> Alike | None:
    """Return the requests alike to a request; None for none.

    Of requests of the authority, only those visible to the user are counted. Of other
    authorities, the number of authorities is all: restricted requests do not count.

    Args:
        foi_request: A request visible to the user.
        user: The person.
    """
    own = Fingerprint.objects.filter(foi_request=foi_request, group__isnull=False)
    group = own.values_list("group", flat=True).first()
    if group is None:
        return None
    found = list(
        FOIRequest.objects.visible_to(user)
        .counted()
        .filter(fingerprint__group=group)
        .exclude(pk=foi_request.pk)
        .annotate(
            number=Window(Count("pk")),
            others=Window(Count("pk", filter=~_from_the_requester_of(foi_request))),
        )
        .order_by("-received_on", "-pk")
        .only("reference", "subject", "state")[: _MOST_LISTED + 1]
    )
    authorities = (
        FOIRequest.objects.counted()
        .filter(fingerprint__group=group, is_restricted=False)
        .exclude(authority=foi_request.authority_id)
        .aggregate(number=Count("authority", distinct=True))["number"]
    )
    if not found and not authorities:
        return None
    keys = [foi_request.pk, *(one.pk for one in found)]
    return Alike(
        named=found[:MOST_NAMED],
        keys=keys if found and len(keys) <= _MOST_LISTED else [],
        number=found[0].number if found else 0,
        others=found[0].others if found else 0,
        authorities=authorities,
    )


@dataclass(frozen=True, slots=True)
class AlikeRequest:
    """A request alike to a text that is no request yet.

    Attributes:
        foi_request: The request, visible to the person.
        share: How much of both texts is common, as estimated, 0 to 1.
    """

    foi_request: FOIRequest
    share: float

    @property
    def email(self) -> str:
        """The address of the requester, in lower case; "" for none."""
        return self.foi_request.requester_email.lower()


def requests_alike(
    prints: Mapping[int, Compared], user: User
) -> tuple[Mapping[int, list[AlikeRequest]], Mapping[int, int]]:
    """Return the requests alike to texts, by key of text, in a fixed number of queries.

    Args:
        prints: The fingerprint of each text.
        user: The person, whose authority got the texts.

    Returns:
        The requests visible to the person, the most alike first; and the number of
        other authorities with a request alike that is not restricted.
    """
    wanted = sorted({band for one in prints.values() for band in bands(one)})
    if not wanted:
        return {}, {}
    with transaction.atomic(), connection.cursor() as cursor:
        # PostgreSQL takes one of many bands for common, and would read every row.
        cursor.execute("SET LOCAL enable_seqscan = off")
        near = list(
            Fingerprint.objects.filter(bands__overlap=wanted)
            .order_by("-pk")
            .values_list("pk", "minhash")[:_MOST_NEAR]
        )
    shares = {
        (text, key): likeness(one, from_bytes(bytes(minhash)))
        for key, minhash in near
        for text, one in prints.items()
    }
    alike = {pair: share for pair, share in shares.items() if share >= LEAST_ALIKE}
    found = FOIRequest.objects.counted().filter(pk__in={key for _, key in alike})
    visible = found.visible_to(user).select_related("requester")
    seen = {one.pk: one for one in visible}
    elsewhere = dict(
        found.filter(is_restricted=False)
        .exclude(authority=user.authority_id)
        .values_list("pk", "authority")
    )
    requests: dict[int, list[AlikeRequest]] = defaultdict(list)
    others: dict[int, set[int]] = defaultdict(set)
    for (text, key), share in sorted(alike.items(), key=lambda each: -each[1]):
        if key in seen:
            requests[text].append(AlikeRequest(seen[key], share))
        elif key in elsewhere:
            others[text].add(elsewhere[key])
    return requests, {text: len(keys) for text, keys in others.items()}


def is_alike() -> Q:
    """Return the condition for a request to be one of several alike.

    A restricted request makes no other one of several: few may know of it.
    """
    others = _open_to_all().filter(group=OuterRef("group")).exclude(pk=OuterRef("pk"))
    in_group = Fingerprint.objects.filter(
        foi_request=OuterRef("pk"), group__isnull=False
    )
    return Q(Exists(in_group.filter(Exists(others))))


def exported(keys: Collection[int]) -> Mapping[int, Sequence[str | int]]:
    """Return how many other requests are alike to each, and the first of all these.

    Only requests of the same authority, without restricted ones.
    """
    own = Fingerprint.objects.filter(pk__in=keys, group__isnull=False)
    of = {
        key: (group, authority)
        for key, group, authority in own.values_list(
            "pk", "group", "foi_request__authority"
        )
    }
    # By group and authority, the key and the reference of each.
    members: dict[tuple[int | None, int], list[tuple[int, str]]] = defaultdict(list)
    for key, group, authority, reference in (
        _open_to_all()
        .filter(
            group__in={group for group, _ in of.values()},
            foi_request__authority__in={authority for _, authority in of.values()},
        )
        .order_by("foi_request__received_on", "pk")
        .values_list("pk", "group", "foi_request__authority", "foi_request__reference")
    ):
        members[group, authority].append((key, reference or ""))
    found: dict[int, list[str | int]] = {}
    for key, place in of.items():
        if number := sum(other != key for other, _ in members[place]):
            found[key] = [number, members[place][0][1]]
    return found


def _open_to_all() -> QuerySet[Fingerprint]:
    found = Fingerprint.objects.filter(foi_request__is_restricted=False)
    return found.exclude(foi_request__state=State.DOUBLE)


def _from_the_requester_of(foi_request: FOIRequest) -> Q:
    same = Q(requester_email="", requester_name__iexact=foi_request.requester_name)
    if foi_request.requester_email:
        same = Q(requester_email__iexact=foi_request.requester_email)
    if foi_request.requester_id is None:
        return same
    return same | Q(requester=foi_request.requester_id)
