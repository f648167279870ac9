"""Hours of an estimate: of a sample, beside it, and of requests added up."""

from datetime import date
from decimal import Decimal

import pytest

from statute import facts as law
from statute.estimates import estimate_of, hours_of, records_within, sample_of
from statute.money import limit_for
from statute.regimes import Regime

ON = date(2026, 3, 2)
COUNCIL = limit_for(Regime.FOIA, "council", ON)


def test_a_sample_is_multiplied_and_the_work_beside_it_added():
    stored = {
        "records": 300,
        "records_timed": 15,
        "minutes_locating": "1.5",
        "minutes_extracting": "4",
        "hours_locating": "2.25",
    }

    assert hours_of(stored) == {
        "locating": Decimal("9.75"),
        "extracting": Decimal(20),
    }
    assert sample_of(stored).minutes_each == Decimal("5.5")


@pytest.mark.parametrize("records", [1080, 1081, 1083, 1099])
def test_a_minute_above_the_limit_is_above_it(records):
    stored = {"records": records, "minutes_extracting": "1"}

    estimate = estimate_of(hours_of(stored))

    assert estimate.extracting_minutes == records
    assert estimate.exceeds_limit(COUNCIL) is (records > 1080)


def test_records_without_minutes_make_no_hours():
    assert hours_of({"records": 40}) == {}
    assert hours_of({"minutes_locating": "3"}) == {}


def test_hours_in_all_serve_a_law_without_activities():
    assert hours_of({"records": 90, "minutes": "2", "hours": "1"}) == {
        "hours": Decimal(4)
    }


@pytest.mark.parametrize(
    ("own", "is_to_confirm"),
    [({"hours_determining": "10"}, True), ({"hours_extracting": "10"}, False)],
)
def test_requests_added_up_count_as_the_work_of_this_one(own, is_to_confirm):
    estimate = estimate_of(hours_of({**own, "added_hours": "9"}))

    assert estimate.exceeds_limit(COUNCIL)
    assert estimate.exceeds_limit_to_confirm(COUNCIL) is is_to_confirm


def test_hours_of_other_requests_alone_are_no_estimate():
    assert hours_of({"added_hours": "30"}) == {}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 216),
        ({"hours_locating": "3"}, 180),
        ({"hours_locating": "18"}, None),
        ({"added_hours": "3"}, None),
        ({"records": 216}, None),
    ],
)
def test_the_records_within_the_limit_are_told(changes, expected):
    stored = {"records": 500, "minutes_extracting": "5", **changes}

    assert records_within(stored, COUNCIL) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("records", 0),
        ("records", -4),
        ("records", "2.5"),
        ("records", law.MOST_RECORDS),
        ("minutes_locating", "0"),
        ("minutes_locating", "NaN"),
        ("minutes_locating", law.MOST_MINUTES),
        ("added_requests", "FOI-2026-0001"),
        ("added_requests", [""]),
        ("added_requests", ["x"] * (law.MOST_REFERENCES + 1)),
    ],
)
def test_a_figure_that_cannot_be_is_refused(name, value):
    with pytest.raises(law.WrongValue):
        law.keep({name: value})
