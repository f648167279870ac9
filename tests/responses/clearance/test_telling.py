"""Notices of clearance: steps opened, responses returned and cleared."""

import pytest

from requests_app.models import Notice
from responses.clearance.services import return_response
from responses.clearance.steps import name_for_step
from tests.factories import LeaveFactory
from tests.responses import kinds
from tests.responses.clearance.routes import approver_of, clear, route, send, step_of
from tests.responses.kinds import AT, ON


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


@pytest.fixture
def legal(officer):
    return approver_of(officer.authority, first_name="Lee", last_name="Legal")


@pytest.fixture
def head(officer):
    return approver_of(officer.authority, first_name="Hal", last_name="Head")


@pytest.fixture
def in_order(officer, legal, head):
    return route(
        officer.authority,
        "Senior",
        (1, "Legal", [legal]),
        (2, "Head", [head]),
        is_default=True,
    )


def told(kind):
    return {(one.person, one.words) for one in Notice.objects.filter(kind=kind)}


def test_the_people_of_a_step_are_told_when_the_step_opens(
    foi_request, officer, legal, head, in_order
):
    sent = send(foi_request, by=officer)
    says = f"The response to {sent} waits for you: "
    assert told("sent_for_clearance") == {(legal, f"{says}Legal.")}

    clear(sent, legal)

    assert told("sent_for_clearance") == {
        (legal, f"{says}Legal."),
        (head, f"{says}Head."),
    }


def test_approvers_without_a_hand_in_the_response_are_told_without_a_route(
    foi_request, officer, legal, head
):
    foi_request.answers.update(updated_by=head)

    send(foi_request, by=officer)

    assert {person for person, _ in told("sent_for_clearance")} == {legal}


def test_who_stands_in_is_told(foi_request, officer, legal, in_order):
    deputy = approver_of(officer.authority)
    LeaveFactory(person=legal, deputy=deputy)

    send(foi_request, by=officer)

    assert {person for person, _ in told("sent_for_clearance")} == {deputy}


def test_managers_are_told_of_a_step_without_anyone(
    foi_request, officer, manager, legal, in_order
):
    legal.is_active = False
    legal.save()

    send(foi_request, by=officer)

    assert {person for person, _ in told("clearance_due")} == {manager}
    assert "Name others for the step." in Notice.objects.get(person=manager).words


def test_who_is_named_later_is_told(foi_request, officer, manager, head, in_order):
    sent = send(foi_request, by=officer)

    name_for_step(
        foi_request=sent,
        clearance_step=step_of(sent, "Legal").pk,
        people=[head],
        reason="Lee is ill.",
        by=manager,
        on=ON,
        at=AT,
    )

    assert head in {person for person, _ in told("sent_for_clearance")}


def test_the_sender_is_told_of_the_return_and_of_the_clearance(
    foi_request, officer, legal, head, in_order
):
    sent = send(foi_request, by=officer)
    return_response(foi_request=sent, reasons="No.", by=legal, on=ON, at=AT)
    assert told("returned") == {
        (officer, f"Lee Legal returned the response to {sent}.")
    }

    send(sent, by=officer)
    clear(sent, legal)
    assert told("cleared") == set()
    clear(sent, head)

    assert {person for person, _ in told("cleared")} == {officer}


@pytest.mark.parametrize("has_manager", [True, False])
def test_a_restricted_response_without_an_approver_is_not_silent(
    foi_request, officer, manager, legal, has_manager
):
    foi_request.is_restricted = True
    foi_request.officer = officer
    foi_request.save()
    foi_request.named_people.set([officer, manager] if has_manager else [officer])
    sent = send(foi_request, by=officer)

    ((person, words),) = told("clearance_due")
    assert person == (manager if has_manager else officer)
    assert "no approver sees the request" in words
    assert str(sent) in words
    assert told("sent_for_clearance") == set()
