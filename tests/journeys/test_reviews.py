"""A review is recorded, decided point by point by another officer, and previewed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from requests_app.models import FOIRequest
from responses.issuing.history import IssuingHistory
from responses.models import ReviewPoint
from tests.factories import UserFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db(transaction=True)


def today():
    return datetime.now(tz=ZoneInfo("Europe/London")).date()


@pytest.fixture
def answered(officer):
    """A request answered a month ago by another officer."""
    on = today() - timedelta(days=30)
    foi_request = kinds.partial_disclosure(
        "FOIA",
        authority=officer.authority,
        received_on=on - timedelta(days=25),
        due_on=on,
        state="answered",
        closed_on=on,
    )
    decider = UserFactory(
        authority=officer.authority, roles=["officer"], last_name="Decider"
    )
    foi_request.history.create(kind=IssuingHistory.RESPONSE_ISSUED, by=decider, on=on)
    return foi_request


def fill_day(page, group, day: date):
    box = page.get_by_role("group", name=group)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        box.get_by_label(label).fill(str(part))


def test_a_review_goes_from_its_asking_to_its_letter(
    answered, officer, page, sign_in, check_axe
):
    sign_in(page, officer)

    # The review is recorded from the page of the request.
    page.goto(answered.get_absolute_url())
    page.get_by_role("link", name="Record a request for review").click()
    check_axe(page)
    page.get_by_role("button", name="Record the request for review").click()
    page.get_by_role("alert").wait_for()
    check_axe(page)
    page.get_by_label("What the requester wrote").fill("The harm is remote by now.")
    page.get_by_label("1(b): How many").or_(page.get_by_label("1(b)")).first.check()
    assert "Decider" not in page.get_by_label("Reviewer").inner_text()
    page.get_by_label("Reviewer").select_option(str(officer.pk))
    page.get_by_role("button", name="Record the request for review").click()
    page.get_by_text("The review is recorded. Its own clock is running.").wait_for()
    review = FOIRequest.objects.get(review_of=answered)
    page.get_by_text("0 of 2 decided").wait_for()
    check_axe(page)

    # The review's due date has its own explanation.
    page.get_by_role("link", name="How was this date calculated?").click()
    page.get_by_text("was asked for the review on").wait_for()
    check_axe(page)

    # Each point is decided beside the original answer; the page saves automatically.
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="Decide review").click()
    page.get_by_text("2 of 2 points still to be decided").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Decide question 1(b)").click()
    page.get_by_role("heading", name="Original answer").wait_for()
    page.get_by_label("Overturned").check()
    page.locator(".ProseMirror").first.fill("Patrols have changed since.")
    page.get_by_text("Saved", exact=False).first.wait_for()
    check_axe(page)
    page.get_by_role("button", name="Save and write an answer").click()
    page.get_by_role("heading", name="Provisions the answer relies on").wait_for()
    page.locator(".ProseMirror").first.fill("There are four of that kind.")
    page.get_by_label("Disclosed", exact=True).check()
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("heading", name="New answer from the review").wait_for()
    page.get_by_text("There are four of that kind.").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Save and go to the handling").click()
    page.get_by_label("The request was handled as the law requires").check()
    page.locator(".ProseMirror").first.fill("It was answered in time.")
    fill_day(page, "Date by which you will do it", today())
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").get_by_text("Say what will be done by that").wait_for()
    check_axe(page)
    page.get_by_role("group", name="Date by which you will do it").get_by_label(
        "Day"
    ).fill("")
    page.get_by_role("group", name="Date by which you will do it").get_by_label(
        "Month"
    ).fill("")
    page.get_by_role("group", name="Date by which you will do it").get_by_label(
        "Year"
    ).fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Every point is decided").wait_for()
    check_axe(page)

    # The whole letter is previewed before clearance.
    page.get_by_role("button", name="Preview").click()
    letter = page.get_by_role("region", name="The letter", exact=True)
    assert "We overturn our decision" in letter.inner_text()
    assert "There are four of that kind." in letter.inner_text()
    check_axe(page)
    assert ReviewPoint.objects.filter(review=review).count() == 2

    # Nothing overflows a narrow screen.
    page.set_viewport_size({"width": 400, "height": 900})
    for address in ("", "review/", "review/handling/", "due-date/"):
        page.goto(f"{review.get_absolute_url()}{address}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 400, address
        check_axe(page)
