"""Filter, sort and count the requests of a list."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from requests_app.assigning.queries import held_by_nobody
from requests_app.querysets import MOST_RANKED, DueBand, FOIRequestQuerySet

# Values of a filter other than keys.
NOBODY: Final = "none"
# Of the filter by officer: requests whose officer cannot act, or is missing.
HELD_BY_NOBODY: Final = "unheld"
IN_TIME, LATE = "in_time", "late"
OPEN, CLOSED, ALL = "open", "closed", "all"
REQUESTS, REVIEWS = "requests", "reviews"
# The largest count of a list. Beyond, the list says "more than": users do not page so
# far, and counting more would take longer than the page.
MOST_COUNTED: Final = 100_000
PAGE_SIZE: Final = 50

# The sort orders of a list. Each has an index.
SORTS: Final[Mapping[str, F | Lower]] = {
    "received": F("received_on"),
    "due": F("due_on"),
    "closed": F("closed_on"),
    "requester": Lower("requester_name"),
}


class CappedPaginator(Paginator):
    """Pages of a list that may be too long to count.

    Args:
        found: The requests, in order.
    """

    object_list: FOIRequestQuerySet

    def __init__(self, found: FOIRequestQuerySet) -> None:
        super().__init__(found, PAGE_SIZE)
        self.most_counted = MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        return int(self.object_list.order_by()[: self.most_counted + 1].count())

    @cached_property
    def count(self) -> int:
        """The number of requests, or the largest number to count if there are more."""
        return min(self._counted, self.most_counted)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The numbers of requests and of internal reviews, which are no requests."""
        reviews = 0
        if self._counted and not self.is_capped:
            reviews = self.object_list.order_by().reviews().count()
        return {REQUESTS: self.count - reviews, REVIEWS: reviews}

    @property
    def is_capped(self) -> bool:
        """Whether there are more requests than were counted."""
        return self._counted > self.most_counted


def narrow(
    foi_requests: FOIRequestQuerySet, wanted: Mapping[str, Any], *, on: date
) -> FOIRequestQuerySet:
    """Return the requests that match the filters.

    Args:
        foi_requests: The requests visible to the user.
        wanted: The valid filters of a `FindRequestsForm`.
        on: The London day for "due today" and "overdue".
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
    match wanted.get("kind"):
        case "requests":
            found = found.requests()
        case "reviews":
            found = found.reviews()
    if band := wanted.get("band"):
        found = found.in_band(DueBand(band), on=on)
    if regime := wanted.get("regime"):
        found = found.filter(regime=regime)
    for name in ("team", "officer"):
        value = wanted.get(name)
        if value == HELD_BY_NOBODY:
            found = found.filter(held_by_nobody(on))
        elif value:
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
    "answered_from": "answered_on__gte",
    "answered_to": "answered_on__lte",
    "closed_from": "closed_on__gte",
    "closed_to": "closed_on__lte",
}


def usual_sort(wanted: Mapping[str, Any]) -> str:
    """Return the default sort order of a list: the most urgent requests first."""
    if wanted.get("q"):
        return ""
    return {OPEN: "due", CLOSED: "-closed"}.get(wanted.get("state", ""), "-received")


def sort(
    foi_requests: FOIRequestQuerySet, *, by: str, words: str = ""
) -> FOIRequestQuerySet:
    """Return the requests in order; for a search, the newest matches.

    Args:
        foi_requests: The requests to list.
        by: A key of `SORTS`, after "-" for descending order. "" sorts a search by the
            best match, and other lists by the newest request.
        words: The words to search for.
    """
    if words:
        foi_requests = foi_requests.best_matching(words)
        if not by:
            return foi_requests
    # Requests without such a day come last in ascending order, first in descending
    # order.
    by = by or "-received"
    column = SORTS[by.removeprefix("-")]
    if by.startswith("-"):
        return foi_requests.order_by(column.desc(), "-pk")
    return foi_requests.order_by(column.asc(), "pk")


def is_cut_short(words: str, count: int) -> bool:
    """Return whether more requests may match a search than are shown."""
    return bool(words) and count >= MOST_RANKED
