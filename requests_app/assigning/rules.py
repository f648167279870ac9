"""Assign requests by the rules of the authority, and keep the rules."""

import re
from collections.abc import Iterable, Iterator, Set
from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts import policy
from accounts.acting import able_to_draft
from accounts.models import Authority, Leave, Team, User
from requests_app.assigning.history import AssigningHistory
from requests_app.assigning.notices import tell_assigned
from requests_app.assigning.services import AssignmentNotPossible, check_can_handle
from requests_app.assigning.workload import NOTHING, workloads_in
from requests_app.history.administration import record_change
from requests_app.history.record import record
from requests_app.history.steps import step
from requests_app.models import AssignmentRule, FOIRequest, RequesterType
from requests_app.refusals import Refusal


class RuleNotPossible(Refusal):
    """The rule cannot be as entered."""


@transaction.atomic
def assign_by_rule(*, foi_request: FOIRequest, by: User, on: date) -> FOIRequest:
    """Assign a request by the first rule that fits, if it has no officer and no team.

    A rule whose officer cannot have the request, or whose team has no officer who can,
    is passed over, and the history says so. An authority without rules assigns nothing.

    Args:
        foi_request: A request just registered.
        by: The person who registers the request.
        on: The London day.
    """
    if foi_request.officer_id is not None or foi_request.team_id is not None:
        return foi_request
    rules = _rules_of(foi_request.authority_id)
    fitting = [(n, rule) for n, rule in rules if _fits(rule, foi_request)]
    passed_over: list[str] = []
    for number, rule in fitting:
        officer, problem = _officer_by(rule, foi_request, on)
        if problem:
            passed_over.append(f"Rule {number} was passed over: {problem}")
            continue
        note = " ".join([f"Rule {number}: {rule}.", *passed_over])
        with step(
            foi_request,
            kind=AssigningHistory.ASSIGNED_BY_RULE,
            by=None,
            on=on,
            note=note,
        ) as locked:
            locked.officer = officer
            locked.team = rule.team or (officer.team if officer else None)
        tell_assigned(foi_request=locked, before=None, by=by, on=on, is_by_rule=True)
        return locked
    if passed_over:
        record(
            foi_request=foi_request,
            kind=AssigningHistory.ASSIGNED_BY_RULE,
            by=None,
            on=on,
            note=" ".join(["The request waits in the queue.", *passed_over]),
        )
    return foi_request


def problems_of(
    rules: Iterable[AssignmentRule], *, on: date
) -> list[tuple[AssignmentRule, str]]:
    """Return each rule with why it assigns nothing on a day; "" where it does.

    Two queries, however many rules there are.

    Args:
        rules: Rules with their teams and officers.
        on: The London day.
    """
    rules = list(rules)
    away = Leave.objects.uncovered(on).filter(person__in=[r.officer_id for r in rules])
    able = able_to_draft(on).filter(team__in=[r.team_id for r in rules])
    absent = set(away.values_list("person_id", flat=True))
    staffed = set(able.values_list("team_id", "authority_id"))
    return [(rule, _problem_of(rule, absent, staffed)) for rule in rules]


def _problem_of(
    rule: AssignmentRule, absent: Set[int], staffed: Set[tuple[int | None, int | None]]
) -> str:
    officer = rule.officer
    if officer is not None:
        if not officer.is_active:
            return f"{officer} has left."
        if officer.authority_id != rule.authority_id:
            return f"{officer} works for another authority."
        if policy.DRAFT_RESPONSE not in officer.role_permissions:
            return f"{officer} has no role that allows answering requests."
        return f"{officer} is on leave, no deputy." if officer.pk in absent else ""
    if rule.is_to_least_loaded and (rule.team_id, rule.authority_id) not in staffed:
        return f"{rule.team} has no officer who can take requests."
    return ""


@transaction.atomic
def add_assignment_rule(
    *,
    authority: Authority,
    words: str,
    requester_type: RequesterType | None,
    team: Team | None,
    officer: User | None,
    is_to_least_loaded: bool,
    by: User,
) -> AssignmentRule:
    """Add a rule after the others.

    Args:
        authority: The authority.
        words: Words or phrases with commas between; "" for any request.
        requester_type: The kind of requester; None for any.
        team: The team whose queue gets the requests.
        officer: The officer who gets them instead; their team is `team` if given.
        is_to_least_loaded: Whether the officer of the team with the fewest does.
        by: The administrator.

    Raises:
        RuleNotPossible: No team and no officer is given, or they do not fit together.
    """
    # Rules that are added at the same time get positions of their own.
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    last = authority.assignment_rules.aggregate(last=Max("position"))["last"] or 0
    rule = AssignmentRule(authority=authority, position=last + 1)
    _set(rule, words, requester_type, team, officer, is_to_least_loaded)
    rule.save()
    _keep(rule, "Added", by, ["", str(rule)])
    return rule


