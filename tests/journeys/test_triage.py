"""Incoming messages are triaged by keyboard alone, in a narrow window, by two officers.

Where FOI_PICTURES names a folder, pictures of the pages are saved there.
"""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mail.models import Entry
from requests_app.models import Fingerprint, FOIRequest
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory
from tests.journeys.conftest import NARROW, WIDE
from tests.mail.made import entry

pytestmark = pytest.mark.django_db(transaction=True)

PAGES_OF_A_MESSAGE = (
    "incoming-message",
    "change-day-of-arrival",
    "attach-incoming",
    "reply-to-incoming",
    "hand-on-incoming",
    "split-incoming",
    "join-incoming",
    "not-a-request",
    "spam",
)

MOST_KEYS = 8
MOST_TABS = 80
SWANS = "Dear team,\n\nHow many swans live on the lake?\n\nYours\nKim Brook"


def today():
    return timezone.localdate()  # noqa: TID251 - the day the pages go by


class Keys:
    """Presses keys and counts them, those of a chord one by one."""

    def __init__(self, page):
        self.page = page
        self.number = 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.number += len(key.split("+"))

    def reach(self, role, name):
        """Go to a control with the Tab key."""
        wanted = self.page.get_by_role(
            role, name=name, exact=isinstance(name, str)
        ).first
        for _ in range(MOST_TABS):
            if wanted.evaluate("each => each === document.activeElement"):
                return
            self.press("Tab")
        pytest.fail(f"No way by the Tab key to {role} “{name}”")


@pytest.fixture
def keys(page):
    return Keys(page)


def look(page, check_widths, name):
    """Check a page at both widths, and save pictures of it."""
    check_widths(page)
    if folder := os.environ.get("FOI_PICTURES"):
        for size, said in ((NARROW, "narrow"), (WIDE, "wide")):
            page.set_viewport_size(size)
            page.screenshot(path=Path(folder) / f"{name}-{said}.png", full_page=True)
    page.set_viewport_size(WIDE)


def opened(page, one):
    page.wait_for_url(f"**/incoming/{one.pk}/")
    page.wait_for_load_state("load")


def test_a_message_is_registered_with_at_most_eight_keys(officer, sign_in, page, keys):
    RequesterFactory(authority=officer.authority, name="Rowan Hale")
    second = entry(officer.authority, received_on=today())
    entry(officer.authority, text=SWANS, subject="Swans", received_on=today())
    sign_in(page, officer)
    page.goto(reverse("incoming"))

    keys.press("j")
    expect(page.locator("#message h2")).to_have_text("Bicycles")
    keys.press("r")
    opened(page, second)
    # The name of a record is the same, the address is not: the officer chooses.
    expect(page.get_by_role("radio", name="Same person as Rowan Hale")).to_be_focused()
    keys.press("ArrowUp")
    expect(page.get_by_role("radio", name="Somebody new")).to_be_checked()
    keys.press("Control+Enter")
    page.get_by_text("Registered and acknowledged as").wait_for()

    made = FOIRequest.objects.get()
    assert (made.requester_name, made.received_on) == ("Rowan Hale", today())
    assert made.questions.filter(kind="question").count() == 2
    assert made.letters.get().type == "acknowledgement"
    assert keys.number <= MOST_KEYS


def test_a_known_requester_needs_no_key(officer, sign_in, page, keys):
    known = RequesterFactory(
        authority=officer.authority, name="Rowan Hale", emails=["rowan@hale.example"]
    )
    one = entry(officer.authority, received_on=today())
    sign_in(page, officer)
    page.goto(reverse("incoming"))

    keys.press("r")
    opened(page, one)
    keys.press("Control+Enter")
    page.get_by_text("Registered and acknowledged as").wait_for()

    assert FOIRequest.objects.get().requester == known
    assert keys.number == 3


def test_the_button_at_the_top_registers_by_mouse(officer, sign_in, page):
    one = entry(officer.authority, received_on=today())
    sign_in(page, officer)
    page.goto(reverse("incoming-message", args=[one.pk]))

    page.locator("[data-claim] [name=acknowledge]").click()
    page.get_by_text("Registered and acknowledged as").wait_for()

    made = FOIRequest.objects.get()
    page.get_by_role("link", name=made.reference).click()
    page.wait_for_url(f"**{made.get_absolute_url()}")


