"""A page of a list, found by the request beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Final

from requests_app.lists.around import MOST_COUNTED, Around
from requests_app.lists.queries import PAGE_SIZE
from requests_app.lists.reading import Found
from requests_app.lists.sorting import Order, keys_of_page, ordered_by
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet

# With more columns, a page has half the rows, to stay light.
MOST_COLUMNS: Final = 14
# Reads the requests of some keys: `read_found` with all but the keys, orders and size.
Reading = Callable[..., Found]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list.

    Attributes:
        foi_requests: Its requests, in order.
        number: Its number, as far as known.
        pages: How many pages the list has; None for a list too long to count at once.
        has_previous: Whether there are requests before.
        has_next: Whether there are requests after.
        is_by_number: Whether other pages are found by their number.
        is_short_first: Whether it is the first page, begun in the middle.
        found: What stands beside its requests, and at the head of the page.
        beyond: The number asked for, where the list has no such page; 0 otherwise.
    """

    foi_requests: Sequence[FOIRequest]
    number: int
    pages: int | None
    has_previous: bool
    has_next: bool
    is_by_number: bool = False
    is_short_first: bool = False
    found: Found = field(default_factory=Found)
    beyond: int = 0

    @property
    def first(self) -> int:
        """The key of the first request."""
        return self.foi_requests[0].pk

    @property
    def last(self) -> int:
        """The key of the last request."""
        return self.foi_requests[-1].pk


def size_for(columns: Sequence[str]) -> int:
    """Return how many requests a page with these columns has."""
    return PAGE_SIZE if len(columns) <= MOST_COLUMNS else PAGE_SIZE // 2


def pages_by_number(size: int) -> int:
    """Return how many pages an address may name: of a list counted at once."""
    return MOST_COUNTED // size


def read_page(
    found: FOIRequestQuerySet,
    *,
    orders: Sequence[Order],
    around: Around,
    is_back: bool,
    number: int,
    size: int,
    read: Reading,
    are_few: bool = False,
) -> Page:
    """Return a page of a list, in one query.

    Args:
        found: The requests of the list; in the order of the best match if `orders` is
            empty.
        orders: The orders of the list.
        around: What stands around the rows, with the place of the request beside.
        is_back: Whether the page stands before that request. Without such a request, it
            is the last page.
        number: The number of the page. Without a request beside, the page is found by
            its number.
        size: How many requests a page has.
        read: Reads the requests of some keys.
        are_few: As for `requests_app.lists.sorting.ordered_by`.
    """
    if not around.count:
        found = found.none()
    pages = None if around.is_capped else max(1, ceil(around.count / size))
    most = pages or pages_by_number(size)
    beyond = number if around.place is None and number > most else 0
    if around.place is None and not is_back and (pages or not beyond):
        number = min(number, most)
        page = _by_number(found, orders, number, pages, size, read, are_few=are_few)
        return replace(page, beyond=beyond)
    number = min(number, pages or number)
    if beyond:
        is_back = True
    keys = keys_of_page(
        found.order_by(),
        orders,
        size=size + 1,
        beside=around.place,
        is_back=is_back,
        are_few=are_few,
    )
    ways = [order.other_way for order in orders] if is_back else orders
    rows = Found() if keys is None else read(keys, orders=ways, size=size + 1)
    foi_requests = rows.foi_requests
    has_more = len(foi_requests) > size
    foi_requests = foi_requests[:size]
    if is_back:
        foi_requests.reverse()
    is_beside = around.place is not None
    return Page(
        foi_requests=foi_requests,
        number=number,
        pages=pages,
        has_previous=has_more if is_back else is_beside,
        has_next=is_beside if is_back else has_more,
        is_short_first=(is_back and not has_more) or (is_beside and not foi_requests),
        found=rows,
        beyond=beyond,
    )


def _by_number(
    found: FOIRequestQuerySet,
    orders: Sequence[Order],
    number: int,
    pages: int | None,
    size: int,
    read: Reading,
    *,
    are_few: bool,
) -> Page:
    """Return a page near enough to the start to count its requests from there."""
    if orders:
        found = ordered_by(found, ",".join(map(str, orders)), are_few=are_few)
    start = (number - 1) * size
    rows = read(found.values("pk")[start : start + size], orders=orders, size=size)
    return Page(
        foi_requests=rows.foi_requests,
        number=number,
        pages=pages,
        has_previous=number > 1,
        has_next=pages is None or number < pages,
        is_by_number=not orders,
        found=rows,
    )
