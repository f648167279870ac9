"""What an officer types about an incoming message outlives every link of its page."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.models import FOIRequest
from tests.factories import ParagraphFactory, RequesterFactory
from tests.journeys.test_keeping_typed_text import COPIES
from tests.mail.made import entry
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

RESTORED = "It has been restored below"


@pytest.fixture
def one(officer):
    RequesterFactory(authority=officer.authority, name="Rowan Hale")
    today = timezone.localdate()  # noqa: TID251 - the day the pages go by
    return entry(officer.authority, received_on=today)


def fill(page):
    page.get_by_label("Postal address").fill("12 Example Street\nLeeds LS1 4AP")
    page.get_by_role("radio", name="Somebody new").check()
    page.get_by_label("Format needed").select_option("large_print")


def check_filled(page):
    expect(page.get_by_label("Postal address")).to_have_value(
        "12 Example Street\nLeeds LS1 4AP"
    )
    expect(page.get_by_role("radio", name="Somebody new")).to_be_checked()
    expect(page.get_by_label("Format needed")).to_have_value("large_print")


def test_details_come_back_after_another_page(officer, one, page, sign_in, check_axe):
    sign_in(page, officer)
    url = reverse("incoming-message", args=[one.pk])
    page.goto(url)
    fill(page)

    page.get_by_role("link", name="Split").click()
    page.get_by_role("link", name="Cancel").click()

    page.get_by_text(RESTORED).wait_for()
    check_filled(page)
    check_axe(page)
    page.get_by_role("button", name="Register only").first.click()
    page.get_by_text("Registered as").wait_for()
    assert FOIRequest.objects.get().requester_address.startswith("12 Example Street")
    assert wait_until(lambda: page.evaluate(COPIES) == 0, seconds=10)


def test_details_outlive_corrections_of_questions(officer, one, page, sign_in):
    sign_in(page, officer)
    url = reverse("incoming-message", args=[one.pk])
    page.goto(url)
    fill(page)

    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("3 questions", exact=True)).to_be_visible()
    page.goto(reverse("incoming"))
    page.goto(url)

    check_filled(page)


def test_a_refused_form_comes_back_after_another_page(officer, one, page, sign_in):
    sign_in(page, officer)
    url = reverse("incoming-message", args=[one.pk])
    page.goto(url)
    fill(page)
    page.get_by_label("E-mail address").fill("rowan at home")
    page.get_by_role("button", name="Register only").first.click()
    page.get_by_text("There is a problem").wait_for()
    check_filled(page)

    page.get_by_role("link", name="Join").click()
    page.get_by_role("link", name="Cancel").click()

    page.get_by_text(RESTORED).wait_for()
    check_filled(page)
    expect(page.get_by_label("E-mail address")).to_have_value("rowan at home")


@pytest.mark.parametrize("javascript", [True, False])
def test_wording_is_added_below_what_is_typed(
    officer, one, new_page, sign_in, javascript
):
    ParagraphFactory(authority=officer.authority, owner=officer, text="See our site.")
    page = new_page(javascript=javascript)
    sign_in(page, officer)
    url = reverse("reply-to-incoming", args=[one.pk])
    page.goto(url)
    reply = page.get_by_label("Reply", exact=True)
    reply.fill("Dear Rowan")

    page.locator("button[name=wording]").click()

    expect(reply).to_have_value("Dear Rowan\n\nSee our site.")
    if javascript:
        page.get_by_role("link", name="Cancel").click()
        page.goto(url)
        expect(reply).to_have_value("Dear Rowan\n\nSee our site.")
