"""Answers referring to others, following later, and with replies of departments."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.models import Answer
from responses.precedents.own_letters import keep_issued_answers
from tests.factories import (
    AnswerFactory,
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    UserFactory,
    replied,
)

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = datetime.now(ZoneInfo("Europe/London")).date()


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def foi_request(officer):
    """A request with the questions 1 to 3, the first of them answered."""
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        received_on=TODAY - timedelta(days=4),
        due_on=TODAY + timedelta(days=24),
    )
    for number in range(1, 4):
        QuestionFactory(
            foi_request=foi_request,
            order=number,
            label=str(number),
            text=f"How many benches stood in park {number}?",
            due_on=foi_request.due_on,
        )
    AnswerFactory(foi_request=foi_request, to=[foi_request.questions.first()])
    return foi_request


@pytest.fixture
def at(foi_request):
    """Return the address of the page of a question's answer."""

    def at(label, name="answer-question"):
        question = foi_request.questions.get(label=label)
        return reverse(name, args=[foi_request.reference, question.pk])

    return at


@pytest.fixture
def desk(page, officer, sign_in, at):
    """The room, at question 2."""
    sign_in(page, officer)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(at("2"))
    expect(editor(page)).to_be_visible()
    return page


def editor(page):
    box = page.get_by_role("textbox", name="Answer", exact=True)
    return box.and_(page.locator("[contenteditable]"))


def answer_to(label):
    return Answer.objects.get(answered_questions__question__label=label)


def saved(page):
    expect(page.locator("[data-keep-status]")).to_contain_text("Saved")


def save(page):
    with page.expect_response(lambda got: got.request.method == "GET"):
        page.get_by_role("button", name="Save", exact=True).click()
    saved(page)


def test_an_answer_refers_to_another_one(desk, foi_request, check_widths):
    which = desk.get_by_label("The question whose answer this is")
    expect(which).to_be_hidden()
    desk.get_by_label("As another question", exact=True).check()
    expect(which).to_be_visible()
    which.select_option("1")

    letter = desk.locator("[data-letter-body]")
    expect(letter).to_contain_text("Please see our answer to question 1.")
    save(desk)
    assert answer_to("2").as_question == foi_request.questions.get(label="1").pk
    assert answer_to("2").outcome == "disclosed"

    desk.reload()
    row = desk.locator("#room-list li", has_text="park 2")
    expect(row).to_contain_text("As question 1")
    expect(row).to_contain_text("Ready")
    expect(desk.get_by_label("As another question", exact=True)).to_be_checked()
    check_widths(desk)


def test_what_a_reference_lacks_is_said_at_its_field(desk, check_axe):
    desk.get_by_label("As another question", exact=True).check()
    desk.get_by_role("button", name="Save", exact=True).click()

    error = "Choose the question whose answer this is"
    expect(desk.locator(".govuk-error-summary")).to_contain_text(error)
    expect(desk.get_by_label("As another question", exact=True)).to_be_checked()
    check_axe(desk)


def test_an_answer_to_follow_says_why_and_by_when(desk, check_widths):
    desk.get_by_label("To follow", exact=True).check()
    desk.get_by_label("Why it is to follow").fill("The depot is still counting them.")
    day = TODAY + timedelta(days=20)
    group = desk.get_by_role("group", name="The day by which you will answer it")
    # A day that is not finished does not keep the rest from being saved.
    group.get_by_label("Day").fill(str(day.day))
    saved(desk)
    assert answer_to("2").facts == {"follow_why": "The depot is still counting them."}
    group.get_by_label("Month").fill(str(day.month))
    group.get_by_label("Year").fill(str(day.year))

    says = f"{day.day} {day:%B %Y}"
    expect(desk.locator("[data-letter-body]")).to_contain_text(
        f"We will send you our answer by {says}."
    )
    save(desk)
    desk.reload()
    count = desk.locator(".foi-room__count")
    expect(count).to_have_text(f"1 of 3 answered, 1 to follow by {says}")
    check_widths(desk)


def test_a_departments_reply_is_put_into_the_answer_and_taken_out_again(
    desk, foi_request, officer, check_axe
):
    enquiry = foi_request.enquiries.create(
        department=DepartmentFactory(authority=officer.authority, name="Parks"),
        asked_by=officer,
        asked_on=TODAY,
        wanted_by=TODAY,
    )
    replied(enquiry, "Eleven benches.\nTwo of them are new.", officer)
    enquiry.questions.add(foi_request.questions.get(label="2"))
    editor(desk).click()
    desk.keyboard.type("In park 2:")
    desk.locator("[data-panel=departments]").click()
    expect(desk.locator("#room-tab")).to_contain_text("Eleven benches.")
    put = desk.get_by_role("button", name="Put into answer")
    check_axe(desk)

    put.click()
    expect(editor(desk)).to_contain_text("In park 2:Eleven benches.")
    expect(editor(desk)).to_be_focused()
    desk.keyboard.press("Control+z")
    expect(editor(desk)).not_to_contain_text("Eleven benches.")
    put.click()
    save(desk)

    assert answer_to("2").text == (
        "<p>In park 2:</p><p>Eleven benches.</p><p>Two of them are new.</p>"
    )
    notes = [one.note for one in foi_request.history.all()]
    assert "Question 2: with the reply of Parks" in notes


def test_questions_are_joined_with_one_press_and_parted_again(desk, foi_request, at):
    desk.get_by_role("button", name="Join with 3").click()
    expect(desk.locator("#room-middle h1")).to_have_text("Questions 2 and 3")
    assert answer_to("2") == answer_to("3")

    desk.get_by_role("button", name="Answer separately").last.click()
    expect(desk.locator("#room-middle h1")).to_have_text("Question 3")
    assert answer_to("2") != answer_to("3")


def test_an_answer_refers_to_an_earlier_letter(
    desk, foi_request, officer, at, check_widths
):
    day = TODAY - timedelta(days=40)
    then = FOIRequestFactory(
        authority=officer.authority, received_on=day - timedelta(days=10)
    )
    question = QuestionFactory(
        foi_request=then, text="How many benches stood in park 2?"
    )
    AnswerFactory(foi_request=then, to=[question], text="<p>Ten.</p>")
    letter = LetterFactory(foi_request=then, issued_on=day, given_on=day)
    keep_issued_answers(letter=letter)

    desk.locator("[data-panel=before]").click()
    desk.get_by_role("link", name="Refer to what we answered this requester").click()
    check_widths(desk)
    desk.get_by_role("link", name="Refer to this answer").click()
    check_widths(desk)
    desk.get_by_label("identical or substantially similar").check()
    desk.get_by_label("What we hold has not changed").check()
    desk.get_by_role("button", name="Refer to that answer").click()

    expect(editor(desk)).to_contain_text("We refer you to our answer of")
    expect(desk.get_by_label("Repeated", exact=True)).to_be_checked()
    expect(desk.locator("#citations")).to_contain_text("Section 14(2)")
