"""A double is in no return."""

from datetime import date

import pytest

from requests_app.casework.doubles import mark_double
from requests_app.models import FOIRequest
from requests_app.workflow import State
from returns.counting import count
from returns.population import Period
from returns.reports import reports
from tests.factories import FOIRequestFactory

RECEIVED, TODAY = date(2026, 1, 5), date(2026, 4, 20)
PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), on=TODAY, today=TODAY)


def figures(authority):
    return {
        key: {
            (row, column): figure.value
            for row, columns in count(report, authority, PERIOD).figures.items()
            for column, figure in columns.items()
        }
        for key, report in reports().items()
    }


@pytest.mark.django_db
def test_every_return_is_as_if_the_double_had_never_come(officer):
    authority = officer.authority
    for state in (State.ANSWERED, State.WITHDRAWN, State.ANSWERING):
        FOIRequestFactory(authority=authority, state=state, received_on=RECEIVED)
    without = figures(authority)
    first = FOIRequest.objects.get(state=State.ANSWERING)
    twin = FOIRequestFactory(authority=authority, received_on=RECEIVED)
    assert figures(authority) != without

    mark_double(foi_request=twin, original=first, by=officer, on=TODAY)

    assert figures(authority) == without
