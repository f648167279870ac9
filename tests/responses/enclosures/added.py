"""Add, check and issue enclosures for the tests of enclosures."""

from django.core.files.storage import storages

from responses.checks.findings import findings_in
from responses.enclosures.adding import add_enclosure
from responses.enclosures.looking import scan_enclosure
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from tests.responses import kinds
from tests.responses.files import plain_table
from tests.responses.kinds import AT, ON

MOST = 25_000_000
PLAIN = plain_table()


def add(foi_request, by, content=PLAIN, name="figures.csv", **changes):
    """Add a file to the draft of a request."""
    return add_enclosure(
        **{
            "foi_request": foi_request,
            "chunks": [content],
            "name": name,
            "title": "",
            "most_bytes": MOST,
            "by": by,
            "on": ON,
            **changes,
        }
    )


def look(enclosure):
    """Check a file for hidden data."""
    return scan_enclosure(enclosure=enclosure, on=ON, at=AT)


def kept(enclosure):
    """Whether the file is still stored."""
    return storages["default"].exists(enclosure.stored_as)


def codes(foi_request):
    """Return the codes of what is found in the letter."""
    findings = findings_in(compose(foi_request, on=ON))
    return {finding.code for finding in findings}


def issued(officer, approver):
    """Return a file and its request, whose letter is cleared."""
    foi_request = kinds.full_disclosure(authority=officer.authority)
    enclosure = look(add(foi_request, officer))
    foi_request = kinds.cleared(foi_request, by=officer, approver=approver)
    return enclosure, foi_request


def issue(foi_request, by):
    """Issue the letter of a request."""
    return issue_response(foi_request=foi_request, number=1, by=by, on=ON, at=AT)
