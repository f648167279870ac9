"""A PDF is made once, whole, from the frozen page, and served as made."""

import errno
import hashlib
import os
import resource
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db.models.functions import Now

from requests_app.files import storage
from requests_app.models import Job
from responses.letters import records
from responses.letters.history import LettersHistory
from responses.letters.pdf import pdf_of
from responses.letters.records import (
    MAKE_PDF,
    attach_pdf,
    delete_unfinished,
    read_pdf,
)
from responses.models import Letter
from responses.refusals import DocumentDamaged
from tests.factories import LetterFactory
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.kinds import ON
from tests.workers import die, has_been_killed, start_worker

PDF_ATTACHED = LettersHistory.PDF_ATTACHED


@pytest.fixture
def letter(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    return kinds.issued(foi_request, by=officer, approver=approver)


def files():
    return [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]


def test_a_letter_gets_its_pdf_under_a_name_made_of_its_content(letter):
    made = attach_pdf(letter=letter, on=ON)

    (file,) = files()
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    entry = made.foi_request.history.first()
    assert file.name == f"{sha256}.pdf"
    assert made.pdf_sha256 == sha256
    assert file.read_bytes().startswith(b"%PDF-1.7")
    assert (entry.kind, entry.by) == (PDF_ATTACHED, None)


def test_a_pdf_made_twice_is_attached_once(letter):
    stale = Letter.objects.get(pk=letter.pk)
    attach_pdf(letter=letter, on=ON)

    attach_pdf(letter=stale, on=ON)

    assert len(files()) == 1
    assert letter.foi_request.history.filter(kind=PDF_ATTACHED).count() == 1


def test_the_same_page_gives_the_same_pdf(letter):
    assert pdf_of(letter.html) == pdf_of(letter.html)


def test_letters_that_wait_are_made_and_their_jobs_done(letter):
    made = run_jobs(MAKE_PDF, on=ON)

    letter.refresh_from_db()
    assert made == 1
    assert letter.pdf
    assert not Job.objects.waiting().exists()
    assert run_jobs(MAKE_PDF, on=ON) == 0


def test_a_page_that_names_a_picture_waits_and_says_why(letter):
    page = letter.html.replace(
        "</article>", '<img src="http://a.example/b.png"></article>'
    )
    other = LetterFactory(html=page, foi_request=letter.foi_request, number=2)
    Job.objects.update(payload={"letter_id": other.pk})

    made = run_jobs(MAKE_PDF, on=ON)

    job = Job.objects.get()
    other.refresh_from_db()
    assert made == 0
    assert job.done_at is None
    assert "a.example" in job.last_error
    assert not other.pdf
    assert not files()


def test_a_full_disk_leaves_no_half_file_and_the_letter_waits(letter):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    pdf_of(letter.html)  # The font files are larger than the limit, so load them first.
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 * 1024, limits[1]))
    try:
        made = run_jobs(MAKE_PDF, on=ON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)

    job = Job.objects.get()
    assert made == 0
    assert "There is no room left where letters are kept." in job.last_error
    assert not files()
    Job.objects.update(due_at=Now())
    assert run_jobs(MAKE_PDF, on=ON) == 1


def test_a_letter_waits_while_its_storage_is_away(letter):
    Path(settings.MEDIA_ROOT).parent.mkdir(exist_ok=True)
    Path(settings.MEDIA_ROOT).write_text("not mounted")

    made = run_jobs(MAKE_PDF, on=ON)

    job = Job.objects.get()
    letter.refresh_from_db()
    assert made == 0
    assert not letter.pdf
    assert "cannot be written to just now" in job.last_error
    assert str(settings.MEDIA_ROOT) not in job.last_error
    Path(settings.MEDIA_ROOT).unlink()
    Job.objects.update(due_at=Now())
    assert run_jobs(MAKE_PDF, on=ON) == 1


class NoRoom(FileSystemStorage):
    """A storage elsewhere that takes half a file and fails."""

    def _save(self, name, content):
        super()._save(name, ContentFile(content.read()[:2000]))
        raise OSError(errno.ENOSPC, "No space left on device")


def test_what_a_storage_took_half_is_no_letter(letter, monkeypatch):
    field = Letter._meta.get_field("pdf")
    monkeypatch.setattr(field, "storage", NoRoom())
    monkeypatch.setattr(storage, "FileSystemStorage", type("Other", (), {}))

    made = run_jobs(MAKE_PDF, on=ON)

    letter.refresh_from_db()
    assert made == 0
    assert not letter.pdf
    assert "no room left" in Job.objects.get().last_error


def test_a_page_that_is_not_the_one_issued_is_not_printed(letter):
    other = LetterFactory(
        html_sha256="0" * 64, foi_request=letter.foi_request, number=2
    )

    with pytest.raises(DocumentDamaged, match="not as issued"):
        attach_pdf(letter=other, on=ON)


def test_what_is_given_out_is_what_was_made(letter):
    made = attach_pdf(letter=letter, on=ON)

    content = read_pdf(made)

    assert hashlib.sha256(content).hexdigest() == made.pdf_sha256


def test_a_file_that_was_changed_is_not_given_out(letter):
    made = attach_pdf(letter=letter, on=ON)
    files()[0].write_bytes(b"%PDF-1.7 something else")

    with pytest.raises(DocumentDamaged, match="not the one"):
        read_pdf(made)


def test_a_file_that_is_gone_is_not_given_out(letter):
    made = attach_pdf(letter=letter, on=ON)
    files()[0].unlink()

    with pytest.raises(DocumentDamaged, match="cannot be read"):
        read_pdf(made)


def test_what_dead_workers_left_half_written_is_swept(letter):
    attach_pdf(letter=letter, on=ON)
    unfinished = Path(settings.MEDIA_ROOT, "letters", "unfinished")
    (unfinished / "old").write_text("%PDF")
    os.utime(unfinished / "old", (0, 0))
    (unfinished / "new").write_text("%PDF")

    swept = delete_unfinished(older_than_seconds=86_400, now=time.time())

    assert swept == 1
    assert {file.name for file in files() if "unfinished" in str(file)} == {"new"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "step",
    ["the PDF is made", "the file is written", "the file is in its place"],
)
def test_a_worker_killed_in_the_middle_leaves_the_letter_to_the_next(letter, step):
    assert has_been_killed(start_worker(make_letters_and_die, step))
    letter.refresh_from_db()
    assert not letter.pdf
    assert run_jobs(MAKE_PDF, on=ON) == 0  # the dead worker's lease holds
    Job.objects.update(leased_until=Now() - timedelta(seconds=1))

    made = run_jobs(MAKE_PDF, on=ON)

    letter.refresh_from_db()
    assert made == 1
    assert letter.pdf
    assert [file for file in files() if file.suffix == ".pdf"] == [
        Path(letter.pdf.path)
    ]
    assert letter.foi_request.history.filter(kind=PDF_ATTACHED).count() == 1


def make_letters_and_die(step: str) -> None:
    """Make waiting PDFs as a worker does, and die at a step of the first."""
    match step:
        case "the PDF is made":
            records.keep = die
        case "the file is written":
            storage.store = die
        case "the file is in its place":
            records.record = die
    run_jobs(MAKE_PDF, on=ON)
