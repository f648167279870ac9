"""Where a notice leads a person: only to a page that the person may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from accounts.models import User
from requests_app.models import FOIRequest, Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRule:
    """Who may open a page that is not open to all who see the request.

    Attributes:
        may_open: Whether a person may open the page; told the parts of its address.
        request_of: The request behind the page; None for none.
        fragment: The place on the page of the request, for a person who sees the
            request alone; "" for its beginning.
    """

    may_open: Callable[[User, dict[str, Any]], bool]
    request_of: Callable[[dict[str, Any]], FOIRequest | None]
    fragment: Callable[[dict[str, Any]], str]


_RULES: dict[str, PlaceRule] = {}


def register(url_name: str, rule: PlaceRule) -> None:
    """Register the rule of a page; called once by the app of the page."""
    _RULES[url_name] = rule


def request_at(url: str) -> FOIRequest | None:
    """Return the request behind a page that has a rule; None for other pages."""
    page = _page(url)
    return page.rule.request_of(page.named) if page.rule else None


class Place(NamedTuple):
    """Where a notice leads a person, and whether the person sees the request."""

    url: str
    sees_request: bool


def place_for(person: User, url: str, foi_request: FOIRequest | None) -> Place | None:
    """Return the address to give a person in a notice: of the page, or of the request.

    A page asks for a permission, and for sight of the request. A person with sight of
    the request alone is led to the page of the request.

    Args:
        person: The person.
        url: The path of the page, with its fragment.
        foi_request: The request told of; None for none.

    Returns:
        The place; None where no page of the matter opens for the person.
    """
    if not _may_work(person):
        return None
    page = _page(url)
    is_visible = foi_request is None or bool(_sees(person, [foi_request.pk]))
    if _opens(page, person, is_visible=is_visible):
        return Place(url, is_visible)
    if foi_request is None or not is_visible:
        return None
    return Place(_on_request(page, foi_request), sees_request=True)


def place_for_colleagues(url: str, foi_request: FOIRequest) -> str:
    """Return the address to give to all who see a request."""
    page = _page(url)
    return _on_request(page, foi_request) if page.rule else url


def open_among(person: User, notices: Iterable[Notice]) -> set[int]:
    """Return the keys of the notices whose address still opens for a person."""
    notices = list(notices)
    if not _may_work(person):
        return set()
    asked = [each.foi_request_id for each in notices if each.foi_request_id]
    seen = _sees(person, asked) if asked else set()
    return {
        notice.pk
        for notice in notices
        if _opens(
            _page(notice.url),
            person,
            is_visible=notice.foi_request_id is None or notice.foi_request_id in seen,
        )
    }


def _may_work(person: User) -> bool:
    """Whether any page of the office opens for a person."""
    return person.is_active and bool(person.roles) and person.authority_id is not None


class _Page(NamedTuple):
    """A page: the parts of its address, its permissions, and its rule."""

    named: dict[str, Any]
    permissions: frozenset[str]
    rule: PlaceRule | None


def _page(url: str) -> _Page:
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return _Page({}, frozenset(), None)
    view = getattr(match.func, "view_class", None)
    wanted = getattr(view, "permission_required", None) or ()
    permissions = frozenset((wanted,) if isinstance(wanted, str) else wanted)
    return _Page(match.kwargs, permissions, _RULES.get(match.url_name or ""))


def _opens(page: _Page, person: User, *, is_visible: bool) -> bool:
    """Whether a page opens for a person, told whether they see the request."""
    may_open = page.rule.may_open(person, page.named) if page.rule else is_visible
    return may_open and page.permissions <= person.role_permissions


def _on_request(page: _Page, foi_request: FOIRequest) -> str:
    fragment = page.rule.fragment(page.named) if page.rule else ""
    return f"{foi_request.get_absolute_url()}{fragment}"


def _sees(person: User, keys: Iterable[int]) -> set[int]:
    seen = FOIRequest.objects.filter(pk__in=keys).visible_to(person)
    return set(seen.order_by().values_list("pk", flat=True))
