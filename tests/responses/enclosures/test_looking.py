"""Enclosures are checked for hidden data before the letter can go."""

from requests_app.models import Job
from responses.checks.findings import findings_in
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.letters.composing import compose
from responses.models import Enclosure
from tests.jobs import run_jobs
from tests.responses.enclosures.added import add
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
