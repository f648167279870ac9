"""Authorities that want archive copies get each letter as PDF/A, with its files."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfReader

from requests_app.models import Job
from responses.issuing.archiving import (
    archive_letter,
    read_archived,
)
from responses.letters.records import MAKE_ARCHIVE_PDF, MAKE_PDF
from responses.models import ArchivedLetter, Enclosure, Letterhead
from responses.models.enclosures import enclosure_storage
from responses.refusals import DocumentDamaged
from tests.jobs import run_jobs
from tests.pdfua.checking import broken_rules
from tests.responses import kinds
from tests.responses.kinds import ON

CSV = b"Place,Cameras\r\nHigh Street,2\r\n"


@pytest.fixture
def letter(officer, approver):
    Letterhead.objects.create(authority=officer.authority, archive="pdf_a")
    foi_request = kinds.full_disclosure(authority=officer.authority)
    return kinds.issued(foi_request, by=officer, approver=approver)


def enclose(letter, content=CSV, name="cameras.csv"):
    kept = enclosure_storage().save(f"enclosures/{name}", ContentFile(content))
    return Enclosure.objects.create(
        foi_request=letter.foi_request,
        letter=letter,
        title="Cameras by place",
        name=name,
        file=kept,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        scan="clean",
        added_by=letter.issued_by,
    )


def test_a_letter_is_archived_once_where_its_authority_wants_it(letter):
    run_jobs(MAKE_PDF, on=ON)

    assert run_jobs(MAKE_ARCHIVE_PDF) == 1
    assert run_jobs(MAKE_ARCHIVE_PDF) == 0
    archived = ArchivedLetter.objects.get(letter=letter)
    assert archive_letter(letter=letter) == archived
    assert archived.variant == "PDF/A-2a"
    assert read_archived(archived).startswith(b"%PDF-1.7")
    assert archived.sha256 != letter.pdf_sha256


def test_no_letter_is_archived_where_nobody_wants_it(letter):
    Letterhead.objects.update(archive="none")

    run_jobs(MAKE_PDF, on=ON)

    assert not Job.objects.filter(kind=MAKE_ARCHIVE_PDF.name).exists()


def test_a_letter_for_the_archive_passes_pdf_a(letter, tmp_path):
    archived = archive_letter(letter=letter)
    file = tmp_path / "archived.pdf"
    file.write_bytes(read_archived(archived))

    assert broken_rules(file, standard="PDFA_2_A") == {"archived": []}


def test_files_that_went_with_a_letter_are_kept_inside_it(letter, tmp_path):
    enclose(letter)

    archived = archive_letter(letter=letter)

    file = tmp_path / "archived.pdf"
    file.write_bytes(read_archived(archived))
    reader = PdfReader(BytesIO(file.read_bytes()))
    assert archived.variant == "PDF/A-3a"
    assert reader.attachments == {"cameras.csv": [CSV]}
    assert broken_rules(file, standard="PDFA_3_A") == {"archived": []}


def test_a_letter_whose_file_was_changed_is_not_archived(letter):
    enclosed = enclose(letter)
    Path(enclosed.file.path).write_bytes(b"Something else")
    run_jobs(MAKE_PDF, on=ON)

    made = run_jobs(MAKE_ARCHIVE_PDF)

    assert made == 0
    assert "is not the file" in Job.objects.get(kind=MAKE_ARCHIVE_PDF.name).last_error
    assert not ArchivedLetter.objects.exists()


def test_files_too_large_to_be_held_stay_beside_the_letter(letter, monkeypatch):
    monkeypatch.setattr("responses.issuing.archiving.MOST_INSIDE_BYTES", 10)
    enclose(letter)

    assert archive_letter(letter=letter).variant == "PDF/A-2a"


def test_an_archived_letter_that_was_changed_is_not_given_out(letter):
    archived = archive_letter(letter=letter)
    Path(archived.file.path).write_bytes(b"%PDF-1.7 something else")

    with pytest.raises(DocumentDamaged, match="not the one"):
        read_archived(archived)
