"""The part of an address kept by a view, and the counts of views."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.http import QueryDict

from accounts.models import Authority, User
from requests_app.lists.around import MOST_PINNED, Counted
from requests_app.lists.forms import FindRequestsForm
from requests_app.lists.queries import narrow
from requests_app.models import FOIRequest, PinnedView, SavedView
from requests_app.querysets import FOIRequestQuerySet
from requests_app.search.matching import best_matching

# Views shown on the page of views, of the person and shared with the person.
MOST_LISTED: Final = 150


def query_to_keep(given: QueryDict, columns: Sequence[str], *, user: User) -> str:
    """Return the filters, the order and the columns of a list as one text.

    Args:
        given: The address of the list.
        columns: The columns shown.
        user: The person.
    """
    kept = QueryDict(mutable=True)
    for name in FindRequestsForm(given, user=user).fields:
        values = [value for value in given.getlist(name) if value]
        if values:
            kept.setlist(name, values)
    if columns:
        kept["columns"] = ",".join(columns)
    return str(kept.urlencode(safe=","))


def is_same(query: str, other: str) -> bool:
    """Return whether two kept texts mean the same list."""
    return _parts(query) == _parts(other)


def _parts(query: str) -> Mapping[str, Any]:
    given = QueryDict(query)
    found = {}
    for name in given:
        values = ",".join(given.getlist(name))
        # The order of the columns to sort by counts, the order of filters does not.
        found[name] = values if name in {"sort", "q"} else set(values.split(","))
    return found


def requests_of(view: SavedView, *, user: User, on: date) -> FOIRequestQuerySet:
    """Return the requests of a view, as visible to a person.

    Args:
        view: The view.
        user: The person: "me" in the view means them.
        on: The London day.
    """
    wanted = FindRequestsForm(QueryDict(view.query), user=user).wanted
    found = narrow(FOIRequest.objects.visible_to(user), wanted, on=on)
    words = wanted.get("q", "")
    return best_matching(found, words, user=user, on=on) if words else found


def pinned_by(user: User) -> list[SavedView]:
    """Return the pinned views of a person, in order, if still visible."""
    pins = PinnedView.objects.filter(
        person=user, view__in=SavedView.objects.visible_to(user)
    ).select_related("view__owner")
    return [pin.view for pin in pins[:MOST_PINNED]]


def counts_of(
    views: Sequence[SavedView], *, user: User, on: date
) -> dict[int, tuple[int, int]]:
    """Return how many requests and how many reviews each view has, in one query.

    Args:
        views: A few views visible to the person.
        user: The person.
        on: The London day.
    """
    if not views:
        return {}
    counted = [
        Counted(
            requests_of(each, user=user, on=on).order_by().values("pk", "review_of_id")
        )
        for each in views
    ]
    row: Any = (
        Authority.objects.filter(pk=user.authority_id or 0)
        .order_by()
        .values_list(*counted)
        .first()
    )
    found = row or [None] * len(views)
    return {
        each.pk: (every - reviews, reviews)
        for each, (every, reviews) in zip(
            views, (each or (0, 0) for each in found), strict=True
        )
    }


def views_of(user: User) -> QuerySet[SavedView]:
    """Return the views visible to a person, each with its number of pins."""
    return (
        SavedView.objects.visible_to(user)
        .select_related("owner", "team")
        .annotate(pinned=Count("pins"))
    )
