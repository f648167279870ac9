"""The letter beside its draft, as a PDF before it is issued, and for publication."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from requests_app.models import Errand, HistoryEntry
from responses import letters, services
from responses.models import Answer, DraftPDF
from tests.factories import FOIRequestFactory, LetterFactory, QuestionFactory
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
    return " ".join(letters.words_of(page).split())


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
    early = as_officer.get(at("draft-pdf-file", foi_request, pk=draft.pk))
    made = services.make_waiting_drafts()
    ready = as_officer.get(asked.url).content.decode()
    file = as_officer.get(at("draft-pdf-file", foi_request, pk=draft.pk))

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

    assert DraftPDF.objects.count() == Errand.objects.count() == 1


def test_preview_draft_and_letter_say_the_same(
    as_officer, foi_request, officer, approver
):
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    content = letters.compose(
        kinds.full_disclosure(authority=officer.authority), on=kinds.ON
    )
    page = letters.page_of(content)

    draft = words_in(letters.pdf_of(letters.as_draft(page)), is_draft=True)
    issued = words_in(letters.pdf_of(page))

    assert draft == issued
    assert words_of(letters.as_draft(page)) == words_of(page)
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
    letter = kinds.issued(foi_request, by=officer, approver=approver)

    page = as_officer.get(
        at("letter-for-publication", foi_request, number=letter.number)
    ).content.decode()

    assert "Alex Requester" not in letter.html_for_publication
    assert "It does not name the requester" in page
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

    assert "has taken the place of this one" in shown.content.decode()
    assert "Twelve cameras." not in shown.content.decode()
    assert "Version for publication" not in letter


def test_taking_back_is_asked_about_first(client, foi_request, officer, approver):
    kinds.cleared(foi_request, by=officer, approver=approver)
    client.force_login(officer)

    page = client.get(at("take-back-response", foi_request)).content.decode()

    foi_request.refresh_from_db()
    assert "This undoes the clearance" in page
    assert foi_request.state == "cleared"
