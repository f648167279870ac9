"""The recalculation of open requests' due dates, in the background."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections
from django.db.models.functions import Now

from requests_app.calendars import recalculating
from requests_app.calendars.history import CalendarsHistory
from requests_app.calendars.holidays import add_holiday, restore_holiday
from requests_app.calendars.interpretations import change_interpretations
from requests_app.calendars.recalculating import (
    RECALCULATE_DUE_DATES,
    recalculate_batch,
    request_recalculation,
)
from requests_app.casework.handling import add_note
from requests_app.clock.events import recalculate_due_date
from requests_app.intake import details
from requests_app.intake.recording import record_request
from requests_app.jobs.handlers import Handler
from requests_app.jobs.queue import claim, run_due
from requests_app.models import FOIRequest, HistoryEntry, Job, RecalculatedDate
from statute.working_days import UNITED_KINGDOM
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.jobs import run_jobs
from tests.workers import die, has_been_killed, start_worker

TODAY = date(2026, 3, 16)
AT = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
NEW_HOLIDAY = date(2026, 3, 24)


@pytest.fixture
def administrator(db):
    return UserFactory(roles=["administrator"])


@pytest.fixture
def proclaim(administrator):
    """Make 24 March 2026 a bank holiday, and return the recalculation."""

    def proclaim(on=NEW_HOLIDAY, divisions=UNITED_KINGDOM):
        return add_holiday(
            on=on,
            name="Jubilee",
            divisions=divisions,
            reason="Proclaimed.",
            by=administrator,
        ).recalculation

    return proclaim


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(recalculating, "BATCH", 2)


def open_request(received_on=date(2026, 3, 2), due_on=date(2026, 3, 31), **fields):
    return FOIRequestFactory(received_on=received_on, due_on=due_on, **fields)


def due_dates():
    return dict(FOIRequest.objects.values_list("pk", "due_on"))


def test_a_new_holiday_moves_the_requests_whose_time_it_falls_in(proclaim):
    moves = open_request()
    ended = open_request(date(2026, 2, 2), date(2026, 3, 2))
    begins = open_request(date(2026, 3, 24), date(2026, 4, 23))

    recalculation = proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    assert due_dates() == {
        moves.pk: date(2026, 4, 1),
        ended.pk: date(2026, 3, 2),
        begins.pk: date(2026, 4, 23),
    }
    recalculation.refresh_from_db()
    assert (recalculation.total, recalculation.looked_at) == (3, 3)
    assert (recalculation.moved, recalculation.kept) == (1, 0)
    assert recalculation.done_at is not None


def test_each_moved_date_is_noted_in_the_requests_history(proclaim, administrator):
    moves = open_request()
    stays = open_request(date(2026, 2, 2), date(2026, 3, 2))

    proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    entry = moves.history.get()
    assert entry.kind == CalendarsHistory.DUE_DATE_CHANGED
    assert entry.changes == {"due_on": ["2026-03-31", "2026-04-01"]}
    assert (entry.by, entry.on) == (administrator, TODAY)
    assert entry.note == "24 March 2026 became a bank holiday: Jubilee. Proclaimed."
    assert not stays.history.exists()


def test_how_far_each_date_moved_is_kept(proclaim):
    moves = open_request(due_on=date(2026, 3, 24))  # a wrong due date

    recalculation = proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    (moved,) = recalculation.dates.all()
    assert (moved.foi_request, moved.before, moved.after) == (
        moves,
        date(2026, 3, 24),
        date(2026, 4, 1),
    )
    assert moved.by_working_days == 6


def test_a_restored_holiday_moves_the_dates_back(proclaim, administrator):
    request = open_request()
    proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    entry = restore_holiday(on=NEW_HOLIDAY, reason="An error.", by=administrator)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    request.refresh_from_db()
    assert request.due_on == date(2026, 3, 31)
    assert entry.recalculation.dates.get().by_working_days == -1


@pytest.mark.parametrize("state", ["answered", "withdrawn", "lapsed"])
def test_closed_requests_are_left_alone(proclaim, state):
    closed = open_request(state=state)

    recalculation = proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    closed.refresh_from_db()
    recalculation.refresh_from_db()
    assert closed.due_on == date(2026, 3, 31)
    assert recalculation.looked_at == 0
    assert recalculation.done_at is not None


def test_a_request_waiting_for_its_requester_still_has_no_date(proclaim):
    waiting = open_request(state="awaiting_clarification", due_on=None)
    waiting.clock_events.create(name="clarification_sent", on=date(2026, 3, 9))

    recalculation = proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    waiting.refresh_from_db()
    assert waiting.due_on is None
    assert not recalculation.dates.exists()


def test_what_happened_to_a_request_counts(proclaim):
    clarified = open_request(due_on=date(2026, 4, 9))
    clarified.clock_events.create(name="clarification_sent", on=date(2026, 3, 6))
    clarified.clock_events.create(name="clarification_received", on=date(2026, 3, 9))

    proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    clarified.refresh_from_db()
    assert clarified.due_on == date(2026, 4, 10)


def test_a_date_that_cannot_be_worked_out_is_kept_and_reported(proclaim):
    far_off = open_request(date(2028, 12, 20), date(2028, 12, 29))

    recalculation = proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    far_off.refresh_from_db()
    assert far_off.due_on == date(2028, 12, 29)
    recalculation.refresh_from_db()
    assert (recalculation.moved, recalculation.kept) == (0, 1)
    (kept,) = recalculation.dates.all()
    assert "known only" in kept.problem
    assert not far_off.history.exists()


def test_a_request_with_contradictory_events_does_not_stop_the_others(proclaim):
    broken = open_request()
    broken.clock_events.create(name="fee_received", on=date(2026, 3, 9))
    sound = open_request()

    recalculation = proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    sound.refresh_from_db()
    assert sound.due_on == date(2026, 4, 1)
    assert (
        "none had been asked for"
        in recalculation.dates.get(after=broken.due_on).problem
    )


def test_each_request_is_looked_at_once_whatever_the_batches(proclaim, small_batches):
    for _ in range(5):
        open_request()

    recalculation = proclaim()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    recalculation.refresh_from_db()
    assert (recalculation.looked_at, recalculation.moved) == (5, 5)
    assert HistoryEntry.objects.count() == recalculation.dates.count() == 5


def test_a_long_recalculation_takes_several_turns(proclaim, small_batches):
    for _ in range(5):
        open_request()
    recalculation = proclaim()

    def one_batch_a_turn(run):
        recalculating.recalculate_due_dates(replace(run, ends=0))

    for looked_at in (2, 4, 5):
        run_due(
            handler=Handler(RECALCULATE_DUE_DATES, one_batch_a_turn), on=TODAY, at=AT
        )
        recalculation.refresh_from_db()
        assert recalculation.looked_at == looked_at
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    recalculation.refresh_from_db()
    assert (recalculation.looked_at, recalculation.moved) == (5, 5)
    assert recalculation.done_at is not None


def test_a_killed_worker_is_followed_by_one_that_goes_on(proclaim, small_batches):
    for _ in range(5):
        open_request()
    recalculation = proclaim()
    job = claim(kind=RECALCULATE_DUE_DATES)
    recalculate_batch(recalculation_id=recalculation.pk, on=TODAY)
    # Here the worker dies: nobody finishes the job, and its lease runs out.
    assert run_jobs(RECALCULATE_DUE_DATES, on=TODAY) == 0
    Job.objects.filter(pk=job.pk).update(leased_until=Now() - timedelta(seconds=1))

    assert run_jobs(RECALCULATE_DUE_DATES, on=TODAY) == 1

    recalculation.refresh_from_db()
    assert (recalculation.looked_at, recalculation.moved) == (5, 5)
    assert HistoryEntry.objects.count() == 5
    assert set(due_dates().values()) == {date(2026, 4, 1)}


def test_a_worker_that_dies_within_a_batch_leaves_nothing_half_done(
    proclaim, small_batches, monkeypatch
):
    for _ in range(3):
        open_request()
    recalculation = proclaim()

    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(RecalculatedDate.objects, "bulk_create", die)
    with pytest.raises(KeyboardInterrupt):
        recalculate_batch(recalculation_id=recalculation.pk, on=TODAY)

    recalculation.refresh_from_db()
    assert (recalculation.reached, recalculation.moved) == (0, 0)
    assert set(due_dates().values()) == {date(2026, 3, 31)}
    assert not HistoryEntry.objects.exists()


def test_while_it_goes_on_the_lease_is_renewed(proclaim, small_batches, monkeypatch):
    for _ in range(3):
        open_request()
    proclaim()
    leases = []
    batch = recalculating.recalculate_batch

    def watch(**named):
        leases.append(Job.objects.get().leased_until)
        return batch(**named)

    monkeypatch.setattr(recalculating, "recalculate_batch", watch)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    assert len(leases) == 3
    assert None not in leases


@pytest.mark.parametrize("number", [2, 40])
def test_a_batch_takes_the_same_number_of_queries_however_large(
    proclaim, django_assert_num_queries, number
):
    school = AuthorityFactory(kind="academy")
    for _ in range(number):
        open_request()
        open_request(authority=school)
    recalculation = proclaim()

    with django_assert_num_queries(16):
        recalculate_batch(recalculation_id=recalculation.pk, on=TODAY)

    recalculation.refresh_from_db()
    assert recalculation.moved == 2 * number


def test_asking_for_it_works_out_every_date(administrator):
    wrong = open_request(due_on=date(2026, 5, 1))

    request_recalculation(reason="A new release.", by=administrator)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    wrong.refresh_from_db()
    assert wrong.due_on == date(2026, 3, 31)
    assert wrong.recalculated_dates.get().by_working_days < 0


def test_only_the_authority_concerned_is_recalculated(administrator):
    ours, theirs = AuthorityFactory(), AuthorityFactory()
    mine = open_request(date(2026, 3, 1), date(2026, 3, 30), authority=ours)
    other = open_request(date(2026, 3, 1), date(2026, 3, 30), authority=theirs)

    change_interpretations(
        authority=ours,
        interpretations={"weekend_receipt": "deemed_next_working_day"},
        seen={},
        reason="Our policy.",
        by=administrator,
    )
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.due_on, other.due_on) == (date(2026, 3, 31), date(2026, 3, 30))


def recalculate_and_die():
    """Recalculate due dates as a worker does, and die after the third is saved."""
    recalculating.BATCH, save, batches = 1, recalculating.save_batch, []

    def save_and_die(*arguments):
        save(*arguments)
        batches.append(arguments)
        if len(batches) == 3:
            die()

    recalculating.save_batch = save_and_die
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_batch_loses_and_repeats_nothing(proclaim):
    for _ in range(5):
        open_request()
    recalculation = proclaim()
    assert has_been_killed(start_worker(recalculate_and_die))

    recalculation.refresh_from_db()
    assert recalculation.looked_at == HistoryEntry.objects.count() == 2
    Job.objects.update(leased_until=Now() - timedelta(seconds=1))
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    recalculation.refresh_from_db()
    assert (recalculation.looked_at, recalculation.moved) == (5, 5)
    assert HistoryEntry.objects.count() == recalculation.dates.count() == 5
    assert set(due_dates().values()) == {date(2026, 4, 1)}


# --- Several at once ------------------------------------------------------------------


def in_threads(*jobs):
    """Run jobs at the same time, each with a database connection of its own."""
    failures = []

    def run(job):
        try:
            job()
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures, failures


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_recalculation_move_every_date_once(
    proclaim, small_batches
):
    for _ in range(9):
        open_request()
    recalculation = proclaim()

    def work():
        while recalculate_batch(recalculation_id=recalculation.pk, on=TODAY):
            pass

    in_threads(work, work, work)

    recalculation.refresh_from_db()
    assert (recalculation.looked_at, recalculation.moved) == (9, 9)
    assert HistoryEntry.objects.count() == 9


@pytest.mark.django_db(transaction=True)
def test_a_date_worked_out_while_a_holiday_is_added_is_never_left_behind(
    proclaim, officer, monkeypatch
):
    """Read the calendar before the holiday is added, and save the date after."""
    has_read, goes_on = threading.Event(), threading.Event()
    work_out = recalculate_due_date

    def slowly(foi_request):
        work_out(foi_request)
        has_read.set()
        goes_on.wait(10)

    def record():
        record_request(
            authority=officer.authority,
            received_text="1. How many speed cameras are there?",
            received_on=date(2026, 3, 2),
            regime="FOIA",
            channel="post",
            requester_name="Alex Requester",
            requester_address="1 Low Road",
            by=officer,
            on=TODAY,
        )

    def add():
        has_read.wait(10)
        threading.Timer(0.5, goes_on.set).start()
        proclaim()
        run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    monkeypatch.setattr(details, "recalculate_due_date", slowly)
    in_threads(record, add)

    assert has_read.is_set()
    assert FOIRequest.objects.get().due_on == date(2026, 4, 1)


@pytest.mark.django_db(transaction=True)
def test_saving_a_request_waits_no_longer_than_one_batch(proclaim, officer):
    """Check that a batch locks only its own requests."""
    first = open_request(authority=officer.authority)
    second = open_request(authority=officer.authority)
    recalculation = proclaim()
    noted = threading.Event()

    def note():
        add_note(foi_request=second, note="Hello.", by=officer, on=TODAY)
        noted.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recalculating, "BATCH", 1)
        save = recalculating.save_batch

        def while_locked(*arguments):
            save(*arguments)
            in_threads(note)

        patch.setattr(recalculating, "save_batch", while_locked)
        recalculate_batch(recalculation_id=recalculation.pk, on=TODAY)

    assert noted.is_set()
    first.refresh_from_db()
    assert first.due_on == date(2026, 4, 1)
