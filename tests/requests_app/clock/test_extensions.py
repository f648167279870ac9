"""Extensions of time, and other facts of the clock."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.clock.consequences import remarks_on_newest
from requests_app.clock.events import DateNotWorkedOut
from requests_app.clock.extensions import (
    ExtensionNotPossible,
    FactNotPossible,
    extend_time,
    record_clock_fact,
)
from requests_app.clock.history import ClockHistory
from requests_app.history.steps import DayNotPossible
from requests_app.intake.details import change_details
from tests.factories import AuthorityFactory, FOIRequestFactory

IN_TIME = date(2026, 3, 26)
DUE = date(2026, 3, 31)
TODAY = date(2026, 4, 2)


@pytest.fixture
def answering(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


@pytest.fixture
def extend(officer):
    def extend(foi_request, until=None, on=IN_TIME, today=TODAY):
        return extend_time(
            foi_request=foi_request,
            until=until,
            reason="Section 31 has to be weighed.",
            by=officer,
            on=on,
            today=today,
        )

    return extend


@pytest.fixture
def record(officer):
    def record(foi_request, fact, on=IN_TIME, working_days=None, today=TODAY):
        return record_clock_fact(
            foi_request=foi_request,
            fact=fact,
            working_days=working_days,
            reason="As the letter says.",
            by=officer,
            on=on,
            today=today,
        )

    return record


# --- FOIA: the public interest ---


def test_a_public_interest_notice_makes_the_day_it_promises_the_due_date(
    answering, extend
):
    extended = extend(answering, until=date(2026, 4, 24))

    extended.refresh_from_db()
    assert extended.due_on == date(2026, 4, 24)
    assert extended.state == "answering"
    event = extended.clock_events.get()
    assert (event.name, event.on) == ("pit_extension_notice", IN_TIME)


def test_an_extension_is_told_with_why_and_with_both_dates(answering, extend):
    extend(answering, until=date(2026, 4, 24))

    entry = answering.history.get()
    assert entry.kind == ClockHistory.TIME_EXTENDED
    assert entry.note == "Section 31 has to be weighed."
    assert entry.changes["due_on"] == ["2026-03-31", "2026-04-24"]


def test_several_extensions_in_a_row_are_each_kept(answering, extend):
    extend(answering, until=date(2026, 4, 24))
    extend(
        answering,
        until=date(2026, 5, 29),
        on=date(2026, 4, 23),
        today=date(2026, 4, 23),
    )

    answering.refresh_from_db()
    assert answering.due_on == date(2026, 5, 29)
    promised = answering.clock_events.values_list("until", flat=True)
    assert list(promised) == [date(2026, 4, 24), date(2026, 5, 29)]


@pytest.mark.parametrize(
    ("until", "why"),
    [
        pytest.param(None, "estimate", id="no date at all"),
        pytest.param(IN_TIME, "after the notice", id="the day of the notice"),
        pytest.param(DUE, "due on 31 March 2026 already", id="the first due date"),
    ],
)
def test_a_notice_must_promise_a_later_day(answering, extend, until, why):
    with pytest.raises(ExtensionNotPossible, match=why):
        extend(answering, until=until)

    answering.refresh_from_db()
    assert answering.due_on == DUE
    assert not answering.clock_events.exists()


def test_a_day_beyond_the_known_holidays_is_not_promised(answering, extend):
    with pytest.raises(DateNotWorkedOut, match="known only"):
        extend(answering, until=date(2031, 1, 6))


def test_a_public_interest_notice_that_comes_late_is_kept_and_extends_nothing(
    answering, extend
):
    late = extend(answering, until=date(2026, 4, 24), on=date(2026, 4, 1))

    assert late.due_on == date(2026, 3, 31)
    assert late.clock_events.get().until == date(2026, 4, 24)
    (remark,) = remarks_on_newest(late)
    assert "1 April 2026 came after the time for giving it had ended" in remark
    assert "It promised an answer by 24 April 2026." in remark


def test_an_authority_may_let_a_late_public_interest_notice_extend(answering, extend):
    authority = answering.authority
    authority.interpretations = {"late_public_interest_notice": "extends"}
    authority.save(update_fields=["interpretations"])

    late = extend(answering, until=date(2026, 4, 24), on=date(2026, 4, 1))

    assert late.due_on == date(2026, 4, 24)


def test_an_extension_longer_than_the_commissioner_expects_is_remarked_on(
    answering, extend
):
    long = extend(answering, until=date(2026, 7, 31))

    (remark,) = remarks_on_newest(long)
    assert "later than the regulator expects" in remark


def test_nothing_is_remarked_on_a_timely_notice(answering, extend):
    extended = extend(answering, until=date(2026, 4, 24))

    assert remarks_on_newest(extended) == []


# --- EIR and EISR: complexity ---


def test_an_environmental_request_is_extended_to_forty_working_days(officer, extend):
    request = FOIRequestFactory(authority=officer.authority, regime="EIR")

    extended = extend(request)

    assert extended.due_on == date(2026, 4, 30)


def test_an_environmental_request_is_extended_once(officer, extend):
    request = FOIRequestFactory(authority=officer.authority, regime="EIR")
    extend(request)

    with pytest.raises(ExtensionNotPossible, match="30 April 2026 already"):
        extend(request, on=date(2026, 3, 27))


@pytest.mark.parametrize("regime", ["EIR", "EISR"])
def test_notice_under_the_regulations_must_be_in_time(officer, extend, regime):
    due_on = {"EIR": DUE, "EISR": date(2026, 3, 30)}[regime]
    request = FOIRequestFactory(
        authority=officer.authority, regime=regime, due_on=due_on
    )

    with pytest.raises(ExtensionNotPossible, match="reg 7"):
        extend(request, until=date(2026, 4, 13), on=date(2026, 4, 1))

    assert not request.clock_events.exists()


def test_a_scottish_environmental_request_is_extended_by_as_many_days_as_needed(
    officer, extend
):
    request = FOIRequestFactory(
        authority=officer.authority, regime="EISR", due_on=date(2026, 3, 30)
    )

    extended = extend(request, until=date(2026, 4, 14))

    assert extended.due_on == date(2026, 4, 14)
    assert extended.clock_events.get().value == "10"


@pytest.mark.parametrize("until", [None, date(2026, 3, 30), date(2026, 4, 30)])
def test_a_scottish_extension_is_of_one_to_twenty_working_days(officer, extend, until):
    request = FOIRequestFactory(
        authority=officer.authority, regime="EISR", due_on=date(2026, 3, 30)
    )

    with pytest.raises(ExtensionNotPossible, match="not after 28 April 2026"):
        extend(request, until=until)


# --- Where there is no extension ---


def test_the_scottish_act_has_no_extension(officer, extend):
    request = FOIRequestFactory(authority=officer.authority, regime="FOISA")

    with pytest.raises(ActionNotPossible, match="has no extension"):
        extend(request, until=date(2026, 4, 24))


@pytest.mark.parametrize("state", ["received", "awaiting_clarification", "answered"])
def test_only_running_time_is_extended(officer, extend, state):
    request = FOIRequestFactory(authority=officer.authority, state=state)

    with pytest.raises(ActionNotPossible, match="while a request is: Answering"):
        extend(request, until=date(2026, 4, 24))


def test_a_notice_to_come_is_not_recorded(answering, extend):
    with pytest.raises(DayNotPossible, match="in the future"):
        extend(answering, until=date(2026, 4, 24), on=date(2026, 4, 3))


# --- Other facts ---


def test_a_voluntary_narrowing_leaves_the_date_alone(answering, record):
    assert record(answering, "narrowed_voluntarily").due_on == DUE


def test_an_authority_may_take_a_narrowed_request_for_a_new_one(answering, record):
    answering.authority.interpretations = {"voluntary_narrowing": "new_request_date"}
    answering.authority.save()

    assert record(answering, "narrowed_voluntarily").due_on == date(2026, 4, 27)


def test_closed_transferred_records_have_thirty_working_days(answering, record):
    assert record(answering, "transferred_public_record").due_on == date(2026, 4, 16)


def test_the_commissioner_may_allow_up_to_sixty_working_days(answering, record):
    named = "commissioner_extension_to_working_day"

    with pytest.raises(DateNotWorkedOut, match="1 to"):
        record(answering, named, working_days=61)

    assert record(answering, named, working_days=45).due_on == date(2026, 5, 8)


def test_a_posted_scottish_request_is_presumed_received_on_the_third_day(
    officer, record
):
    request = FOIRequestFactory(
        authority=officer.authority, regime="FOISA", due_on=date(2026, 3, 30)
    )

    posted = record(request, "posted", on=date(2026, 2, 28))

    assert posted.due_on == date(2026, 3, 31)  # presumed on 3 March


def test_a_request_was_not_posted_after_it_came(officer, record):
    request = FOIRequestFactory(authority=officer.authority, regime="FOISA")

    with pytest.raises(FactNotPossible, match="was not posted"):
        record(request, "posted", on=date(2026, 3, 5))


def test_a_fact_is_recorded_once_and_told(answering, record):
    record(answering, "narrowed_voluntarily")

    with pytest.raises(FactNotPossible, match="already"):
        record(answering, "narrowed_voluntarily")

    entry = answering.history.get()
    assert entry.kind == ClockHistory.CLOCK_FACT_RECORDED
    assert entry.note == "As the letter says."


@pytest.mark.parametrize("fact", ["posted", "keeper_not_open", "school_closed"])
def test_a_fact_without_meaning_for_the_request_is_refused(answering, record, fact):
    with pytest.raises(FactNotPossible, match="no effect"):
        record(answering, fact)


def test_the_keepers_closed_records_have_thirty_working_days(officer, record):
    keeper = AuthorityFactory(kind="keeper_nrs", is_scottish=True)
    request = FOIRequestFactory(authority=keeper, regime="FOISA")

    assert record(request, "keeper_not_open").due_on == date(2026, 4, 14)


@pytest.mark.parametrize("state", ["received", "answered"])
def test_facts_are_recorded_while_a_request_is_answered(officer, record, state):
    request = FOIRequestFactory(authority=officer.authority, state=state)

    with pytest.raises(ActionNotPossible, match="while a request is: Answering"):
        record(request, "narrowed_voluntarily")


def test_the_day_of_receipt_can_be_corrected_though_the_request_was_posted_before(
    officer, record
):
    request = FOIRequestFactory(authority=officer.authority, regime="FOISA")
    record(request, "posted", on=date(2026, 2, 28))

    corrected = change_details(
        foi_request=request,
        seen={"received_on": date(2026, 3, 2)},
        received_on=date(2026, 3, 5),
        by=officer,
        on=TODAY,
    )

    assert corrected.due_on == date(2026, 4, 2)  # later than posting makes it
