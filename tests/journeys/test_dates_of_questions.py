"""Part of a request is extended, answered and clarified by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.intake.recording import record_request
from requests_app.intake.registering import register_request
from requests_app.workflow import State
from responses.clearance.services import clear_response, send_for_clearance
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Letter
from statute.working_days import format_date
from tests.factories import AnswerFactory
from tests.journeys.conftest import WIDE
from tests.responses import kinds

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = (
    "Please tell me:\n\n1. What did each bidder offer for the leisure centre?\n"
    "2. How many people used the pool in each month of last year?\n"
)


def today():
    """Return the server's current day."""
    return timezone.localdate()  # noqa: TID251


@pytest.fixture
def foi_request(officer):
    day = today()
    made = record_request(
        authority=officer.authority,
        received_text=ASKED,
        # Working days lie between, whatever weekend or bank holiday the test falls on.
        received_on=day - timedelta(days=9),
        regime="FOIA",
        channel="email",
        requester_name="Robin Asker",
        requester_email="robin@requester.example",
        subject="Leisure centre",
        by=officer,
        on=day,
        officer=officer,
    )
    return register_request(foi_request=made, by=officer, on=day)


def type_day(page, legend, day):
    group = page.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def reply_in_part(foi_request, officer, approver):
    """Answer the second question, say that the first is to follow, and give it."""
    first, second = foi_request.questions.all()
    AnswerFactory(
        foi_request=foi_request,
        outcome="to_follow",
        text="<p>We are still weighing the public interest.</p>",
        updated_by=officer,
        to=[first],
    )
    AnswerFactory(
        foi_request=foi_request,
        text="<p>Some 4,100 people used the pool each month.</p>",
        updated_by=officer,
        to=[second],
    )
    moment = {"on": today(), "at": timezone.now()}  # noqa: TID251 - as the page does
    kinds.nothing_warns(foi_request, by=officer, on=today())
    sent = send_for_clearance(foi_request=foi_request, by=officer, **moment)
    words = sha256_of_words(compose(sent, on=today()))
    cleared = clear_response(
        foi_request=sent, words_sha256=words, by=approver, **moment
    )
    number = foi_request.letters.count() + 1
    letter = issue_response(foi_request=cleared, number=number, by=officer, **moment)
    kinds.hand_over(letter, by=officer, on=today())


def test_a_question_is_extended_and_the_other_answered_in_time(
    foi_request, officer, approver, page, sign_in, check_widths, check_axe
):
    sign_in(page, officer)
    due_on, until = foi_request.due_on, foi_request.due_on + timedelta(days=35)

    # The notice is for the first question, chosen and not typed.
    new = "save-procedural-letter"
    page.goto(reverse(new, args=[foi_request.reference, "pit_extension"]))
    box = page.get_by_role("combobox", name="Exemption")
    box.press_sequentially("43(2")
    page.get_by_role("option", name="Section 43(2)").wait_for()
    box.press("Enter")
    page.get_by_text("Choose the questions that s.43(2) may cover").wait_for()
    page.get_by_label("1: What did each bidder offer").check()
    page.get_by_label("Why the exemption applies").fill(
        "Bidders would learn what the others offered before the contract is let."
    )
    held = page.get_by_role("group", name="Do you hold the information")
    held.get_by_label("Yes", exact=True).check()
    type_day(page, "When you expect to have decided", until)
    page.get_by_label("Why you need until then").fill("Three bidders are to be heard.")
    page.get_by_role("button", name="Save and preview").click()
    letter = page.get_by_role("region", name="Preview of the letter")
    letter.get_by_text("This is about question 1.").wait_for()
    check_widths(page)
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="Continue to issue letter").click()
    page.get_by_label("Uploaded or handed over elsewhere").check()
    page.get_by_label("Where", exact=True).fill("handed over at the desk")
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_text("The letter is issued.").wait_for()

    # The other question is due by the first date, and everything goes by that.
    page.goto(foi_request.get_absolute_url())
    page.get_by_text(
        f"1 due by {format_date(due_on)}, 1 by {format_date(until)}"
    ).first.wait_for()
    check_widths(page)
    page.goto(reverse("due-date", args=[foi_request.reference]))
    page.get_by_role("heading", name="Question 1").wait_for()
    check_widths(page)
    page.set_viewport_size(WIDE)

    # An interim reply answers the second; every page says the rest alike.
    reply_in_part(foi_request, officer, approver)
    left = (
        f"Interim reply sent {format_date(today())}; 1 to follow by "
        f"{format_date(until)}"
    )
    for url in (reverse("home"), reverse("foi-requests")):
        page.goto(url)
        page.get_by_text(left).wait_for()
        check_axe(page)
    for url in (
        foi_request.get_absolute_url(),
        reverse("draft-response", args=[foi_request.reference]),
    ):
        page.goto(url)
        page.get_by_text("Answer 1 more of 2 questions").first.wait_for()
        page.get_by_text(left).first.wait_for()
        # At the end of the page, the bar with "Save" covers nothing.
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        check_widths(page)
        page.set_viewport_size(WIDE)
    foi_request.refresh_from_db()
    assert (foi_request.state, foi_request.due_on) == (State.ANSWERING, until)
    said = Letter.objects.get(type="interim").html
    assert f"The law requires us to answer by {format_date(until)}." in said


