"""Requests that wait for clarification: since when, and when they may be closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from requests_app.lists.unclear import NOT_YET, YET, closing_in_words, may_be_closed
from requests_app.models import ClockEvent, FOIRequest
from statute.deadlines.months import corresponding_date
from tests.factories import FOIRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(officer):
    """Make a request about which the requester was asked on a day."""

    def asked(on, **fields):
        fields = {"state": "awaiting_clarification"} | fields
        foi_request = FOIRequestFactory(
            authority=officer.authority,
            officer=officer,
            received_on=date(2025, 1, 6),
            **fields,
        )
        ClockEvent.objects.create(
            foi_request=foi_request, name="clarification_sent", on=on
        )
        return foi_request

    return asked


def found(values, on):
    return set(FOIRequest.objects.filter(may_be_closed(values, on)))


@pytest.mark.parametrize("months", [None, 1, 2, 6])
@pytest.mark.parametrize(
    "asked_on", [date(2025, 12, 29), date(2025, 12, 31), date(2026, 1, 1)]
)
def test_a_request_may_be_closed_from_the_day_the_list_says(
    asked, officer, asked_on, months
):
    if months:
        officer.authority.interpretations = {"clarification_close_after_months": months}
        officer.authority.save()
    foi_request = asked(asked_on)
    first = corresponding_date(asked_on, months or 2)

    assert found([YET], first - timedelta(days=1)) == set()
    assert found([NOT_YET], first - timedelta(days=1)) == {foi_request}
    assert found([YET], first) == {foi_request}
    assert found([NOT_YET], first) == set()
    assert found([YET, NOT_YET], first) == {foi_request}


def test_the_last_asking_counts_and_only_while_the_request_waits(asked):
    again = asked(date(2026, 1, 5))
    ClockEvent.objects.create(
        foi_request=again, name="clarification_sent", on=date(2026, 3, 9)
    )
    asked(date(2026, 1, 5), state="answering")
    undone = asked(date(2026, 1, 5))
    ClockEvent.objects.filter(foi_request=undone).update(
        undone_on=date(2026, 1, 6), undone_reason="Another request."
    )

    assert found([YET], date(2026, 4, 1)) == set()
    assert found([NOT_YET], date(2026, 4, 1)) == {again}


def test_the_list_says_since_when_and_from_which_day(asked, officer, client):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    on = date(2025, 3, 3)
    asked(on)

    page = client.get(reverse("foi-requests"), {"unclear": YET})

    (row,) = page.context["object_list"]
    assert row.turn.whose == "The requester"
    assert row.turn.since == on
    assert "May be closed since 3 May 2025" in page.content.decode()


def test_a_day_to_come_is_said_as_such():
    asked_on, on = date(2026, 3, 9), date(2026, 3, 16)

    words = closing_in_words(asked_on, months=2, on=on)

    assert words == "May be closed from 9 May 2026"
