"""The pages of drafts in Word: download, take back, what came back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.word_drafts import reader
from responses.letters.pictures import NoSuchPicture
from responses.models import Suggestion, WordReturn
from responses.word_drafts import forms
from tests.documents.word_drafts.hand import Hand
from tests.factories import FOIRequestFactory


@pytest.fixture
def drafter(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def at(foi_request):
    def at(name, **more):
        kwargs = {"reference": foi_request.reference, **more}
        return reverse(name, kwargs=kwargs)

    return at


@pytest.fixture
def bring(drafter, at):
    def bring(data, name="back.docx"):
        file = SimpleUploadedFile(name, data)
        address = at("take-back-word-draft")
        return drafter.post(address, {"file": file}, follow=True)

    return bring


def test_the_draft_is_downloaded_from_the_preview_and_from_its_page(
    drafter, at, answer
):
    address = at("draft-in-word")

    response = drafter.post(address)

    assert Hand(response.content).control("answer:") is not None
    assert response["Cache-Control"] == "private, no-store"
    assert "draft.docx" in response["Content-Disposition"]
    for name in ("preview-response", "take-back-word-draft"):
        assert f'action="{address}"' in drafter.get(at(name)).text
    assert at("take-back-word-draft") in drafter.get(at("draft-response")).text


def test_a_draft_whose_letterhead_lacks_its_picture_is_not_downloaded(
    drafter, at, answer, monkeypatch
):
    def missing(**told):
        raise NoSuchPicture("The logo cannot be read.")

    monkeypatch.setattr("responses.word_drafts.views.make_word_draft", missing)

    page = drafter.post(at("draft-in-word"), follow=True)

    assert "The logo cannot be read." in page.text


def test_what_came_back_is_shown(bring, opened, at, answer, questions):
    opened.replace("answer:", "twelve", "thirteen")
    opened.type_over("letter:", "How many boats?", "How many <ships>?")

    page = bring(opened.saved())

    assert page.redirect_chain[0][0] == at(
        "word-return", returned=WordReturn.objects.get().pk
    )
    assert "1 suggestion" in page.text
    assert at("answer-question", question=questions[0].pk) in page.text
    assert "How many &lt;ships&gt;?" in page.text
    assert "As it went out:" in page.text


def test_a_file_without_changes_is_told_so(bring, opened):
    assert "Nothing was changed in this document." in bring(opened.saved()).text


def test_earlier_returns_are_listed(bring, opened, drafter, at):
    bring(opened.saved(), name="first.docx")

    assert "first.docx" in drafter.get(at("take-back-word-draft")).text


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"Words.", "not a Word document"), (b"", "empty. Choose another")],
)
def test_a_wrong_file_is_refused_on_the_form(data, told, bring):
    page = bring(data)

    assert told in page.text
    assert "govuk-error-summary" in page.text


def test_no_file_is_refused_on_the_form(drafter, at):
    page = drafter.post(at("take-back-word-draft"))

    assert "Choose the Word document that came back." in page.text


def test_a_file_too_large_is_refused_on_the_form(bring, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_BYTES", 3)

    assert "is larger than" in bring(b"Words.").text
    assert reader.LARGEST_BYTES == 10 * 1024 * 1024


def test_a_closed_draft_offers_no_upload(drafter, at, foi_request):
    type(foi_request).objects.update(state="clearance")

    page = drafter.get(at("take-back-word-draft"))

    assert 'type="file"' not in page.text
    assert "can come back only while" in page.text


def test_a_return_of_another_request_is_not_found(bring, opened, drafter):
    bring(opened.saved())
    other = FOIRequestFactory(authority=WordReturn.objects.get().by.authority)
    address = reverse(
        "word-return",
        kwargs={
            "reference": other.reference,
            "returned": WordReturn.objects.get().pk,
        },
    )

    assert drafter.get(address).status_code == 404


def test_more_changes_take_no_more_queries_to_show(bring, opened, drafter, at):
    opened.replace("answer:", "twelve", "thirteen")
    bring(opened.saved())
    address = at("word-return", returned=WordReturn.objects.get().pk)
    with CaptureQueriesContext(connection) as few:
        drafter.get(address)
    opened.insert("answer:", "End.", " Now.")
    opened.author = "Kim Lee"
    opened.insert("answer:", " in all.", " Really.")
    bring(opened.saved())
    address = at("word-return", returned=WordReturn.objects.first().pk)

    with CaptureQueriesContext(connection) as many:
        drafter.get(address)

    assert Suggestion.objects.count() == 3
    assert len(many) == len(few) <= 14


def test_taking_back_many_answers_takes_few_queries_each(bring, opened, take_back):
    opened.replace("answer:", "twelve", "thirteen")
    data = opened.saved()
    take_back(data)

    with CaptureQueriesContext(connection) as captured:
        take_back(data)

    assert len(captured) <= 16