def test_a_clarification_reaches_the_questions(
    foi_request, officer, page, sign_in, check_widths
):
    sign_in(page, officer)
    at = [foi_request.reference]
    page.goto(reverse("seek-clarification", args=at))
    page.get_by_label("2: How many people used the pool").check()
    page.get_by_label("What the requester was asked").fill("Which year do you mean?")
    check_widths(page)
    page.get_by_role("button", name="Record that clarification was sought").click()
    page.get_by_text("The time of the other questions runs on").wait_for()

    page.goto(reverse("receive-clarification", args=at))
    page.get_by_label("What the requester wrote").fill(
        "1. I mean the school year.\n2. Also, how many lifeguards were there?"
    )
    page.get_by_role("button", name="Record clarification").click()

    # The editor has both texts; the officer changes one question and adds the other.
    page.get_by_role("heading", name="Clarified on").wait_for()
    check_widths(page)
    page.set_viewport_size(WIDE)
    second = page.get_by_role("textbox", name="2", exact=True)
    second.fill("How many people used the pool in each month of the school year?")
    add = page.get_by_role("button", name="Add to the questions")
    add.click()
    # The addition is marked; the clarification waits until a person says more.
    page.get_by_text("(in the questions)").first.wait_for()
    add.wait_for(state="hidden")
    check_widths(page)
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="Nothing changes").click()
    page.locator("#refusal", has_text="The questions were changed since").wait_for()
    page.get_by_role("button", name="The questions are up to date").click()
    page.get_by_role("heading", name="Clarified on").wait_for(state="hidden")

    texts = list(foi_request.questions.values_list("text", flat=True))
    assert texts[1].endswith("of the school year?")
    assert texts[-1] == "Also, how many lifeguards were there?"
    page.goto(foi_request.get_absolute_url())
    page.get_by_text("3 by ").first.wait_for()

    # A clarification without changes leaves the questions as they are.
    page.goto(reverse("seek-clarification", args=at))
    page.get_by_label("2: How many people used the pool").check()
    page.get_by_label("What the requester was asked").fill("Which pool?")
    page.get_by_role("button", name="Record that clarification was sought").click()
    page.goto(reverse("receive-clarification", args=at))
    page.get_by_label("What the requester wrote").fill("The only one you have.")
    page.get_by_role("button", name="Record clarification").click()
    page.get_by_role("button", name="Nothing changes").click()
    page.get_by_role("heading", name="Clarified on").wait_for(state="hidden")
    assert list(foi_request.questions.values_list("text", flat=True)) == texts
