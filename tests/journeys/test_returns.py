"""A manager opens a return, follows a figure, keeps and compares it, builds a table."""

from datetime import date

import pytest

from requests_app.models import RequesterType
from tests.factories import FOIRequestFactory, TeamFactory

pytestmark = pytest.mark.django_db(transaction=True)

DAYS = "first=2026-01-01&last=2026-03-31&on=2026-05-01"


@pytest.fixture
def office(manager):
    authority = manager.authority
    press = RequesterType.objects.create(authority=authority, name="Journalist")
    team = TeamFactory(authority=authority, name="Disclosure")
    for number in range(12):
        is_answered = number % 3 != 0
        FOIRequestFactory(
            authority=authority,
            reference=f"{1400 + number}-26",
            state="answered" if is_answered else "answering",
            regime="EIR" if number % 4 == 1 else "FOIA",
            received_on=date(2026, 1, 5 + number),
            answered_on=date(2026, 2, 20) if is_answered else None,
            closed_on=date(2026, 2, 20) if is_answered else None,
            was_in_time=number % 2 == 0 if is_answered else None,
            team=team if number % 2 else None,
            requester_type=press if number % 5 else None,
            is_restricted=number == 4,
        )


def test_a_quarter_is_returned(office, manager, new_page, sign_in, check_widths):
    page = new_page()
    sign_in(page, manager)
    page.goto("/returns/")
    check_widths(page)

    page.get_by_role("link", name="Section 45 Code publication").click()
    page.goto(f"/returns/s45/?{DAYS}")
    check_widths(page)
    page.get_by_role("link", name="8 requests: Processed, Total").click()
    page.get_by_text("8 requests counted, 1 of them restricted").wait_for()
    check_widths(page)

    page.goto(f"/returns/co-time/?{DAYS}")
    check_widths(page)
    page.get_by_role("button", name="Keep these figures as returned").click()
    page.get_by_text("The figures are kept.").wait_for()
    check_widths(page)
    page.get_by_role("link", name="Compare with the present figures").click()
    page.get_by_text("Every figure is as it was.").wait_for()
    check_widths(page)

    page.goto("/returns/build/")
    check_widths(page)
    page.get_by_label("Rows").select_option("Team")
    page.get_by_label("Columns").select_option("Timeliness")
    page.get_by_label("Sections relied on").fill("FOIA 99")
    page.get_by_role("button", name="Show the table").click()
    page.get_by_text("“FOIA 99” is no section of a law.").wait_for()
    check_widths(page)
    page.get_by_label("Sections relied on").fill("")
    page.locator("summary", has_text="Channel").click()
    page.get_by_label("E-mail").check()
    page.get_by_role("button", name="Show the table").click()
    page.goto(f"{page.url}&{DAYS}")
    check_widths(page)
    page.get_by_role("link", name="Save this table").click()
    check_widths(page)
    page.get_by_label("Name of the table").fill("Teams by timeliness")
    page.get_by_role("button", name="Save the table").click()
    page.get_by_text("The table is saved.").wait_for()
    page.get_by_role("link", name="Delete this table").click()
    check_widths(page)

    page.goto("/returns/police/rows/")
    check_widths(page)
    page.get_by_label("Compliance", exact=True).check()
    page.get_by_role("button", name="Save the rows").click()
    page.get_by_text("The rows are chosen.").wait_for()
