"""Create, change and retire routes of clearance, their steps, and the rules."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import Authority, User
from requests_app.history.administration import changed, record_change
from requests_app.models import RequesterType
from requests_app.refusals import Refusal
from responses.clearance.choosing import may_clear
from responses.models import ClearanceRoute, ClearanceStep, RouteRule, RouteStep
from statute.exemptions import PROVISIONS
from statute.exemptions.covering import is_under, section_in
from statute.regimes import Regime


class RouteNotSaved(Refusal):
    """The route, step or rule cannot be saved like this.

    Attributes:
        field: The field concerned.
    """


@transaction.atomic
def save_route(
    *,
    authority: Authority,
    route: ClearanceRoute | None,
    name: str,
    is_default: bool,
    by: User,
) -> ClearanceRoute:
    """Add a route, or change one. A new default takes the place of the old.

    Args:
        authority: The authority.
        route: The route to change; None to add.
        name: Its name, once among the routes in use.
        is_default: Whether responses take the route where no rule applies.
        by: The administrator.

    Raises:
        RouteNotSaved: Another route in use has the name, or nothing would change.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    in_use = ClearanceRoute.objects.filter(authority=authority, retired_on=None)
    others = in_use if route is None else in_use.exclude(pk=route.pk)
    name = name.strip()
    if others.filter(name__iexact=name).exists():
        raise RouteNotSaved(f"There is a route “{name}” already.", field="name")
    if route is None:
        before, route = {}, ClearanceRoute(authority=authority)
    else:
        route = in_use.filter(pk=route.pk).first()
        if route is None:
            raise RouteNotSaved("This route was retired meanwhile.")
        before = _of_route(route)
    if is_default:
        others.filter(is_default=True).update(is_default=False)
    route.name, route.is_default = name, is_default
    if (changes := changed(before, _of_route(route))) == {}:
        raise RouteNotSaved("Nothing was changed.")
    route.save()
    _record(route, "Changed" if before else "Added", changes, by=by)
    return route


@transaction.atomic
def retire_route(*, route: ClearanceRoute, by: User, on: date) -> ClearanceRoute:
    """Take a route out of use. Responses on their way keep their steps.

    Args:
        route: A route in use.
        by: The administrator.
        on: The London day.

    Raises:
        RouteNotSaved: The route is retired already, or still chosen by a rule.
    """
    # A rule may choose the route at the same moment.
    Authority.objects.select_for_update(no_key=True).get(pk=route.authority_id)
    route = ClearanceRoute.objects.select_for_update().get(pk=route.pk)
    if route.retired_on is not None:
        raise RouteNotSaved("This route is retired already.")
    if rules := route.rules.count():
        raise RouteNotSaved(
            f"{rules} rule{'s' if rules > 1 else ''} still choose"
            f"{'' if rules > 1 else 's'} this route. Change or remove "
            f"{'them' if rules > 1 else 'the rule'} first."
        )
    route.retired_on, route.is_default = on, False
    route.save(update_fields=["retired_on", "is_default"])
    _record(route, "Retired", {"retired_on": [None, on]}, by=by)
    return route


