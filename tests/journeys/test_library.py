"""A manager keeps the library; an officer puts its words into an answer."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.models import Citation, Paragraph
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    ParagraphFactory,
    QuestionFactory,
    UserFactory,
)
from tests.waiting import wait_until


@pytest.fixture
def keeper(transactional_db):
    return UserFactory(roles=["manager"])


def test_a_paragraph_is_found_adapted_changed_and_compared(
    page, sign_in, check_widths, keeper
):
    ParagraphFactory(
        authority=keeper.authority, owner=keeper, review_on="2026-01-02", topic="Old"
    )
    sign_in(page, keeper)
    page.goto(reverse("library"))
    page.get_by_text("The review date of 1 paragraph is past").wait_for()
    check_widths(page)

    page.get_by_label("Provision, such as 31(1)").fill("43(2)")
    page.get_by_label("Use").select_option("Harm")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Commercial interests: harm").click()
    check_widths(page)

    page.get_by_role("button", name="Adapt for your authority").click()
    page.get_by_label("Words").fill("By {{ due_dat }} the price would rise.")
    page.get_by_role("button", name="Save paragraph").click()
    page.get_by_role("link", name=re.compile("There is no field")).click()
    check_widths(page)
    page.get_by_label("Words").fill("By {{ due_date }} the price would rise.")
    page.get_by_role("button", name="Save paragraph").click()
    page.get_by_text("Paragraph added").wait_for()

    page.get_by_role("button", name="Change or review").click()
    check_widths(page)
    page.get_by_label("Words").fill("By {{ due_date }} the price would fall.")
    page.get_by_role("button", name="Save paragraph").click()
    page.get_by_role("heading", name="Version 2").wait_for()
    check_widths(page)
    assert Paragraph.objects.get(adapted_from="foia-harm-43").version == 2


def test_words_are_inserted_after_those_typed(
    page, sign_in, check_widths, check_axe, keeper
):
    foi_request = FOIRequestFactory(authority=keeper.authority)
    question = QuestionFactory(foi_request=foi_request, order=1, text="Where?")
    answer = AnswerFactory(
        foi_request=foi_request, to=[question], text="<p>There are four cameras.</p>"
    )
    citation = CitationFactory(answer=answer, provision_key="FOIA 31(1)(a)")
    sign_in(page, keeper)
    at = [foi_request.reference, question.pk]

    page.goto(reverse("answer-question", args=at))
    reasons = page.locator(f"#citation-{citation.pk}")
    box = reasons.get_by_label("The harm that disclosure would do")
    box.fill("Typed first.")
    panel = page.locator("#room-panel")
    panel.get_by_role("link", name="Wording").click()
    panel.locator("summary", has_text="The harm that").click()
    check_axe(page)
    reasons.locator("summary").first.click()
    expect(box).to_be_hidden()
    panel.get_by_role("button", name=re.compile("Insert .*Crime and offend")).click()
    expect(box).to_be_focused()
    assert box.input_value().startswith("Typed first.\nThe information shows")
    expect(panel.get_by_text("Wording inserted.")).to_be_attached()

    reasons.get_by_role("button", name="Save reasons").click()
    assert wait_until(
        lambda: "The information" in Citation.objects.get().harm, seconds=10
    )
    # What was open in the tab stays open.
    expect(
        panel.get_by_role("button", name=re.compile("Crime and off"))
    ).to_be_visible()

    panel.locator("summary", has_text="Answer (").click()
    check_widths(page)
    panel.get_by_role("button", name=re.compile("Insert .*Advice on asking")).click()
    editor = page.locator(".ProseMirror")
    editor.get_by_text("help you word a new request").wait_for()
    assert editor.inner_text().startswith("There are four cameras.")


def test_words_go_in_without_scripts(new_page, sign_in, keeper):
    foi_request = FOIRequestFactory(authority=keeper.authority)
    question = QuestionFactory(foi_request=foi_request, order=1, text="Where?")
    answer = AnswerFactory(foi_request=foi_request, to=[question])
    CitationFactory(answer=answer, provision_key="FOIA 31(1)(a)", harm="Kept.")
    page = new_page(javascript=False)
    sign_in(page, keeper)

    page.goto(reverse("answer-question", args=[foi_request.reference, question.pk]))
    page.locator("#room-panel").get_by_role("link", name="Wording").click()
    page.locator("#room-panel summary", has_text="The harm that").click()
    page.get_by_role("button", name=re.compile("Insert .*Crime and offend")).click()

    box = page.get_by_label("The harm that disclosure would do")
    assert box.input_value().startswith("Kept.\nThe information shows")
