"""The working of a due date, shown to officer and requester."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.clock.events import seek_clarification
from requests_app.clock.month_view import months_of
from statute.deadlines import Clock, Event, working
from statute.regimes import Regime
from tests.factories import FOIRequestFactory
from tests.requests_app.clock.test_parts import asked, extend, give

RECEIVED = date(2026, 3, 2)


def months(*events):
    clock = Clock(Regime.FOIA, RECEIVED, events=events)
    return months_of(
        working(clock),
        received_on=RECEIVED,
        received="Request received",
        on=date(2026, 3, 10),
    )


def days(*events):
    return [
        day
        for month in months(*events)
        for week in month.weeks
        for day in week
        if day is not None
    ]


def test_the_calendar_runs_from_receipt_to_the_due_date_without_gap():
    shown = days()

    assert shown[0].is_received
    assert (shown[0].on, shown[0].reason) == (RECEIVED, "Request received")
    assert (shown[-1].on, shown[-1].number) == (date(2026, 3, 31), 20)
    assert [day.on.toordinal() for day in shown] == list(
        range(RECEIVED.toordinal(), date(2026, 3, 31).toordinal() + 1)
    )


def test_each_day_is_counted_or_says_why_not():
    for day in days():
        assert (day.number is None) == bool(day.reason)
    reasons = {day.on: day.reason for day in days()}
    assert reasons[date(2026, 3, 17)] == "St Patrick's Day"
    assert reasons[date(2026, 3, 7)] == "Saturday"


def test_a_month_begins_on_its_weekday():
    first = months()[0]

    assert first.title == "March 2026"
    assert first.weeks[0][0].on == RECEIVED  # a Monday
    assert all(len(week) == 7 for week in first.weeks)


def test_days_of_waiting_are_left_out_and_say_so():
    asked, paid = date(2026, 3, 9), date(2026, 3, 11)
    shown = {
        day.on: day.reason
        for day in days(Event("fees_notice", asked), Event("fee_received", paid))
    }

    assert {shown[date(2026, 3, day)] for day in (9, 10, 11)} == {"Waiting for payment"}
    assert shown[date(2026, 3, 12)] == ""


@pytest.fixture
def read(client, officer):
    """Read the page as an officer."""

    def read(foi_request):
        client.force_login(officer, backend="accounts.backends.RoleBackend")
        url = reverse("due-date", kwargs={"reference": foi_request.reference})
        return client.get(url).content.decode()

    return read


def test_the_page_says_the_date_the_law_and_the_days(read, officer):
    html = read(FOIRequestFactory(authority=officer.authority))

    assert "To be answered by Tuesday 31 March 2026" in html
    assert "Day one is 3 March 2026" in html
    assert "FOIA s.10(1)" in html
    assert "March 2026</caption>" in html
    assert html.count("foi-day--counted") == 20


def test_the_page_says_what_each_step_would_do_while_the_request_is_open(read, officer):
    is_open = FOIRequestFactory(authority=officer.authority)
    closed = FOIRequestFactory(authority=officer.authority, state="answered")

    assert "If clarification were asked for today" in read(is_open)
    assert "were asked for today" not in read(closed)


def test_the_page_says_that_no_time_runs(read, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    seek_clarification(
        foi_request=foi_request,
        question="?",
        by=officer,
        on=date(2026, 3, 9),
        today=date(2026, 3, 9),
    )

    html = read(foi_request)

    assert "No due date for now" in html
    assert "No time is running since 9 March 2026" in html


def test_a_date_that_cannot_be_worked_out_is_said_so(read, officer):
    early = FOIRequestFactory(authority=officer.authority, received_on=date(2006, 1, 5))

    assert "Bank holidays are known only from" in read(early)


def test_questions_with_the_same_working_are_shown_once(read, officer):
    foi_request, (first, second, third) = asked(3, authority=officer.authority)
    # Two notices of the same day promise the same day, each for a question of its own.
    extended = extend(extend(foi_request, first), second)
    given = give(extended, first, on=date(2026, 12, 2))

    html = read(given)

    assert html.count("Day by day</h3>") == 2
    assert "have different dates" in html
    assert "Questions 1 and 2" in html
    assert "Question 1 answered on 2 December 2026" in html
    assert third.due_on.isoformat() == "2026-12-15"


def test_a_remark_on_some_questions_makes_no_second_working(read, officer):
    foi_request, (first, *_) = asked(3, authority=officer.authority)
    late = extend(foi_request, first, on=date(2026, 12, 20))

    html = read(late)

    assert html.count("Day by day</h3>") == 1
    assert "<strong>Question 1:</strong> The notice of 20 December 2026 came" in html
