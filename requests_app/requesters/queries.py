"""Records of requesters, as far as a person may know of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.db.models.functions import Lower

from accounts.models import User
from requests_app.models import FOIRequest, Requester
from requests_app.models.requesters import RequesterQuerySet
from requests_app.querysets import FOIRequestQuerySet
from requests_app.requesters.keeping import words_of

EXPORTED = ("Requester record",)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a user may know of how often a requester asked.

    Attributes:
        requests: The number of requests visible to the user, reviews included.
        still_open: How many of these are open.
        last_on: The day on which the last was received; None for none.
    """

    requests: int = 0
    still_open: int = 0
    last_on: date | None = None


def requests_of(requester: Requester, user: User) -> FOIRequestQuerySet:
    """Return the requests of a record that the user may see, the newest first."""
    found: FOIRequestQuerySet = FOIRequest.objects.visible_to(user).filter(
        requester=requester
    )
    return found


def asked_by(requesters: Collection[int], user: User) -> Mapping[int, Asked]:
    """Return how often each requester asked, by the key of the record; in one query."""
    rows = (
        FOIRequest.objects.visible_to(user)
        .counted()
        .filter(requester__in=requesters)
        .order_by()
        .values_list("requester")
        .annotate(
            number=Count("pk"),
            still_open=Count("pk", filter=Q(closed_on__isnull=True)),
            last_on=Max("received_on"),
        )
    )
    found = {key: Asked(*numbers) for key, *numbers in rows}
    return {key: found.get(key, Asked()) for key in requesters}


def find_requesters(user: User, words: str) -> RequesterQuerySet:
    """Return the records whose name, address or organisation has every word.

    Args:
        user: The person, who finds only what they may know of.
        words: What is looked for; "" for all.
    """
    found = Requester.objects.visible_to(user).in_use()
    for word in words_of(words).split():
        found = found.filter(
            Q(known_by__icontains=word) | Q(organisation__icontains=word)
        )
    return found.order_by(Lower("name"), "pk")


def earlier_requests(foi_request: FOIRequest, user: User) -> int:
    """Return how many requests of the person, visible to the user, came before."""
    if foi_request.requester_id is None:
        return 0
    before = Q(received_on__lt=foi_request.received_on) | Q(
        received_on=foi_request.received_on, pk__lt=foi_request.pk
    )
    seen: FOIRequestQuerySet = FOIRequest.objects.visible_to(user)
    earlier = seen.counted().filter(before, requester=foi_request.requester_id)
    return earlier.count()


def requesters_without_requests(before: date) -> RequesterQuerySet:
    """Return records in use without any request, last changed before a day.

    For retention: of all authorities, and whoever may see the requests.
    """
    asked = FOIRequest.objects.filter(requester=OuterRef("pk"))
    return Requester.objects.in_use().filter(~Exists(asked), changed_on__lt=before)


def exported(keys: Collection[int]) -> Mapping[int, Sequence[int]]:
    """Return the number of the record of each request."""
    found = FOIRequest.objects.filter(pk__in=keys, requester__isnull=False)
    return {key: [record] for key, record in found.values_list("pk", "requester")}
