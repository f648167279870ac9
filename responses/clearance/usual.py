"""The usual routes of clearance, for an authority that has set up none."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.db import transaction

from accounts.models import Authority, User
from requests_app.models import FOIRequest, RequesterType
from responses.clearance.administering import (
    RouteNotSaved,
    save_route,
    save_rule,
    save_step,
)
from responses.clearance.choosing import joined, routes_of
from responses.models import ClearanceRoute, RouteRule

_FIRST_STEP: Final = "Approver"
_DEFAULT: Final = "Standard"


class _Usual(NamedTuple):
    """A route with a second step, after any approver.

    Attributes:
        name: The name of the route.
        step: The name of the second step.
        flags: Each flag that chooses the route.
        requester_type: The kind of requester that chooses the route, or "".
        provisions: The provisions that choose the route, as typed, or "".
    """

    name: str
    step: str
    flags: tuple[FOIRequest.Flag, ...] = ()
    requester_type: str = ""
    provisions: str = ""


_ROUTES: Final = (
    _Usual(
        "Sensitive",
        "Senior approver",
        (FOIRequest.Flag.SENSITIVE, FOIRequest.Flag.HIGH_PROFILE),
    ),
    _Usual("Press", "Press office", (FOIRequest.Flag.PRESS_INTEREST,), "Media"),
    _Usual("Legal", "Legal adviser", (FOIRequest.Flag.LEGAL_PROCEEDINGS,)),
)
# Section 36 has no counterpart with a qualified person in Scotland.
_OUTSIDE_SCOTLAND: Final = (
    _Usual("Qualified person", "Qualified person", provisions="s.36"),
)


def usual_names(authority: Authority) -> list[str]:
    """Return the names of the usual routes for an authority, the default first."""
    return [_DEFAULT, *(usual.name for usual in _usual_for(authority))]


def steps_to_name(authority: Authority) -> list[str]:
    """Return the names of the usual steps for which people are to be named."""
    return [usual.step for usual in _usual_for(authority)]


def is_without_own_routes(routes: Sequence[ClearanceRoute]) -> bool:
    """Whether an authority has no route, or a default alone, and no rule.

    Args:
        routes: The routes in use, from `choosing.routes_of`.
    """
    return not any(not route.is_default or route.rules.all() for route in routes)


def approvers_needed(routes: Sequence[ClearanceRoute]) -> int:
    """Return how many different approvers the steps of joined routes need.

    An approver clears only one step for any approver of a round.
    """
    return sum(step.is_for_anyone for step in joined(routes))


@transaction.atomic
def add_usual_routes(*, authority: Authority, by: User) -> None:
    """Add the usual routes, steps and rules. A default in use stays the default.

    Any approver clears each step until people are named.

    Source: FOIA 2000 s.36(2) and (5), on the qualified person.

    Args:
        authority: The authority.
        by: The administrator.

    Raises:
        RouteNotSaved: The authority has routes or rules of its own, or its default has
            the name of a usual route.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    routes = routes_of(authority.pk)
    if not is_without_own_routes(routes):
        raise RouteNotSaved(
            f"{authority} has routes of its own already. Nothing was changed."
        )
    if not routes:
        _add_route(authority, _DEFAULT, [], is_default=True, by=by)
    for usual in _usual_for(authority):
        made = _add_route(authority, usual.name, [usual.step], is_default=False, by=by)
        _add_rules(made, usual, by=by)


def _usual_for(authority: Authority) -> tuple[_Usual, ...]:
    return _ROUTES if authority.is_scottish else (*_ROUTES, *_OUTSIDE_SCOTLAND)


def _add_route(
    authority: Authority, name: str, steps: list[str], *, is_default: bool, by: User
) -> ClearanceRoute:
    route = save_route(
        authority=authority, route=None, name=name, is_default=is_default, by=by
    )
    for order, step in enumerate([_FIRST_STEP, *steps], start=1):
        save_step(
            route=route,
            step=None,
            name=step,
            order=order,
            is_for_anyone=True,
            people=(),
            deputies=(),
            by=by,
        )
    return route


def _add_rules(route: ClearanceRoute, usual: _Usual, *, by: User) -> None:
    for flag in usual.flags:
        _add_rule(route, by=by, flag=flag)
    if usual.requester_type:
        # An authority that renamed or retired the kind has the rule on the flag.
        types = RequesterType.objects.filter(
            authority=route.authority, retired_on=None, name=usual.requester_type
        )
        for requester_type in types:
            _add_rule(route, by=by, requester_type=requester_type)
    if usual.provisions:
        _add_rule(route, by=by, provisions=usual.provisions)


def _add_rule(
    route: ClearanceRoute,
    *,
    by: User,
    flag: str = "",
    requester_type: RequesterType | None = None,
    provisions: str = "",
) -> RouteRule:
    return save_rule(
        authority=route.authority,
        rule=None,
        route=route,
        flag=flag,
        requester_type=requester_type,
        provisions=provisions,
        is_for_restricted=False,
        is_for_reviews=False,
        by=by,
    )
