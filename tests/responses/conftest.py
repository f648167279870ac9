from functools import partial

import pytest
from django.urls import reverse

from documents.hidden.drawn import drawing


@pytest.fixture
def at(foi_request):
    """Return the address of a page about the request."""
    return partial(_address, foi_request.reference)


def _address(reference, name, *args):
    return reverse(name, args=[reference, *args])


@pytest.fixture
def drafter(client, officer):
    """The officer's browser."""
    client.force_login(officer)
    return client


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch):
    """Look at enclosures without LibreOffice, which takes seconds to start."""
    monkeypatch.setattr(drawing, "PROGRAM", "no-such-program")
