"""Cost in hours, and provisions at review, as counted by hand."""

from datetime import date
from uuid import uuid4

import pytest

from requests_app.models import EnquiryReply, FOIRequest
from responses.models import ReviewedProvision, ReviewPoint
from returns.counting import TOTAL, count, requests_of
from returns.finding import find_report
from returns.population import Period
from returns.reports import reports
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 1))


def tell(foi_request, department, minutes, *, by, sent_on=date(2026, 3, 9)):
    enquiry = foi_request.enquiries.create(
        department=department,
        asked_by=by,
        asked_on=date(2026, 3, 3),
        wanted_by=date(2026, 3, 10),
    )
    EnquiryReply.objects.create(
        enquiry=enquiry,
        by=by,
        name="Ann",
        time_spent_minutes=minutes,
        sent_on=sent_on,
        sent_at=f"{sent_on} 12:00Z" if sent_on else None,
    )


@pytest.fixture
def told(manager):
    """Two requests with time told, one without, and a reply not sent."""
    authority = manager.authority
    roads = DepartmentFactory(authority=authority, name="Roads")
    parks = DepartmentFactory(authority=authority, name="Parks")
    team = TeamFactory(authority=authority, name="North")
    first = FOIRequestFactory(authority=authority, team=team)
    second = FOIRequestFactory(authority=authority, received_on=date(2026, 2, 9))
    third = FOIRequestFactory(authority=authority, regime="EIR")
    tell(first, roads, 90, by=manager)
    tell(first, parks, 31, by=manager)
    tell(first, roads, 60, by=manager, sent_on=date(2026, 5, 2))  # after the day
    tell(second, roads, 15, by=manager)
    tell(second, roads, 15, by=manager)
    tell(third, parks, None, by=manager)
    tell(third, parks, 600, by=manager, sent_on=None)  # a draft
    tell(FOIRequestFactory(), roads, 999, by=manager)
    return authority, roads, parks, team


def test_hours_are_as_added_up_by_hand(told):
    authority, roads, parks, team = told
    report = find_report("hours", authority, PERIOD)

    figures = count(report, authority, PERIOD).figures

    def values(key):
        return [figure.value for figure in figures[key].values()]

    # Requests, their share, replies, hours, of departments, of officers, counted, mean,
    # median, upper quartile.
    assert values("all") == [2, 67, 4, 2.5, 2.5, 0, 0, 1.3, 1.3, 1.6]
    assert figures["all"]["pct_told"].denominator == 3
    assert values(f"department_{roads.pk}") == [
        2,
        100,
        3,
        2.0,
        2.0,
        0,
        0,
        1.0,
        1.0,
        1.3,
    ]
    assert values(f"department_{parks.pk}") == [1, 50, 1, 0.5, 0.5, 0, 0, 0.5, 0.5, 0.5]
    assert values(f"team_{team.pk}")[:4] == [1, 100, 2, 2.0]
    assert values("month_2026-02")[:4] == [1, 100, 2, 0.5]
    assert values("month_2026-01") == [0, None, 0, 0, 0, 0, 0, None, None, None]
    assert values("regime_EIR")[:2] == [0, 0]


@pytest.fixture
def recorded(told, manager):
    """Time of two officers beside, on an answered and on an environmental request."""
    authority, *_, team = told
    other = UserFactory(authority=authority, roles=["officer"], last_name="Zed")
    first, second, third = FOIRequest.objects.filter(authority=authority).order_by("pk")
    FOIRequest.objects.filter(pk=second.pk).update(
        state="answered",
        answered_on=date(2026, 3, 9),
        closed_on=date(2026, 3, 9),
        outcome="refused",
        provisions=["FOIA 40(2)", "FOIA 43(2)"],
    )
    spend(first, manager, "locating", 60)
    spend(first, manager, "considering", 30)
    spend(second, other, "extracting", 45)
    spend(third, other, "locating", 90)
    spend(third, other, "locating", 600, on=date(2026, 5, 2))  # after the day
    spend(FOIRequestFactory(), other, "locating", 600)
    return authority, manager, other, team


def spend(foi_request, person, work, minutes, *, on=date(2026, 3, 9)):
    foi_request.times_spent.create(
        person=person, work=work, minutes=minutes, on=on, form_key=uuid4()
    )


def test_hours_of_officers_are_as_added_up_by_hand(recorded):
    authority, manager, other, team = recorded
    report = find_report("hours", authority, PERIOD)

    figures = count(report, authority, PERIOD).figures

    def values(key):
        return [figure.value for figure in figures[key].values()][:7]

    # The environmental request has no limit on cost.
    assert values("all") == [3, 100, 8, 6.3, 2.5, 3.8, 1.8]
    assert values(f"officer_time_{manager.pk}") == [1, 33, 2, 1.5, 0, 1.5, 1.0]
    assert values(f"officer_time_{other.pk}") == [2, 67, 2, 2.3, 0, 2.3, 0.8]
    assert values("work_locating") == [2, 67, 2, 2.5, 0, 2.5, 1.0]
    assert values("work_considering") == [1, 33, 1, 0.5, 0, 0.5, 0]
    assert values(f"team_{team.pk}") == [1, 100, 4, 3.5, 2.0, 1.5, 1.0]
    assert values("outcome_refused") == [1, 100, 3, 1.3, 0.5, 0.8, 0.8]
    # Whatever the answer relied on: the whole time, once for each section.
    assert values("section_FOIA 40") == values("section_FOIA 43")
    assert values("section_FOIA 40") == [1, 100, 3, 1.3, 0.5, 0.8, 0.8]
    assert values("regime_EIR") == [1, 100, 1, 1.5, 0, 1.5, 0]


