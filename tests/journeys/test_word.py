"""A draft goes to Word and comes back; its changes are accepted or refused."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.drafting.answers import answer_question
from responses.models import Answer, Suggestion
from tests.documents.word_drafts.hand import Hand
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = datetime.now(ZoneInfo("Europe/London")).date()


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"], first_name="Priya", last_name="Nair")


@pytest.fixture
def foi_request(officer):
    """A request with three questions, the first two of them answered."""
    foi_request = FOIRequestFactory(authority=officer.authority, subject="Ferries")
    for order, words in enumerate(("How many ferries?", "Which quays?", "Who?"), 1):
        QuestionFactory(
            foi_request=foi_request, order=order, label=str(order), text=words
        )
    texts = (
        "<p>There are <strong>nine ferries</strong>.</p>",
        "<p>The north quay.</p>",
    )
    for question, text in zip(foi_request.questions.all(), texts, strict=False):
        answer_question(
            foi_request=foi_request,
            question=question,
            text=text,
            outcome="disclosed",
            version=0,
            by=officer,
            on=TODAY,
        )
    return foi_request


@pytest.fixture
def brought_back(foi_request, officer, sign_in, tmp_path):
    """Download the draft in the browser, change it as in Word, and take it back."""

    def brought_back(page):
        sign_in(page, officer)
        page.goto(reverse("draft-response", args=[foi_request.reference]))
        page.get_by_role("link", name="Word", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the draft for Word").click()
        hand = Hand(Path(download.value.path()).read_bytes())
        hand.replace("answer:", "nine", "ten")
        hand.insert("answer:", "ferries", " in service")
        hand.comment("answer:", "There are ", "Since when?")
        hand.type_over("letter:", "How many ferries?", "How many boats?")
        path = tmp_path / "draft back.docx"
        path.write_bytes(hand.saved(last_author="Ash Webb"))
        page.get_by_label("Word document that came back").set_input_files(path)
        page.get_by_role("button", name="Take back").click()

    return brought_back


def first_answer():
    return Answer.objects.order_by("pk").first()


def test_a_draft_comes_back_and_its_changes_are_decided(
    page, brought_back, check_widths, foi_request
):
    brought_back(page)

    main = page.get_by_role("main")
    expect(main).to_contain_text("2 suggestions")
    expect(main).to_contain_text("1 comment")
    expect(main).to_contain_text("How many boats?")
    check_widths(page)
    page.get_by_role("link", name="Open Question 1").click()
    section = page.get_by_role("region", name="2 suggestions")
    expect(section).to_contain_text("Pat Reed")
    check_widths(page)

    section.get_by_role("button", name="Accept", exact=True).first.click()

    expect(page.get_by_role("status").first).to_contain_text("1 suggestion accepted.")
    assert first_answer().text == "<p>There are <strong>ten ferries</strong>.</p>"
    editor = page.get_by_role("textbox", name="Answer")
    expect(editor).to_contain_text("ten ferries")
    page.get_by_role("region", name="1 suggestion").get_by_role(
        "button", name="Refuse"
    ).click()
    expect(page.get_by_role("status").first).to_contain_text("1 suggestion refused.")
    expect(page.locator(".foi-suggested")).to_have_count(0)
    assert first_answer().text == "<p>There are <strong>ten ferries</strong>.</p>"


def test_what_is_typed_beside_suggestions_is_saved_before_one_is_accepted(
    page, brought_back
):
    brought_back(page)
    page.get_by_role("link", name="Open Question 1").click()
    editor = page.get_by_role("textbox", name="Answer")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Typed.")

    page.get_by_role("button", name="Accept all").click()

    expect(page.get_by_role("status").first).to_contain_text("2 suggestions accepted.")
    expect(editor).to_contain_text("ten ferries in service. Typed.")
    assert "ten ferries in service" in first_answer().text


def test_all_works_without_a_script(new_page, brought_back):
    page = new_page(javascript=False)
    brought_back(page)
    page.get_by_role("link", name="Open Question 1").click()

    page.get_by_role("button", name="Accept all").click()

    expect(page.get_by_role("main")).to_contain_text("2 suggestions accepted.")
    assert first_answer().text == (
        "<p>There are <strong>ten ferries in service</strong>.</p>"
    )


def test_a_change_is_suggested_in_the_room(
    page, sign_in, officer, foi_request, check_widths
):
    sign_in(page, officer)
    question = foi_request.questions.get(label="2")
    here = reverse("answer-question", args=[foi_request.reference, question.pk])
    page.goto(f"{here}?panel=versions")
    page.get_by_role("link", name="Suggest a change").click()
    words = page.get_by_label("The answer as you would have it")
    expect(words).to_have_value("The north quay.")
    check_widths(page)

    words.fill("The south quay.")
    page.get_by_role("button", name="Suggest").click()

    expect(page).to_have_url(re.compile(f"{re.escape(here)}$"))
    section = page.get_by_role("region", name="1 suggestion")
    expect(section).to_contain_text("Priya Nair")
    assert Suggestion.objects.get().words == "south"


def test_a_wrong_file_is_refused_in_plain_words(
    page, sign_in, officer, foi_request, check_widths, tmp_path
):
    sign_in(page, officer)
    page.goto(reverse("take-back-word-draft", args=[foi_request.reference]))
    check_widths(page)
    path = tmp_path / "note.docx"
    path.write_bytes(b"No Word file.")
    page.get_by_label("Word document that came back").set_input_files(path)

    page.get_by_role("button", name="Take back").click()

    expect(page.get_by_role("alert")).to_contain_text("This is not a Word document.")
    check_widths(page)
