"""An authority's interpretations, and the closures of its school."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import SchoolClosure
from requests_app.calendars.interpretations import (
    ClosureNotPossible,
    InterpretationsNotChanged,
    change_interpretations,
    record_closure,
    withdraw_closure,
)
from requests_app.calendars.recalculating import RECALCULATE_DUE_DATES
from requests_app.clock.events import recalculate_due_date, receive_clarification
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.jobs import run_jobs

TODAY = date(2026, 5, 6)
KIND = SchoolClosure.Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


@pytest.fixture
def authority():
    return AuthorityFactory(kind="council")


@pytest.fixture
def school():
    return AuthorityFactory(kind="academy")


@pytest.fixture
def change(administrator, authority):
    def change(interpretations, seen=None, of=authority):
        return change_interpretations(
            authority=of,
            interpretations=interpretations,
            seen=of.interpretations if seen is None else seen,
            reason="The board said so.",
            by=administrator,
        )

    return change


@pytest.fixture
def close(administrator, school):
    def close(
        first_on=date(2026, 5, 25),
        last_on=date(2026, 5, 29),
        kind=KIND.SCHOOL_CLOSED,
        of=school,
    ):
        return record_closure(
            authority=of,
            kind=kind,
            name="Half-term",
            first_on=first_on,
            last_on=last_on,
            by=administrator,
        )

    return close


# --- Disputed points ---


def test_a_point_read_otherwise_moves_the_authoritys_open_requests(change, authority):
    on_sunday = FOIRequestFactory(
        authority=authority, received_on=date(2026, 3, 1), due_on=date(2026, 3, 30)
    )

    changed = change({"weekend_receipt": "deemed_next_working_day"})
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    on_sunday.refresh_from_db()
    assert on_sunday.due_on == date(2026, 3, 31)
    entry = on_sunday.history.get()
    assert "On the next working day" in entry.note
    assert "The board said so." in entry.note
    assert changed.recalculation.dates.get().by_working_days == 1


def test_every_clock_of_the_authority_goes_by_its_interpretations(
    change, authority, officer
):
    change({"clarification": "pause"})
    request = FOIRequestFactory(
        authority=authority, state="awaiting_clarification", due_on=None
    )
    request.clock_events.create(name="clarification_sent", on=date(2026, 3, 9))

    answered = receive_clarification(
        foi_request=request,
        clarification="2024.",
        by=officer,
        on=date(2026, 3, 16),
        today=TODAY,
    )

    # 31 March plus six working days of waiting, both ends included.
    assert answered.due_on == date(2026, 4, 10)


def test_the_time_of_arrival_matters_where_mail_after_hours_comes_the_next_day(
    change, authority
):
    request = FOIRequestFactory(authority=authority, received_at="17:30")
    request.refresh_from_db()

    change({"after_hours_receipt": "next_working_day_after_cutoff"})
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    request.refresh_from_db()
    assert request.due_on == date(2026, 4, 1)


def test_a_change_of_interpretations_is_kept_with_before_after_and_why(
    change, authority, administrator
):
    change({"pit_target_working_days": 60})
    authority.refresh_from_db()
    change({})

    newest, first = authority.interpretation_changes.all()
    assert (first.before, first.after) == ({}, {"pit_target_working_days": 60})
    assert (newest.before, newest.after) == ({"pit_target_working_days": 60}, {})
    assert (first.reason, first.by) == ("The board said so.", administrator)


def test_the_database_refuses_to_rewrite_a_change_of_interpretations(change):
    change({"pit_target_working_days": 60})

    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE requests_app_interpretationchange SET reason = 'x'")


def test_changing_nothing_is_refused(change):
    with pytest.raises(InterpretationsNotChanged, match="Nothing was changed"):
        change({"clarification": "restart"})


def test_a_point_settled_in_a_way_nobody_knows_is_refused(change):
    with pytest.raises(InterpretationsNotChanged, match="perhaps"):
        change({"clarification": "perhaps"})


def test_what_somebody_else_has_changed_meanwhile_is_shown_not_overwritten(
    change, authority
):
    change({"pit_target_working_days": 60})

    with pytest.raises(
        InterpretationsNotChanged, match="public interest test: 60 working"
    ):
        change({"clarification": "pause"}, seen={})

    authority.refresh_from_db()
    assert authority.interpretations == {"pit_target_working_days": 60}


# --- Schools ---


def test_days_without_a_session_move_the_schools_requests(close, school):
    request = FOIRequestFactory(
        authority=school, received_on=date(2026, 5, 1), due_on=date(2026, 6, 2)
    )

    recalculation = close()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    request.refresh_from_db()
    assert request.due_on == date(2026, 6, 8)
    assert recalculation.dates.get().by_working_days == 4  # the Monday was a holiday


def test_days_withdrawn_count_again(close, school, administrator):
    request = FOIRequestFactory(
        authority=school, received_on=date(2026, 5, 1), due_on=date(2026, 6, 2)
    )
    close()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    withdraw_closure(
        closure=school.closures.get(), reason="Wrong year.", by=administrator, on=TODAY
    )
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    request.refresh_from_db()
    assert request.due_on == date(2026, 6, 2)
    withdrawn = school.closures.get()
    assert (withdrawn.withdrawn_by, withdrawn.withdrawn_on) == (administrator, TODAY)


def test_days_are_withdrawn_once(close, school, administrator):
    close()
    closure = school.closures.get()
    named = {"closure": closure, "reason": "Wrong.", "by": administrator, "on": TODAY}
    withdraw_closure(**named)

    with pytest.raises(ClosureNotPossible, match="already"):
        withdraw_closure(**named)


def test_a_non_pupil_day_counts_where_the_school_says_so(close, change, school):
    monday = date(2026, 5, 11)
    close(monday, monday, KIND.NON_PUPIL_DAY)
    request = FOIRequestFactory(authority=school, received_on=date(2026, 5, 1))
    assert recalculate_due_date(request) == date(2026, 6, 3)

    change({"non_pupil_days": "school_days"}, of=school)

    assert recalculate_due_date(request) == date(2026, 6, 2)


def test_environmental_requests_know_no_school_days(close, school):
    request = FOIRequestFactory(
        authority=school, regime="EIR", received_on=date(2026, 5, 1)
    )

    close()

    assert recalculate_due_date(request) == date(2026, 6, 2)
    assert request.clock.events == ()


@pytest.mark.parametrize(
    ("first_on", "last_on", "why"),
    [
        pytest.param(date(2026, 5, 29), date(2026, 5, 25), "before", id="backwards"),
        pytest.param(date(2026, 5, 25), date(2027, 5, 29), "Check both", id="a year"),
    ],
)
def test_days_that_cannot_be_right_are_refused(close, first_on, last_on, why):
    with pytest.raises(ClosureNotPossible, match=why):
        close(first_on, last_on)


def test_the_same_days_are_not_entered_twice(close):
    close()

    with pytest.raises(ClosureNotPossible, match="entered already"):
        close(date(2026, 5, 26), date(2026, 5, 27))


def test_only_schools_have_school_days(close, authority):
    with pytest.raises(ClosureNotPossible, match="not a school"):
        close(of=authority)


def test_an_authority_that_is_no_school_is_not_asked_for_its_closures(
    authority, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert authority.days_closed_from(TODAY) == ()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"last_on": date(2026, 5, 1)}, id="closure_ends_after_it_begins"),
        pytest.param({"withdrawn_on": TODAY}, id="closure_withdrawn_says_who_when"),
    ],
)
def test_the_database_keeps_closures_sound(close, school, broken):
    close()

    with pytest.raises(IntegrityError, match="closure_"), transaction.atomic():
        school.closures.update(**broken)
