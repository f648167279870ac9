"""Somebody asks by the public form, in two languages, and follows the request."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mail.asking.showing import show_answer
from mail.models import Entry, Message
from statute.notices import LetterType
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    LetterFactory,
    UserFactory,
)
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "How many bicycles did you buy, and for which officers?"


@pytest.fixture
def authority():
    return AuthorityFactory(
        name="Cadnam Borough Council", slug="cadnam", is_form_open=True
    )


@pytest.fixture
def answer(authority):
    """Show everybody an answer about bicycles."""
    on = timezone.localdate()  # noqa: TID251 - the day the pages go by
    letter = LetterFactory(
        foi_request=FOIRequestFactory(authority=authority, state="answered"),
        type=LetterType.FULL_DISCLOSURE,
        given_on=on,
        html_for_publication="<!DOCTYPE html><html><body><article>We bought 12 "
        "bicycles for patrol officers.</article></body></html>",
    )
    return show_answer(letter=letter, title="Bicycles bought", by=UserFactory(), on=on)


def test_a_request_is_sent_once_and_followed(answer, page, check_axe, check_widths):
    page.goto("/ask/cadnam/")
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("There is a problem").wait_for()
    check_axe(page)
    page.get_by_label("What information would you like?").fill(TEXT)
    page.get_by_role("button", name="Continue").click()

    page.get_by_role("heading", name="We may have answered this already").wait_for()
    page.get_by_text("Bicycles bought").wait_for()
    check_axe(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Bicycles bought").click()
    opened.value.get_by_text("We bought 12 bicycles").wait_for()
    check_widths(opened.value)
    page.get_by_role("button", name="No, go on with my request").click()

    page.get_by_role("heading", name="Where shall we send the answer?").wait_for()
    page.get_by_role("button", name="Send the request").click()
    page.get_by_text("There is a problem").wait_for()
    check_axe(page)

    # The browser's Back keeps what was typed, on both pages.
    page.get_by_label("Your name").fill("Siân O’Neill")
    page.go_back()
    page.go_forward()
    name = page.get_by_label("Your name")
    assert wait_until(lambda: name.input_value() == "Siân O’Neill", seconds=5)

    page.get_by_label("E-mail address").fill("sian@requester.example")
    solved = page.locator("[name=solved]")
    assert wait_until(lambda: solved.input_value() != "", seconds=30)
    page.get_by_role("button", name="Send the request").dblclick()
    page.get_by_role("heading", name="Your request has been sent").wait_for()
    check_widths(page)
    assert Entry.objects.count() == 1

    page.locator(".foi-ask__link a").click()
    page.get_by_role("heading", name="Your request for information").wait_for()
    page.locator(".foi-panel").get_by_text("Received").wait_for()
    check_widths(page)


def test_the_form_speaks_welsh_to_the_end(authority, page, check_axe):
    page.goto("/ask/cadnam/")
    page.get_by_label("What information would you like?").fill(TEXT)
    page.get_by_role("button", name="Cymraeg").click()
    page.get_by_role("button", name="Parhau").click()
    page.get_by_role("heading", name="I ble y dylem anfon yr ateb?").wait_for()
    check_axe(page)
    page.get_by_label("Eich enw").fill("Siân Price")
    page.get_by_label("Cyfeiriad post").fill("1 Stryd Fawr\nCadnam")
    page.get_by_role("button", name="Anfon y cais").click()
    page.get_by_role("heading", name="Mae eich cais wedi’i anfon").wait_for()
    check_axe(page)
    page.locator(".foi-ask__link a").click()
    page.locator(".foi-panel").get_by_text("Wedi’i dderbyn").wait_for()
    assert page.locator("html").get_attribute("lang") == "cy"
    check_axe(page)
    assert Message.objects.get().text == TEXT


def test_the_form_works_without_javascript(authority, new_page):
    page = new_page(javascript=False)
    page.goto(reverse("ask", args=["cadnam"]))
    page.get_by_label("What information would you like?").fill(TEXT)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").fill("Rowan Hale")
    page.get_by_label("E-mail address").fill("rowan@requester.example")
    page.get_by_role("button", name="Send the request").click()
    page.get_by_role("heading", name="Your request has been sent").wait_for()
    assert Message.objects.get().submission.proof == ""
