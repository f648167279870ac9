"""Routes, steps and rules as administrators keep them."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.models import AdministrationEntry, FOIRequest, RequesterType
from responses.clearance.administering import (
    RouteNotSaved,
    provisions_in,
    remove_rule,
    remove_step,
    retire_route,
    save_route,
    save_rule,
    save_step,
)
from responses.models import ClearanceRoute, RouteRule, RouteStep
from tests.factories import AuthorityFactory, UserFactory
from tests.responses.clearance.routes import approver_of, route, rule

TODAY = date(2026, 3, 9)


@pytest.fixture
def administrator(authority):
    return UserFactory(roles=["administrator"], authority=authority)


@pytest.fixture
def senior(authority):
    return route(authority, "Senior", (1, "Head", None))


def step_saved(made, by, **changes):
    return save_step(
        **{
            "route": made,
            "step": None,
            "name": "Legal",
            "order": 2,
            "is_for_anyone": False,
            "people": [],
            "deputies": [],
            "by": by,
            **changes,
        }
    )


def rule_saved(made, by, **changes):
    return save_rule(
        **{
            "authority": made.authority,
            "rule": None,
            "route": made,
            "flag": "",
            "requester_type": None,
            "provisions": "",
            "is_for_restricted": False,
            "is_for_reviews": False,
            "by": by,
            **changes,
        }
    )


def route_saved(authority, by, name="Press", made=None, is_default=False):
    return save_route(
        authority=authority, route=made, name=name, is_default=is_default, by=by
    )


def recorded():
    return list(
        AdministrationEntry.objects.order_by("pk").values_list("subject", "what")
    )


# --- Routes -------------------------------------------------------------------------


def test_a_new_default_takes_the_place_of_the_old(authority, administrator):
    old = route_saved(authority, administrator, "Old", is_default=True)

    new = route_saved(authority, administrator, "New", is_default=True)

    old.refresh_from_db()
    assert (old.is_default, new.is_default) == (False, True)
    assert recorded() == [
        ("Clearance route “Old”", "Added"),
        ("Clearance route “New”", "Added"),
    ]


def test_a_name_stands_once_among_the_routes_in_use(authority, administrator, senior):
    with pytest.raises(RouteNotSaved, match="already"):
        route_saved(authority, administrator, "SENIOR")

    retire_route(route=senior, by=administrator, on=TODAY)
    route_saved(authority, administrator, "Senior")


def test_saving_a_route_unchanged_is_refused(authority, administrator, senior):
    with pytest.raises(RouteNotSaved, match="Nothing was changed"):
        route_saved(authority, administrator, "Senior", made=senior)


def test_a_route_that_a_rule_chooses_is_not_retired(administrator, senior):
    rule(senior, flag="sensitive")

    with pytest.raises(RouteNotSaved, match="1 rule still chooses"):
        retire_route(route=senior, by=administrator, on=TODAY)


def test_a_route_is_retired_once(administrator, senior):
    retire_route(route=senior, by=administrator, on=TODAY)

    with pytest.raises(RouteNotSaved, match="already"):
        retire_route(route=senior, by=administrator, on=TODAY)


# --- Steps --------------------------------------------------------------------------


def test_a_step_has_people_and_deputies(authority, administrator, senior):
    one, two = approver_of(authority), approver_of(authority)

    made = step_saved(senior, administrator, people=[one], deputies=[one, two])

    assert list(made.people.all()) == [one]
    assert list(made.deputies.all()) == [two]
    assert recorded()[0][1] == "Step “Legal” added"


def test_a_step_for_any_approver_names_no_person(authority, administrator, senior):
    made = step_saved(
        senior, administrator, is_for_anyone=True, people=[approver_of(authority)]
    )

    assert not made.people.exists()


def test_a_step_without_people_is_refused(administrator, senior):
    with pytest.raises(RouteNotSaved, match="Name the people"):
        step_saved(senior, administrator)


@pytest.mark.parametrize("is_ours", [True, False])
def test_only_approvers_of_the_authority_are_named(
    authority, administrator, senior, is_ours
):
    person = (
        UserFactory(roles=["officer"], authority=authority)
        if is_ours
        else approver_of(AuthorityFactory())
    )

    with pytest.raises(RouteNotSaved, match="not an approver of this authority"):
        step_saved(senior, administrator, people=[person])


def test_a_step_unchanged_is_refused(authority, administrator, senior):
    with pytest.raises(RouteNotSaved, match="Nothing was changed"):
        step_saved(
            senior,
            administrator,
            step=senior.steps.get(),
            name="Head",
            order=1,
            is_for_anyone=True,
        )


def test_the_last_step_of_a_route_stays(authority, administrator, senior):
    with pytest.raises(RouteNotSaved, match="needs a step"):
        remove_step(step=senior.steps.get(), by=administrator)

    made = step_saved(senior, administrator, people=[approver_of(authority)])
    remove_step(step=made, by=administrator)
    assert senior.steps.count() == 1


# --- Rules --------------------------------------------------------------------------


def test_a_rule_keeps_provisions_by_their_keys(administrator, senior):
    made = rule_saved(senior, administrator, provisions="s.36, 31(1) and reg 12(5)(e)")

    assert made.provisions == ["FOIA 36", "FOIA 31(1)", "EIR 12(5)(e)"]
    assert recorded() == [("Clearance route “Senior”", "Rule added")]


@pytest.mark.django_db
def test_a_scottish_authority_cites_scottish_law():
    scottish = AuthorityFactory(is_scottish=True)

    assert provisions_in("s.30, reg 10(5)(e)", scottish) == [
        "FOISA 30",
        "EISR 10(5)(e)",
    ]


@pytest.mark.parametrize("typed", ["s.99", "secrecy", "s.36(9)"])
def test_what_is_no_provision_is_refused(administrator, senior, typed):
    with pytest.raises(RouteNotSaved, match="names no exemption"):
        rule_saved(senior, administrator, provisions=typed)


def test_a_rule_needs_a_condition(administrator, senior):
    with pytest.raises(RouteNotSaved, match="at least one condition"):
        rule_saved(senior, administrator)


def test_a_rule_unchanged_is_refused(administrator, senior):
    made = rule_saved(senior, administrator, flag="sensitive")

    with pytest.raises(RouteNotSaved, match="Nothing was changed"):
        rule_saved(senior, administrator, rule=made, flag="sensitive")


def test_a_rule_of_another_authority_is_not_made(administrator, senior):
    theirs = route(AuthorityFactory(), "Theirs", (1, "Head", None))
    kind = RequesterType.objects.create(authority=theirs.authority, name="Press")

    with pytest.raises(RouteNotSaved, match="route in use"):
        rule_saved(senior, administrator, route=theirs, flag="sensitive")
    with pytest.raises(RouteNotSaved, match="kind of requester"):
        rule_saved(senior, administrator, requester_type=kind)


def test_the_record_keeps_what_a_removed_rule_said(administrator, senior):
    made = rule_saved(senior, administrator, flag="sensitive")

    remove_rule(rule=made, by=administrator)

    entry = AdministrationEntry.objects.latest("pk")
    assert entry.changes["when"] == ["flagged “Sensitive”", None]


# --- Pages --------------------------------------------------------------------------


@pytest.fixture
def pages(client, administrator):
    client.force_login(administrator)
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_route_is_set_up_from_nothing(pages, authority):
    legal = approver_of(authority)

    pages.post(reverse("add-route"), {"name": "Sensitive"})
    made = ClearanceRoute.objects.get()
    pages.post(
        reverse("add-route-step", args=[made.pk]),
        {"name": "Legal", "order": "1", "people": [legal.pk]},
    )
    pages.post(
        reverse("add-route-rule"),
        {"route": made.pk, "flag": "sensitive", "provisions": "s.36"},
    )

    page = text_of(pages.get(reverse("clearance-routes")))
    assert "1. Legal" in page
    assert "flagged “Sensitive” and FOIA 36 cited" in page


def test_people_who_left_are_marked_on_the_page(pages, authority):
    gone = approver_of(authority, is_active=False)
    route(authority, "Senior", (1, "Legal", [gone]))

    page = text_of(pages.get(reverse("clearance-routes")))

    assert f"{gone} has left, and is left out when a response is sent." in page
    assert f"{reverse('hand-over')}?person={gone.pk}" in page


def test_people_who_left_are_not_offered_again(pages, authority):
    here, gone = approver_of(authority), approver_of(authority, is_active=False)
    made = route(authority, "Senior", (1, "Legal", [here, gone]))
    url = reverse("change-route-step", args=[made.steps.get().pk])

    offered = pages.get(url).context["form"].fields["people"].queryset

    assert gone not in offered


def test_a_route_is_tried_out(pages, senior, authority):
    rule(senior, flag="sensitive", provisions=["FOIA 36"])
    url = reverse("clearance-routes")

    taken = pages.get(
        url, {"try": "yes", "flag": "sensitive", "provisions": "s.36(2)(b)(i)"}
    )
    other = pages.get(url, {"try": "yes", "flag": "sensitive"})
    wrong = pages.get(url, {"try": "yes", "provisions": "secrecy"})

    assert "Route: Senior" in text_of(taken)
    assert "Any approver: no rule applies" in text_of(other)
    assert "names no exemption" in text_of(wrong)


def test_a_refusal_leaves_the_form_filled_in(pages, senior):
    page = pages.post(
        reverse("add-route-rule"),
        {"route": senior.pk, "flag": "sensitive", "provisions": "secrecy"},
    )

    assert "“secrecy” names no exemption" in text_of(page)
    assert page.context["form"]["flag"].value() == "sensitive"
    assert not RouteRule.objects.exists()


def test_routes_are_changed_and_removed_on_their_pages(pages, senior, authority):
    other = senior.steps.create(order=2, name="Legal", is_for_anyone=True)
    made = rule(senior, flag=FOIRequest.Flag.SENSITIVE)

    pages.post(reverse("change-route", args=[senior.pk]), {"name": "Directors"})
    pages.post(
        reverse("change-route-step", args=[other.pk]),
        {"name": "Lawyers", "order": "3", "is_for_anyone": "on"},
    )
    pages.post(
        reverse("change-route-rule", args=[made.pk]),
        {"route": senior.pk, "flag": "high_profile"},
    )
    senior.refresh_from_db()
    other.refresh_from_db()
    made.refresh_from_db()
    assert (senior.name, other.name, other.order, made.flag) == (
        "Directors",
        "Lawyers",
        3,
        "high_profile",
    )

    pages.post(reverse("remove-route-rule", args=[made.pk]))
    pages.post(reverse("remove-route-step", args=[other.pk]))
    pages.post(reverse("retire-route", args=[senior.pk]))
    senior.refresh_from_db()
    assert senior.retired_on is not None
    assert senior.steps.count() == 1
    assert not RouteRule.objects.exists()


@pytest.mark.parametrize("number", [2, 12])
def test_the_page_of_routes_costs_the_same_however_many_there_are(
    pages, authority, django_assert_num_queries, number
):
    for n in range(number):
        made = route(authority, f"Route {n}", (1, "Head", [approver_of(authority)]))
        rule(made, flag="sensitive")

    with django_assert_num_queries(10):
        pages.get(reverse("clearance-routes"))


def test_what_was_removed_meanwhile_stays_removed(senior, administrator):
    step_saved(senior, administrator, is_for_anyone=True)
    gone = senior.steps.get(name="Head")
    remove_step(step=RouteStep.objects.get(pk=gone.pk), by=administrator)
    rule_gone = rule(senior, flag="sensitive")
    remove_rule(rule=RouteRule.objects.get(pk=rule_gone.pk), by=administrator)
    recorded = AdministrationEntry.objects.count()

    with pytest.raises(RouteNotSaved, match="removed already"):
        remove_step(step=gone, by=administrator)
    with pytest.raises(RouteNotSaved, match="removed meanwhile"):
        step_saved(senior, administrator, step=gone, is_for_anyone=True)
    with pytest.raises(RouteNotSaved, match="removed already"):
        remove_rule(rule=rule_gone, by=administrator)
    with pytest.raises(RouteNotSaved, match="removed meanwhile"):
        rule_saved(senior, administrator, rule=rule_gone, flag="sensitive")
    assert AdministrationEntry.objects.count() == recorded
    assert senior.steps.count() == 1
    assert not RouteRule.objects.exists()


def test_a_route_retired_meanwhile_stays_retired(senior, administrator, authority):
    retire_route(
        route=ClearanceRoute.objects.get(pk=senior.pk), by=administrator, on=TODAY
    )

    with pytest.raises(RouteNotSaved, match="retired meanwhile"):
        save_route(
            authority=authority,
            route=senior,
            name="Head first",
            is_default=True,
            by=administrator,
        )
    with pytest.raises(RouteNotSaved, match="Choose a route in use"):
        rule_saved(senior, administrator, flag="sensitive")
    senior.refresh_from_db()
    assert senior.retired_on == TODAY


@pytest.mark.parametrize("page", ["retire-route", "change-route", "add-route-step"])
def test_a_second_click_on_a_route_is_told_in_a_sentence(
    client, senior, administrator, page
):
    retire_route(route=senior, by=administrator, on=TODAY)
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    data = {"name": "Head first", "order": 1, "is_for_anyone": "on"}
    told = client.post(reverse(page, args=[senior.pk]), data)

    assert told.status_code == 200
    assert "retired" in told.context["form"].non_field_errors()[0]
    assert client.get(reverse(page, args=[senior.pk])).status_code == 404
