from functools import partial

import pytest
from django.urls import reverse


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
