"""An officer neither confirms nor denies; a manager looks at answers that disagree."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.models import Citation, KeptDifference, Neighbour
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    EnclosureFactory,
    FOIRequestFactory,
    LetterFactory,
    NCNDStatementFactory,
    PreviousAnswerFactory,
    PreviousResponseFactory,
    QuestionFactory,
    UserFactory,
)
from tests.waiting import wait_until


@pytest.fixture
def keeper(transactional_db):
    return UserFactory(roles=["manager"])


@pytest.fixture
def question(keeper):
    foi_request = FOIRequestFactory(authority=keeper.authority)
    return QuestionFactory(
        foi_request=foi_request,
        order=1,
        label="1",
        text="Are drones used over the harbour in 2024?",
    )


@pytest.fixture
def earlier(keeper, question):
    letter = PreviousResponseFactory(
        authority=keeper.authority, reference="OLD-7", issued_on=date(2023, 5, 4)
    )
    previous = PreviousAnswerFactory(
        authority=keeper.authority,
        previous_response=letter,
        question="Are drones used over the harbour in 2022?",
        answer="No information is held.",
        outcome="not_held",
    )
    Neighbour.objects.create(question=question, previous_answer=previous, score=0.97)
    return previous


def test_the_help_stands_beside_an_answer_that_leaves_it_open(
    page, sign_in, check_axe, check_widths, keeper, question, earlier
):
    answer = AnswerFactory(
        foi_request=question.foi_request,
        to=[question],
        outcome="ncnd",
        text="<p>We neither confirm nor deny that we hold this.</p>",
    )
    CitationFactory(
        answer=answer,
        provision_key="FOIA 24(2)",
        why_applies="We hold the flight plans, and they would help an attacker.",
        facts={},
    )
    EnclosureFactory(
        foi_request=question.foi_request,
        name="leaflet.pdf",
        words="We hold a list of drones used over the harbour.",
    )
    EnclosureFactory(foi_request=question.foi_request, name="figures.xlsx")
    sign_in(page, keeper)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(
        reverse("answer-question", args=[question.foi_request.reference, question.pk])
    )

    page.get_by_role("link", name="Confirm or deny", exact=True).click()
    panel = page.get_by_role("group", name="Confirm or deny")
    panel.get_by_text("Lifts: FOIA s.1(1)(a) duty to confirm or deny").wait_for()
    expect(panel.get_by_text("Not said yet")).to_have_count(2)
    panel.get_by_text("told whether such information was held").wait_for()
    panel.get_by_role("link", name="OLD-7").wait_for()
    panel.get_by_text("Read these files yourself").wait_for()
    check_axe(page)

    # Each sentence found leads to its place.
    panel.get_by_role("link", name="Open s.24(2) for").first.click()
    page.get_by_label("What a yes would give away").fill("That we fly there.")
    page.get_by_label("What a no would give away").fill("That nobody looks.")
    page.get_by_role("button", name="Save", exact=True).click()
    assert wait_until(
        lambda: Citation.objects.get().facts.get("ncnd_yes") == "That we fly there.",
        seconds=10,
    )

    # What is usually cited with it is one press away.
    page.get_by_role("link", name="Confirm or deny", exact=True).click()
    panel.get_by_text("That nobody looks.").wait_for()
    panel.get_by_role("link", name="Cite s.23(5) too").click()
    page.get_by_role("heading", name="Cite Section 23(5)").wait_for()
    check_widths(page)


def test_the_statement_has_the_help_too(page, sign_in, check_widths, keeper, question):
    statement = NCNDStatementFactory(foi_request=question.foi_request)
    CitationFactory(answer=None, statement=statement, provision_key="FOIA 31(3)")
    sign_in(page, keeper)
    address = reverse("save-statement", args=[question.foi_request.reference])
    page.goto(f"{address}?panel=ncnd")

    page.get_by_text("Which duty is lifted").wait_for()
    page.get_by_label("What a yes would give away").wait_for()
    check_widths(page)


def test_a_manager_puts_a_pair_of_answers_away(
    page, sign_in, check_widths, keeper, question, earlier
):
    letter = LetterFactory(foi_request=question.foi_request, given_on=date(2026, 3, 9))
    PreviousAnswerFactory(
        authority=keeper.authority,
        foi_request=question.foi_request,
        previous_response=None,
        letter=letter,
        order=question.order,
        question=question.text,
        reference=question.foi_request.reference,
        answered_on=letter.issued_on,
        outcome="disclosed",
    )
    sign_in(page, keeper)

    page.goto(reverse("library"))
    page.get_by_role("link", name="See 1 pair of answers that disagree").click()
    page.get_by_text("Another outcome.").wait_for()
    check_widths(page)
    page.get_by_role("link", name="Are drones used").click()
    page.get_by_role("button", name="Keep both").click()
    page.get_by_role("link", name="Say why the answers differ").wait_for()
    check_widths(page)
    page.get_by_label("Why both answers stay").fill("Flights began in 2024.")
    page.get_by_role("button", name="Keep both").click()

    page.get_by_text("No two answers that you may see disagree").wait_for()
    check_widths(page)
    assert KeptDifference.objects.get().reason == "Flights began in 2024."