@transaction.atomic
def save_step(
    *,
    route: ClearanceRoute,
    step: RouteStep | None,
    name: str,
    order: int,
    is_for_anyone: bool,
    people: Collection[User],
    deputies: Collection[User],
    by: User,
) -> RouteStep:
    """Add a step to a route, or change one, for responses sent from now on.

    Args:
        route: The route, in use.
        step: The step to change; None to add.
        name: Its name, such as "Press office".
        order: From 1; steps of the same number are open side by side.
        is_for_anyone: Whether any approver of the authority may clear.
        people: Otherwise the people; a single clearance is enough.
        deputies: The people clearing in their place.
        by: The administrator.

    Raises:
        RouteNotSaved: No person is named, a person cannot clear, or nothing would
            change.
    """
    route = ClearanceRoute.objects.select_for_update().get(pk=route.pk)
    if route.retired_on is not None:
        raise RouteNotSaved("This route was retired meanwhile. Nothing was changed.")
    people = () if is_for_anyone else people
    deputies = () if is_for_anyone else [one for one in deputies if one not in people]
    if not is_for_anyone and not people:
        raise RouteNotSaved(
            "Name the people who may clear this step, or let any approver clear.",
            field="people",
        )
    kept = set() if step is None else {*step.people.all(), *step.deputies.all()}
    for person in (*people, *deputies):
        is_ours = person.authority_id == route.authority_id
        if person not in kept and not (is_ours and may_clear(person)):
            raise RouteNotSaved(
                f"{person} is not an approver of this authority.", field="people"
            )
    if step is not None and not route.steps.filter(pk=step.pk).exists():
        raise RouteNotSaved("This step was removed meanwhile. Nothing was changed.")
    before = _of_step(step) if step else {}
    step = step or RouteStep(route=route)
    step.name, step.order, step.is_for_anyone = name.strip(), order, is_for_anyone
    after = {
        "name": step.name,
        "order": order,
        "any_approver": is_for_anyone,
        "people": _names(people),
        "deputies": _names(deputies),
    }
    if (changes := changed(before, after)) == {}:
        raise RouteNotSaved("Nothing was changed.")
    step.save()
    step.people.set(people)
    step.deputies.set(deputies)
    what = f"Step “{step.name}” {'changed' if before else 'added'}"
    _record(route, what, changes, by=by)
    return step


@transaction.atomic
def put_in_place_of(*, giver: User, to: User, by: User) -> int:
    """Name a colleague wherever the routes in use name a person.

    Args:
        giver: The person named now.
        to: An approver of the same authority.
        by: The person who decides.

    Returns:
        The number of steps changed.
    """
    named = RouteStep.objects.filter(Q(people=giver) | Q(deputies=giver))
    routes = ClearanceRoute.objects.filter(
        retired_on__isnull=True, pk__in=named.values("route")
    )
    changed_steps = 0
    for route in routes.select_for_update().order_by("pk"):
        for found in named.filter(route=route).distinct():
            before = _of_step(found)
            replace_person(found, giver=giver, to=to)
            changes = changed(before, _of_step(found))
            _record(route, f"Step “{found}” handed over", changes, by=by)
            changed_steps += 1
    return changed_steps


def replace_person(step: RouteStep | ClearanceStep, *, giver: User, to: User) -> None:
    """Name a colleague in the place of a person, among a step's people and deputies."""
    for named in (step.people, step.deputies):
        if named.filter(pk=giver.pk).exists():
            named.remove(giver)
            named.add(to)


@transaction.atomic
def remove_step(*, step: RouteStep, by: User) -> None:
    """Remove a step from a route. Responses on their way keep the step.

    Raises:
        RouteNotSaved: A route in use would be left without a step, or the step is
            gone.
    """
    route = ClearanceRoute.objects.select_for_update().get(pk=step.route_id)
    if not route.steps.filter(pk=step.pk).exists():
        raise RouteNotSaved("This step was removed already.")
    if route.steps.count() <= 1:
        raise RouteNotSaved(
            "A route needs a step. Add another step first, or retire the route."
        )
    before = {name: [value, None] for name, value in _of_step(step).items()}
    name = step.name
    step.delete()
    _record(route, f"Step “{name}” removed", before, by=by)


