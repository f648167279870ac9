"""Find the people who made a decision, so that others review it."""

from accounts.models import User
from requests_app.history.kinds import Trait, kinds_with
from requests_app.models import FOIRequest, HistoryEntry


def deciders_of(foi_request: FOIRequest) -> set[int]:
    """Return the keys of the users who wrote, cleared or issued a request's answer."""
    told = foi_request.history.filter(kind__in=_deciding_kinds(), by__isnull=False)
    return set(told.order_by().values_list("by_id", flat=True))


def took_part(person: User, foi_request: FOIRequest) -> str:
    """Say if a person took part in the decision under review; return "" if not.

    Source: s.45 Code of Practice, part 5, and the regulators' guidance: a review is
    a fresh decision, by a person who took no part in the first.
    """
    if foi_request.review_of_id is None:
        return ""
    told = HistoryEntry.objects.filter(
        foi_request=foi_request.review_of_id, kind__in=_deciding_kinds(), by=person
    )
    if not told.exists():
        return ""
    return (
        f"{person} wrote, cleared or issued the answer under review, so another "
        "person must decide this review."
    )


def _deciding_kinds() -> frozenset[str]:
    return kinds_with(Trait.WRITING | Trait.DECIDING)
