"""A person reads notices, chooses what is mailed, and takes due dates along."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.telling.services import tell
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.journeys.conftest import WIDE

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 2)


@pytest.fixture
def chief():
    return UserFactory(
        roles=["officer", "administrator"],
        authority=AuthorityFactory(name="Midshire Council", kind="council"),
    )


@pytest.fixture
def told(chief):
    """Tell of three requests; return the first."""
    made = [
        FOIRequestFactory(authority=chief.authority, officer=chief, reference=f"{n}-26")
        for n in (1, 2, 3)
    ]
    for foi_request in made:
        tell(
            people=[chief],
            kind="assigned",
            words=f"Mary Manager assigned {foi_request} to you.",
            url=foi_request.get_absolute_url(),
            key=f"assigned-{foi_request.pk}",
            foi_request=foi_request,
            on=TODAY,
        )
    return made[0]


@pytest.fixture
def look(check_widths):
    """Check a page in both widths; keep pictures where a folder is named."""

    def look(page, name):
        page.set_viewport_size(WIDE)
        if folder := os.environ.get("FOI_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-wide.png", full_page=True)
        check_widths(page)
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-narrow.png", full_page=True)
        page.set_viewport_size(WIDE)

    return look


def test_a_person_reads_notices_and_chooses_what_is_mailed(
    page, sign_in, look, chief, told
):
    sign_in(page, chief)
    page.goto(reverse("calendar"))
    notices = page.get_by_role("link", name="unread Notices")
    expect(notices).to_have_text("3 unread Notices")
    notices.click()
    look(page, "notices")

    page.get_by_role("link", name="assigned 1-26 to you").click()
    page.wait_for_url(f"**{told.get_absolute_url()}")
    page.get_by_role("link", name="2 unread Notices").click()
    page.get_by_role("button", name="Mary Manager assigned 2-26").click()
    expect(page.get_by_role("alert")).to_contain_text("1 notice marked as read.")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("link", name="Notices", exact=True).first).to_be_visible()
    look(page, "read")

    page.get_by_role("link", name="Choose what is mailed to you").click()
    look(page, "settings")
    dates = page.get_by_role("group", name="Due dates")
    expect(dates.get_by_label("In one e-mail each morning")).to_be_checked()
    dates.get_by_label("Not by e-mail").check()
    page.get_by_role("button", name="Save choices").click()
    expect(page.get_by_role("alert")).to_contain_text("Your choices are saved")
    expect(dates.get_by_label("Not by e-mail")).to_be_checked()


def test_a_person_makes_and_renews_the_address_of_a_calendar(
    page, sign_in, look, chief
):
    sign_in(page, chief)
    page.goto(reverse("calendar"))
    look(page, "calendar-none")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Address of your calendar")
    first = address.input_value()
    look(page, "calendar")
    page.get_by_role("button", name="Make a new address").click()
    expect(address).not_to_have_value(first)


def test_an_administrator_sets_reminders_and_a_channel(
    page, sign_in, look, chief, monkeypatch
):
    sign_in(page, chief)
    page.goto(reverse("administration"))
    page.get_by_role("link", name="Reminders and escalation").click()
    look(page, "rules")
    page.get_by_label("Reminders before the due date").fill("soon")
    page.get_by_role("button", name="Save rules").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter numbers with commas")
    look(page, "rules-refused")
    page.get_by_label("Reminders before the due date").fill("15, 3")
    page.get_by_role("button", name="Save rules").click()
    expect(page.get_by_role("alert")).to_contain_text("Rules saved.")

    page.get_by_role("link", name="Messages to Teams or Slack").click()
    look(page, "channels-none")
    page.get_by_role("button", name="Add a channel").click()
    look(page, "channel")
    monkeypatch.setattr(
        "requests_app.telling.channels.services.check_address", lambda _: None
    )
    page.get_by_label("Address of the incoming webhook").fill("https://hooks.example/x")
    page.get_by_role("button", name="Add channel").click()
    expect(page.get_by_role("alert")).to_contain_text("Channel added.")
    look(page, "channels")
