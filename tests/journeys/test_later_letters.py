"""A letter that the requester sends unasked: recorded, read, dated and answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.intake.recording import record_request
from requests_app.intake.registering import register_request
from responses.models import Answer
from statute.working_days import format_date
from tests.journeys.conftest import WIDE

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = (
    "Please tell me:\n\n1. How many trees were felled in the park last year?\n"
    "2. What did each felling cost?\n"
)
LATER = (
    "Dear Sir or Madam,\n\nThank you. I have two further questions:\n\n"
    "1. How many trees were planted in the park last year?\n"
    "2. Which nursery did they come from?\n\nYours,\nAlex Reed"
)


@pytest.fixture
def foi_request(officer):
    day = timezone.localdate()  # noqa: TID251 - the server's current day
    made = record_request(
        authority=officer.authority,
        received_text=ASKED,
        received_on=day - timedelta(days=12),
        regime="FOIA",
        channel="email",
        requester_name="Alex Reed",
        requester_email="alex@requester.example",
        subject="Trees in the park",
        by=officer,
        on=day,
        officer=officer,
    )
    return register_request(foi_request=made, by=officer, on=day)


def test_a_later_letter_becomes_questions_with_a_date_of_their_own(
    foi_request, officer, address, page, sign_in, check_axe, check_widths
):
    sign_in(page, officer)
    page.goto(foi_request.get_absolute_url())
    page.get_by_role("link", name="Record a later letter").click()
    check_widths(page)
    page.set_viewport_size(WIDE)

    # A day that cannot be: the words stay.
    day = page.get_by_role("group", name="Date the letter arrived")
    year = day.get_by_label("Year")
    this_year = year.input_value()
    year.fill("2031")
    page.get_by_label("What the requester wrote").fill(LATER)
    page.get_by_role("button", name="Record letter").click()
    expect(page.get_by_role("alert")).to_contain_text("is in the future")
    expect(page.get_by_label("What the requester wrote")).to_have_value(LATER)
    check_widths(page)
    page.set_viewport_size(WIDE)
    year.fill(this_year)
    page.get_by_role("button", name="Record letter").click()

    # The letter waits beside the questions, and every page says so.
    page.get_by_role("heading", name="The requester wrote on").wait_for()
    check_widths(page)
    page.set_viewport_size(WIDE)
    page.goto(reverse("draft-response", args=[foi_request.reference]))
    expect(page.get_by_text("in a later letter").first).to_be_visible()
    page.goto(reverse("correct-questions", args=[foi_request.reference]))
    page.get_by_role("button", name="Add to the questions").click()
    page.get_by_text("(in the questions)").first.wait_for()
    check_widths(page)
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="The questions are up to date").click()
    heading = page.get_by_role("heading", name="The requester wrote on")
    heading.wait_for(state="hidden")

    first, _, third, fourth = foi_request.questions.all()
    assert third.text == "How many trees were planted in the park last year?"
    assert first.due_on < third.due_on == fourth.due_on

    # Each date is said, on the request's page, in the working and in the room.
    left = f"2 due by {format_date(first.due_on)}, 2 by {format_date(third.due_on)}"
    page.goto(foi_request.get_absolute_url())
    page.get_by_text(left).first.wait_for()
    check_widths(page)
    page.set_viewport_size(WIDE)
    page.goto(reverse("due-date", args=[foi_request.reference]))
    page.get_by_role("heading", name="Questions 3 and 4").wait_for()
    page.get_by_text("asked in the requester’s letter of").first.wait_for()
    check_widths(page)
    page.set_viewport_size(WIDE)

    page.goto(address("3"))
    page.get_by_text(left).first.wait_for()
    editor = page.get_by_role("textbox", name="Answer")
    editor = editor.and_(page.locator("[contenteditable]"))
    editor.click()
    page.keyboard.type("We planted 40 trees.")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-middle h1")).to_have_text("Question 4")
    check_axe(page)
    answer = Answer.objects.get()
    assert (answer.text, answer.outcome) == ("<p>We planted 40 trees.</p>", "disclosed")


def test_without_scripts_a_typed_question_is_noted_as_first_asked(
    foi_request, officer, new_page, sign_in
):
    page = new_page(javascript=False)
    sign_in(page, officer)
    page.goto(reverse("record-later-letter", args=[foi_request.reference]))
    page.get_by_label("What the requester wrote").fill("And the hedges too, please.")
    page.get_by_role("button", name="Record letter").click()
    page.get_by_role("button", name="Add", exact=True).click()
    added = foi_request.questions.get(text="")
    page.locator(f"[name=t{added.pk}]").fill("What did the hedges cost?")

    page.get_by_role("button", name="First asked in this letter").click()

    added.refresh_from_db()
    assert added.text == "What did the hedges cost?"
    assert added.due_on > foi_request.due_on
    page.get_by_role("button", name="The questions are up to date").click()
    heading = page.get_by_role("heading", name="The requester wrote on")
    expect(heading).to_be_hidden()
