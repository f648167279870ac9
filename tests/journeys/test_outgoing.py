"""An administrator sets by what letters leave, and tries it."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.models import Sender
from responses.senders.trying import TRY_SENDER
from tests.factories import AuthorityFactory, LoginFactory, UserFactory
from tests.jobs import run_jobs
from tests.journeys.conftest import WIDE
from tests.notify import KEY, TEMPLATE, serving_notify

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_an_administrator_sets_by_what_letters_leave(page, sign_in, look, settings):
    authority = AuthorityFactory(name="Midshire Council", kind="council")
    chief = UserFactory(roles=["administrator"], authority=authority)
    LoginFactory(authority=authority, name="Microsoft 365 of Midshire")
    sign_in(page, chief)
    page.goto(reverse("administration"))
    page.get_by_role("link", name="Outgoing e-mail and post").click()
    look(page, "outgoing-usual")

    page.get_by_role("button", name="Change").click()
    page.get_by_label("Microsoft 365, from a mailbox of your own").check()
    page.get_by_label("Address of the mailbox").fill("foi@midshire.example")
    look(page, "outgoing-graph")
    page.get_by_label("A mail server of your own").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the address")
    look(page, "outgoing-smtp-refused")

    page.locator("#id_mail_by_4, [name=mail_by][value=notify]").first.check()
    page.get_by_label("Id of the template").fill(TEMPLATE)
    page.get_by_label("Printed and posted by GOV.UK Notify").check()
    page.get_by_label("API key").fill(KEY)
    look(page, "outgoing-notify")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Saved.")

    with serving_notify() as notify:
        settings.NOTIFY_URL = notify.url
        page.get_by_role("button", name="Send yourself a test message").click()
        run_jobs(TRY_SENDER)
        page.reload()
        expect(page.get_by_text("Left on")).to_be_visible()
        look(page, "outgoing-works")
        notify.is_revoked = True
        page.get_by_role("button", name="Send yourself a test message").click()
        run_jobs(TRY_SENDER)
        page.reload()
        expect(page.get_by_text("Did not leave:")).to_be_visible()
        look(page, "outgoing-broken")
    assert Sender.objects.get().broken_since is not None