@transaction.atomic
def save_rule(
    *,
    authority: Authority,
    rule: RouteRule | None,
    route: ClearanceRoute,
    flag: str,
    requester_type: RequesterType | None,
    provisions: str,
    is_for_restricted: bool,
    is_for_reviews: bool,
    by: User,
) -> RouteRule:
    """Add a rule, or change one. Every condition given must hold.

    Args:
        authority: The authority.
        rule: The rule to change; None to add.
        route: The route chosen by the rule, in use.
        flag: A value of `FOIRequest.Flag`, or "".
        requester_type: A kind of requester of the authority, or None.
        provisions: Provisions as typed, at least one to be cited: "s.36, s.31(1)".
        is_for_restricted: Whether the request must be restricted.
        is_for_reviews: Whether the request must be an internal review.
        by: The administrator.

    Raises:
        RouteNotSaved: There is no condition, a provision does not exist, the route or
            the kind of requester is another authority's, or nothing would change.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    in_use = ClearanceRoute.objects.filter(authority=authority, retired_on=None)
    if not in_use.filter(pk=route.pk).exists():
        raise RouteNotSaved("Choose a route in use.", field="route")
    if requester_type and requester_type.authority_id != authority.pk:
        raise RouteNotSaved("Choose a kind of requester.", field="requester_type")
    keys = provisions_in(provisions, authority)
    if not (flag or requester_type or keys or is_for_restricted or is_for_reviews):
        raise RouteNotSaved("Give at least one condition.", field="flag")
    rules = RouteRule.objects.filter(authority=authority)
    if rule is not None and not rules.filter(pk=rule.pk).exists():
        raise RouteNotSaved("This rule was removed meanwhile. Nothing was changed.")
    before = _of_rule(rule) if rule else {}
    rule = rule or RouteRule(authority=authority, order=rules.count() + 1)
    rule.route, rule.flag, rule.requester_type = route, flag, requester_type
    rule.provisions = keys
    rule.is_for_restricted, rule.is_for_reviews = is_for_restricted, is_for_reviews
    if (changes := changed(before, _of_rule(rule))) == {}:
        raise RouteNotSaved("Nothing was changed.")
    rule.save()
    _record(route, "Rule changed" if before else "Rule added", changes, by=by)
    return rule


@transaction.atomic
def remove_rule(*, rule: RouteRule, by: User) -> None:
    """Remove a rule. The record of changes keeps its conditions.

    Raises:
        RouteNotSaved: The rule is gone.
    """
    Authority.objects.select_for_update(no_key=True).get(pk=rule.authority_id)
    if not RouteRule.objects.filter(pk=rule.pk).exists():
        raise RouteNotSaved("This rule was removed already.")
    before = {name: [value, None] for name, value in _of_rule(rule).items()}
    route = rule.route
    rule.delete()
    _record(route, "Rule removed", before, by=by)


def provisions_in(typed: str, authority: Authority) -> list[str]:
    """Return the keys of provisions as typed: "s.36, 31(1)" as ["FOIA 36", …].

    Raises:
        RouteNotSaved: A piece names no provision.
    """
    pieces = re.split(r",|;|\band\b|\bor\b", typed)
    found = [_key(piece.strip(), authority) for piece in pieces if piece.strip()]
    return list(dict.fromkeys(found))


def _key(typed: str, authority: Authority) -> str:
    cited = section_in(typed)
    if cited is not None:
        laws = {
            (False, False): Regime.FOIA,
            (False, True): Regime.EIR,
            (True, False): Regime.FOISA,
            (True, True): Regime.EISR,
        }
        named = laws[authority.is_scottish, cited.is_regulation]
        number, opened, limbs = cited.number.partition("(")
        key = f"{cited.law or named} {number.upper()}{opened}{limbs.lower()}"
        if any(is_under(each, key) for each in PROVISIONS):
            return key
    raise RouteNotSaved(
        f"“{typed}” names no exemption. Type for example: s.36, s.31(1), reg 12(5)(e).",
        field="provisions",
    )


def _of_route(route: ClearanceRoute) -> dict[str, Any]:
    return {"name": route.name, "default": route.is_default}


def _of_step(step: RouteStep) -> dict[str, Any]:
    return {
        "name": step.name,
        "order": step.order,
        "any_approver": step.is_for_anyone,
        "people": _names(step.people.all()),
        "deputies": _names(step.deputies.all()),
    }


def _of_rule(rule: RouteRule) -> dict[str, Any]:
    return {"route": rule.route.name, "when": rule.words}


def _names(people: Iterable[User]) -> list[str]:
    return sorted(str(person) for person in people)


def _record(
    route: ClearanceRoute, what: str, changes: dict[str, Any], *, by: User
) -> None:
    record_change(
        authority=route.authority,
        by=by,
        subject=f"Clearance route “{route.name}”",
        what=what,
        changes=changes,
    )
