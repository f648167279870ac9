"""The whole number of requests of a long list, counted when the page is there.

What a list has by one fact and its days is added up from `Tally`. Any other list is
counted from an index that holds every fact of a request.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Count, Q, Sum

from accounts.models import User
from requests_app.lists.queries import (
    ALL,
    CLOSED,
    NOBODY,
    REQUESTS,
    REVIEWS,
)
from requests_app.models import Tally
from requests_app.querysets import FOIRequestQuerySet

# No filters: how a list looks.
_LOOKS: Final = {"sort"}


def count_whole(
    found: FOIRequestQuerySet, wanted: Mapping[str, Any], *, user: User
) -> tuple[int, int]:
    """Return how many requests and reviews a list has, and how many are reviews.

    Args:
        found: The requests of the list, which the person may see.
        wanted: The filters that they match, as `lists.queries.narrow` takes them.
        user: The person who looks.
    """
    found = found.order_by()
    tallied = _tallied(wanted)
    if tallied is None:
        reviews = found.reviews().count()
        return found.requests().count() + reviews, reviews
    # Of what is restricted, the person sees only some: these are counted one by one.
    shown = found.filter(is_restricted=True).aggregate(
        every=Count("pk"), reviews=Count("review_of")
    )
    rows: Any = Tally.objects.filter(tallied, is_restricted=False)
    others = rows.filter(authority_key=user.authority_id).aggregate(
        every=Sum("number"), reviews=Sum("number", filter=Q(is_review=True))
    )
    every, reviews = (
        shown[name] + (others[name] or 0) for name in ("every", "reviews")
    )
    return every, reviews


def _tallied(wanted: Mapping[str, Any]) -> Q | None:
    """Return the condition for the rows of `Tally` to add up; None for others."""
    filters = {name: value for name, value in wanted.items() if name not in _LOOKS}
    state = filters.pop("state", [ALL])
    answered = filters.pop("answered", None)
    kinds, teams = filters.pop("kind", ()), filters.pop("team", ())
    if answered and state == [ALL]:
        facts, day = answered, "answered"
    elif state == [ALL]:
        facts, day = ["received"], "received"
    elif state == [CLOSED] and not answered:
        facts, day = ["closed"], "closed"
    else:
        return None
    first, last = (filters.pop(f"{day}_{end}", None) for end in ("from", "to"))
    if filters:
        return None
    is_by_day = bool(first or last)
    rows = Q(fact__in=facts, span=Tally.Span.DAY if is_by_day else Tally.Span.MONTH)
    if first:
        rows &= Q(on__gte=first)
    if last:
        rows &= Q(on__lte=last)
    if len({*kinds} & {REQUESTS, REVIEWS}) == 1:
        rows &= Q(is_review=REVIEWS in kinds)
    if teams:
        keys = [team for team in teams if team != NOBODY]
        of_none = Q(team_key=None) if NOBODY in teams else Q(pk__in=[])
        rows &= Q(team_key__in=keys) | of_none
    return rows