def test_the_parts_of_the_hours_add_up_to_the_whole(recorded):
    authority, *_ = recorded
    report = find_report("hours", authority, PERIOD)

    table = count(report, authority, PERIOD)

    def total(name, column):
        return sum(
            figures[column].value
            for key, figures in table.figures.items()
            if key.startswith(name)
        )

    whole = table.figures["all"]
    for name in ("team_", "regime_", "month_", "outcome_"):
        assert total(name, "requests") == whole["requests"].value
        assert total(name, "hours") == pytest.approx(whole["hours"].value, abs=0.11)
    for name, column in (("department_", "departments"), ("officer_time_", "officers")):
        assert total(name, "hours") == pytest.approx(whole[column].value, abs=0.11)
    assert total("work_", "counted") == pytest.approx(whole["counted"].value, abs=0.11)


def test_each_number_with_officers_is_the_length_of_its_list(recorded):
    authority, *_ = recorded
    report = find_report("hours", authority, PERIOD)
    every = FOIRequest.objects.filter(authority=authority)

    table = count(report, authority, PERIOD)

    for row in table.report.rows:
        found = requests_of(report, row, "requests", every, PERIOD, authority=authority)
        assert found.count() == table.figures[row.key]["requests"].value, row.key
        told = sum(found.values_list("minutes_told", flat=True))
        assert told == pytest.approx(
            60 * table.figures[row.key]["hours"].value, abs=3.1
        )


def test_each_number_is_the_length_of_its_list_the_most_hours_first(told):
    authority, roads, *_ = told
    report = find_report("hours", authority, PERIOD)
    every = FOIRequest.objects.filter(authority=authority)

    figures = count(report, authority, PERIOD).figures

    for row in report.rows:
        for column in ("requests", "pct_told"):
            found = requests_of(report, row, column, every, PERIOD, authority=authority)
            assert found.count() == figures[row.key]["requests"].value, row.key
    row = report.row(f"department_{roads.pk}")
    found = requests_of(report, row, "requests", every, PERIOD, authority=authority)
    minutes = found.order_by("-minutes_told").values_list("minutes_told", flat=True)
    assert list(minutes) == [90, 30]


def answered(authority, *provisions, **more):
    return FOIRequestFactory(
        authority=authority, state="answered", provisions=list(provisions), **more
    )


@pytest.mark.django_db
def test_a_provision_is_counted_with_the_review_of_its_request(manager):
    authority = manager.authority
    answered(authority, "FOIA 40(2)")
    for decisions, is_given in (
        (["upheld", "upheld"], True),
        (["upheld", "overturned"], True),
        (["overturned"], True),
        (["overturned"], False),
    ):
        original = answered(authority, "FOIA 40(2)", "FOIA 40(1)", "EIR 12(5)(e)")
        review = FOIRequestFactory(
            authority=authority,
            review_of=original,
            received_on=date(2026, 4, 7),
            state="answered" if is_given else "answering",
        )
        for place, decision in enumerate(decisions):
            question = review.questions.create(text="?", kind="question", order=place)
            ReviewPoint.objects.create(
                review=review, question=question, decision=decision, updated_by=manager
            )
    report = reports()["provisions"]

    table = count(report, authority, PERIOD)

    def values(key):
        return {name: each.value for name, each in table.figures[key].items()}

    by_hand = {
        "": 0,
        "open": 1,
        "upheld": 1,
        "partly_upheld": 1,
        "overturned": 1,
        "closed": 0,
        TOTAL: 4,
    }
    assert values("used_EIR 12(5)(e)") == by_hand
    assert values("used_FOIA 40") == by_hand | {"": 1, TOTAL: 5}
    # Sections that nobody relied on have no row.
    assert [row.key for row in table.report.rows] == [
        "answered",
        "used_FOIA 40",
        "used_EIR 12(5)(e)",
    ]


@pytest.mark.django_db
def test_sections_at_review_are_counted_once_for_a_review(manager):
    original = answered(manager.authority)
    fates = ReviewedProvision.Fate
    for state, fared in (
        ("answered", {"FOIA 40(2)": fates.UPHELD, "FOIA 40(1)": fates.UPHELD}),
        ("answered", {"FOIA 40(2)": fates.UPHELD, "FOIA 43(2)": fates.NEW}),
        ("answered", {"FOIA 40(2)": fates.OVERTURNED}),
        ("answering", {"FOIA 40(2)": fates.OVERTURNED}),
    ):
        review = FOIRequestFactory(
            authority=manager.authority, review_of=original, state=state
        )
        for provision, fate in fared.items():
            review.reviewed_provisions.create(provision=provision, fate=fate)

    table = count(reports()["reviewed"], manager.authority, PERIOD)

    assert [
        (row.title, table.figures[row.key]["all"].value) for row in table.report.rows
    ] == [
        ("Internal reviews decided", 3),
        ("FOIA section 40: upheld", 2),
        ("FOIA section 40: overturned", 1),
        ("FOIA section 43: newly relied on", 1),
    ]
