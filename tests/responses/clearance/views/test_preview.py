"""Previews of a letter: beside the draft, as a draft PDF, and for publication."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from pypdf import PdfReader

from requests_app.models import HistoryEntry, Job
from responses.clearance.draft_pdf import MAKE_DRAFT_PDF
from responses.letters import publication
from responses.letters.composing import compose
from responses.letters.pages import as_draft, page_of
from responses.letters.pdf import pdf_of
from responses.models import Answer, Citation, DraftPDF, NCNDStatement
from tests.factories import FOIRequestFactory, LetterFactory, QuestionFactory
from tests.jobs import run_jobs
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def at(name, foi_request, **named):
    return reverse(name, kwargs={"reference": foi_request.reference, **named})


def words_of(page):
    return " ".join(publication.words_of(page).split())


def pane(client, foi_request, question=None, **typed):
    query = f"?question={question.pk}" if question else ""
    return client.post(f"{at('preview-pane', foi_request)}{query}", typed)


def test_the_pane_shows_what_is_typed_and_saves_none_of_it(as_officer, foi_request):
    question = foi_request.questions.get(label="2")
    before = foi_request.answers.count()

    response = pane(
        as_officer, foi_request, question, text="<p>Forty-two.</p>", outcome="disclosed"
    )

    page = response.content.decode()
    assert "Forty-two." in page
    assert f'data-anchor="letter-answer-{question.order}"' in page
    assert foi_request.answers.count() == before
    assert not Answer.objects.filter(text__contains="Forty-two").exists()
    assert not HistoryEntry.objects.filter(foi_request=foi_request).exists()


def test_the_pane_shows_the_first_words_of_an_answer(as_officer, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    question = QuestionFactory(foi_request=foi_request, order=0)

    response = pane(as_officer, foi_request, question, text="<p>Nine</p>", outcome="x")

    assert "<p>Nine</p>" in response.content.decode()
    assert not foi_request.answers.exists()


def test_the_pane_shows_the_words_around_the_answers(as_officer, foi_request):
    response = pane(
        as_officer, foi_request, opening="<p>Good day.</p>", ending="<script>x</script>"
    )

    page = response.content.decode()
    assert "Good day." in page
    assert "<script>" not in page
    assert "We hope that this is useful." not in page


def test_the_pane_says_what_the_preview_says(as_officer, foi_request):
    shown = as_officer.get(at("preview-pane", foi_request)).content.decode()
    preview = as_officer.get(at("preview-response", foi_request))

    assert preview.context["letter"] in shown


STATEMENT = {
    "scope": "any other information about balloons",
    "provision": "FOIA 31(3)",
    "why FOIA 31(3)": "Either reply would show where we look.",
    "harm": "Balloonists would fly elsewhere.",
    "balance": "The balance lies in silence.",
    "version": "0",
}


def test_the_pane_shows_the_statement_being_written(as_officer, foi_request):
    page = pane(as_officer, foi_request, **STATEMENT).content.decode()

    for name in ("scope", "why FOIA 31(3)", "harm", "balance"):
        assert STATEMENT[name] in page
    assert 'data-anchor="letter-other-information"' in page
    assert 'id="letter-other-information"' in page
    assert not NCNDStatement.objects.exists()


def test_a_statement_without_scope_is_shown_as_it_stands(as_officer, officer):
    foi_request = kinds.mixed_with_ncnd(authority=officer.authority)
    saved = as_officer.get(at("preview-pane", foi_request)).content.decode()

    page = pane(as_officer, foi_request, **STATEMENT | {"scope": " "})

    shown = page.content.decode()
    assert shown.split("<article")[1] == saved.split("<article")[1]


def test_a_provision_that_cannot_be_relied_on_is_left_out(as_officer, foi_request):
    page = pane(as_officer, foi_request, **STATEMENT | {"provision": "FOIA 21"})

    assert "any other information about balloons" in page.content.decode()
    assert "Either reply would show" not in page.content.decode()


def citing(client, foi_request, question, key, **typed):
    query = urlencode({"question": question.pk, "provision": key})
    return client.post(f"{at('preview-pane', foi_request)}?{query}", typed)


def test_the_pane_shows_the_citation_being_written(as_officer, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    question = QuestionFactory(foi_request=foi_request, order=0)

    page = citing(
        as_officer,
        foi_request,
        question,
        "FOIA 43(2)",
        why_applies="The price is still open.",
        harm="The next seller would ask for as much.",
        factors_for="Money is public.",
        balance="It lies with keeping the price back.",
    ).content.decode()

    assert "43(2)" in page
    assert "The price is still open." in page
    assert "The next seller would ask for as much." in page
    assert "Money is public." in page
    assert "It lies with keeping the price back." in page
    assert not Citation.objects.exists()


def test_a_citation_being_changed_is_shown_once(as_officer, officer):
    foi_request = kinds.full_refusal(authority=officer.authority)
    cited = Citation.objects.filter(answer__foi_request=foi_request).first()
    question = cited.answer.answered_questions.first().question
    saved = cited.why_applies

    page = citing(
        as_officer, foi_request, question, cited.provision_key, why_applies="Otherwise."
    ).content.decode()

    cited.refresh_from_db()
    assert page.count("Otherwise.") == 1
    assert cited.why_applies == saved != "Otherwise."


@pytest.mark.parametrize("key", ["", "FOIA 999", "FOISA 30(b)"])
def test_a_provision_that_cannot_be_cited_is_not_shown(as_officer, foi_request, key):
    question = foi_request.questions.first()

    page = citing(as_officer, foi_request, question, key, why_applies="Because.")

    assert page.status_code == 200
    assert "Because." not in page.content.decode()


def test_typing_a_statement_or_citation_asks_no_more_of_the_database(
    as_officer, foi_request, django_assert_max_num_queries
):
    question = foi_request.questions.first()

    with django_assert_max_num_queries(15):
        pane(as_officer, foi_request, **STATEMENT)
    with django_assert_max_num_queries(15):
        citing(as_officer, foi_request, question, "FOIA 43(2)", why_applies="So.")


def test_a_question_of_another_request_is_not_shown(as_officer, foi_request):
    other = QuestionFactory(foi_request=FOIRequestFactory())

    page = pane(as_officer, foi_request, other, text="<p>Mine.</p>").content.decode()

    assert "Mine." not in page


@pytest.mark.parametrize("number", [5, 200])
def test_the_pane_stays_small_and_asks_the_same_number_of_questions(
    as_officer, officer, django_assert_num_queries, number
):
    foi_request = FOIRequestFactory(authority=officer.authority)
    for order in range(number):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(number):
        kinds.answer(foi_request, order)
    last = foi_request.questions.last()

    with django_assert_num_queries(15):
        response = pane(as_officer, foi_request, last, text="<p>The last one.</p>")

    assert "The last one." in response.content.decode()
    assert len(response.content) <= 100_000


def test_a_draft_is_seen_as_pdf_marked_as_one(
    as_officer, foi_request, officer, approver
):
    asked = as_officer.post(at("ask-for-draft-pdf", foi_request))
    draft = DraftPDF.objects.get()
    waiting = as_officer.get(asked.url).content.decode()
    early = as_officer.get(at("draft-pdf-file", foi_request, draft_pdf=draft.pk))
    made = run_jobs(MAKE_DRAFT_PDF)
    ready = as_officer.get(asked.url).content.decode()
    file = as_officer.get(at("draft-pdf-file", foi_request, draft_pdf=draft.pk))

    assert "The PDF is being made" in waiting
    assert early.url == asked.url
    assert made == 1
    assert "Open the PDF" in ready
    assert "DRAFT" in file["Content-Disposition"]
    pages = PdfReader(BytesIO(file.content)).pages
    assert all("DRAFT – NOT ISSUED" in one.extract_text() for one in pages)
    assert foi_request.letters.count() == 0


def test_the_same_words_are_made_into_a_pdf_once(as_officer, foi_request):
    for _ in range(2):
        as_officer.post(at("ask-for-draft-pdf", foi_request))

    assert DraftPDF.objects.count() == Job.objects.count() == 1


def test_preview_draft_and_letter_say_the_same(
    as_officer, foi_request, officer, approver
):
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    content = compose(kinds.full_disclosure(authority=officer.authority), on=kinds.ON)
    page = page_of(content)

    draft = words_in(pdf_of(as_draft(page)), is_draft=True)
    issued = words_in(pdf_of(page))

    assert draft == issued
    assert words_of(as_draft(page)) == words_of(page)
    other = content.reference
    assert words_of(letter.html).replace(foi_request.reference, other) == words_of(page)


def words_in(pdf, *, is_draft=False):
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages)
    if is_draft:
        text = re.sub(r"DRAFT – NOT ISSUED|DRAFT", " ", text)
    return text.split()


def test_a_letter_is_kept_for_publication_without_who_asked(
    as_officer, foi_request, officer, approver
):
    letter = kinds.given(foi_request, by=officer, approver=approver)

    page = as_officer.get(
        at("letter-for-publication", foi_request, number=letter.number)
    ).content.decode()

    assert "Alex Requester" not in letter.html_for_publication
    assert "does not contain the requester’s name" in page
    assert "We counted" in page


def test_a_letter_replaced_is_not_offered_for_publication(as_officer, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    page = "<html><body>Twelve cameras.</body></html>"
    first = LetterFactory(foi_request=foi_request, html_for_publication=page)
    LetterFactory(
        foi_request=foi_request,
        number=2,
        supersedes=first,
        issued_on=date(2026, 4, 1),
        html_for_publication=page,
    )

    shown = as_officer.get(at("letter-for-publication", foi_request, number=1))
    letter = as_officer.get(first.get_absolute_url()).content.decode()

    assert "Publish the later letter" in shown.content.decode()
    assert "Twelve cameras." not in shown.content.decode()
    assert "Version for publication" not in letter


def test_taking_back_is_asked_about_first(client, foi_request, officer, approver):
    kinds.cleared(foi_request, by=officer, approver=approver)
    client.force_login(officer)

    page = client.get(at("recall-from-clearance", foi_request)).content.decode()

    foi_request.refresh_from_db()
    assert "This undoes the clearance" in page
    assert foi_request.state == "cleared"
