"""Files are scanned by ClamAV, and held until the scanner has passed them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from requests_app.files import virus_scanner
from requests_app.files.adding import add_file
from requests_app.files.keeping import keep_file
from requests_app.files.scanning import (
    SCAN_FILE,
    NothingToScan,
    StillHeld,
    scan_again,
    scan_when_back,
)
from requests_app.files.virus_scanner import (
    ScannerAway,
    TooLargeToScan,
    is_scanner_there,
    virus_in,
)
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import Job, KeptFile, Notice
from tests.factories import FOIRequestFactory, KeptFileFactory
from tests.requests_app.files.clamd import EICAR, SIGNATURE, running_clamd

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 2, tzinfo=ZoneInfo("Europe/London"))
Scan, Hold = KeptFile.Scan, KeptFile.Hold


@pytest.fixture
def clamd(settings):
    with running_clamd() as server:
        settings.CLAMD = server.address
        yield server


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


def add(foi_request, content=b"Twelve bicycles.", name="note.txt"):
    kept = keep_file(authority=foi_request.authority, name=name, content=content)
    return add_file(
        foi_request=foi_request,
        kept_file=kept,
        name=name,
        source="with_request",
        by=None,
        on=DAY,
    )


def run_scans():
    """Run every scan that is due now."""
    Job.objects.filter(kind=SCAN_FILE.name).update(due_at=AT - timedelta(days=300))
    return run_due(handler=handler_of(SCAN_FILE.name), on=DAY, at=AT)


def kept_of(file):
    return KeptFile.objects.get(pk=file.kept_file_id)


def written(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def test_the_scanner_names_the_virus(clamd, tmp_path):
    assert virus_in(written(tmp_path, b"before" + EICAR)) == SIGNATURE
    assert clamd.heard == [b"zINSTREAM"]


def test_a_clean_file_has_no_virus_and_arrives_whole(clamd, tmp_path):
    content = bytes(range(256)) * 1000

    assert virus_in(written(tmp_path, content)) == ""
    assert clamd.contents == [content]


def test_the_scanner_is_reached_by_its_socket_too(settings, tmp_path):
    with running_clamd(tmp_path / "clamd.ctl") as server:
        settings.CLAMD = server.address

        assert virus_in(written(tmp_path, EICAR)) == SIGNATURE
        assert is_scanner_there()


def test_a_file_larger_than_the_scanner_takes_is_told_apart(clamd, tmp_path):
    clamd.most_bytes = 100_000

    with pytest.raises(TooLargeToScan):
        virus_in(written(tmp_path, bytes(3_000_000)))


@pytest.mark.parametrize("manner", ["half", "error", "silent"])
def test_no_verdict_is_never_a_clean_verdict(clamd, tmp_path, monkeypatch, manner):
    monkeypatch.setattr(virus_scanner, "TIMEOUT_SECONDS", 0.2)
    clamd.manner = manner

    with pytest.raises(ScannerAway):
        virus_in(written(tmp_path, EICAR))


@pytest.mark.parametrize("where", ["127.0.0.1:1", "/nowhere/clamd.ctl"])
def test_a_scanner_that_is_not_there_is_away(settings, tmp_path, where):
    settings.CLAMD = where

    assert not is_scanner_there()
    with pytest.raises(ScannerAway):
        virus_in(written(tmp_path, b"words"))


@pytest.mark.django_db
def test_without_a_scanner_files_open_at_once(foi_request):
    file = add(foi_request)

    assert kept_of(file).scan == Scan.NOT_NEEDED
    assert not Job.objects.filter(kind=SCAN_FILE.name).exists()


@pytest.mark.django_db
def test_a_file_waits_for_the_scanner_and_opens_once_it_is_clean(clamd, foi_request):
    file = add(foi_request)
    assert not kept_of(file).may_be_opened

    run_scans()

    assert kept_of(file).scan == Scan.CLEAN
    assert kept_of(file).scanned_at == AT


@pytest.mark.django_db
def test_an_infected_file_is_kept_never_opened_and_told(clamd, foi_request, officer):
    file = add(foi_request, EICAR, name="invoice.txt")

    run_scans()

    kept = kept_of(file)
    assert (kept.scan, kept.signature) == (Scan.INFECTED, SIGNATURE)
    assert not kept.may_be_opened
    notice = Notice.objects.get()
    assert notice.person == officer
    assert "A virus was found in invoice.txt" in notice.words
    entry = foi_request.history.get(kind="file_infected")
    assert entry.note == f"invoice.txt: {SIGNATURE}"


@pytest.mark.django_db
def test_bytes_known_as_infected_are_told_of_with_each_request(clamd, foi_request):
    add(foi_request, EICAR)
    run_scans()
    second = FOIRequestFactory(
        authority=foi_request.authority, officer=foi_request.officer
    )

    file = add(second, EICAR)

    assert kept_of(file).scan == Scan.INFECTED
    assert Notice.objects.filter(foi_request=second).count() == 1
    assert not Job.objects.waiting().filter(kind=SCAN_FILE.name).exists()


@pytest.mark.django_db
def test_a_file_is_held_while_the_scanner_is_down(settings, foi_request):
    settings.CLAMD = "127.0.0.1:1"
    file = add(foi_request)

    assert run_scans() == 0

    assert kept_of(file).standing == "Held: the virus scanner does not answer"
    job = Job.objects.get(kind=SCAN_FILE.name)
    assert job.attempts == 1
    assert job.done_at is None
    assert not Notice.objects.exists()


def give_up(foi_request):
    """Let the scan of a file fail for the last time."""
    file = add(foi_request)
    Job.objects.filter(kind=SCAN_FILE.name).update(attempts=SCAN_FILE.most_attempts - 1)
    run_scans()
    return file


@pytest.mark.django_db
def test_a_person_is_told_once_after_the_last_attempt(settings, foi_request, officer):
    settings.CLAMD = "127.0.0.1:1"
    file = give_up(foi_request)

    run_scans()

    assert Job.objects.get(kind=SCAN_FILE.name).needs_attention
    notice = Notice.objects.get()
    assert notice.person == officer
    assert notice.words == (
        f"{file.name} is held and cannot be opened: the virus scanner does not answer."
    )


@pytest.mark.django_db
def test_held_files_are_scanned_when_the_scanner_is_back(settings, foi_request):
    settings.CLAMD = "127.0.0.1:1"
    file = give_up(foi_request)
    assert scan_when_back() == 0

    with running_clamd() as server:
        settings.CLAMD = server.address
        assert scan_when_back() == 1
        run_scans()

    assert kept_of(file).scan == Scan.CLEAN


@pytest.mark.django_db
def test_a_person_may_have_a_held_file_scanned_again(settings, foi_request):
    settings.CLAMD = "127.0.0.1:1"
    file = give_up(foi_request)

    with running_clamd() as server:
        settings.CLAMD = server.address
        assert scan_again(kept=file.kept_file, name=file.name).scan == Scan.WAITING
        run_scans()

    assert kept_of(file).may_be_opened
    with pytest.raises(NothingToScan):
        scan_again(kept=file.kept_file, name=file.name)


@pytest.mark.django_db
def test_a_file_too_large_for_the_scanner_stays_held_and_is_told(clamd, foi_request):
    clamd.most_bytes = 10
    file = add(foi_request)

    run_scans()

    kept = kept_of(file)
    assert (kept.scan, kept.hold) == (Scan.HELD, Hold.TOO_LARGE_TO_SCAN)
    assert Notice.objects.count() == 1
    assert not Job.objects.waiting().filter(kind=SCAN_FILE.name).exists()

    clamd.most_bytes = 1000
    scan_again(kept=file.kept_file, name=file.name)
    run_scans()

    assert kept_of(file).scan == Scan.CLEAN


@pytest.mark.django_db
def test_a_large_attachment_is_told_and_still_held_when_asked(settings, foi_request):
    settings.MOST_BYTES_PER_FILE = 10
    file = add(foi_request)

    assert Notice.objects.get().words == (
        "note.txt is held and cannot be opened: the file is larger than files may be."
    )
    with pytest.raises(StillHeld, match=r"note.txt has 16 bytes, and a file may have"):
        scan_again(kept=file.kept_file, name=file.name)


@pytest.mark.django_db
def test_a_scan_may_run_twice(clamd, foi_request):
    file = add(foi_request, EICAR)
    run_scans()
    Job.objects.filter(kind=SCAN_FILE.name).update(done_at=None)

    run_scans()

    assert kept_of(file).scan == Scan.INFECTED
    assert Notice.objects.count() == 1
    assert foi_request.history.filter(kind="file_infected").count() == 1


@pytest.mark.django_db
def test_a_file_of_before_the_scanner_is_scanned_when_it_comes_again(
    clamd, foi_request
):
    kept = KeptFileFactory(authority=foi_request.authority, content="Old words")

    add(foi_request, b"Old words")

    kept.refresh_from_db()
    assert kept.scan == Scan.WAITING


@pytest.mark.django_db
def test_files_open_after_the_scanner_was_given_up(settings, foi_request):
    settings.CLAMD = "127.0.0.1:1"
    file = give_up(foi_request)
    settings.CLAMD = ""

    scan_again(kept=file.kept_file, name=file.name)
    run_scans()

    assert kept_of(file).scan == Scan.NOT_NEEDED
