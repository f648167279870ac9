"""Requests alike, as counted by hand."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.alike.services import compare
from requests_app.models import Fingerprint, FOIRequest
from returns.building import Definition
from returns.counting import count, requests_of
from returns.finding import TABLE, find_report
from returns.population import Period
from tests.factories import DepartmentFactory, FOIRequestFactory
from tests.returns.test_hours import tell

ON = date(2026, 5, 1)
PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), ON, ON)
BEFORE, AFTER = date(2025, 12, 5), date(2026, 5, 2)
SALT = "How much road salt was spread in the winter of 2024, and at what cost?"
DOGS = "How many dogs bit a postman in each of the last three years?"
TREES = "Which trees along the High Street were felled, and who decided on this?"
ROOF = "What did the new roof of the library cost, and which firm built it?"
LONE = "Please send the minutes of every meeting about the car park at the harbour."

pytestmark = pytest.mark.django_db


def asked(text, authority, sender="alex", **fields):
    made = FOIRequestFactory(
        authority=authority,
        received_text=text,
        requester_email=f"{sender}@requester.example",
        **fields,
    )
    Fingerprint.objects.create(foi_request=made)
    compare([made.pk])
    return made


@pytest.fixture
def office(manager):
    """A campaign of three, a round robin, a text sent again, and others."""
    authority = manager.authority
    elsewhere = FOIRequestFactory().authority
    campaign = [asked(SALT, authority, sender) for sender in ("alex", "Alex", "kim")]
    robin = asked(DOGS, authority, is_restricted=True)
    asked(DOGS, elsewhere)
    again = asked(TREES, authority)
    asked(TREES, authority, received_on=BEFORE)
    # Received after the day of counting: nothing is known of it that day.
    alone = [asked(ROOF, authority), asked(LONE, authority)]
    asked(ROOF, authority, received_on=AFTER)
    parks = DepartmentFactory(authority=authority, name="Parks")
    tell(campaign[0], parks, 90, by=manager)
    tell(again, parks, 30, by=manager)
    tell(alone[0], parks, 600, by=manager)
    return authority, campaign, robin, again


def test_groups_are_as_counted_by_hand(office):
    authority, *_ = office
    report = find_report("alike", authority, PERIOD)

    figures = count(report, authority, PERIOD).figures

    def values(key):
        return [figure.value for figure in figures[key].values()]

    # Groups, requests, share, largest group, hours.
    assert values("all") == [3, 5, 71, 3, 2.0]
    assert figures["all"]["pct"].denominator == 7
    assert values("round_robin") == [1, 1, 14, 1, 0]
    assert values("campaign") == [1, 3, 43, 3, 1.5]
    assert values("again") == [2, 4, 57, 3, 2.0]


def test_a_quarter_without_any_request_has_no_group(manager):
    report = find_report("alike", manager.authority, PERIOD)

    figures = count(report, manager.authority, PERIOD).figures

    assert [each.value for each in figures["all"].values()] == [0, 0, None, 0, 0]


def test_each_number_is_the_length_of_its_list(office):
    authority, campaign, *_ = office
    report = find_report("alike", authority, PERIOD)
    every = FOIRequest.objects.filter(authority=authority)

    figures = count(report, authority, PERIOD).figures

    for row in report.rows:
        for column in ("requests", "largest"):
            found = requests_of(report, row, column, every, PERIOD, authority=authority)
            assert found.count() == figures[row.key][column].value, row.key
    largest = requests_of(
        report, report.row("all"), "largest", every, PERIOD, authority=authority
    )
    assert set(largest) == set(campaign)


def test_a_restricted_request_counts_and_is_not_listed(office, manager, client):
    _, _, robin, _ = office
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    address = reverse("counted-requests", kwargs={"key": "alike"})

    page = client.get(
        address,
        {
            "first": "2026-01-01",
            "last": "2026-03-31",
            "on": "2026-05-01",
            "row": "round_robin",
            "column": "requests",
        },
    )

    assert page.context["counted"] == 1
    assert list(page.context["page"]) == []
    assert robin.reference not in page.content.decode()


def test_tables_of_ones_own_count_one_of_several_alike(office):
    authority, *_ = office
    report = find_report(TABLE, authority, PERIOD, Definition("alike"))

    figures = count(report, authority, PERIOD).figures

    assert figures["alike-yes"]["all"].value == 5
    assert figures["alike-no"]["all"].value == 2
