"""A sensitive response goes its route: set up, flagged, sent, taken, cleared twice."""

import pytest
from django.utils import timezone

from requests_app.workflow import State
from tests.factories import UserFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority, officer=officer)


def person(officer, first, last, role):
    return UserFactory(
        authority=officer.authority, first_name=first, last_name=last, roles=[role]
    )


def at(foi_request, page=""):
    return f"/requests/{foi_request.reference}/{page}"


def test_a_sensitive_response_goes_its_route(
    foi_request, officer, manager, new_page, sign_in, check_widths
):
    now = timezone.now()  # noqa: TID251 - the pages go by today
    kinds.nothing_warns(foi_request, by=officer, on=timezone.localdate(now), at=now)  # noqa: TID251
    legal = person(officer, "Lee", "Legal", "approver")
    head = person(officer, "Hal", "Head", "approver")

    # The administrator sets up a route of two steps, and a rule.
    page = new_page()
    sign_in(page, person(officer, "Ada", "Admin", "administrator"))
    page.goto("/administration/clearance-routes/")
    check_widths(page)
    page.get_by_role("button", name="Add a route").click()
    page.get_by_label("Name").fill("Sensitive")
    page.get_by_role("button", name="Save route").click()
    for number, one in enumerate((legal, head), start=1):
        page.get_by_role("link", name="Add a step to Sensitive").click()
        page.get_by_label("Name").fill(f"{one.last_name} of unit")
        page.get_by_label("Number in order").fill(str(number))
        page.get_by_role("group", name="People named").get_by_label(str(one)).check()
        if number == 1:
            check_widths(page)
        page.get_by_role("button", name="Save step").click()
    page.get_by_role("link", name="Add a rule").click()
    page.get_by_label("Route").select_option("Sensitive")
    page.get_by_label("Flag").select_option("Sensitive")
    check_widths(page)
    page.get_by_role("button", name="Save rule").click()
    page.get_by_text("Sensitive where flagged “Sensitive”").wait_for()
    page.get_by_label("Flag").select_option("Sensitive")
    page.get_by_role("button", name="Show the route").click()
    page.get_by_role("heading", name="Route: Sensitive").wait_for()
    check_widths(page)

    # The officer flags the request, reads the route and sends the response.
    desk = new_page()
    sign_in(desk, officer)
    desk.goto(at(foi_request, "classify-request/"))
    check_widths(desk)
    desk.get_by_label("Sensitive").check()
    desk.get_by_role("button", name="Save flags").click()
    desk.goto(at(foi_request, "send-for-clearance/"))
    desk.get_by_role("heading", name="Route: Sensitive").wait_for()
    desk.get_by_text("the request is flagged “Sensitive”").wait_for()
    desk.get_by_text("Choose another route").click()
    check_widths(desk)
    desk.get_by_role("button", name="Send for clearance").last.click()
    desk.get_by_text("Waits for “Legal of unit” (Lee Legal).").wait_for()
    desk.goto(at(foi_request, "preview/"))
    desk.get_by_text("Waits for earlier steps").wait_for()
    check_widths(desk)

    # A manager sees the steps, and how one is bypassed.
    page = new_page()
    sign_in(page, manager)
    page.goto("/clearance/")
    check_widths(page)
    page.get_by_role("link", name=foi_request.reference, exact=True).click()
    page.get_by_role("link", name="Name people for Legal of unit").click()
    check_widths(page)
    page.goto(at(foi_request, "preview/"))
    page.get_by_role("link", name="Bypass Head of unit").click()
    check_widths(page)

    # Each approver finds the response in the queue when the step is open.
    for one, told in (
        (legal, "You have cleared the response. Others must clear it too."),
        (head, "Response cleared. The officer can issue the letter."),
    ):
        page = new_page()
        sign_in(page, one)
        page.goto("/clearance/")
        check_widths(page)
        page.get_by_role("button", name="Take this response").click()
        page.wait_for_url("**/clearance/")
        check_widths(page)
        page.get_by_role("button", name="Approve the rest and clear").click()
        page.get_by_role("button", name="and clear the response").click()
        page.get_by_text(told).wait_for()
    foi_request.refresh_from_db()
    assert foi_request.state == State.CLEARED
