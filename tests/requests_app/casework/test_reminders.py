"""Reminders: each kind once per due date, to the people concerned."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection

from requests_app.casework import reminders
from requests_app.casework.history import CaseworkHistory
from requests_app.casework.reminders import remind_of_due_dates
from requests_app.jobs.emails import SEND_EMAIL, enqueue_email
from requests_app.models import Job, Reminder
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory
from tests.jobs import run_jobs

# Due on Tuesday 31 March 2026. The only bank holiday in the days before is St Patrick's
# Day, 17 March.
DUE = date(2026, 3, 31)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="77-26",
        requester_name="Ada Asker",
        due_on=DUE,
    )


def remind(on):
    return remind_of_due_dates(on=on)


def told(job):
    return job.payload["to"]


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        pytest.param(date(2026, 3, 16), "ten_days", id="ten working days before"),
        pytest.param(date(2026, 3, 24), "five_days", id="five working days before"),
        pytest.param(date(2026, 3, 31), "today", id="on the day"),
        pytest.param(date(2026, 4, 1), "overdue", id="once it is overdue"),
    ],
)
def test_the_officer_is_reminded(foi_request, officer, on, kind):
    assert remind(on) == 1

    reminder = Reminder.objects.get()
    assert (reminder.kind, reminder.due_on) == (kind, DUE)
    assert list(reminder.to.all()) == [officer]
    assert told(Job.objects.get()) == officer.email


@pytest.mark.parametrize(
    "on",
    [
        pytest.param(date(2026, 3, 13), id="eleven working days before"),
        pytest.param(date(2026, 3, 2), id="on receipt"),
    ],
)
def test_nobody_is_reminded_early(foi_request, on):
    assert remind(on) == 0


def test_a_stage_is_spoken_of_once(foi_request):
    made = [remind(date(2026, 3, day)) for day in (16, 16, 18, 23, 24, 25, 31, 31)]

    assert made == [1, 0, 0, 0, 1, 0, 1, 0]


def test_stages_passed_over_are_not_sent_late(foi_request):
    assert remind(date(2026, 4, 20)) == 1
    assert remind(date(2026, 4, 21)) == 0

    assert Reminder.objects.get().kind == "overdue"


def test_a_new_due_date_is_reminded_of_afresh(foi_request):
    remind(date(2026, 3, 24))
    foi_request.due_on = date(2026, 4, 30)
    foi_request.save()

    assert remind(date(2026, 4, 23)) == 1


@pytest.mark.parametrize("state", ["awaiting_clarification", "awaiting_fee"])
def test_no_reminder_while_no_time_runs(officer, state):
    FOIRequestFactory(authority=officer.authority, state=state, due_on=DUE)

    assert remind(date(2026, 4, 20)) == 0


def test_no_reminder_of_what_is_answered(officer):
    FOIRequestFactory(authority=officer.authority, state="answered", due_on=DUE)

    assert remind(date(2026, 4, 20)) == 0


def test_reminders_go_on_until_the_letter_is_given(foi_request):
    foi_request.state = "issued"
    foi_request.save()

    assert remind(date(2026, 4, 1)) == 1

    assert "The letter has not gone out" in Job.objects.get().payload["text"]


def test_no_reminder_of_a_correction(foi_request):
    foi_request.answered_on, foi_request.was_in_time = date(2026, 3, 20), True
    foi_request.save()

    assert remind(date(2026, 4, 1)) == 0
    assert (
        reminders.remind(foi_request=foi_request, kind="overdue", on=date(2026, 4, 1))
        is None
    )


def test_scotland_counts_by_its_own_working_days(officer):
    # Easter Monday, 6 April, is a working day in Scotland: six days are left, not five.
    for regime in ("FOIA", "FOISA"):
        FOIRequestFactory(
            authority=officer.authority,
            officer=officer,
            regime=regime,
            due_on=date(2026, 4, 9),
        )

    remind(date(2026, 3, 31))

    kinds = Reminder.objects.values_list("foi_request__regime", "kind")
    assert dict(kinds) == {"FOIA": "five_days", "FOISA": "ten_days"}


def test_what_is_overdue_is_told_to_the_teams_managers_too(foi_request, officer):
    team = TeamFactory(authority=officer.authority)
    theirs = UserFactory(roles=["manager"], authority=officer.authority, team=team)
    UserFactory(roles=["manager"], authority=officer.authority)
    UserFactory(roles=["manager"])
    foi_request.team = team
    foi_request.save()

    remind(date(2026, 4, 1))

    assert {told(job) for job in Job.objects.all()} == {
        officer.email,
        theirs.email,
    }


def test_a_team_without_a_manager_is_the_authoritys_concern(foi_request, manager):
    remind(date(2026, 4, 1))

    assert manager.email in {told(job) for job in Job.objects.all()}


def test_what_nobody_handles_is_told_to_the_managers(officer, manager):
    FOIRequestFactory(authority=officer.authority, due_on=DUE)

    remind(date(2026, 3, 24))

    assert told(Job.objects.get()) == manager.email


def test_a_restricted_request_is_told_only_to_people_named(
    foi_request, officer, manager
):
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.add(officer)

    remind(date(2026, 4, 1))

    assert [told(job) for job in Job.objects.all()] == [officer.email]


def test_a_reminder_waits_until_there_is_somebody_to_remind(officer):
    unassigned = FOIRequestFactory(authority=officer.authority, due_on=DUE)
    assert remind(date(2026, 3, 24)) == 0

    unassigned.officer = officer
    unassigned.save()

    assert remind(date(2026, 3, 25)) == 1


def test_somebody_who_has_left_is_not_told(foi_request, officer, manager):
    officer.is_active = False
    officer.save()

    remind(date(2026, 4, 1))

    assert [told(job) for job in Job.objects.all()] == [manager.email]


def test_the_email_says_what_is_due_and_leads_there(foi_request, settings):
    settings.SITE_URL = "https://foi.example"

    remind(date(2026, 3, 24))
    run_jobs(SEND_EMAIL)

    sent = mail.outbox[0]
    assert sent.subject == "Request 77-26 is due on 31 March 2026"
    assert "answered by 31 March 2026: 5 working days left." in sent.body
    assert "https://foi.example/requests/77-26/" in sent.body


def test_the_email_never_names_the_requester(foi_request):
    remind(date(2026, 4, 1))

    assert "Asker" not in str(Job.objects.get().payload)


def test_a_reminder_is_history_that_the_system_made(foi_request, officer):
    remind(date(2026, 3, 24))

    entry = foi_request.history.get()
    assert (entry.kind, entry.by) == (CaseworkHistory.REMINDER_SENT, None)
    assert str(officer) in entry.note


def test_one_request_that_fails_does_not_keep_the_others_waiting(
    foi_request, officer, monkeypatch
):
    FOIRequestFactory(authority=officer.authority, officer=officer, due_on=DUE)
    original = enqueue_email

    def fail_for_one(**arguments):
        if arguments["foi_request"] == foi_request:
            raise OSError
        return original(**arguments)

    monkeypatch.setattr(reminders, "enqueue_email", fail_for_one)

    assert remind(date(2026, 3, 24)) == 1
    assert Reminder.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_one_reminder():
    officer = UserFactory(roles=["officer"])
    for _ in range(5):
        FOIRequestFactory(authority=officer.authority, officer=officer, due_on=DUE)
    barrier, made = Barrier(2), []

    def beat():
        barrier.wait()
        made.append(remind(date(2026, 3, 24)))
        connection.close()

    threads = [Thread(target=beat) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(made) == 5
    assert Reminder.objects.count() == 5
    assert Job.objects.count() == 5
