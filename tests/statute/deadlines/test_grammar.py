"""Clocks written as text."""

from datetime import date, time

import pytest

from statute.deadlines import ClockError, Event, due_date
from statute.deadlines.grammar import read_clock, read_events, read_receipt
from statute.regimes import Regime
from statute.working_days import Division


@pytest.mark.parametrize(
    ("text", "received"),
    [
        pytest.param("", (None, None), id="none"),
        pytest.param(" 2026-03-02 ", (date(2026, 3, 2), None), id="a day"),
        pytest.param(
            "2019-10-04T23:58",
            (date(2019, 10, 4), time(23, 58)),
            id="a London moment just before midnight",
        ),
        pytest.param(
            "2025-06-30T23:30Z",
            (date(2025, 7, 1), time(0, 30)),
            id="in summer 23:30Z is tomorrow in London",
        ),
        pytest.param(
            "2025-01-31T23:30Z",
            (date(2025, 1, 31), time(23, 30)),
            id="in winter it is today",
        ),
        pytest.param(
            "2025-03-30T00:30Z",
            (date(2025, 3, 30), time(0, 30)),
            id="the night the clocks go forward",
        ),
        pytest.param(
            "2025-03-30T23:30:00+00:00",
            (date(2025, 3, 31), time(0, 30)),
            id="… and the evening after",
        ),
    ],
)
def test_a_receipt_is_a_london_day(text, received):
    assert read_receipt(text) == received


def test_events_are_read_in_the_order_given():
    events = read_events(
        "clarification_sent:2026-03-04; school_closed:2026-03-09..2026-03-13;"
        "eisr_extension_days:10;eisr_extension_days:10@2026-03-02;"
        "transferred_public_record:not_open;keeper_not_open;"
    )

    assert events == (
        Event("clarification_sent", date(2026, 3, 4)),
        Event("school_closed", date(2026, 3, 9), date(2026, 3, 13)),
        Event("eisr_extension_days", value=10),
        Event("eisr_extension_days", date(2026, 3, 2), value=10),
        Event("transferred_public_record", value="not_open"),
        Event("keeper_not_open", value="yes"),
    )


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        pytest.param({"regime": "FOI"}, "not a regime", id="an unknown regime"),
        pytest.param({"received": "2 March"}, "not a day", id="an unknown day"),
        pytest.param({"received": "2026-02-30"}, "not a day", id="no such day"),
        pytest.param({"events": "tea:2026-03-02"}, "no event", id="an unknown event"),
        pytest.param(
            {"events": "fees_notice:2026-02-30"}, "not a day", id="an event on no day"
        ),
        pytest.param(
            {"events": "school_closed:2026-03-02..2026-02-02"},
            "ends before it begins",
            id="a span backwards",
        ),
        pytest.param({"variant": "generous"}, "no reading", id="an unknown reading"),
        pytest.param(
            {"variant": "from_response"},
            "no effect under the Freedom of Information Act 2000. The readings there",
            id="a reading of another law",
        ),
        pytest.param(
            {"authority_type": "borough"},
            "no type of authority called 'borough'. The types are: academy, ",
            id="an unknown type of authority",
        ),
        pytest.param(
            {"events": "sar_extended:2026-03-09"},
            "no effect under the Freedom of Information Act 2000. The events there are",
            id="an event of another law",
        ),
        pytest.param(
            {"regime": "SAR", "events": "clarification_sent:2026-03-09"},
            "The events there are: fee_paid, ",
            id="an event that a subject access request does not know",
        ),
        pytest.param(
            {"events": "clarification_sent:2026-03-09..2026-03-11"},
            "on one day",
            id="a span of one day's event",
        ),
        pytest.param(
            {"events": "fees_notice"}, "needs the day it happened", id="no day"
        ),
        pytest.param(
            {"events": "advice_contact:soon"}, "'soon' is not known", id="a word"
        ),
        pytest.param(
            {"events": "transferred_public_record"},
            "needs one of: open, not_open",
            id="a fact without its word",
        ),
        pytest.param(
            {"events": "keeper_not_open:perhaps"},
            "needs its day, or one of: yes, no",
            id="a fact with another word",
        ),
        pytest.param(
            {"regime": "EISR", "events": "eisr_extension_days:some"},
            "needs a number of working days",
            id="a number that is none",
        ),
        pytest.param(
            {"events": "clarification_sent:2026-02-27"},
            "was received on 2 March 2026",
            id="an event before the receipt",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(columns, refusal):
    with pytest.raises(ValueError, match=refusal):
        read_clock(**({"regime": "FOIA", "received": "2026-03-02"} | columns))


@pytest.mark.parametrize(
    "columns",
    [
        {"regime": "FOISA", "events": "posted:2026-02-27"},
        {"authority_type": "academy", "events": "school_closed:2026-02-27..2026-03-06"},
        {"regime": "EISR", "events": "keeper_not_open:yes"},
        {"regime": "EIR", "events": "transferred_public_record:not_open"},
        {"events": "advice_contact:2026-03-09"},
        {"received": "", "events": "ir_requested:2026-03-09"},
    ],
)
def test_what_can_have_happened_is_read(columns):
    assert read_clock(**({"regime": "FOIA", "received": "2026-03-02"} | columns))


def test_columns_make_a_clock():
    clock = read_clock(
        regime="sar",
        received="2026-05-15T09:00",
        authority_type="police",
        division=Division.SCOTLAND,
    )

    assert clock.regime is Regime.SAR
    assert due_date(clock) == date(2026, 6, 16)


def test_a_name_no_table_knows_is_a_clock_error():
    with pytest.raises(ClockError):
        read_events("tea")
