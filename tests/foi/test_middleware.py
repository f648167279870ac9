"""What is done around every page."""

import pytest
from django.test import RequestFactory

from foi.middleware import WorkingDays
from requests_app.reading.working_days import calendar_for
from statute.regimes import Regime
from statute.working_days import CalendarExhausted


@pytest.mark.django_db
def test_a_page_reads_the_bank_holidays_once(django_assert_num_queries):
    def page(request):
        return [calendar_for(regime) for regime in Regime for _ in range(20)]

    with django_assert_num_queries(1):
        WorkingDays(page)(RequestFactory().get("/"))


@pytest.mark.django_db
def test_a_date_beyond_the_known_holidays_is_refused_in_a_sentence(officer, client):
    request = RequestFactory().get("/")
    request.user = officer
    refusal = CalendarExhausted("Bank holidays are known only until 31 December 2028.")

    response = WorkingDays(None).process_exception(request, refusal)

    assert response.status_code == 409
    assert "known only until 31 December 2028." in response.content.decode()


def test_other_failures_are_left_to_django():
    request = RequestFactory().get("/")

    assert WorkingDays(None).process_exception(request, ValueError("no")) is None
