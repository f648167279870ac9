"""Small numbers by kind of requester do not go out."""

from datetime import date

import pytest

from requests_app.models import RequesterType
from returns.counting import TOTAL, count
from returns.population import Period
from returns.reports import reports
from returns.suppressing import suppressed
from tests.factories import AuthorityFactory, FOIRequestFactory

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 1))


def office(*numbers):
    """Make an authority with this number of requests of each kind of requester."""
    authority = AuthorityFactory()
    kinds = []
    for number in numbers:
        kind = RequesterType.objects.create(
            authority=authority, name=f"Kind {len(kinds)}"
        )
        kinds.append(str(kind.pk))
        for _ in range(number):
            FOIRequestFactory(authority=authority, requester_type=kind)
    return authority, kinds


def received(*numbers):
    authority, kinds = office(*numbers)
    table = suppressed(count(reports()["requesters"], authority, PERIOD))
    row = table.figures["received"]
    return [row[kind].value for kind in kinds if kind in row], row[TOTAL].value


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("numbers", "shown", "total"),
    [
        ((6, 5, 9), [6, 5, 9], 20),
        ((6, 3, 9), [None, None, 9], 18),  # the next smallest goes too
        ((4, 3, 9), [None, None, 9], 16),
        ((3,), [None], None),  # the total would be the number
    ],
)
def test_numbers_under_five_are_left_out(numbers, shown, total):
    assert received(*numbers) == (shown, total)


@pytest.mark.django_db
def test_a_return_without_kinds_of_requester_goes_out_whole():
    authority, _ = office(3)
    table = count(reports()["s45"], authority, PERIOD)

    assert suppressed(table) == table
