"""Which requests a list shows, in which order, and how many there are."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from requests_app.querysets import MOST_RANKED, DueBand, FOIRequestQuerySet

# What a filter may say besides keys.
NOBODY: Final = "none"
IN_TIME, LATE = "in_time", "late"
OPEN, CLOSED, ALL = "open", "closed", "all"
# Beyond so many, a list says "more than": nobody turns pages that far, and counting
# all there ever was would take longer than the page. What is open, or was closed within
# some days, is counted further: an index has no more than that.
MOST_COUNTED: Final = 10_000
MOST_COUNTED_BY_INDEX: Final = 100_000
PAGE_SIZE: Final = 50

# By what a list can be sorted, as the indexes of requests have it.
SORTS: Final[Mapping[str, F | Lower]] = {
    "received": F("received_on"),
    "due": F("due_on"),
    "closed": F("closed_on"),
    "requester": Lower("requester_name"),
}


class CappedPaginator(Paginator):
    """Pages of a list that may be longer than anybody would count.

    Args:
        found: The requests, in order.
        most_counted: How many to count at most.
    """

    object_list: FOIRequestQuerySet

    def __init__(self, found: FOIRequestQuerySet, *, most_counted: int) -> None:
        super().__init__(found, PAGE_SIZE)
        self.most_counted = most_counted

    @cached_property
    def _counted(self) -> int:
        return int(self.object_list.order_by()[: self.most_counted + 1].count())

    @cached_property
    def count(self) -> int:
        """How many there are, as far as they are counted."""
        return min(self._counted, self.most_counted)

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self._counted > self.most_counted


def most_counted(wanted: Mapping[str, Any]) -> int:
    """Return how many requests to count of those that `wanted` asks for."""
    is_indexed = (
        wanted.get("state") == OPEN or "band" in wanted or "closed_from" in wanted
    )
    return MOST_COUNTED_BY_INDEX if is_indexed else MOST_COUNTED


def narrow(
    foi_requests: FOIRequestQuerySet, wanted: Mapping[str, Any], *, on: date
) -> FOIRequestQuerySet:
    """Return the requests that `wanted` asks for.

    Args:
        foi_requests: Those that the person may see.
        wanted: What a `FindRequestsForm` understood of its address.
        on: The London day on which requests are due today, or overdue.
    """
    found = foi_requests
    match wanted.get("state"):
        case None | "all":
            pass
        case "open":
            found = found.open()
        case "closed":
            found = found.closed()
        case state:
            found = found.filter(state=state)
    if band := wanted.get("band"):
        found = found.in_band(DueBand(band), on=on)
    if regime := wanted.get("regime"):
        found = found.filter(regime=regime)
    for name in ("team", "officer"):
        if value := wanted.get(name):
            found = found.filter(**{f"{name}_id": None if value == NOBODY else value})
    for name, lookup in _DAYS.items():
        if value := wanted.get(name):
            found = found.filter(**{lookup: value})
    if timeliness := wanted.get("answered"):
        found = found.answered(is_in_time=timeliness == IN_TIME)
    return found


_DAYS: Final = {
    "received_from": "received_on__gte",
    "received_to": "received_on__lte",
    "closed_from": "closed_on__gte",
    "closed_to": "closed_on__lte",
}


def usual_sort(wanted: Mapping[str, Any]) -> str:
    """Return how a list is sorted when nobody says: what presses most comes first."""
    if wanted.get("q"):
        return ""
    return {OPEN: "due", CLOSED: "-closed"}.get(wanted.get("state", ""), "-received")


def sort(
    foi_requests: FOIRequestQuerySet, *, by: str, words: str = ""
) -> FOIRequestQuerySet:
    """Return the requests in order; of a search, the newest that match.

    Args:
        foi_requests: What is to be listed.
        by: A key of `SORTS`, after "-" for the last first; "" for the best match, or
            where nothing is searched for the newest.
        words: What to search for.
    """
    if words:
        foi_requests = foi_requests.best_matching(words)
        if not by:
            return foi_requests
    # What has no such day comes last; the other way round, first.
    by = by or "-received"
    column = SORTS[by.removeprefix("-")]
    if by.startswith("-"):
        return foi_requests.order_by(column.desc(), "-pk")
    return foi_requests.order_by(column.asc(), "pk")


def is_cut_short(words: str, count: int) -> bool:
    """Say whether more may match a search than are shown."""
    return bool(words) and count >= MOST_RANKED
