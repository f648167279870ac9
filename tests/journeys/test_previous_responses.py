"""An officer imports a previous response, confirms it, and uses its answer."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.models import Answer, PreviousResponse
from responses.precedents.services import READ_PREVIOUS_RESPONSE, import_letter
from responses.precedents.tasks import find_meanings
from tests.factories import (
    FOIRequestFactory,
    PreviousAnswerFactory,
    QuestionFactory,
    UserFactory,
)
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
LETTER = """Our ref: HC-12-19
4 March 2019

Dear Mr Bell,

Thank you for your request about the ferry.

You asked:

1. How many crossings did the ferry make in 2018?
2. What did each crossing cost?

Our response:

1. The ferry made 1,204 crossings. Of these, 31 were by night.
2. This is exempt under section 43(2) of the Freedom of Information Act 2000.

Yours sincerely

Harbour Council
"""


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"], first_name="Priya", last_name="Nair")


@pytest.fixture
def question(officer):
    """A question of an open request, similar to a question answered in 2019."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        received_on=today - timedelta(days=3),
        due_on=today + timedelta(days=25),
    )
    return QuestionFactory(
        foi_request=foi_request,
        order=1,
        label="1",
        text="How many crossings did the ferry make in 2025?",
    )


def test_a_previous_response_is_imported_confirmed_found_and_its_answer_used(
    page, sign_in, check_widths, officer, question
):
    sign_in(page, officer)
    page.goto(reverse("previous-responses"))
    expect(
        page.get_by_text(
            "No letters have been imported yet. Choose “Import letters” to add the "
            "first."
        )
    ).to_be_visible()
    check_widths(page)

    # Submit the form empty, then with the text of a letter.
    page.get_by_role("button", name="Import letters").click()
    check_widths(page)
    page.get_by_role("button", name="Import letters", exact=True).click()
    page.get_by_role("link", name="Choose a file, or paste a letter").wait_for()
    check_widths(page)
    page.get_by_label("Or paste the text of one letter").fill(LETTER)
    page.get_by_role("button", name="Import letters", exact=True).click()
    expect(page.get_by_text("One letter imported.")).to_be_visible()
    expect(page.get_by_text("This letter is waiting to be read")).to_be_visible()
    check_widths(page)

    # The page shows by itself what was read.
    assert run_jobs(READ_PREVIOUS_RESPONSE) == 1
    page.get_by_role("heading", name="Check and confirm").wait_for()
    expect(page.get_by_label("Reference on the letter")).to_have_value("HC-12-19")
    expect(page.get_by_label("Year")).to_have_value("2019")
    expect(page.get_by_text("FOIA 43(2)").first).to_be_visible()
    check_widths(page)
    page.get_by_role("link", name=re.compile("See it in the letter.*answer 1")).click()
    expect(page.locator("#a1")).to_be_in_viewport()

    # The officer corrects a wrong value; an unknown reference is refused.
    page.get_by_label("Request it answers").fill("NO-SUCH-1")
    page.get_by_role("button", name="Confirm letter").click()
    page.get_by_role("link", name=re.compile("^No request NO-SUCH-1")).wait_for()
    check_widths(page)
    page.get_by_label("Request it answers").fill("")
    page.get_by_label("Reference on the letter").fill("HC-0012-19")
    page.get_by_label("Subject").fill("Ferry crossings")
    page.get_by_role("button", name="Confirm letter").click()
    expect(page.get_by_text("HC-0012-19 is confirmed.")).to_be_visible()
    check_widths(page)

    page.get_by_label("Words of a question or an answer").fill("crossing by night")
    page.locator("main").get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url(re.compile(r"q=crossing"))
    expect(page.get_by_text("1 letter found")).to_be_visible()
    expect(page.get_by_role("link", name="HC-0012-19")).to_be_visible()
    check_widths(page)
    page.get_by_label("Words of a question or an answer").fill("submarine")
    page.locator("main").get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_text("No letter matches.")).to_be_visible()
    check_widths(page)

    # A similar question is offered the earlier answer.
    at = {"reference": question.foi_request.reference, "question": question.pk}
    page.goto(reverse("answer-question", kwargs=at))
    page.locator("#room-panel").get_by_role("link", name="Before").click()
    page.get_by_role("heading", name="Answered before").wait_for()
    page.get_by_text("Earlier answer", exact=False).first.click()
    expect(page.get_by_text("31 were by night").first).to_be_visible()
    check_widths(page)
    page.get_by_role("link", name=re.compile("^Use earlier answer.*HC-0012-19")).click()
    expect(
        page.get_by_role("heading", name="Does the earlier answer still fit?")
    ).to_be_visible()
    check_widths(page)
    page.get_by_label("The earlier answer covers the dates asked about now").check()
    page.get_by_role("button", name="Add to the answer").click()
    page.get_by_role(
        "link", name="Confirm that what is held has not changed"
    ).wait_for()
    assert not Answer.objects.exists()
    check_widths(page)
    page.get_by_label("The information held is still as this answer says").check()
    page.get_by_role("button", name="Add to the answer").click()
    expect(
        page.get_by_text("The earlier answer was added at the end of your answer.")
    ).to_be_visible()
    expect(page.locator("[contenteditable]")).to_contain_text("1,204 crossings")
    check_widths(page)

    assert "31 were by night" in Answer.objects.get().text


def test_a_question_in_other_words_is_offered_with_what_differs(
    page, sign_in, check_widths, officer, question
):
    PreviousAnswerFactory(
        authority=officer.authority,
        lead_in="In Little Mereham in the financial year 2022/23:",
        question="what number of trips were sailed over the water by the boat "
        "that carries vehicles, as the Department for Transport was told?",
        outcome="withheld",
        provisions=["FOIA 31(1)(a)", "FOIA 38(1)(b)", "FOIA 43(2)"],
    )
    find_meanings()
    sign_in(page, officer)
    at = {"reference": question.foi_request.reference, "question": question.pk}
    page.goto(reverse("answer-question", kwargs=at))

    page.locator("#room-panel").get_by_role("link", name="Before").click()
    before = page.get_by_role("region", name="Answered before")
    expect(before.get_by_text("2022/23 → 2025")).to_be_visible()
    expect(
        before.get_by_text("In Little Mereham in the financial year")
    ).to_be_visible()
    expect(
        before.get_by_text("Department for Transport → no authority")
    ).to_be_visible()
    check_widths(page)
    page.get_by_role("link", name=re.compile("^Use earlier answer")).click()
    expect(page.get_by_text("Little Mereham → no place")).to_be_visible()
    check_widths(page)


def test_a_letter_that_cannot_be_read_says_why_and_can_be_removed(
    page, sign_in, check_axe, officer
):
    letter = import_letter(
        by=officer, name="reply.rtf", data=rb"{\rtf1 Dear Mr Bell}"
    ).letter
    run_jobs(READ_PREVIOUS_RESPONSE)
    sign_in(page, officer)
    page.goto(reverse("previous-responses"))
    expect(page.get_by_role("strong").filter(has_text="Could not")).to_be_visible()
    check_axe(page)

    page.locator(f'a[href="{letter.get_absolute_url()}"]').click()
    expect(page.get_by_text("This is an .rtf file.")).to_be_visible()
    check_axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    assert download.value.suggested_filename == "reply.rtf"

    page.get_by_role("link", name="Remove letter").click()
    check_axe(page)
    page.get_by_role("button", name="Remove the letter").click()
    expect(page.get_by_text("“reply.rtf” was removed.")).to_be_visible()
    assert not PreviousResponse.objects.exists()
