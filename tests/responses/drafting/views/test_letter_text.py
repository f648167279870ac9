import pytest

from requests_app.models import FOIRequest
from responses.drafting.letter_text import save_letter_text
from responses.models import ResponseDraft

TEXTS = {
    "opening": "<p>Thank you.</p>",
    "opening-format": "html",
    "ending": "Yours\r\n\r\nAll of us",
    "ending-format": "plain",
    "version": 0,
}


@pytest.fixture
def url(at):
    return at("save-letter-text")


def test_opening_and_ending_are_saved(drafter, url, at):
    page = drafter.post(url, TEXTS, follow=True)

    draft = ResponseDraft.objects.get()
    assert draft.opening == "<p>Thank you.</p>"
    assert draft.ending == "<p>Yours</p><p>All of us</p>"
    assert page.redirect_chain[-1][0] == at("draft-response")


def test_texts_somebody_saved_are_shown_beside_what_was_typed(
    drafter, url, foi_request, colleague
):
    drafter.post(url, TEXTS)
    save_letter_text(
        foi_request=foi_request,
        opening="<p>Theirs.</p>",
        ending="",
        version=1,
        by=colleague,
        on=foi_request.received_on,
    )

    page = drafter.post(url, {**TEXTS, "opening": "<p>Mine.</p>", "version": 1})

    assert page.status_code == 409
    assert "Theirs." in page.text
    assert page.context["form"]["opening"].value() == "<p>Mine.</p>"
    assert page.context["form"]["version"].value() == 2


def test_a_text_too_large_is_refused_with_what_was_typed(drafter, url):
    page = drafter.post(url, {**TEXTS, "opening": "<p>x</p>" * 6000})

    assert "a letter can carry no more" in page.text


def test_a_closed_draft_shows_its_texts(drafter, url):
    drafter.post(url, TEXTS)
    FOIRequest.objects.update(state="cleared")

    page = drafter.get(url)

    assert "<p>Thank you.</p>" in page.text
    assert "<textarea" not in page.text
