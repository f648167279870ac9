"""The address for replies: one for each request, and recognised again."""

import pytest

from responses.models import Sender
from responses.senders.replies import (
    reply_address,
    request_of_address,
    why_no_pattern,
)
from tests.factories import FOIRequestFactory

pytestmark = pytest.mark.django_db
PATTERN = "foi+{reference}@council.example"


def made(officer, reference, pattern=PATTERN):
    if pattern:
        Sender.objects.create(authority=officer.authority, reply_pattern=pattern)
    return FOIRequestFactory(authority=officer.authority, reference=reference)


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("1413-26", "foi+1413-26@council.example"),
        ("FOI/2026/0012", "foi+FOI~2026~0012@council.example"),
        ("F.7_26", "foi+F.7_26@council.example"),
    ],
)
def test_each_request_has_its_address_and_is_found_by_it(officer, reference, address):
    foi_request = made(officer, reference)

    assert reply_address(foi_request) == address
    for spelt in (address, address.upper(), address.lower(), f" {address} "):
        found = request_of_address(spelt, authority_id=officer.authority_id)
        assert found == foi_request


def test_without_a_pattern_replies_go_to_the_authority(officer):
    foi_request = made(officer, "1413-26", pattern="")

    assert reply_address(foi_request) == officer.authority.email


@pytest.mark.parametrize("reference", ["Ẃ-1-26", "1..26"])
def test_a_reference_that_fits_no_address_goes_without(officer, reference):
    foi_request = made(officer, reference)

    assert reply_address(foi_request) == officer.authority.email


def test_a_reference_too_long_for_an_address_goes_without(officer):
    foi_request = made(officer, "9" * 60, "requests+{reference}@council.example")

    assert reply_address(foi_request) == officer.authority.email


@pytest.mark.parametrize(
    "address",
    [
        "foi@council.example",
        "foi+@council.example",
        "foi+1413-27@council.example",
        "foi+1413-26@elsewhere.example",
        "xfoi+1413-26@council.example",
        "foi+-----------@council.example",
    ],
)
def test_other_addresses_belong_to_no_request(officer, address):
    made(officer, "1413-26")

    assert request_of_address(address, authority_id=officer.authority_id) is None


def test_the_address_of_one_authority_opens_no_request_of_another(officer):
    made(officer, "1413-26")
    other = FOIRequestFactory(reference="7-26")
    address = "foi+1413-26@council.example"

    assert request_of_address(address, authority_id=other.authority_id) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "foi@council.example",
        "foi@{reference}.council.example",
        "{reference}{reference}@council.example",
        "foi {reference}@council.example",
        "foi+{reference}@",
        "foi+{reference}",
    ],
)
def test_a_pattern_that_makes_no_address_is_refused(pattern):
    assert why_no_pattern(pattern)


def test_a_pattern_is_taken():
    assert why_no_pattern(PATTERN) == ""
