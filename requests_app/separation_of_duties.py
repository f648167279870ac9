"""Find the people who made a decision, so that others review it."""

from typing import Final

from accounts.models import User
from requests_app.models import FOIRequest, HistoryEntry

_Kind = HistoryEntry.Kind
# Whoever did any of these to a response has had a hand in it.
WRITING: Final = frozenset(
    {
        _Kind.QUESTION_ANSWERED,
        _Kind.ANSWER_SHARED,
        _Kind.EXEMPTION_CITED,
        _Kind.CITATION_CHANGED,
        _Kind.CITATION_REMOVED,
        _Kind.STATEMENT_SAVED,
        _Kind.STATEMENT_REMOVED,
        _Kind.LETTER_TEXT_SAVED,
        _Kind.ENCLOSURE_ADDED,
        _Kind.ENCLOSURE_ACCEPTED,
        _Kind.SENT_FOR_CLEARANCE,
        _Kind.REVIEW_POINT_DECIDED,
    }
)
DECIDING: Final = WRITING | {
    _Kind.RESPONSE_CLEARED,
    _Kind.RESPONSE_ISSUED,
    _Kind.REQUEST_NOT_VALID,
}


def deciders_of(foi_request: FOIRequest) -> set[int]:
    """Return the keys of those who wrote, cleared or issued the answer to a request."""
    told = foi_request.history.filter(kind__in=DECIDING, by__isnull=False)
    return set(told.order_by().values_list("by_id", flat=True))


def took_part(person: User, foi_request: FOIRequest) -> str:
    """Say if a person took part in the decision under review; return "" if not.

    Source: s.45 Code of Practice, part 5, and the Commissioners' guidance: a review is
    a fresh decision, by a person who took no part in the first.
    """
    if foi_request.review_of_id is None:
        return ""
    told = HistoryEntry.objects.filter(
        foi_request=foi_request.review_of_id, kind__in=DECIDING, by=person
    )
    if not told.exists():
        return ""
    return (
        f"{person} wrote, cleared or issued the answer under review, so somebody else "
        f"has to decide this review."
    )
