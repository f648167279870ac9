"""A request with a draft that can be issued."""

import pytest

from documents.hidden.drawn import drawing
from tests.responses import kinds


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


@pytest.fixture(autouse=True)
def _without_libreoffice(monkeypatch):
    """Spare the seconds that LibreOffice takes for each file."""
    monkeypatch.setattr(drawing, "PROGRAM", "no-such-program")