@transaction.atomic
def change_assignment_rule(
    *,
    rule: AssignmentRule,
    words: str,
    requester_type: RequesterType | None,
    team: Team | None,
    officer: User | None,
    is_to_least_loaded: bool,
    by: User,
) -> AssignmentRule:
    """Change a rule. Requests assigned before stay where they are.

    Raises:
        RuleNotPossible: As for `add_assignment_rule`, or the rule is gone.
    """
    rule = _locked(rule)
    before = str(rule)
    _set(rule, words, requester_type, team, officer, is_to_least_loaded)
    rule.save()
    if str(rule) != before:
        _keep(rule, "Changed", by, [before, str(rule)])
    return rule


@transaction.atomic
def move_assignment_rule_up(*, rule: AssignmentRule, by: User) -> AssignmentRule:
    """Let a rule count before the rule that is before it now.

    Raises:
        RuleNotPossible: The rule is gone, or is the first.
    """
    rule = _locked(rule)
    earlier = rule.authority.assignment_rules.filter(position__lt=rule.position).last()
    if earlier is None:
        raise RuleNotPossible("This rule is the first already. Nothing was changed.")
    rule.position, earlier.position = earlier.position, rule.position
    for each in (rule, earlier):
        each.save(update_fields=["position"])
    _keep(rule, "Moved up", by, [f"After {earlier}", f"Before {earlier}"])
    return rule


@transaction.atomic
def delete_assignment_rule(*, rule: AssignmentRule, by: User) -> None:
    """Delete a rule. The record of changes keeps the words.

    Raises:
        RuleNotPossible: The rule is gone.
    """
    rule = _locked(rule)
    _keep(rule, "Deleted", by, [str(rule), ""])
    rule.delete()


def _rules_of(authority_id: int) -> Iterator[tuple[int, AssignmentRule]]:
    rules = AssignmentRule.objects.filter(authority_id=authority_id)
    return enumerate(rules.select_related("team", "officer", "requester_type"), 1)


def _fits(rule: AssignmentRule, foi_request: FOIRequest) -> bool:
    wanted = rule.requester_type_id
    if wanted is not None and wanted != foi_request.requester_type_id:
        return False
    if not rule.phrases:
        return True
    asked = foi_request.questions.values_list("text", flat=True)
    text = " ".join(" ".join((foi_request.subject, *asked)).casefold().split())
    return any(re.search(rf"(?<!\w){re.escape(one)}", text) for one in rule.phrases)


def _officer_by(
    rule: AssignmentRule, foi_request: FOIRequest, on: date
) -> tuple[User | None, str]:
    """Return the officer of a rule, or None for the queue; and why there is none."""
    ((_, problem),) = problems_of([rule], on=on)
    if problem:
        return None, problem
    if rule.officer is not None:
        try:
            check_can_handle(rule.officer, foi_request)
        except AssignmentNotPossible as refusal:
            return None, str(refusal)
        return rule.officer, ""
    if not rule.is_to_least_loaded:
        return None, ""
    loads = workloads_in(rule.authority_id, on=on)
    people = _people_of(rule, on)
    for person in sorted(
        people, key=lambda one: (loads.get(one.pk, NOTHING).open, one.pk)
    ):
        try:
            check_can_handle(person, foi_request)
        except AssignmentNotPossible:
            continue
        return person, ""
    return None, f"No officer of {rule.team} may handle this request."


def _people_of(rule: AssignmentRule, on: date) -> list[User]:
    return list(
        able_to_draft(on).filter(team=rule.team, authority_id=rule.authority_id)
    )


def _set(
    rule: AssignmentRule,
    words: str,
    requester_type: RequesterType | None,
    team: Team | None,
    officer: User | None,
    is_to_least_loaded: bool,
) -> None:
    for each, name in (
        (requester_type, "requester_type"),
        (team, "team"),
        (officer, "officer"),
    ):
        if each is not None and each.authority_id != rule.authority_id:
            raise RuleNotPossible(f"{each} belongs to another authority.", name)
    if team is None and officer is None:
        raise RuleNotPossible("Choose a team or an officer.", "team")
    if is_to_least_loaded and (team is None or officer is not None):
        raise RuleNotPossible(
            "For the officer with the fewest requests, choose a team and no officer.",
            "is_to_least_loaded",
        )
    rule.words = ", ".join(" ".join(each.split()) for each in words.split(","))
    rule.words = rule.words.strip(", ")
    rule.requester_type, rule.team, rule.officer = requester_type, team, officer
    rule.is_to_least_loaded = is_to_least_loaded


def _locked(rule: AssignmentRule) -> AssignmentRule:
    # One change of the rules of an authority at a time.
    rules = AssignmentRule.objects.select_for_update().filter(
        authority_id=rule.authority_id
    )
    for each in rules:
        if each.pk == rule.pk:
            return each
    raise RuleNotPossible("This rule is deleted. Nothing was changed.")


def _keep(rule: AssignmentRule, what: str, by: User, pair: list[str]) -> None:
    record_change(
        authority=rule.authority,
        by=by,
        subject="Assignment rule",
        what=what,
        changes={"Rule": pair},
    )
