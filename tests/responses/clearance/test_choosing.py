"""The choice of a route by the rules of an authority."""

import pytest

from requests_app.models import RequesterType
from responses.clearance.choosing import choose
from tests.factories import AuthorityFactory, FOIRequestFactory
from tests.responses import kinds
from tests.responses.clearance.routes import approver_of, route, rule


@pytest.fixture
def foi_request(authority):
    return FOIRequestFactory(authority=authority)


def steps(foi_request):
    return [(step.order, step.name) for step in choose(foi_request).steps]


def test_without_routes_any_approver_clears(foi_request):
    choice = choose(foi_request)

    assert [(one.name, one.is_for_anyone) for one in choice.steps] == [
        ("Approver", True)
    ]
    assert not choice.routes


def test_without_routes_the_choice_costs_one_query(
    foi_request, django_assert_num_queries
):
    with django_assert_num_queries(1):
        choose(foi_request)


def test_the_default_route_is_taken_where_no_rule_applies(foi_request, authority):
    route(authority, "Standard", (1, "Head of unit", None), is_default=True)
    press = route(authority, "Press", (1, "Press office", None))
    rule(press, flag="press_interest")

    choice = choose(foi_request)

    assert choice.name == "Standard"
    assert choice.why == ("“Standard” because no rule applies",)


def test_a_flag_chooses_the_route(foi_request, authority):
    rule(route(authority, "Press", (1, "Press office", None)), flag="press_interest")
    foi_request.flags = ["press_interest"]

    choice = choose(foi_request)

    assert choice.is_by_rule
    assert choice.why == ("“Press” because the request is flagged “Press interest”",)


def test_the_kind_of_requester_chooses_the_route(foi_request, authority):
    press = RequesterType.objects.create(authority=authority, name="Newspapers")
    rule(route(authority, "Press", (1, "Press office", None)), requester_type=press)
    assert not choose(foi_request).is_by_rule

    foi_request.requester_type = press

    assert choose(foi_request).name == "Press"


@pytest.mark.parametrize(
    ("cited", "is_chosen"),
    [
        (["FOIA 36(2)(b)(i)"], True),
        (["FOIA 31(1)(a)"], False),
        ([], False),
    ],
)
def test_section_36_goes_to_the_qualified_person(officer, cited, is_chosen):
    authority = officer.authority
    rule(
        route(authority, "Section 36", (1, "Qualified person", None)),
        provisions=["FOIA 36"],
    )
    foi_request = kinds.request(authority=authority)
    if cited:
        kinds.answer(foi_request, outcome="withheld", cites=cited)

    choice = choose(foi_request)

    assert choice.is_by_rule is is_chosen
    if is_chosen:
        assert "FOIA 36(2)(b)(i) is cited" in choice.why[0]


def test_a_provision_is_no_beginning_of_another_number(officer):
    authority = officer.authority
    rule(route(authority, "Three", (1, "Legal", None)), provisions=["FOIA 3"])
    foi_request = kinds.request(authority=authority)
    kinds.answer(foi_request, outcome="withheld", cites=["FOIA 31(1)(a)"])

    assert not choose(foi_request).is_by_rule


@pytest.mark.parametrize("condition", ["is_for_restricted", "is_for_reviews"])
def test_restricted_requests_and_reviews_have_rules_of_their_own(
    foi_request, authority, condition
):
    rule(route(authority, "Senior", (1, "Director", None)), **{condition: True})
    assert not choose(foi_request).is_by_rule

    other = (
        FOIRequestFactory(authority=authority, is_restricted=True)
        if condition == "is_for_restricted"
        else FOIRequestFactory(authority=authority, review_of=foi_request)
    )

    assert choose(other).name == "Senior"


def test_every_condition_of_a_rule_must_hold(foi_request, authority):
    rule(
        route(authority, "Press", (1, "Press office", None)),
        flag="press_interest",
        is_for_restricted=True,
    )
    foi_request.flags = ["press_interest"]

    assert not choose(foi_request).is_by_rule


def test_the_steps_of_all_routes_matched_are_joined(foi_request, authority):
    head = [approver_of(authority)]
    press = route(authority, "Press", (1, "Head", head), (2, "Press office", None))
    senior = route(
        authority,
        "Senior",
        (1, "Head", head),
        (2, "Legal", None),
        (3, "Director", None),
    )
    rule(press, flag="press_interest")
    rule(senior, flag="sensitive", order=2)
    foi_request.flags = ["press_interest", "sensitive"]

    assert choose(foi_request).name == "Press and Senior"
    assert steps(foi_request) == [
        (1, "Head"),
        (2, "Press office"),
        (2, "Legal"),
        (3, "Director"),
    ]


def test_a_step_shared_at_two_places_comes_once_and_last(foi_request, authority):
    head = [approver_of(authority)]
    rule(route(authority, "Press", (1, "Head", head)), flag="press_interest")
    senior = route(authority, "Senior", (1, "Legal", None), (2, "Head", head))
    rule(senior, flag="sensitive")
    foi_request.flags = ["press_interest", "sensitive"]

    assert steps(foi_request) == [(1, "Legal"), (2, "Head")]


def test_a_step_of_the_same_name_with_other_people_stays(foi_request, authority):
    one, two = approver_of(authority), approver_of(authority)
    rule(route(authority, "Press", (1, "Head", [one])), flag="press_interest")
    rule(route(authority, "Senior", (1, "Head", [two])), flag="sensitive")
    foi_request.flags = ["press_interest", "sensitive"]

    assert steps(foi_request) == [(1, "Head"), (1, "Head")]


def test_who_left_is_left_out_with_a_mark(foi_request, authority):
    here = approver_of(authority)
    gone = approver_of(authority, is_active=False)
    demoted = approver_of(authority, roles=["officer"])
    route(authority, "Press", (1, "Office", [here, gone, demoted]), is_default=True)

    (step,) = choose(foi_request).steps

    assert step.people == (here,)
    assert f"{gone} has left" in step.left_out
    assert f"{demoted} is no longer an approver" in step.left_out


def test_routes_retired_or_of_others_are_not_taken(foi_request, authority):
    old = route(authority, "Old", (1, "Legal", None), retired_on="2026-01-01")
    rule(old, flag="sensitive")
    theirs = route(AuthorityFactory(), "Theirs", (1, "Legal", None))
    rule(theirs, flag="sensitive")
    foi_request.flags = ["sensitive"]

    assert not choose(foi_request).routes


@pytest.mark.parametrize("number", [1, 12])
def test_choosing_costs_the_same_however_many_rules_there_are(
    foi_request, authority, django_assert_num_queries, number
):
    for n in range(number):
        made = route(authority, f"Route {n}", (1, "Head", [approver_of(authority)]))
        rule(made, flag="sensitive")
    foi_request.flags = ["sensitive"]

    with django_assert_num_queries(6):
        choose(foi_request)