def test_a_key_acts_on_the_highlighted_message(officer, sign_in, page, keys):
    second = entry(officer.authority, subject="Second")
    entry(officer.authority, subject="First", text=SWANS)
    sign_in(page, officer)
    page.goto(reverse("incoming"))
    page.route(
        f"**/incoming/?entry={second.pk}",
        lambda route: (page.wait_for_timeout(300), route.continue_()),
    )

    keys.press("j", "s")

    page.wait_for_url(f"**/incoming/{second.pk}/spam/")


def test_triage_by_keyboard_alone(officer, sign_in, page, keys):
    thanks = entry(officer.authority, text="Thank you for your help.", subject="Thanks")
    spam = entry(officer.authority, text="Buy two, get three.", subject="Offer")
    sign_in(page, officer)
    page.goto(reverse("incoming"))

    keys.press("s")
    page.wait_for_url(f"**/incoming/{spam.pk}/spam/")
    keys.reach("button", "Spam")
    keys.press("Enter")
    page.get_by_text("Marked as spam").wait_for()
    keys.press("n")
    page.wait_for_url(f"**/incoming/{thanks.pk}/not-a-request/")
    keys.reach("button", "Not a request")
    keys.press("Enter")
    page.get_by_text("Marked as not a request.").wait_for()
    keys.reach("link", "Dealt with")
    keys.press("Enter")
    page.wait_for_url("**/incoming/dealt/")
    keys.reach("button", re.compile("Undo.*Thanks"))
    keys.press("Enter")
    page.get_by_text("Back in the queue.").wait_for()

    ended = dict(Entry.objects.values_list("subject", "ended_as"))
    assert ended == {"Thanks": "", "Offer": "spam"}


def test_every_page_of_triage_in_a_narrow_window(officer, sign_in, page, check_widths):
    RequesterFactory(authority=officer.authority, name="Rowan Hale")
    one = entry(officer.authority)
    entry(officer.authority, sender_address="kim@brook.example")
    sign_in(page, officer)

    page.goto(reverse("incoming"))
    look(page, check_widths, "incoming")
    for name in PAGES_OF_A_MESSAGE:
        page.goto(reverse(name, args=[one.pk]))
        look(page, check_widths, name)
    for name in ("bring-messages", "incoming-dealt"):
        page.goto(reverse(name))
        look(page, check_widths, name)


def test_a_round_robin_gets_one_line_by_keyboard(
    officer, sign_in, page, keys, check_widths
):
    first, second = (
        FOIRequestFactory(
            authority=officer.authority,
            state="answering",
            reference=f"RR-{number}",
            received_on=date(2026, 3, 2),
            officer=officer,
        )
        for number in range(2)
    )
    for each in (first, second):
        Fingerprint.objects.update_or_create(foi_request=each, defaults={"group": 7})
    sign_in(page, officer)

    page.goto(reverse("make-round-robin", args=["RR-0"]))
    look(page, check_widths, "make-round-robin")
    keys.reach("textbox", "Common line (optional)")
    page.keyboard.type("We answer every request on bicycles alike.")
    keys.reach("button", "Make the group")
    keys.press("Enter")
    page.get_by_text("Group made.").wait_for()
    look(page, check_widths, "round-robin")
    keys.reach("button", "Put the line into the drafts chosen")
    keys.press("Enter")
    page.get_by_text("2 drafts have the common line now").wait_for()
    expect(page.get_by_text("In the draft", exact=True)).to_have_count(2)
    look(page, check_widths, "round-robin-inserted")
    for name in ("change-round-robin", "add-to-round-robin"):
        page.goto(reverse(name, args=[first.round_robin_member.group_id]))
        look(page, check_widths, name)
    page.goto(reverse("round-robins"))
    look(page, check_widths, "round-robins")


def test_two_officers_with_one_message_open(officer, sign_in, new_page):
    colleague = UserFactory(
        authority=officer.authority, roles=["officer"], first_name="Ceri"
    )
    one = entry(officer.authority, received_on=today())
    url = reverse("incoming-message", args=[one.pk])
    mine, theirs = new_page(), new_page()
    sign_in(mine, officer)
    sign_in(theirs, colleague)

    mine.goto(url)
    expect(mine.locator("[data-take]")).to_be_hidden()
    theirs.goto(url)
    expect(theirs.get_by_text(f"{officer} has this message open")).to_be_visible()
    theirs.get_by_role("button", name="Take it over").click()
    theirs.get_by_text("This message is yours.").wait_for()
    theirs.keyboard.press("Control+Enter")
    theirs.get_by_text("Registered and acknowledged as").wait_for()
    mine.keyboard.press("Control+Enter")
    mine.get_by_text(f"{colleague} has dealt with this message").wait_for()

    made = FOIRequest.objects.get()
    assert made.letters.count() == 1
