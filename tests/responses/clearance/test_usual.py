"""The usual routes of an authority that has set up none."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.models import AdministrationEntry, RequesterType
from requests_app.models.requester_types import add_first_types
from responses.clearance.administering import RouteNotSaved, retire_route
from responses.clearance.choosing import choose, routes_of
from responses.clearance.usual import (
    add_usual_routes,
    approvers_needed,
    is_without_own_routes,
)
from responses.models import ClearanceRoute, RouteRule, RouteStep
from tests.factories import FOIRequestFactory, UserFactory
from tests.responses.clearance.routes import approver_of, route, rule

NAMES = ["Legal", "Press", "Qualified person", "Sensitive", "Standard"]


@pytest.fixture
def administrator(authority):
    add_first_types(authority)
    return UserFactory(roles=["administrator"], authority=authority)


@pytest.fixture
def pages(client, administrator):
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    return client


def names(authority):
    return [str(each) for each in routes_of(authority.pk)]


def shown(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("fields", "kind", "cited", "route_name", "steps"),
    [
        ({}, "Business", [], "Standard", ["Approver"]),
        (
            {"flags": ["sensitive"]},
            "Business",
            [],
            "Sensitive",
            ["Approver", "Senior approver"],
        ),
        (
            {"flags": ["high_profile"]},
            "Business",
            [],
            "Sensitive",
            ["Approver", "Senior approver"],
        ),
        ({}, "Media", [], "Press", ["Approver", "Press office"]),
        (
            {"flags": ["legal_proceedings"]},
            "Business",
            [],
            "Legal",
            ["Approver", "Legal adviser"],
        ),
        (
            {},
            "Business",
            ["FOIA 36(2)(b)(i)"],
            "Qualified person",
            ["Approver", "Qualified person"],
        ),
        (
            {"flags": ["press_interest"]},
            "Media",
            ["FOIA 36(2)(c)"],
            "Press and Qualified person",
            ["Approver", "Press office", "Qualified person"],
        ),
    ],
)
def test_each_response_takes_its_usual_route(
    authority, administrator, fields, kind, cited, route_name, steps
):
    add_usual_routes(authority=authority, by=administrator)
    foi_request = FOIRequestFactory(
        authority=authority,
        requester_type=RequesterType.objects.get(authority=authority, name=kind),
        **fields,
    )

    choice = choose(foi_request, cited=cited)

    assert choice.name == route_name
    assert [step.name for step in choice.steps] == steps
    assert all(step.is_for_anyone for step in choice.steps)


def test_the_usual_routes_are_on_record(authority, administrator):
    add_usual_routes(authority=authority, by=administrator)

    entries = AdministrationEntry.objects.filter(authority=authority, by=administrator)
    added = entries.filter(what="Added").values_list("subject", flat=True)
    assert sorted(added) == [f"Clearance route “{name}”" for name in NAMES]
    assert entries.filter(what="Rule added").count() == RouteRule.objects.count() == 6
    assert RouteStep.objects.count() == 9


def test_the_usual_routes_are_added_once(authority, administrator):
    add_usual_routes(authority=authority, by=administrator)
    recorded = AdministrationEntry.objects.count()

    with pytest.raises(RouteNotSaved, match="routes of its own already"):
        add_usual_routes(authority=authority, by=administrator)

    assert names(authority) == NAMES
    assert AdministrationEntry.objects.count() == recorded


def test_a_default_in_use_stays_the_default(authority, administrator):
    kept = route(authority, "House route", (1, "Head", None), is_default=True)

    add_usual_routes(authority=authority, by=administrator)

    assert names(authority) == ["House route", *NAMES[:-1]]
    assert ClearanceRoute.objects.get(is_default=True) == kept


def test_a_default_with_a_usual_name_stops_everything(authority, administrator):
    route(authority, "Sensitive", (1, "Head", None), is_default=True)

    with pytest.raises(RouteNotSaved, match="There is a route “Sensitive” already"):
        add_usual_routes(authority=authority, by=administrator)

    assert names(authority) == ["Sensitive"]
    assert not RouteRule.objects.exists()


def test_routes_and_rules_of_its_own_are_no_empty_beginning(authority):
    assert is_without_own_routes([])
    default = route(authority, "House", (1, "Head", None), is_default=True)
    assert is_without_own_routes(routes_of(authority.pk))

    rule(default, flag="sensitive")
    assert not is_without_own_routes(routes_of(authority.pk))


def test_retired_routes_do_not_count(authority, administrator):
    old = route(authority, "Press", (1, "Head", None))
    retire_route(route=old, by=administrator, on=date(2026, 3, 9))

    add_usual_routes(authority=authority, by=administrator)

    assert names(authority) == NAMES


def test_a_scottish_authority_has_no_route_of_the_qualified_person(
    authority, administrator
):
    authority.is_scottish = True
    authority.save()

    add_usual_routes(authority=authority, by=administrator)

    assert names(authority) == ["Legal", "Press", "Sensitive", "Standard"]


def test_without_the_kind_media_the_flag_chooses_the_press(authority, administrator):
    RequesterType.objects.filter(name="Media").update(retired_on=date(2026, 3, 9))

    add_usual_routes(authority=authority, by=administrator)

    rules = RouteRule.objects.filter(route__name="Press")
    assert [each.words for each in rules] == ["flagged “Press interest”"]


def test_each_step_for_any_approver_needs_another_approver(authority, legal):
    made = [
        route(authority, "Both", (1, "Approver", None), (2, "Senior", None)),
        route(authority, "Law", (1, "Approver", None), (2, "Legal", [legal])),
    ]

    assert [approvers_needed([each]) for each in made] == [2, 1]
    assert approvers_needed(made) == 2


def test_the_button_stands_until_it_is_pressed(pages, authority):
    address = reverse("add-usual-routes")
    assert address in shown(pages.get(reverse("clearance-routes")))
    asked = shown(pages.get(address))
    assert (
        "Standard, Sensitive, Press, Legal and Qualified person, with the rules"
        in asked
    )

    page = shown(pages.post(address, follow=True))

    assert "Still to do: name the people for Senior approver, Press office," in page
    assert "Any approver, until you name people" in page
    assert address not in page
    assert "routes of its own already" in shown(pages.post(address))
    assert names(authority) == NAMES


@pytest.mark.parametrize(
    ("number", "alone", "together"),
    [
        (0, 5, "5 different approvers, and the authority has none."),
        (1, 4, "5 different approvers, and the authority has 1."),
        (2, 0, "5 different approvers, and the authority has 2."),
        (5, 0, ""),
    ],
)
def test_the_page_says_where_approvers_are_too_few(
    pages, authority, administrator, number, alone, together
):
    for _ in range(number):
        approver_of(authority)
    add_usual_routes(authority=authority, by=administrator)

    page = shown(pages.get(reverse("clearance-routes")))

    assert page.count("This route cannot be cleared") == alone
    assert together in page
    assert ("to which every rule applies" in page) is bool(together)


def test_without_a_rule_nothing_is_said_of_every_rule(pages, authority):
    route(authority, "House", (1, "Head", None), is_default=True)

    page = shown(pages.get(reverse("clearance-routes")))

    assert "This route cannot be cleared: its steps need 1 approver who" in page
    assert "every rule applies needs" not in page
