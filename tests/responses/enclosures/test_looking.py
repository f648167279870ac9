"""Enclosures are checked for hidden data before the letter can go."""

from requests_app.models import Job
from responses.checks.findings import findings_in
from responses.enclosures import looking
from responses.enclosures.looking import SCAN_ENCLOSURE, words_of
from responses.letters.composing import compose
from responses.letters.enclosures import enclosed_with
from responses.models import Enclosure
from tests.jobs import run_jobs
from tests.responses.enclosures.added import add
from tests.responses.files import hidden_sheet
from tests.responses.kinds import AT, ON


def test_a_file_waits_for_being_looked_through_once(foi_request, officer):
    enclosure = add(foi_request, officer)

    job = Job.objects.get(kind=SCAN_ENCLOSURE.name)
    assert job.foi_request == foi_request
    assert run_jobs(SCAN_ENCLOSURE, on=ON, at=AT) == 1
    assert run_jobs(SCAN_ENCLOSURE, on=ON, at=AT) == 0
    enclosure.refresh_from_db()
    assert (enclosure.scan, enclosure.found) == (Enclosure.Scan.CLEAN, [])
    assert enclosure.scanned_at == AT


def test_a_file_not_looked_through_blocks_the_letter(foi_request, officer):
    add(foi_request, officer)

    findings = findings_in(compose(foi_request, on=ON))

    assert "attachment_not_scanned" in {finding.code for finding in findings}


def test_the_words_of_a_file_are_kept_for_the_checks(foi_request, officer):
    enclosure = add(foi_request, officer)

    run_jobs(SCAN_ENCLOSURE, on=ON, at=AT)

    enclosure.refresh_from_db()
    assert "2025" in enclosure.words
    assert [one.words for one in enclosed_with(foi_request)] == [enclosure.words]


def test_a_file_whose_words_cannot_be_read_has_none(tmp_path, monkeypatch):
    path = tmp_path / "plan"
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    assert words_of(path, "plan.docx") == words_of(path, "plan.xlsx") == ""

    path.write_text("Short enough to read, and then not.")
    assert words_of(path, "plan.txt") == "Short enough to read, and then not."
    monkeypatch.setattr(looking, "LARGEST_BYTES", 10)
    assert words_of(path, "plan.txt") == ""


def test_the_words_in_sight_of_a_workbook_are_kept_and_no_others(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(hidden_sheet())

    words = words_of(path, path.name)

    assert "Year,Number,Kind" in words
    assert "HIDDEN-CANARY" not in words
