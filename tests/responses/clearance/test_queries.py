"""The queue of clearance: steps, people and days of waiting."""

from datetime import timedelta

import pytest

from requests_app.models import FOIRequest
from responses.clearance.queries import (
    queue_of,
    stuck_steps,
    to_clear,
    waits_today_for,
)
from responses.clearance.steps import claim_response
from responses.models import Clearance
from tests.factories import FOIRequestFactory, LeaveFactory
from tests.responses import kinds
from tests.responses.clearance.routes import approver_of, clear, route, send, step_of
from tests.responses.kinds import AT, ON

LATER = ON + timedelta(days=57)


@pytest.fixture
def sent(officer, authority, legal):
    """A response waiting for legal."""
    route(authority, "Senior", (1, "Legal", [legal]), is_default=True)
    return send(kinds.full_disclosure(authority=authority), by=officer)


def waiting_for(user, on=ON):
    visible = FOIRequest.objects.visible_to(user)
    found = list(to_clear(visible, user, on=on))
    today = visible.filter(waits_today_for(user), state="clearance")
    assert set(today) == set(found)
    return found


def row_of(foi_request, user, on=ON, at=AT):
    (row,) = queue_of([foi_request], user, on=on, at=at)
    return row


def test_a_step_waits_for_the_people_named_alone(sent, legal, approver):
    assert waiting_for(legal) == [sent]
    assert waiting_for(approver) == []


def test_a_step_waits_for_deputies_and_who_stands_in(sent, authority, legal):
    deputy, stand_in = approver_of(authority), approver_of(authority)
    step_of(sent, "Legal").deputies.add(deputy)
    LeaveFactory(person=legal, deputy=stand_in)

    assert waiting_for(deputy) == waiting_for(stand_in) == [sent]


def test_a_response_without_a_round_waits_for_any_approver(approver):
    plain = FOIRequestFactory(authority=approver.authority, state="clearance")

    assert waiting_for(approver) == [plain]


def test_a_step_for_any_approver_waits_for_who_cleared_no_other(
    officer, authority, legal, approver
):
    route(authority, "Two", (1, "Legal", [legal]), (2, "Head", None), is_default=True)
    sent = send(kinds.full_disclosure(authority=authority), by=officer)
    clear(sent, legal)

    assert waiting_for(legal) == []
    assert waiting_for(approver) == [sent]


def test_a_row_says_how_long_the_response_waits(sent, legal):
    row = row_of(sent, legal, on=LATER)

    assert (row.days, row.route) == (57, "Senior")
    assert [one.step.name for one in row.mine] == ["Legal"]


def test_a_row_says_who_has_taken_the_step(sent, legal):
    claim_response(foi_request=sent, by=legal, on=ON, at=AT)

    assert row_of(sent, legal).open_steps[0].is_taken_by_me
    after = row_of(sent, legal, at=AT + timedelta(days=1))
    assert after.open_steps[0].taken_by is None


def test_a_step_whose_people_left_is_stuck_and_says_why(sent, legal, manager):
    assert not row_of(sent, manager).is_stuck
    legal.is_active = False
    legal.save()

    row = row_of(sent, manager)

    assert row.is_stuck
    assert row.open_steps[0].missing == "Lee Legal has left"
    assert stuck_steps(FOIRequest.objects.visible_to(manager), on=ON) == [
        (row.open_steps[0].step, "Lee Legal has left")
    ]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_step_is_stuck_where_its_people_may_not_see_the_request(
    sent, legal, manager, is_named
):
    sent.is_restricted = True
    sent.save()
    sent.named_people.set([legal, manager] if is_named else [manager])

    assert row_of(sent, manager).is_stuck is not is_named
    assert bool(stuck_steps(FOIRequest.objects.all(), on=ON)) is not is_named


def test_a_step_is_stuck_where_its_people_wrote_part_of_the_response(
    sent, legal, manager
):
    sent.answers.update(updated_by=legal)

    (found,) = stuck_steps(FOIRequest.objects.all(), on=ON)

    assert found[1] == "Lee Legal wrote part of the response"
    assert row_of(sent, manager).open_steps[0].missing == found[1]


@pytest.mark.parametrize("has_deputy", [True, False])
def test_a_step_of_a_person_on_leave_is_stuck_without_a_deputy(
    sent, authority, legal, manager, has_deputy
):
    LeaveFactory(person=legal, deputy=approver_of(authority) if has_deputy else None)

    assert row_of(sent, manager).is_stuck is not has_deputy


@pytest.mark.parametrize("number", [2, 20])
def test_the_queue_costs_the_same_however_long_it_is(
    authority, legal, django_assert_num_queries, number
):
    for _ in range(number):
        one = FOIRequestFactory(authority=authority, state="clearance")
        made = Clearance.objects.create(foi_request=one, route_name="Senior")
        made.steps.create(name="Legal", state="open", opened_at=AT).people.add(legal)

    visible = FOIRequest.objects.visible_to(legal)
    with django_assert_num_queries(10):
        found = list(to_clear(visible, legal, on=ON))
        assert len(queue_of(found, legal, on=ON, at=AT)) == number
