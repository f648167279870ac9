"""A letter is addressed, undone, sent and withdrawn in a browser."""

import pytest

from responses.models import Dispatch
from tests.responses import kinds

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def foi_request(officer, approver):
    made = kinds.full_disclosure(authority=officer.authority)
    return kinds.cleared(made, by=officer, approver=approver)


def test_a_letter_is_addressed_undone_sent_and_withdrawn(
    foi_request, officer, page, sign_in, check_widths
):
    sign_in(page, officer)
    page.goto(f"{foi_request.get_absolute_url()}issue/")
    check_widths(page)

    # An address not on record must be confirmed.
    page.get_by_label("E-mail address").fill("alec@requester.example")
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_role("alert").get_by_text("not the address on record").wait_for()
    check_widths(page)
    page.get_by_label("I have checked this address").check()
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_text("the sending can still be undone until").first.wait_for()
    check_widths(page)

    page.get_by_role("button", name="Undo send").click()
    page.get_by_text("Sending undone: nothing was sent.").wait_for()

    page.get_by_role("link", name="Send letter again").click()
    check_widths(page)
    page.get_by_role("button", name="Send the letter").click()
    page.get_by_text("The letter will be sent.").wait_for()

    # Delivery is unconfirmed: the server may have accepted the message.
    at = kinds.AT
    Dispatch.objects.waiting().update(begun_at=at, unconfirmed_since=at)
    page.reload()
    check_widths(page)
    page.goto("/")
    check_widths(page)
    page.get_by_role("link", name="Find out whether the letter arrived").click()
    page.get_by_role("button", name="Confirm delivery").click()
    page.get_by_text("Recorded: the letter has arrived.").wait_for()

    page.get_by_role("link", name="Returned undelivered").click()
    check_widths(page)
    page.get_by_label("What the mail server or the post says").fill("Mailbox full.")
    page.get_by_role("button", name="Record letter as returned").click()
    page.get_by_text("Not delivered. Returned undelivered. Mailbox full.").wait_for()
    page.goto(foi_request.get_absolute_url())
    page.get_by_role("heading", name="Letters issued, not yet given").wait_for()
    check_widths(page)

    page.goto(address_of_letter(foi_request))
    page.get_by_role("link", name="Withdraw letter").click()
    check_widths(page)
    page.get_by_role("button", name="Withdraw letter").click()
    page.get_by_role("alert").wait_for()
    check_widths(page)
    page.get_by_label("Reason for withdrawing the letter").fill("A name was left in.")
    page.get_by_role("button", name="Withdraw letter").click()
    page.get_by_text("This letter was withdrawn by").wait_for()
    check_widths(page)

    # The letter was never given, so the answers can be changed at once.
    page.goto(foi_request.get_absolute_url())
    page.get_by_text("Answering", exact=True).first.wait_for()
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not too_wide


def address_of_letter(foi_request):
    return foi_request.letters.get().get_absolute_url()
