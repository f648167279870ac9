"""Provide the page frame's context: navigation and demonstration banner."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts import policy
from accounts.models import User
from requests_app.telling.reading import unread_after_opening


class Link(NamedTuple):
    """An entry of the navigation."""

    text: str
    url: str
    is_current: bool


# Text, page, and permission needed (empty for none).
_SECTIONS = (
    ("My day", "home", ""),
    ("Requests", "foi-requests", policy.VIEW_REQUESTS),
    ("Queue", "queue", policy.DRAFT_RESPONSE),
    ("Incoming", "incoming", policy.RECORD_REQUEST),
    ("New request", "record-request", policy.RECORD_REQUEST),
    ("Bulk letters", "batches", policy.ISSUE_RESPONSE),
    ("Letters to post", "post", policy.ISSUE_RESPONSE),
    ("Departments", "enquiries-out", policy.CHANGE_REQUEST),
    ("Previous responses", "previous-responses", policy.DRAFT_RESPONSE),
    ("Wording", "library", policy.USE_LIBRARY),
    ("For clearance", "clearance-queue", policy.VIEW_CLEARANCE),
    ("Dashboard", "dashboard", policy.VIEW_DASHBOARD),
    ("Returns", "returns", policy.VIEW_RETURNS),
    ("Questions for you", "enquiries", policy.ANSWER_ENQUIRY),
    ("Administration", "administration", policy.VIEW_CHANGES),
)


def _navigation(user: User, path: str) -> Iterator[Link]:
    allowed = user.role_permissions
    offered = [
        (text, reverse(name))
        for text, name, need in _SECTIONS
        if not need or need in allowed
    ]
    # The current entry has the longest address above this page.
    under = max(
        (url for _, url in offered if path.startswith(url)), key=len, default=""
    )
    for text, url in offered:
        yield Link(text, url, url == under)


def _other_accounts(user: User) -> list[User]:
    """Return the person's accounts at other authorities, without a query for most."""
    if user.person_key is None:
        return []
    return [one for one in user.accounts() if one.is_active and one.pk != user.pk]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation, unread notices, and whether this is the demonstration."""
    user = getattr(request, "user", None)
    return {
        "is_demonstration": settings.IS_DEMONSTRATION,
        "other_accounts": _other_accounts(user) if isinstance(user, User) else [],
        # Counted only by pages with the whole frame.
        "unread_notices": (
            partial(unread_after_opening, user, request.path)
            if isinstance(user, User)
            else 0
        ),
        "navigation": (
            list(_navigation(user, request.path)) if isinstance(user, User) else []
        ),
    }
