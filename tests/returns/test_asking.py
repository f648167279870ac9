"""Replies of departments, as counted by hand."""

from datetime import UTC, date, datetime

import pytest

from requests_app.models import Enquiry, FOIRequest
from returns.asking import enquiries_in
from returns.building import Definition
from returns.counting import count
from returns.finding import find_report
from returns.population import Period
from returns.reports import COUNT, PERCENT
from tests.factories import DepartmentFactory, FOIRequestFactory, UserFactory

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 1))
MONDAY = date(2026, 3, 2)
WANTED = date(2026, 3, 9)


@pytest.fixture
def departments(db):
    roads = DepartmentFactory(name="Roads")
    parks = DepartmentFactory(name="Parks", authority=roads.authority)
    DepartmentFactory(name="Archive", authority=roads.authority)
    return roads, parks


def ask(department, replied_on=None, *, chased_on=(), foi_request=None, **fields):
    foi_request = foi_request or FOIRequestFactory(authority=department.authority)
    enquiry = Enquiry.objects.create(
        foi_request=foi_request,
        department=department,
        asked_by=UserFactory(authority=department.authority),
        asked_on=MONDAY,
        wanted_by=fields.pop("wanted_by", WANTED),
        replied_on=replied_on,
        **fields,
    )
    for on in chased_on:
        enquiry.stages.create(stage="late", wanted_by=on, on=on)
    return enquiry


@pytest.fixture
def asked(departments):
    roads, parks = departments
    ask(roads, date(2026, 3, 3))  # 1 working day
    ask(roads, date(2026, 3, 6))  # 4
    ask(roads, WANTED)  # 5, in time
    ask(roads, date(2026, 3, 16), chased_on=[date(2026, 3, 10)])  # 10, late
    # Replied after the day of counting: late, waited for.
    ask(roads, date(2026, 4, 13), chased_on=[date(2026, 3, 10), date(2026, 3, 12)])
    # Chased after the day of counting only.
    ask(roads, wanted_by=date(2026, 4, 10), chased_on=[date(2026, 4, 14)])
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    ask(parks, withdrawn_at=noon)
    ask(parks, declined_at=noon, declined_by="Ann", decline_reason="Not ours.")
    # Closed after the day wanted, without a reply; and before that day.
    for closed_on in (date(2026, 3, 12), date(2026, 3, 5)):
        closed = FOIRequestFactory(
            authority=parks.authority, state="answered", closed_on=closed_on
        )
        ask(parks, foi_request=closed)
    # Not of the period, a review, and another authority.
    old = FOIRequestFactory(authority=roads.authority, received_on=date(2025, 12, 31))
    ask(roads, foi_request=old)
    review = FOIRequestFactory(authority=roads.authority, review_of=old)
    ask(roads, foi_request=review)
    ask(DepartmentFactory())
    return departments


def report_for(department):
    return find_report("departments", department.authority, PERIOD)


def test_departments_are_as_counted_by_hand(asked):
    roads, parks = asked
    report = report_for(roads)

    figures = count(report, roads.authority, PERIOD).figures

    def values(key):
        return {name: figure.value for name, figure in figures[key].items()}

    assert values(f"department_{roads.pk}") == {
        "asked": 6,
        "replied": 4,
        "lower": 3.25,  # 1, 4, 5, 10: a quarter of 3 steps is 0.75 from 1 to 4
        "median": 4.5,
        "upper": 6.25,
        "late": 2,
        "pct_late": 33,
        "chased": 2,
        "waiting": 2,
        "declined": 0,
    }
    assert values(f"department_{parks.pk}") == {
        "asked": 3,
        "replied": 0,
        "lower": None,
        "median": None,
        "upper": None,
        "late": 1,
        "pct_late": 33,
        "chased": 0,
        "waiting": 0,
        "declined": 1,
    }
    assert values("all")["asked"] == 9
    assert values("all")["late"] == 3
    assert [row.title for row in report.rows] == [
        "All departments",
        "Archive",
        "Parks",
        "Roads",
    ]


def test_each_figure_is_the_length_of_its_list(asked):
    report = report_for(asked[0])
    authority = asked[0].authority
    every = FOIRequest.objects.filter(authority=authority)

    figures = count(report, authority, PERIOD).figures

    for row in report.rows:
        for column in report.measures:
            figure = figures[row.key][column.key]
            number = figure.numerator if column.kind == PERCENT else figure.value
            if column.kind in {COUNT, PERCENT}:
                found = enquiries_in(row, column.key, every, PERIOD)
                assert found.count() == number, (row.key, column.key)


def test_requests_can_be_counted_by_the_departments_asked(asked):
    roads, parks = asked
    ask(parks, foi_request=roads.enquiries.filter(replied_on=WANTED)[0].foi_request)
    table = find_report("table", roads.authority, PERIOD, Definition("department"))

    figures = count(table, roads.authority, PERIOD).figures

    assert figures[f"department-{roads.pk}"]["all"].value == 6
    assert figures[f"department-{parks.pk}"]["all"].value == 5
    assert figures["all"]["all"].value == 10
