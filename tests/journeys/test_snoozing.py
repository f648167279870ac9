"""An officer snoozes a request, and brings the request back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import FOIRequestFactory, QuestionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_request_is_snoozed_until_a_day_and_brought_back(
    officer, page, sign_in, check_widths
):
    today = timezone.localdate()  # noqa: TID251 - the pages go by today
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        received_on=today - timedelta(days=3),
        registered_on=today - timedelta(days=3),
        due_on=today + timedelta(days=25),
    )
    QuestionFactory(foi_request=foi_request, due_on=foi_request.due_on)
    sign_in(page, officer)

    page.goto("/my-day/")
    page.get_by_role("link", name=f"Snooze {foi_request}").click()
    check_widths(page)
    page.get_by_role("button", name="Snooze").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    check_widths(page)
    until = today + timedelta(days=4)
    page.get_by_label("Day", exact=True).fill(str(until.day))
    page.get_by_label("Month", exact=True).fill(str(until.month))
    page.get_by_label("Year", exact=True).fill(str(until.year))
    page.locator("main input[type=radio]").first.check()
    page.get_by_role("button", name="Snooze").click()

    # The clock stays visible in the folded list.
    page.goto("/my-day/")
    page.get_by_text("Snoozed: 1").click()
    expect(page.locator(".foi-folded")).to_contain_text("working days left")
    check_widths(page)
    page.get_by_role("button", name=f"Bring back {foi_request}").click()

    expect(page.get_by_role("link", name=f"Snooze {foi_request}")).to_be_visible()
    assert page.get_by_text("Snoozed: 1").count() == 0
