"""Two records of one person are found and merged by keyboard, and told apart again.

Where FOI_PICTURES names a folder, pictures of the pages are saved there.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories import FOIRequestFactory, RequesterFactory
from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.django_db(transaction=True)


def look(page, check_widths, name):
    """Check a page at both widths, and save pictures of it."""
    check_widths(page)
    if folder := os.environ.get("FOI_PICTURES"):
        for size, said in ((NARROW, "narrow"), (WIDE, "wide")):
            page.set_viewport_size(size)
            page.screenshot(path=Path(folder) / f"{name}-{said}.png", full_page=True)
    page.set_viewport_size(WIDE)


def press_on(page, role, name):
    """Reach a control with the keyboard, and press Enter there."""
    page.get_by_role(role, name=name).focus()
    page.keyboard.press("Enter")


def test_two_records_are_merged_by_keyboard(officer, sign_in, page, check_widths):
    today = timezone.localdate()  # noqa: TID251 - the day the pages go by
    one = RequesterFactory(authority=officer.authority, format_needs="large_print")
    other = RequesterFactory(authority=officer.authority, name="A. Requester")
    for number, record in enumerate((one, other, other)):
        FOIRequestFactory(
            authority=officer.authority,
            requester=record,
            reference=f"FOI-{number}",
            received_on=today - timedelta(days=3 * number + 1),
            due_on=today + timedelta(days=20),
        )
    sign_in(page, officer)

    page.goto("/requesters/")
    look(page, check_widths, "requesters")
    page.get_by_label("Name, e-mail address or organisation").focus()
    page.keyboard.type("alex requester")
    page.keyboard.press("Enter")
    press_on(page, "link", "Alex Requester")
    page.wait_for_url(f"**/requesters/{one.pk}/")
    look(page, check_widths, "requester")

    press_on(page, "link", "Merge with another record")
    page.get_by_role("heading", name="Merge with another record").wait_for()
    look(page, check_widths, "merge")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("The same person, said by telephone.")
    press_on(page, "button", "Show what moves")
    page.get_by_role("heading", name="What moves").wait_for()
    look(page, check_widths, "merge-preview")
    press_on(page, "button", "Merge the records")
    page.get_by_text("Records merged.").wait_for()
    look(page, check_widths, "merged")
    assert one.foi_requests.count() == 3

    press_on(page, "button", "Undo the merge")
    page.get_by_text("Merge undone.").wait_for()
    assert other.foi_requests.count() == 2

    page.goto(f"/requesters/{one.pk}/change/")
    look(page, check_widths, "change-requester")
    page.goto(f"/requesters/{other.pk}/split/")
    page.get_by_role("button", name="Move to a new record").click()
    page.get_by_text("There is a problem").wait_for()
    look(page, check_widths, "split-requester")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Why they are from somebody else").fill("Another person.")
    page.get_by_role("button", name="Move to a new record").click()
    page.get_by_role("heading", name="History of the record").wait_for()
    assert other.foi_requests.count() == 1

    page.goto("/requests/FOI-2/link-requester/")
    look(page, check_widths, "link-requester")
