"""Typed text is kept in the browser until the server says that it is stored."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.models import FOIRequest, PutAside
from requests_app.questions.correcting import correct_questions
from requests_app.questions.numbering.paths import paths_of
from requests_app.questions.outline.tree_edits import merge
from requests_app.questions.stored_outline import outline_of
from responses.drafting.answers_after_correction import follow_questions
from responses.models import AnswerRevision
from tests.journeys.test_pages import Office
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
COPIES = (
    "Object.keys(sessionStorage).filter(key => key.startsWith('foi-typed:')).length"
)
WORDS = "Words that must not be lost"

# Fill in every text box and tick every box of the page's forms that are sent by POST.
TYPE = """words => {
  const forms = document.querySelectorAll(
    'main form[method="post"]:not([data-keep="off"])'
  );
  let typed = 0;
  for (const form of forms) {
    for (const field of form.elements) {
      if (field.matches('textarea:not([data-rich-text])')) {
        field.value = words;
        field.dispatchEvent(new Event('input', {bubbles: true}));
        typed += 1;
      } else if (field.type === 'checkbox' && typed) {
        field.checked = true;
        field.dispatchEvent(new Event('change', {bubbles: true}));
      }
    }
  }
  return typed;
}"""
FOUND = """words => [...document.querySelectorAll('main form[method="post"] textarea')]
  .filter(field => field.value === words).length"""


@pytest.fixture
def office():
    office = Office()
    office.fill()
    return office


def test_every_page_with_a_text_box_keeps_what_was_typed(office, page, sign_in):
    """Walk the pages by name; a page without a text box counts for nothing."""
    named = {"reference": "1-26"}
    kept = set()
    for person, pages in (
        (
            office.manager,
            [
                ("record-request", {}),
                *(
                    (name, named)
                    for name in (
                        "add-note",
                        "make-enquiry",
                        "record-later-letter",
                        "change-details",
                        "seek-clarification",
                        "request-fee",
                        "extend-time",
                        "record-clock-fact",
                        "request-review",
                        "mark-not-valid",
                        "transfer-request",
                        "withdraw-request",
                        "save-statement",
                        "send-for-clearance",
                    )
                ),
                ("receive-clarification", {"reference": "4-26"}),
                ("recall-from-clearance", {"reference": "5-26"}),
                ("withdraw-letter", {"reference": "8-26", "number": 1}),
            ],
        ),
        (office.contributor, [("answer-enquiry", {"enquiry": None})]),
        (office.approver, [("return-response", {"reference": "10-26"})]),
        (office.administrator, [("letterhead", {"authority": None})]),
    ):
        sign_in(page, person)
        for name, at in pages:
            url = _url(office, name, at)
            page.goto(url)
            typed = page.evaluate(TYPE, WORDS)
            if not typed:
                continue
            page.goto(reverse("home"))
            page.goto(url)
            assert page.evaluate(FOUND, WORDS) == typed, name
            expect(page.get_by_text("It has been restored below").first).to_be_visible()
            kept.add(name)
            page.evaluate("sessionStorage.clear()")
    assert {
        "add-note",
        "answer-enquiry",
        "make-enquiry",
        "record-request",
        "return-response",
        "withdraw-request",
    } <= kept


def _url(office, name, at):
    if "enquiry" in at:
        at = {"enquiry": FOIRequest.objects.get(reference="1-26").enquiries.get().pk}
    if "authority" in at:
        at = {"authority": office.authority.pk}
    if at.get("reference") == "10-26" and not FOIRequest.objects.filter(
        reference="10-26"
    ):
        office.request("10-26", state="clearance")
    return reverse(name, kwargs=at)


def test_the_ticks_of_a_message_to_a_department_come_back(office, page, sign_in):
    sign_in(page, office.officer)
    url = reverse("make-enquiry", kwargs={"reference": "1-26"})
    page.goto(url)
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_label("What you want to know").fill(WORDS)

    page.get_by_role("link", name="FOI casework").click()
    page.goto(url)

    expect(page.get_by_label("What you want to know")).to_have_value(WORDS)
    expect(page.get_by_role("checkbox").nth(1)).to_be_checked()
    expect(page.get_by_role("checkbox").nth(0)).not_to_be_checked()
    page.get_by_role("button", name="Discard restored text").click()
    expect(page.get_by_label("What you want to know")).to_have_value("")
    expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()


def test_a_note_that_is_stored_leaves_no_copy_and_one_refused_does(
    office, page, sign_in
):
    sign_in(page, office.officer)
    url = reverse("add-note", kwargs={"reference": "1-26"})

    page.goto(url)
    page.get_by_label("Note").fill(WORDS)
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_text(WORDS).first).to_be_visible()
    assert wait_until(lambda: page.evaluate(COPIES) == 0, seconds=10)

    withdrawal = reverse("withdraw-request", kwargs={"reference": "7-26"})
    page.goto(withdrawal)
    page.get_by_label("What the requester said").fill(WORDS)
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_role("button", name="Record withdrawal").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.goto(reverse("home"))
    page.goto(withdrawal)
    expect(page.get_by_label("What the requester said")).to_have_value(WORDS)


def test_words_sent_after_the_session_ended_come_back_after_signing_in(
    office, page, sign_in
):
    sign_in(page, office.officer)
    url = reverse("add-note", kwargs={"reference": "1-26"})
    page.goto(url)
    page.get_by_label("Note").fill(WORDS)
    page.context.clear_cookies()

    page.get_by_role("button", name="Add note").click()
    expect(
        page.get_by_role("heading", name="This form was open too long")
    ).to_be_visible()
    expect(page.get_by_text("comes back when", exact=False)).to_have_count(0)
    sign_in(page, office.officer)
    page.get_by_role("link", name="Open the page again").click()

    expect(page.get_by_label("Note")).to_have_value(WORDS)


def test_an_answer_whose_question_is_merged_meanwhile_is_not_lost(
    office, page, sign_in
):
    foi_request = FOIRequest.objects.get(reference="1-26")
    one, part = foi_request.questions.all()
    sign_in(page, office.officer)
    page.goto(reverse("answer-question", args=["1-26", part.pk]))
    box = page.get_by_role("textbox", name="Answer").and_(
        page.locator("[contenteditable]")
    )
    expect(box).to_be_visible()
    correct_questions(
        foi_request=foi_request,
        version=foi_request.questions_version,
        outline=merge(outline_of(foi_request), part.pk),
        by=office.manager,
        on=office.today,
        follow=follow_questions,
    )

    box.click()
    page.keyboard.type(WORDS)
    expect(page.locator("[data-keep-status]")).to_contain_text("It is kept on the page")
    page.get_by_role("button", name="Save", exact=True).click()

    page.wait_for_url(f"**/questions/{one.pk}/answer/")
    expect(page.get_by_role("heading", name="Text put aside")).to_be_visible()
    expect(
        page.get_by_text("Mary Manager corrected the questions").first
    ).to_be_visible()
    expect(page.locator(".foi-put-aside")).to_contain_text(WORDS)
    page.get_by_role("link", name="Add this text to the answer").click()
    expect(box).to_contain_text(WORDS)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Question 1 saved.")).to_be_visible()
    assert AnswerRevision.objects.filter(text__contains=WORDS).exists()
    assert PutAside.objects.count() == 1


def question_box(page, path):
    return page.get_by_role("textbox", name=path, exact=True)


def test_words_typed_into_the_questions_come_back_after_signing_in(
    office, page, sign_in
):
    foi_request = FOIRequest.objects.get(reference="1-26")
    url = reverse("correct-questions", kwargs={"reference": "1-26"})
    path = paths_of(list(foi_request.questions.all()))
    first = str(path[foi_request.questions.first().pk])
    sign_in(page, office.officer)
    page.goto(url)
    page.context.clear_cookies(name="sessionid")
    question_box(page, first).fill(WORDS)
    expect(page.locator("#saving")).to_contain_text("kept in this browser")

    page.goto(url)  # leads to the page for signing in
    sign_in(page, office.officer)
    page.goto(url)

    expect(page.get_by_text("It has been restored below")).to_be_visible()
    expect(question_box(page, first)).to_have_value(WORDS)
    assert wait_until(foi_request.questions.filter(text=WORDS).exists, seconds=10)
    expect(page.get_by_role("button", name="Discard restored text")).to_have_count(0)
    assert wait_until(lambda: page.evaluate(COPIES) == 0, seconds=5)


def test_words_typed_into_the_questions_offline_are_saved_later(office, page, sign_in):
    foi_request = FOIRequest.objects.get(reference="1-26")
    path = paths_of(list(foi_request.questions.all()))
    first = str(path[foi_request.questions.first().pk])
    sign_in(page, office.officer)
    page.goto(reverse("correct-questions", kwargs={"reference": "1-26"}))
    page.context.set_offline(True)
    question_box(page, first).fill(WORDS)
    expect(page.locator("#saving")).to_contain_text("no connection")
    assert page.evaluate(COPIES) == 1

    page.context.set_offline(False)

    assert wait_until(foi_request.questions.filter(text=WORDS).exists, seconds=10)
    assert wait_until(lambda: page.evaluate(COPIES) == 0, seconds=5)
    expect(page.locator(".foi-kept-text")).to_have_count(0)


def test_words_sent_to_a_server_that_fails_come_back(office, new_page, sign_in):
    page = new_page(in_trouble=True)
    sign_in(page, office.officer)
    url = reverse("add-note", kwargs={"reference": "1-26"})
    page.goto(url)
    page.get_by_label("Note").fill(WORDS)
    page.route(
        f"**{url}", lambda route: route.fulfill(status=502, body="<p>Bad gateway</p>")
    )
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_text("Bad gateway")).to_be_visible()
    page.unroute(f"**{url}")

    page.goto(url)

    expect(page.get_by_text("It has been restored below")).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value(WORDS)
