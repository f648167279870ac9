"""Files with letters, and of departments, are scanned for viruses first."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from requests_app.files.virus_scanner import ScannerAway
from responses.enclosures.looking import scan_enclosure
from responses.enclosures.reading import read
from responses.models import Enclosure
from responses.refusals import DocumentDamaged
from tests.factories import EnclosureFactory
from tests.requests_app.files.clamd import EICAR, SIGNATURE, running_clamd

DAY = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 14, 2, tzinfo=ZoneInfo("Europe/London"))
pytestmark = pytest.mark.django_db


def waiting(content="Year,Number\r\n2025,12\r\n"):
    return EnclosureFactory(
        content=content, scan=Enclosure.Scan.WAITING, scanned_at=None
    )


def test_a_file_with_a_virus_is_never_opened_or_sent(settings):
    enclosure = waiting(EICAR.decode())
    with running_clamd() as server:
        settings.CLAMD = server.address
        enclosure = scan_enclosure(enclosure=enclosure, on=DAY, at=AT)

    assert enclosure.is_held_back
    assert not enclosure.may_be_accepted
    with pytest.raises(DocumentDamaged, match=f"has a virus: {SIGNATURE}"):
        read(enclosure)


def test_a_clean_file_is_checked_for_hidden_data_as_before(settings):
    enclosure = waiting()
    with running_clamd() as server:
        settings.CLAMD = server.address
        enclosure = scan_enclosure(enclosure=enclosure, on=DAY, at=AT)

    assert enclosure.scan == Enclosure.Scan.CLEAN
    assert read(enclosure).startswith(b"Year")


def test_a_file_waits_while_the_scanner_is_away(settings):
    settings.CLAMD = "127.0.0.1:1"
    enclosure = waiting()

    with pytest.raises(ScannerAway):
        scan_enclosure(enclosure=enclosure, on=DAY, at=AT)

    enclosure.refresh_from_db()
    assert enclosure.scan == Enclosure.Scan.WAITING
    with pytest.raises(DocumentDamaged, match="has not been scanned"):
        read(enclosure)
