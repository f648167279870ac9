"""Choose the route of a response by the rules of its authority.

Every matching rule counts. The steps of all routes matched are joined by their
number: where one rule asks for the press office and another for the qualified person,
both must clear. A step shared by two routes comes once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from accounts import policy
from accounts.models import User
from requests_app.models import FOIRequest
from responses.models import Citation, ClearanceRoute, RouteRule, RouteStep
from statute.exemptions.covering import is_under


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as the response would take it.

    Attributes:
        order: Steps of the same number are open side by side.
        name: The name of the step.
        is_for_anyone: Whether any approver may clear.
        people: The people named and still able to clear.
        deputies: Their deputies, still able to clear.
        left_out: The people named and left out, in words.
    """

    order: int
    name: str
    is_for_anyone: bool = False
    people: tuple[User, ...] = ()
    deputies: tuple[User, ...] = ()
    left_out: str = ""

    @property
    def key(self) -> tuple[str, bool, frozenset[int]]:
        """The same for two steps to be joined."""
        people = frozenset(person.pk for person in self.people)
        return self.name.casefold(), self.is_for_anyone, people


_BY_ANYONE: Final = (PlannedStep(1, "Approver", is_for_anyone=True),)


@dataclass(frozen=True, slots=True)
class Choice:
    """The route of a response, and why.

    Attributes:
        routes: The routes whose steps are joined; empty where the authority has none.
        steps: The steps, in order.
        why: Each reason as a sentence part, such as "“press” because FOIA 36 is cited".
        is_by_rule: Whether a rule matched.
    """

    routes: tuple[ClearanceRoute, ...] = ()
    steps: tuple[PlannedStep, ...] = _BY_ANYONE
    why: tuple[str, ...] = ()
    is_by_rule: bool = False

    @property
    def name(self) -> str:
        """The names of the routes."""
        return " and ".join(route.name for route in self.routes)


def routes_of(authority_id: int) -> list[ClearanceRoute]:
    """Return the routes in use of an authority, with steps, people and rules."""
    routes = ClearanceRoute.objects.filter(
        authority_id=authority_id, retired_on__isnull=True
    )
    return list(
        routes.prefetch_related(
            "steps__people", "steps__deputies", "rules__requester_type"
        )
    )


def choose(
    foi_request: FOIRequest,
    routes: Sequence[ClearanceRoute] | None = None,
    cited: Sequence[str] | None = None,
) -> Choice:
    """Return the route of a request by the rules.

    Args:
        foi_request: The request.
        routes: The routes of its authority, where the caller has read them.
        cited: The keys of the provisions cited, where the caller knows them.
    """
    routes = routes_of(foi_request.authority_id) if routes is None else routes
    if not routes:
        return Choice()
    if cited is None:
        has_rules = any(route.rules.all() for route in routes)
        cited = cited_in(foi_request) if has_rules else ()
    matched = sorted(
        (
            (rule.order, rule.pk, rule, why)
            for route in routes
            for rule in route.rules.all()
            if (why := reason_of(rule, foi_request, cited))
        ),
        key=lambda found: found[:2],
    )
    if matched:
        chosen = {rule.route_id: rule.route_id for _, _, rule, _ in matched}
        by_key = {route.pk: route for route in routes}
        found = tuple(by_key[key] for key in chosen)
        return Choice(
            found,
            joined(found),
            tuple(
                f"“{by_key[rule.route_id]}” because {why}"
                for _, _, rule, why in matched
            ),
            is_by_rule=True,
        )
    default = [route for route in routes if route.is_default]
    if not default:
        return Choice(why=("no rule applies, and no route is the default",))
    return Choice(
        tuple(default), joined(default), (f"“{default[0]}” because no rule applies",)
    )


def chosen_route(route: ClearanceRoute) -> Choice:
    """Return the steps of one route, chosen by a person."""
    return Choice((route,), joined([route]))


def cited_in(foi_request: FOIRequest) -> list[str]:
    """Return the keys of all provisions cited in a request's answers and statement."""
    keys = Citation.objects.filter(answer__foi_request=foi_request).order_by()
    stated = Citation.objects.filter(statement__foi_request=foi_request).order_by()
    found = keys.values_list("provision_key").union(stated.values_list("provision_key"))
    return sorted(key for (key,) in found)


def reason_of(rule: RouteRule, foi_request: FOIRequest, cited: Iterable[str]) -> str:
    """Return why a rule applies to a request, in words; "" if the rule does not."""
    said = []
    if rule.flag:
        if rule.flag not in foi_request.flags:
            return ""
        said.append(f"the request is flagged “{rule.get_flag_display()}”")
    if rule.requester_type_id is not None:
        if rule.requester_type_id != foi_request.requester_type_id:
            return ""
        said.append(f"the requester is “{rule.requester_type}”")
    if rule.provisions:
        found = [key for key in cited if any(is_under(key, p) for p in rule.provisions)]
        if not found:
            return ""
        said.append(f"{' and '.join(found)} {'are' if len(found) > 1 else 'is'} cited")
    if rule.is_for_restricted:
        if not foi_request.is_restricted:
            return ""
        said.append("the request is restricted")
    if rule.is_for_reviews:
        if not foi_request.is_review:
            return ""
        said.append("the request is an internal review")
    return " and ".join(said)


def joined(routes: Iterable[ClearanceRoute]) -> tuple[PlannedStep, ...]:
    """Return the steps of routes by their number; a shared step comes once, last."""
    steps: dict[tuple[str, bool, frozenset[int]], PlannedStep] = {}
    for route in routes:
        for row in route.steps.all():
            step = _planned(row)
            known = steps.get(step.key)
            if known is None or known.order < step.order:
                steps[step.key] = step
    planned = tuple(sorted(steps.values(), key=lambda step: step.order))
    return planned or _BY_ANYONE


def _planned(row: RouteStep) -> PlannedStep:
    people, deputies = list(row.people.all()), list(row.deputies.all())
    gone = [person for person in (*people, *deputies) if not may_clear(person)]
    return PlannedStep(
        order=row.order,
        name=row.name,
        is_for_anyone=row.is_for_anyone,
        people=tuple(person for person in people if person not in gone),
        deputies=tuple(person for person in deputies if person not in gone),
        left_out=", ".join(f"{person} {why_not(person)}" for person in gone),
    )


def approvers_of(authority_id: int) -> QuerySet[User, User]:
    """Return the active people of an authority who may clear, by name."""
    roles = [
        role
        for role, allowed in policy.ROLE_PERMISSIONS.items()
        if policy.CLEAR_RESPONSE in allowed
    ]
    people = User.objects.filter(authority_id=authority_id, is_active=True)
    return people.filter(roles__overlap=roles).order_by(
        "last_name", "first_name", "username"
    )


def approvers_besides(person: User) -> QuerySet[User, User]:
    """Return the other people of a person's authority who may clear."""
    if person.authority_id is None:
        return User.objects.none()
    return approvers_of(person.authority_id).exclude(pk=person.pk)


def may_clear(person: User) -> bool:
    """Whether a person's account and roles allow clearing."""
    return person.is_active and policy.CLEAR_RESPONSE in person.role_permissions


def why_not(person: User) -> str:
    """Return why a person may not clear, to follow the name."""
    return "is no longer an approver" if person.is_active else "has left"
