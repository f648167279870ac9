"""Doubles and their originals, as far as a person may know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q

from accounts.models import User
from requests_app.alike.queries import alike_to
from requests_app.casework.doubles import last_day_to_undo, name_of
from requests_app.models import FOIRequest

MOST_OFFERED: Final = 5
EXPORTED: Final = ("Double of",)
_MOST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Pairs:
    """The doubles beside a request, as far as a person may know.

    Attributes:
        original: The request that it is a double of; None for none, or a hidden one.
        is_double: Whether it is a double.
        last_on: The last day on which the double can be undone; None once it is over.
        doubles: The doubles on its file, each with `files_kept`, a number.
    """

    original: FOIRequest | None
    is_double: bool
    last_on: date | None
    doubles: Sequence[FOIRequest]


def pairs_of(foi_request: FOIRequest, user: User, *, on: date) -> Pairs | None:
    """Return the doubles beside a request, in one query; None for none.

    Args:
        foi_request: A request visible to the user.
        user: The person.
        on: The London day.
    """
    present = Count("files", filter=Q(files__removed_on__isnull=True))
    found = list(
        FOIRequest.objects.visible_to(user)
        .filter(Q(double_of=foi_request.pk) | Q(pk=foi_request.double_of_id))
        .annotate(files_kept=present)
        .order_by("received_on", "pk")[:_MOST_SHOWN]
    )
    if not found and not foi_request.is_double:
        return None
    last_on = last_day_to_undo(foi_request)
    return Pairs(
        original=next((one for one in found if not one.is_double), None),
        is_double=foi_request.is_double,
        last_on=None if last_on is None or last_on < on else last_on,
        doubles=[one for one in found if one.is_double],
    )


def offered_as_original(foi_request: FOIRequest, user: User) -> list[FOIRequest]:
    """Return the likely originals of a request, the newest first.

    These have nearly the same text, or are from the same requester, and came first.

    Args:
        foi_request: A request visible to the user.
        user: The person, to whom only visible requests are offered.
    """
    alike = alike_to(foi_request, user)
    likely = Q(pk__in=[one.pk for one in alike.named] if alike else [])
    if foi_request.requester_id is not None:
        likely |= Q(requester=foi_request.requester_id)
    if foi_request.requester_email:
        likely |= Q(requester_email__iexact=foi_request.requester_email)
    found = (
        FOIRequest.objects.visible_to(user)
        .requests()
        .counted()
        .filter(likely, received_on__lte=foi_request.received_on)
        .exclude(pk=foi_request.pk)
        .order_by("-received_on", "-pk")
    )
    return list(found[:MOST_OFFERED])


def words_of_original(foi_request: FOIRequest) -> str:
    """Return a request as the text of a choice."""
    state = (
        foi_request.get_state_display()
        if foi_request.reference
        else "Not yet registered"
    )
    return f"{name_of(foi_request)}, from {foi_request.requester_name}. {state}."


def exported(keys: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Return the original of each double; a restricted original is not named."""
    doubles = FOIRequest.objects.filter(pk__in=keys, double_of__isnull=False)
    return {
        double.pk: [
            "Restricted" if double.double_of.is_restricted else str(double.double_of)
        ]
        for double in doubles.select_related("double_of")
        if double.double_of is not None
    }
