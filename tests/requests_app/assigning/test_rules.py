"""Assigning requests by rule when they are registered."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.assigning.rules import (
    RuleNotPossible,
    add_assignment_rule,
    change_assignment_rule,
    delete_assignment_rule,
    move_assignment_rule_up,
    problems_of,
)
from requests_app.intake.registering import register_request
from requests_app.models import AdministrationEntry, AssignmentRule, RequesterType
from tests.factories import (
    FOIRequestFactory,
    LeaveFactory,
    QuestionFactory,
    TeamFactory,
    UserFactory,
)

TODAY = date(2026, 3, 3)


@pytest.fixture
def administrator(officer):
    return UserFactory(roles=["administrator"], authority=officer.authority)


@pytest.fixture
def team(officer):
    return TeamFactory(authority=officer.authority, name="Police")


@pytest.fixture
def add(administrator):
    def add(**fields):
        given = {
            "words": "",
            "requester_type": None,
            "team": None,
            "officer": None,
            "is_to_least_loaded": False,
        }
        return add_assignment_rule(
            authority=administrator.authority, by=administrator, **given | fields
        )

    return add


@pytest.fixture
def registered(manager):
    """Register a request, by default about speed cameras."""

    def registered(question="How many speed cameras are there?", **fields):
        foi_request = FOIRequestFactory(
            authority=manager.authority,
            state="received",
            reference=None,
            registered_on=None,
            **fields,
        )
        QuestionFactory(foi_request=foi_request, order=0, text=question)
        return register_request(foi_request=foi_request, by=manager, on=TODAY)

    return registered


def told_of(foi_request):
    return foi_request.history.filter(kind="request_assigned_by_rule").values_list(
        "note", flat=True
    )


def test_without_rules_a_request_waits_in_the_queue(registered):
    foi_request = registered()

    assert (foi_request.officer, foi_request.team) == (None, None)
    assert not told_of(foi_request)


def test_the_first_rule_that_fits_assigns(registered, add, officer, team, manager):
    add(words="drone, unmanned aircraft", officer=manager)
    add(words="Speed  Cameras, roads", officer=officer)
    add(team=team)

    foi_request = registered()

    foi_request.refresh_from_db()
    assert foi_request.officer == officer
    words = f"Rule 2: Requests with “speed cameras” or “roads” go to {officer}."
    assert list(told_of(foi_request)) == [words]
    (notice,) = officer.notices.all()
    assert notice.words == f"A rule assigned {foi_request} to you."


@pytest.mark.parametrize(
    ("words", "fits"), [("camera", True), ("amera", False), ("a.b", False)]
)
def test_words_are_found_at_their_beginning(registered, add, officer, words, fits):
    add(words=words, officer=officer)

    assert (registered().officer == officer) == fits


def test_a_rule_may_be_about_a_kind_of_requester(registered, add, officer):
    media = RequesterType.objects.create(authority=officer.authority, name="Press")
    add(requester_type=media, officer=officer)

    assert registered().officer is None
    assert registered(requester_type=media).officer == officer


def test_a_rule_fills_the_queue_of_a_team(registered, add, team):
    add(team=team)
    mate = UserFactory(roles=["officer"], authority=team.authority, team=team)

    foi_request = registered()

    assert (foi_request.officer, foi_request.team) == (None, team)
    (notice,) = mate.notices.all()
    assert notice.words == f"{foi_request} is in the queue of Police."


def test_the_officer_with_the_fewest_gets_the_request(registered, add, officer, team):
    busy, free = (
        UserFactory(roles=["officer"], authority=officer.authority, team=team)
        for _ in range(2)
    )
    FOIRequestFactory(authority=officer.authority, officer=busy)
    away = UserFactory(roles=["officer"], authority=officer.authority, team=team)
    LeaveFactory(person=away)
    add(team=team, is_to_least_loaded=True)

    assert registered().officer == free


def test_a_request_assigned_at_recording_stays(registered, add, officer, team, manager):
    add(officer=officer)

    assert registered(officer=manager).officer == manager
    assert registered(team=team).officer is None


def left(officer):
    officer.is_active = False


def without_role(officer):
    officer.roles = ["approver"]


def away(officer):
    LeaveFactory(person=officer)


def moved(officer):
    officer.authority = UserFactory().authority


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (left, "has left"),
        (without_role, "no role"),
        (away, "on leave"),
        (moved, "another authority"),
    ],
)
def test_a_rule_is_passed_over_and_says_so_when_its_officer_is(
    registered, add, officer, team, happens, why
):
    rule = add(officer=officer)
    add(team=team)
    happens(officer)
    officer.save()

    foi_request = registered()

    assert foi_request.team == team
    (note,) = told_of(foi_request)
    assert "Rule 2" in note
    assert f"Rule 1 was passed over: {officer}" in note
    assert why in note
    rule.refresh_from_db()
    ((_, problem),) = problems_of([rule], on=TODAY)
    assert why in problem


def test_where_every_rule_is_passed_over_the_request_waits(registered, add, officer):
    add(officer=officer)
    left(officer)
    officer.save()

    foi_request = registered()

    assert foi_request.officer is None
    (note,) = told_of(foi_request)
    assert note.startswith("The request waits in the queue. Rule 1 was passed over")


def test_a_rule_without_an_able_team_is_passed_over(registered, add, team):
    add(team=team, is_to_least_loaded=True)

    (note,) = told_of(registered())

    assert "Police has no officer who can take requests" in note


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (lambda officer, team: {}, "team"),
        (
            lambda officer, team: {"officer": officer, "is_to_least_loaded": True},
            "is_to_least_loaded",
        ),
        (lambda officer, team: {"team": TeamFactory()}, "team"),
        (lambda officer, team: {"officer": UserFactory()}, "officer"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(add, officer, team, given, field):
    with pytest.raises(RuleNotPossible) as refused:
        add(**given(officer, team))

    assert refused.value.field == field
    assert not AssignmentRule.objects.exists()


def test_rules_are_moved_changed_and_deleted_on_record(
    add, officer, team, administrator
):
    add(officer=officer)
    rule = add(team=team)

    move_assignment_rule_up(rule=rule, by=administrator)
    assert AssignmentRule.objects.first() == rule
    with pytest.raises(RuleNotPossible, match="the first already"):
        move_assignment_rule_up(rule=rule, by=administrator)
    change_assignment_rule(
        rule=rule,
        words="drones",
        requester_type=None,
        team=team,
        officer=None,
        is_to_least_loaded=False,
        by=administrator,
    )
    delete_assignment_rule(rule=rule, by=administrator)
    with pytest.raises(RuleNotPossible, match="is deleted"):
        delete_assignment_rule(rule=rule, by=administrator)

    entries = AdministrationEntry.objects.order_by("pk")
    assert [each.what for each in entries] == [
        "Added",
        "Added",
        "Moved up",
        "Changed",
        "Deleted",
    ]
    assert entries[3].changes == {
        "Rule": [
            "All requests go to the queue of Police",
            "Requests with “drones” go to the queue of Police",
        ]
    }


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    return client


def test_the_pages_keep_the_rules(page, officer, team):
    page.post(
        reverse("add-assignment-rule"), {"words": "drones", "officer": officer.pk}
    )
    rule = AssignmentRule.objects.get()
    page.post(
        reverse("change-assignment-rule", args=[rule.pk]),
        {"words": "boats", "team": team.pk},
    )
    html = page.get(reverse("assignment-rules")).content.decode()
    assert "Requests with “boats” go to the queue of Police" in html

    page.post(reverse("delete-assignment-rule", args=[rule.pk]))
    assert "There is no rule" in page.get(reverse("assignment-rules")).content.decode()


def test_a_refused_rule_comes_back_filled_in(page):
    html = page.post(reverse("add-assignment-rule"), {"words": "drones"})

    assert "Choose a team or an officer." in html.content.decode()
    assert 'value="drones"' in html.content.decode()


def test_a_rule_that_names_who_has_left_is_marked(page, add, officer):
    rule = add(officer=officer)
    left(officer)
    officer.save()

    html = page.get(reverse("assignment-rules")).content.decode()
    assert f"Passed over: {officer} has left." in html
    html = page.get(reverse("change-assignment-rule", args=[rule.pk])).content.decode()
    assert f"{officer} (0 open; has left)" in html


def test_rules_of_another_authority_are_not_there(page):
    officer = UserFactory(roles=["officer"])
    rule = AssignmentRule.objects.create(
        authority=officer.authority, position=1, officer=officer
    )

    assert (
        page.get(reverse("change-assignment-rule", args=[rule.pk])).status_code == 404
    )
