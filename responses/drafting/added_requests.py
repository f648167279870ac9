"""Requests whose cost is added to that of another (FOIA s.12(4), FOISA s.12(2))."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q

from accounts.models import User
from requests_app.models import FOIRequest
from responses.checks.adding import NAMED, is_same_person, why_not_added
from responses.drafting.earlier_requests import same_requester
from responses.drafting.facts import WrongFact
from statute.regimes import Regime

MOST_OFFERED: Final = 10
# Sixty working days, with the bank holidays of Christmas, lie within so many days.
_DAYS_APART: Final = timedelta(days=100)


def check_estimate(
    facts: Mapping[str, Any], foi_request: FOIRequest, *, by: User
) -> None:
    """Check that a sample fits its records, and that requests may be added up.

    Args:
        facts: The facts of a citation, as stored.
        foi_request: The request answered.
        by: The officer, who can name only requests that they may see.

    Raises:
        WrongFact: The sample is larger than what it was taken from, or a request named
            cannot be added up with this one.
    """
    records, timed = facts.get("records"), facts.get("records_timed")
    if records and timed and timed > records:
        raise WrongFact(
            f"The sample has {timed:,} records, but only {records:,} are to be looked "
            "through. Correct one of these."
        )
    if named := facts.get(NAMED):
        added = _found(named, by=by)
        if reason := why_not_added(added, foi_request, facts.get("added_from", "")):
            raise WrongFact(reason)


def _found(references: list[str], *, by: User) -> list[FOIRequest]:
    seen = FOIRequest.objects.visible_to(by).filter(reference__in=references)
    found = {one.reference: one for one in seen}
    for reference in references:
        if reference not in found:
            raise WrongFact(
                f"You see no request {reference}. Check the reference, or leave it out."
            )
    return list(found.values())


def offered_to_add(
    foi_request: FOIRequest, *, to: User, named: Sequence[str] = ()
) -> list[FOIRequest]:
    """Return requests on record open to being added up with another, the own first.

    These are the requester's own, and those in the same words, as of a campaign. In
    Scotland only requests by different people are added up.

    Args:
        foi_request: The request answered.
        to: The officer, who is offered only what they may see.
        named: The references named already.
    """
    day = foi_request.received_on
    alike = Q(subject__iexact=foi_request.subject) | Q(
        questions__text__in=foi_request.questions.filter(kind="question").values("text")
    )
    if not Regime(foi_request.regime).is_scottish:
        alike |= same_requester(foi_request)
    found = (
        FOIRequest.objects.visible_to(to)
        .filter(
            alike,
            regime=foi_request.regime,
            review_of=None,
            received_on__range=(day - _DAYS_APART, day + _DAYS_APART),
        )
        .exclude(pk=foi_request.pk)
        .exclude(reference=None)
        .exclude(reference__in=named)
        .distinct()
        .order_by("-received_on", "-pk")[: 2 * MOST_OFFERED]
    )
    allowed = [one for one in found if not why_not_added([one], foi_request, "")]
    allowed.sort(key=lambda one: not is_same_person(one, foi_request))
    return allowed[:MOST_OFFERED]
