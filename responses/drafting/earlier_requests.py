"""Requests on record that a request may repeat (FOIA s.14(2), FOISA s.14(2))."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Max, Q

from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet
from responses.drafting.facts import WrongFact
from statute.notices import RESPONSES, LetterType
from statute.working_days import format_date

REFERENCE: Final = "earlier_reference"
ANSWERED_ON: Final = "earlier_answered_on"
MOST_OFFERED: Final = 10
# An interim reply leaves the request open.
_ANSWERS: Final = RESPONSES - {LetterType.INTERIM, LetterType.REVIEW_OUTCOME}


def offered_as_earlier(foi_request: FOIRequest, *, to: User) -> FOIRequestQuerySet:
    """Return the requester's earlier requests that were answered, latest first.

    Each has `answer_given_on`, the day of its latest answer.

    Args:
        foi_request: The request that may repeat one of them.
        to: The officer, who is offered only what they may see.
    """
    found = _seen(to, before=foi_request.received_on).filter(
        same_requester(foi_request), received_on__lte=foi_request.received_on
    )
    return found.exclude(pk=foi_request.pk).exclude(answer_given_on=None)[:MOST_OFFERED]


def same_requester(foi_request: FOIRequest) -> Q:
    """Return what finds requests of the same person: by record, name or e-mail."""
    same = Q(requester_name__iexact=foi_request.requester_name)
    if foi_request.requester_id is not None:
        same |= Q(requester=foi_request.requester_id)
    if foi_request.requester_email:
        same |= Q(requester_email__iexact=foi_request.requester_email)
    return same


def _seen(user: User, *, before: date) -> FOIRequestQuerySet:
    """Return the requests a user may see, with the day of the answer by then."""
    is_answer = Q(letters__type__in=_ANSWERS, letters__given_on__lte=before)
    return (
        FOIRequest.objects.visible_to(user)
        .filter(review_of=None)
        .annotate(answer_given_on=Max("letters__given_on", filter=is_answer))
        .order_by("-received_on", "-pk")
    )


def earlier_request(
    facts: Mapping[str, Any], foi_request: FOIRequest, *, to: User
) -> FOIRequest | None:
    """Return the earlier request that facts name, where the user may see it."""
    if not facts.get(REFERENCE):
        return None
    seen = _seen(to, before=foi_request.received_on)
    return seen.filter(reference=facts[REFERENCE]).first()


def linked(
    facts: dict[str, Any], foi_request: FOIRequest, *, by: User
) -> dict[str, Any]:
    """Return facts with the day of the earlier request that they name.

    A request that is not on record, or that the officer may not see, stands as typed.

    Raises:
        WrongFact: The request named is not earlier, or was answered on another day, or
            was not answered before this request.
    """
    earlier = earlier_request(facts, foi_request, to=by)
    if earlier is None:
        return facts
    if earlier.pk == foi_request.pk:
        raise WrongFact(f"{earlier} is this request itself. Name the earlier request.")
    if earlier.received_on > foi_request.received_on:
        raise WrongFact(
            f"{earlier} is no earlier request: we received it on "
            f"{format_date(earlier.received_on)}, after this request."
        )
    answered_on: date | None = getattr(earlier, "answer_given_on", None)
    if answered_on is None:
        raise WrongFact(
            f"{earlier} was not answered before we received this request, so this "
            "request cannot be refused for repeating it."
        )
    typed = facts.get(ANSWERED_ON)
    if typed and typed != answered_on.isoformat():
        raise WrongFact(
            f"{earlier} was answered on {format_date(answered_on)}. Correct the day, "
            "or leave it empty."
        )
    return {**facts, ANSWERED_ON: answered_on.isoformat()}
