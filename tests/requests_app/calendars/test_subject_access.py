"""The month for the requester's own data, beside the time of the request's law."""

from datetime import date

import pytest

from requests_app.calendars.subject_access import subject_access_due
from tests.factories import AuthorityFactory, FOIRequestFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("regime", "received_on", "expected"),
    [
        pytest.param("FOIA", date(2026, 3, 2), date(2026, 4, 2), id="same date"),
        pytest.param("FOIA", date(2026, 1, 31), date(2026, 3, 2), id="a short month"),
        pytest.param("FOIA", date(2026, 3, 3), date(2026, 4, 7), id="Easter"),
        pytest.param("FOIA", date(2026, 11, 25), date(2026, 12, 29), id="Christmas"),
        pytest.param("EIR", date(2026, 4, 16), date(2026, 5, 18), id="a Saturday"),
        # Easter Monday is no bank holiday in Scotland, Good Friday is.
        pytest.param("FOISA", date(2026, 3, 3), date(2026, 4, 6), id="Scottish Easter"),
        pytest.param("EISR", date(2026, 3, 2), date(2026, 4, 2), id="Scottish"),
    ],
)
def test_the_month_ends_on_a_working_day_of_the_country(regime, received_on, expected):
    made = FOIRequestFactory(
        regime=regime,
        received_on=received_on,
        authority=AuthorityFactory(kind="police"),
    )

    assert subject_access_due(made) == expected
