"""A letter is posted to a corrected address: proofed, undone, printed and posted."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from responses.clearance.draft_pdf import MAKE_DRAFT_PDF
from responses.letters.addressed import printed_address
from responses.models import Dispatch, Letter, Letterhead, PrintRun
from responses.sending.post import PRINT_LETTERS, read_print
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CORRECTED = "Alex Requester\n7 New Road\nYO1 7HH"
FRIEND = "Alex Requester\nc/o Sam Friend\n9 Far Lane\nLS9 9ZZ"


@pytest.fixture
def now():
    return timezone.now()  # noqa: TID251 - the moment the pages go by


@pytest.fixture
def cleared(officer, approver, now):
    Letterhead.objects.create(authority=officer.authority, undo_minutes=5)
    made = kinds.full_disclosure(
        authority=officer.authority, officer=officer, requester_email=""
    )
    on = timezone.localdate(now)  # noqa: TID251 - the day the pages go by
    kinds.nothing_warns(made, by=officer, on=on, at=now)
    return kinds.cleared(made, by=officer, approver=approver)


def work(kind, now):
    """Run the jobs of a kind, once the page has left one."""
    on = timezone.localdate(now)  # noqa: TID251 - the day the pages go by
    later = now + timedelta(minutes=1)
    assert wait_until(lambda: run_jobs(kind, on=on, at=later), seconds=10)


def test_a_letter_is_posted_to_a_corrected_address(
    cleared, now, officer, page, sign_in, check_widths
):
    sign_in(page, officer)
    page.goto(f"{cleared.get_absolute_url()}issue/")
    page.get_by_text("The letter prints this address.").wait_for()
    page.get_by_text("The letter is being checked for the envelope.").wait_for()
    work(MAKE_DRAFT_PDF, now)
    page.get_by_text("The letter fits a window envelope.").wait_for()
    check_widths(page)

    # An address that no letter can be posted to is refused, and stays in the field.
    field = page.get_by_label("Name and postal address")
    field.fill("Alex Requester\n7 New Road\nYork")
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_role("alert").get_by_text("must be its postcode").wait_for()
    check_widths(page)

    # A corrected address is proofed, and the letter shows it before it is issued.
    field = page.get_by_label("Name and postal address")
    field.fill(CORRECTED)
    field.press("Tab")
    work(MAKE_DRAFT_PDF, now)
    page.get_by_text("The letter fits a window envelope.").wait_for()
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_role("alert").get_by_text("not the address on record").wait_for()
    sheet = page.get_by_role("region", name="The letter", exact=True)
    sheet.get_by_text("7 New Road").wait_for()
    check_widths(page)
    page.get_by_label("I have checked this address").check()
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_text("The letter is issued.").wait_for()
    letter = Letter.objects.get()
    assert printed_address(letter.html) == tuple(CORRECTED.splitlines())
    page.get_by_text("the sending can still be undone until").first.wait_for()
    page.goto("/post/")
    page.get_by_text("1 letter issued, not yet sent: the sending can").wait_for()
    check_widths(page)

    # The sending is undone; the letter goes to a friend's address behind a cover.
    page.goto(letter.get_absolute_url())
    page.get_by_role("button", name="Undo send").click()
    page.get_by_text("Sending undone: nothing was sent.").wait_for()
    page.goto(cleared.get_absolute_url())
    page.get_by_text(f"by {officer}: nothing was sent.").first.wait_for()
    check_widths(page)
    page.goto(f"{letter.get_absolute_url()}send/")
    page.get_by_text("a sheet with that address is printed in front").wait_for()
    field = page.get_by_label("Name and postal address")
    assert field.input_value() == CORRECTED
    field.fill(FRIEND)
    page.get_by_role("button", name="Send the letter").click()
    page.get_by_role("alert").get_by_text("not the address on record").wait_for()
    check_widths(page)
    page.get_by_label("I have checked this address").check()
    page.get_by_role("button", name="Send the letter").click()
    page.get_by_text("The letter will be sent.").wait_for()

    # Its minutes are over: it is printed and posted.
    Dispatch.objects.waiting().update(due_at=now - timedelta(minutes=1))
    page.goto("/post/")
    page.get_by_role("button", name="Create print file").click()
    work(PRINT_LETTERS, now)
    page.get_by_role("button", name="Download print file").wait_for()
    check_widths(page)
    texts = [
        sheet.extract_text()
        for sheet in PdfReader(BytesIO(read_print(PrintRun.objects.get()))).pages
    ]
    assert "9 Far Lane" in texts[2]
    assert "7 New Road" not in texts[2]
    assert "7 New Road" in texts[4]
    assert PrintRun.objects.get().unfit == []
    page.goto("/post/")
    page.get_by_label(str(cleared)).check()
    page.get_by_role("button", name="Record ticked letters as posted").click()
    page.get_by_text("1 letter is recorded as posted.").wait_for()
    cleared.refresh_from_db()
    assert cleared.requester_address == "12 Example Street\nMidtown\nLS2 2BB"
