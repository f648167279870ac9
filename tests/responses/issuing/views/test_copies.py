"""Users who may see a letter can download its copies in other formats."""

from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from docx import Document

from responses.issuing.archiving import archive_letter
from responses.letters.records import MAKE_ARCHIVE_PDF, MAKE_PDF
from responses.models import Letterhead
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.kinds import ON


@pytest.fixture
def letter(officer, approver, client):
    client.force_login(officer)
    Letterhead.objects.create(authority=officer.authority, archive="pdf_a")
    foi_request = kinds.full_disclosure(
        authority=officer.authority, officer=officer, reference="26/17"
    )
    return kinds.issued(foi_request, by=officer, approver=approver)


def address(name, letter):
    reference = letter.foi_request.reference
    return reverse(name, kwargs={"reference": reference, "number": letter.number})


def test_a_letter_is_handed_out_as_a_word_document(client, letter):
    response = client.get(address("letter-in-word", letter))

    document = Document(BytesIO(response.content))
    assert response["Content-Disposition"] == (
        'attachment; filename="26-17 2026-03-09 response-full-disclosure.docx"'
    )
    assert any("twelve" in paragraph.text for paragraph in document.paragraphs)


def test_a_letters_page_offers_what_there_is(client, letter):
    before = client.get(letter.get_absolute_url()).content.decode()
    run_jobs(MAKE_PDF, on=ON)
    between = client.get(letter.get_absolute_url()).content.decode()
    run_jobs(MAKE_ARCHIVE_PDF)

    after = client.get(letter.get_absolute_url()).content.decode()

    assert address("letter-in-word", letter) not in before
    assert address("letter-in-word", letter) in between
    assert address("letter-archive", letter) not in between
    assert "(PDF/A-2a)" in after
    archived = client.get(address("letter-archive", letter))
    assert archived.content.startswith(b"%PDF")


def test_an_archived_letter_that_was_changed_is_not_handed_out(client, letter):
    archived = archive_letter(letter=letter)
    Path(archived.file.path).write_bytes(b"%PDF-1.7 something else")

    response = client.get(address("letter-archive", letter), follow=True)

    assert "not the one that was made" in response.content.decode()
