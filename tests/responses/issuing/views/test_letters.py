"""The pages of issued letters, and their PDFs."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from requests_app.models import Job
from requests_app.workflow import State
from responses.issuing.services import issue_response
from responses.letters.records import MAKE_PDF, attach_pdf
from responses.models import Letter
from tests.factories import LetterFactory, UserFactory
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.enclosures.added import issued
from tests.responses.kinds import ON
from tests.responses.letters.test_tables import with_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def cleared(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    return kinds.cleared(foi_request, by=officer, approver=approver)


@pytest.fixture
def letter(cleared, officer):
    return issue_response(foi_request=cleared, number=1, by=officer, on=ON, at=kinds.AT)


def at(name, letter):
    reference = letter.foi_request.reference
    return reverse(name, kwargs={"reference": reference, "number": letter.number})


def issue(client, foi_request, number=1):
    return client.post(
        reverse("issue-response", kwargs={"reference": foi_request.reference}),
        {
            "number": number,
            "send_by": "email",
            "send_email": foi_request.requester_email,
        },
        follow=True,
    )


def text_of(response):
    return " ".join(response.content.decode().split())


def test_issuing_leads_to_the_letter(as_officer, cleared):
    response = issue(as_officer, cleared)

    cleared.refresh_from_db()
    assert cleared.state == State.ISSUED
    assert "The letter is issued." in text_of(response)
    assert "answered on the day this letter is given" in text_of(response)
    assert "The PDF is being made and will appear here." in text_of(response)


def test_issuing_again_leads_to_the_letter_that_was_issued(
    as_officer, cleared, officer
):
    issue(as_officer, cleared)

    response = issue(as_officer, cleared)

    assert f"already issued by {officer} at" in text_of(response)
    assert response.context["letter"] == Letter.objects.get()


def test_a_letter_whose_file_is_missing_is_not_issued_and_the_form_says_so(
    as_officer, officer, approver
):
    enclosure, foi_request = issued(officer, approver)
    storages["default"].delete(enclosure.stored_as)

    response = issue(as_officer, foi_request)

    assert response.status_code == 200
    assert "figures.csv cannot be read just now" in text_of(response)
    assert response.context["form"]["send_email"].value() == foi_request.requester_email
    assert not foi_request.letters.exists()


def test_a_letter_whose_file_was_changed_is_not_issued_and_the_form_says_so(
    as_officer, officer, approver
):
    enclosure, foi_request = issued(officer, approver)
    storages["default"].delete(enclosure.stored_as)
    storages["default"].save(enclosure.stored_as, ContentFile(b"something else"))

    response = issue(as_officer, foi_request)

    assert "figures.csv is not the file that was added" in text_of(response)
    assert not foi_request.letters.exists()


def test_a_letter_whose_table_cannot_be_kept_is_not_issued_and_the_form_says_so(
    as_officer, officer, approver, settings
):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    with_table(foi_request, 501)
    foi_request = kinds.cleared(foi_request, by=officer, approver=approver)
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "enclosures").write_text("no folder")

    response = issue(as_officer, foi_request)

    assert "could not be stored" in text_of(response)
    assert not foi_request.letters.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_does_not_fail_the_page(as_officer, cleared, caplog):
    from foi.celery import app

    app.conf.broker_url = "redis://127.0.0.1:1/0"
    app._after_fork()  # drops connections to the broker opened by earlier tests
    try:
        response = issue(as_officer, cleared)
    finally:
        app.conf.broker_url = "memory://"
        app._after_fork()

    assert response.status_code == 200
    assert "Connection refused" in caplog.text
    assert Letter.objects.count() == 1
    assert run_jobs(MAKE_PDF, on=ON) == 1


def test_the_page_of_a_letter_is_what_was_frozen(as_officer, letter):
    letter.foi_request.subject = "Something else by now"
    letter.foi_request.save()

    response = as_officer.get(letter.get_absolute_url())

    article = response.context["article"]
    assert article in response.content.decode()
    # But for the regions in which its tables scroll.
    scrolls = r'<div class="letter-scrolls"[^<>]*>(<table.*?</table>)</div>'
    assert "letter-scrolls" in article
    assert re.sub(scrolls, r"\1", article, flags=re.DOTALL) in letter.html


def test_the_part_about_the_pdf_asks_again_until_it_is_there(as_officer, letter):
    ask = {"HTTP_HX_REQUEST": "true"}

    before = text_of(as_officer.get(letter.get_absolute_url(), **ask))
    run_jobs(MAKE_PDF, on=ON)
    after = text_of(as_officer.get(letter.get_absolute_url(), **ask))

    assert 'hx-trigger="every 2s"' in before
    assert "<html" not in before
    assert "hx-get" not in after
    assert at("letter-pdf", letter) in after


def test_a_letter_that_cannot_be_made_says_why(as_officer, letter):
    Job.objects.update(last_error="OSError: No space left on device")

    page = text_of(as_officer.get(letter.get_absolute_url()))

    assert "The system will try again automatically." in page
    assert "No space left on device" in page


def test_the_pdf_is_given_out_as_a_file_with_a_telling_name(as_officer, letter):
    letter = attach_pdf(letter=letter, on=ON)

    response = as_officer.get(at("letter-pdf", letter))

    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    name = f"{letter.foi_request.reference} 2026-03-09 response-full-disclosure.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert hashlib.sha256(response.content).hexdigest() == letter.pdf_sha256


def test_a_reference_with_slashes_makes_a_name_without(as_officer, officer, approver):
    foi_request = kinds.full_disclosure(
        authority=officer.authority, reference="FOI/26/0001"
    )
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    attach_pdf(letter=letter, on=ON)

    response = as_officer.get(at("letter-pdf", letter))

    assert 'filename="FOI-26-0001 2026-03-09' in response["Content-Disposition"]


def test_a_file_that_was_changed_is_refused_with_a_sentence(as_officer, letter):
    letter = attach_pdf(letter=letter, on=ON)
    Path(settings.MEDIA_ROOT, letter.pdf.name).write_bytes(b"%PDF-1.7 forged")

    response = as_officer.get(at("letter-pdf", letter), follow=True)

    assert "is not the one that was made" in text_of(response)
    assert b"forged" not in response.content


def test_a_pdf_not_yet_made_leads_to_the_letter(as_officer, letter):
    response = as_officer.get(at("letter-pdf", letter))

    assert response.url == letter.get_absolute_url()


@pytest.mark.parametrize("name", ["letter", "letter-pdf"])
def test_a_letter_of_a_request_one_may_not_see_is_not_there(client, letter, name):
    attach_pdf(letter=letter, on=ON)
    letter.foi_request.is_restricted = True
    letter.foi_request.save()
    stranger = UserFactory(roles=["officer"])

    for person in (stranger, letter.issued_by):
        client.force_login(person)
        assert client.get(at(name, letter)).status_code == 404


def test_letters_that_took_each_others_place_lead_to_each_other(as_officer, letter):
    second = LetterFactory(foi_request=letter.foi_request, number=2, supersedes=letter)

    first_page = text_of(as_officer.get(letter.get_absolute_url()))
    second_page = text_of(as_officer.get(second.get_absolute_url()))

    assert second.get_absolute_url() in first_page
    assert "Replaced by the" in first_page
    assert letter.get_absolute_url() in second_page


def test_a_letter_asks_a_fixed_number_of_questions(
    as_officer, letter, django_assert_num_queries
):
    with django_assert_num_queries(10):
        as_officer.get(letter.get_absolute_url())
