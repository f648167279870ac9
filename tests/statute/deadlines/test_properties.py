"""Properties of every clock, for any facts."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statute.deadlines import Clock, Event, due_date, working
from statute.deadlines.interpretations import (
    ClarificationEffect,
    DeadlineInterpretation,
    WeekendReceipt,
)
from statute.regimes import Regime
from statute.working_days import scottish_calendar, uk_calendar

REGIMES = st.sampled_from([Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR])
RECEIPTS = st.dates(date(2010, 1, 4), date(2027, 6, 30))
TYPES = st.sampled_from(["council", "academy", "maintained_school", "keeper_nrs"])
GAPS = st.integers(0, 40)
INTERPRETATIONS = st.builds(
    DeadlineInterpretation,
    weekend_receipt=st.sampled_from(WeekendReceipt),
    clarification=st.sampled_from(ClarificationEffect),
)


@st.composite
def clocks(draw, *, interpretation=INTERPRETATIONS):
    """Draw a request, with a sequence of events."""
    received_on = draw(RECEIPTS)
    day = received_on
    events = []
    for _ in range(draw(st.integers(0, 3))):
        day += timedelta(days=draw(GAPS))
        until = day + timedelta(days=draw(GAPS))
        match draw(st.sampled_from(["clarification", "fee", "closure"])):
            case "clarification":
                events += [
                    Event("clarification_sent", day),
                    Event("clarification_received", until),
                ]
            case "fee":
                events += [Event("fees_notice", day), Event("fee_received", until)]
            case "closure":
                events.append(Event("school_closed", day, until))
        day = until
    return Clock(
        draw(REGIMES), received_on, draw(TYPES), tuple(events), draw(interpretation)
    )


@given(clocks(), st.integers(1, 60))
def test_later_receipt_never_gives_an_earlier_date(clock, days):
    later = replace(clock, received_on=clock.received_on + timedelta(days=days))

    due_on, later_due_on = due_date(clock), due_date(later)

    if due_on is not None and later_due_on is not None:
        assert later_due_on >= due_on


@given(clocks(interpretation=st.just(DeadlineInterpretation())))
def test_a_date_is_at_least_twenty_working_days_after_receipt(clock):
    calendar = clock.packaged_calendar()

    due_on = due_date(clock)

    assert due_on is None or due_on >= calendar.add(clock.received_on, 20)


@given(clocks(), st.integers(0, 60))
def test_every_extension_moves_the_date_later(clock, days):
    due_on = due_date(clock)
    if due_on is None:
        return
    extensions = {
        Regime.FOIA: Event(
            "pit_extension_notice", due_on, due_on + timedelta(days=days)
        ),
        Regime.EIR: Event("eir_extension_notice", due_on),
        Regime.EISR: Event("eisr_extension_days", due_on, value=1 + days % 20),
        Regime.FOISA: Event("keeper_not_open", due_on, value="yes"),
    }

    extended = due_date(
        replace(clock, events=(*clock.events, extensions[clock.regime]))
    )

    assert extended >= due_on
    if clock.regime is not Regime.FOIA or days:
        assert extended > due_on


@given(clocks())
def test_the_last_counted_day_of_the_working_is_the_date(clock):
    worked = working(clock)

    counted = [day.on for day in worked.days if day.is_counted]
    numbers = [day.number for day in worked.days if day.is_counted]
    assert numbers == list(range(1, len(numbers) + 1))
    assert worked.due_on == due_date(clock)
    if worked.due_on is not None:
        assert worked.days[-1].on == worked.due_on
        assert worked.first_counted_on == counted[0]
        if clock.is_school:
            assert numbers[-1] <= 20
        else:
            assert (counted[-1], numbers[-1]) == (worked.due_on, 20)


@given(clocks())
def test_every_day_is_counted_or_says_why_not(clock):
    worked = working(clock)

    days = [day.on for day in worked.days]
    assert all((day.number is None) == bool(day.reason) for day in worked.days)
    assert (
        days == [days[0] + timedelta(days=n) for n in range(len(days))] if days else 1
    )


@given(RECEIPTS)
def test_scottish_and_uk_dates_differ_only_by_holidays_scotland_does_not_keep(day):
    uk, scottish = uk_calendar(), scottish_calendar()
    foia, foisa = due_date(Clock(Regime.FOIA, day)), due_date(Clock(Regime.FOISA, day))

    span = [day + timedelta(days=n) for n in range(1, (foia - day).days + 1)]
    only_elsewhere = [
        d for d in span if scottish.is_working_day(d) and not uk.is_working_day(d)
    ]

    assert foisa <= foia
    assert (foisa == foia) == (not only_elsewhere)
    assert scottish.working_days_between(day, foia) == 20 + len(only_elsewhere)


@given(RECEIPTS)
def test_foia_and_eir_agree_and_so_do_their_scottish_sisters(day):
    assert due_date(Clock(Regime.FOIA, day)) == due_date(Clock(Regime.EIR, day))
    assert due_date(Clock(Regime.FOISA, day)) == due_date(Clock(Regime.EISR, day))


@given(clocks(interpretation=st.just(DeadlineInterpretation())), st.integers(0, 200))
def test_a_new_holiday_never_brings_the_date_forward(clock, days):
    calendar = clock.packaged_calendar()
    holiday = clock.received_on + timedelta(days=days)

    before = due_date(clock, calendar)
    after = due_date(clock, calendar.with_overrides(added={holiday: "A new holiday"}))

    if before is not None and after is not None:
        assert after >= before


@given(clocks(interpretation=st.just(DeadlineInterpretation())))
def test_pausing_never_gives_a_later_date_than_starting_afresh(clock):
    paused = replace(
        clock,
        interpretation=DeadlineInterpretation(clarification=ClarificationEffect.PAUSE),
    )

    afresh, pause = due_date(clock), due_date(paused)

    if afresh is not None and pause is not None and not clock.is_school:
        assert pause <= afresh


@given(st.dates(date(2010, 1, 4), date(2028, 6, 30)))
def test_a_subject_access_month_ends_within_five_weeks_on_a_working_day(day):
    worked = working(Clock(Regime.SAR, day))

    assert timedelta(days=28) <= worked.due_on - day <= timedelta(days=36)
    assert Clock(Regime.SAR, day).packaged_calendar().is_working_day(worked.due_on)
    assert [d.on for d in worked.days if d.is_counted][-1] == worked.due_on
