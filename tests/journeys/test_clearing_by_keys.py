"""A letter of 40 answers, read and cleared without a mouse."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.workflow import State
from responses.clearance.services import send_for_clearance
from responses.models import PartApproval
from tests.factories import FOIRequestFactory, QuestionFactory
from tests.journeys.hand import Hand
from tests.responses import kinds

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS = 40


@pytest.fixture
def foi_request(officer):
    made = FOIRequestFactory(authority=officer.authority, officer=officer)
    for order in range(ANSWERS):
        QuestionFactory(foi_request=made, order=order, label=str(order + 1))
    for order in range(ANSWERS):
        text = f"<p>In the year asked about we counted {order + 3} cameras.</p>"
        kinds.answer(made, order, text=text)
    return made


@pytest.fixture
def send(foi_request, officer):
    """Send the response for clearance, as the pages do today."""

    def send():
        now = timezone.now()  # noqa: TID251 - the pages go by today
        on = timezone.localdate(now)  # noqa: TID251
        kinds.nothing_warns(foi_request, by=officer, on=on, at=now)
        return send_for_clearance(foi_request=foi_request, by=officer, on=on, at=now)

    return send


@pytest.fixture
def desk(send, foi_request, approver, page, sign_in):
    send()
    sign_in(page, approver)
    page.goto("/clearance/")
    page.get_by_role("link", name=foi_request.reference, exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("[data-part]").first.wait_for()
    return page


def test_forty_answers_are_read_and_cleared_by_keys(
    desk, foi_request, approver, check_axe, capsys
):
    hand = Hand()
    check_axe(desk)

    hand.press(desk, "n")
    expect(desk.locator("#part-start")).to_be_focused()
    for _ in range(ANSWERS + 1):
        hand.press(desk, "a")
    clear = desk.get_by_role("button", name="Clear response")
    expect(clear).to_be_focused()
    expect(desk.get_by_text("41 of 41 parts approved")).to_be_visible()
    check_axe(desk)
    hand.press(desk, "Enter")
    expect(desk.get_by_text("Response cleared. The officer can issue")).to_be_visible()
    check_axe(desk)

    foi_request.refresh_from_db()
    assert foi_request.state == State.CLEARED
    assert PartApproval.objects.filter(by=approver).count() == ANSWERS + 1
    with capsys.disabled():
        print(f"\nCleared by keys: {hand}")  # noqa: T201 - measured
    assert hand.clicks == 0
    assert hand.keys <= 60
