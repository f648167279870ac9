"""Reminders: each kind once per due date, to the people concerned."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection

from requests_app.jobs.emails import SEND_EMAIL
from requests_app.models import Notice, Reminder, ReminderRules
from requests_app.reminders import services as reminders
from requests_app.reminders.history import RemindersHistory
from requests_app.reminders.services import remind_of_due_dates
from requests_app.telling.mailing import send_digests
from tests.factories import FOIRequestFactory, LeaveFactory, TeamFactory, UserFactory
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


def people_told():
    return {notice.person for notice in Notice.objects.all()}


@pytest.mark.parametrize(
    ("on", "kind", "number"),
    [
        pytest.param(date(2026, 3, 16), "before", 10, id="ten working days before"),
        pytest.param(date(2026, 3, 24), "before", 5, id="five working days before"),
        pytest.param(date(2026, 3, 31), "today", 0, id="on the day"),
        pytest.param(date(2026, 4, 1), "overdue", 1, id="once it is overdue"),
    ],
)
def test_the_officer_is_reminded(foi_request, officer, on, kind, number):
    assert remind(on) == 1

    reminder = Reminder.objects.get()
    assert (reminder.kind, reminder.number, reminder.due_on) == (kind, number, DUE)
    assert list(reminder.to.all()) == [officer]
    assert people_told() == {officer}


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

    assert "The letter has not gone out" in Notice.objects.get().words


def test_no_reminder_of_a_correction(foi_request):
    foi_request.answered_on, foi_request.was_in_time = date(2026, 3, 20), True
    foi_request.save()

    assert remind(date(2026, 4, 1)) == 0
    assert reminders.remind(foi_request=foi_request, on=date(2026, 4, 1)) == []


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

    numbers = Reminder.objects.values_list("foi_request__regime", "number")
    assert dict(numbers) == {"FOIA": 5, "FOISA": 10}


def test_what_is_overdue_is_told_to_the_teams_managers_too(foi_request, officer):
    team = TeamFactory(authority=officer.authority)
    theirs = UserFactory(roles=["manager"], authority=officer.authority, team=team)
    UserFactory(roles=["manager"], authority=officer.authority)
    UserFactory(roles=["manager"])
    foi_request.team = team
    foi_request.save()

    remind(date(2026, 4, 1))

    assert people_told() == {officer, theirs}


def test_a_team_without_a_manager_is_the_authoritys_concern(foi_request, manager):
    remind(date(2026, 4, 1))

    assert manager in people_told()


def test_what_nobody_handles_is_told_to_the_managers(officer, manager):
    FOIRequestFactory(authority=officer.authority, due_on=DUE)

    remind(date(2026, 3, 24))

    assert people_told() == {manager}


def test_a_restricted_request_is_told_only_to_people_named(
    foi_request, officer, manager
):
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.add(officer)

    remind(date(2026, 4, 1))

    assert {n.person for n in Notice.objects.filter(foi_request=foi_request)} == {
        officer
    }


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

    assert people_told() == {manager}


@pytest.mark.parametrize("role", ["approver", "auditor"])
@pytest.mark.parametrize("day", [24, 31])
def test_managers_are_told_beside_an_officer_whose_role_is_gone(
    foi_request, officer, manager, role, day
):
    officer.roles = [role]
    officer.save()

    remind(date(2026, 3, day))

    assert people_told() == {officer, manager}
    words = f"{officer} has no role that allows answering."
    assert all(words in notice.words for notice in Notice.objects.all())


def test_managers_are_told_beside_a_deputy_whose_role_is_gone(
    foi_request, officer, manager
):
    deputy = UserFactory(roles=["approver"], authority=officer.authority)
    LeaveFactory(person=officer, deputy=deputy)

    remind(date(2026, 3, 24))

    assert people_told() == {officer, deputy, manager}


def test_managers_are_not_told_while_a_deputy_answers(foi_request, officer, manager):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    LeaveFactory(person=officer, deputy=deputy)

    remind(date(2026, 3, 24))

    assert people_told() == {officer, deputy}


def test_ten_requests_make_one_mail_that_says_what_is_due(
    foi_request, officer, settings
):
    settings.SITE_URL = "https://foi.example"
    for _ in range(9):
        FOIRequestFactory(authority=officer.authority, officer=officer, due_on=DUE)

    assert remind(date(2026, 3, 24)) == 10
    send_digests(on=date(2026, 3, 24))
    run_jobs(SEND_EMAIL)

    (sent,) = mail.outbox
    assert sent.subject == "Your morning digest: 10 to do"
    assert "Request 77-26 is due on 31 March 2026: 5 working days left." in sent.body
    assert "https://foi.example/requests/77-26/" in sent.body
    assert "Asker" not in sent.body


def test_a_reminder_is_history_that_the_system_made(foi_request, officer):
    remind(date(2026, 3, 24))

    entry = foi_request.history.get()
    assert (entry.kind, entry.by) == (RemindersHistory.REMINDER_SENT, None)
    assert str(officer) in entry.note


def test_one_request_that_fails_does_not_keep_the_others_waiting(
    foi_request, officer, monkeypatch
):
    FOIRequestFactory(authority=officer.authority, officer=officer, due_on=DUE)
    original = reminders.tell

    def fail_for_one(**arguments):
        if arguments["foi_request"] == foi_request:
            raise OSError
        return original(**arguments)

    monkeypatch.setattr(reminders, "tell", fail_for_one)

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
    assert Notice.objects.count() == 5


def kinds():
    return list(Reminder.objects.order_by("pk").values_list("kind", "number"))


def move(foi_request, due_on):
    foi_request.due_on = due_on
    foi_request.save()


def test_a_date_that_moved_is_told_as_a_move_and_not_reminded_of_again(
    foi_request, officer
):
    remind(date(2026, 3, 25))
    move(foi_request, date(2026, 4, 1))

    assert [remind(date(2026, 3, 25)), remind(date(2026, 3, 25))] == [1, 0]
    notice = Notice.objects.get(kind="date_moved")
    assert notice.person == officer
    assert notice.words.startswith(
        "Request 77-26 is now due on 1 April 2026, was 31 March 2026: "
    )
    assert Notice.objects.count() == 2
    # The next stage is told as always.
    assert remind(date(2026, 4, 1)) == 1
    assert Notice.objects.latest("pk").kind == "reminder"


def test_a_stage_first_reached_by_a_move_is_reminded_of_with_the_move(foi_request):
    remind(date(2026, 3, 16))
    move(foi_request, date(2026, 3, 20))

    assert remind(date(2026, 3, 17)) == 1
    notice = Notice.objects.latest("pk")
    assert notice.kind == "reminder"
    assert "due on 20 March 2026, was 31 March 2026" in notice.words
    assert remind(date(2026, 3, 17)) == 0


def test_a_date_that_moves_there_and_back_is_told_each_time(foi_request):
    remind(date(2026, 3, 16))
    for day in (date(2026, 4, 30), DUE, date(2026, 4, 30)):
        move(foi_request, day)
        assert remind(date(2026, 3, 17)) == 1

    assert Notice.objects.filter(kind="date_moved").count() == 3


def test_a_bank_holiday_moves_overdue_managers_are_not_told_again(foi_request, manager):
    remind(date(2026, 4, 2))
    move(foi_request, date(2026, 4, 1))
    before = Notice.objects.filter(person=manager).count()

    assert remind(date(2026, 4, 2)) == 1
    assert Notice.objects.filter(person=manager).count() == before == 1


def test_an_overdue_request_is_reminded_of_again_and_again(foi_request, officer):
    ReminderRules.objects.create(
        authority=officer.authority, overdue_every_days=3, managers_after_days=None
    )
    # Good Friday and Easter Monday, 3 and 6 April, do not count.
    made = {day: remind(date(2026, 4, day)) for day in (1, 2, 7, 8, 9, 10, 13, 14, 15)}

    assert [day for day, number in made.items() if number] == [1, 8, 13]
    assert kinds() == [("overdue", 1), ("overdue", 2), ("overdue", 3)]
    assert "This is reminder 3" in Notice.objects.latest("pk").words


def test_days_without_beat_bring_one_reminder_not_all(foi_request):
    ReminderRules.objects.create(
        authority=foi_request.authority, overdue_every_days=1, managers_after_days=None
    )
    remind(date(2026, 4, 1))

    assert remind(date(2026, 4, 30)) == 1


def test_a_request_overdue_is_escalated_to_managers_then_to_the_head(
    foi_request, officer, manager
):
    head = UserFactory(roles=["auditor"], authority=officer.authority)
    ReminderRules.objects.create(
        authority=officer.authority,
        overdue_every_days=None,
        managers_after_days=2,
        head_after_days=4,
        head=head,
    )
    told = {}
    for day in (1, 2, 7, 8, 9, 10):
        remind(date(2026, 4, day))
        for notice in Notice.objects.all():
            told.setdefault(notice.person, day)

    assert told == {officer: 1, manager: 2, head: 8}
    assert Notice.objects.count() == 3


def test_an_escalation_to_a_head_who_left_reaches_the_managers(foi_request, manager):
    head = UserFactory(authority=manager.authority, is_active=False)
    ReminderRules.objects.create(
        authority=manager.authority,
        managers_after_days=None,
        head_after_days=1,
        head=head,
    )
    remind(date(2026, 4, 1))

    assert manager in people_told()


def test_without_an_officer_managers_are_told_once(officer, manager):
    FOIRequestFactory(authority=officer.authority, due_on=DUE)

    assert remind(date(2026, 4, 1)) == 1
    assert Notice.objects.count() == 1


def test_rules_choose_the_days(foi_request):
    ReminderRules.objects.create(
        authority=foi_request.authority, days_before=[3], is_on_the_day=False
    )
    made = [remind(date(2026, 3, day)) for day in (16, 24, 25, 26, 27, 31)]

    assert made == [0, 0, 0, 1, 0, 0]


def test_the_rules_of_one_authority_leave_another_alone(foi_request):
    other = FOIRequestFactory(
        officer=UserFactory(roles=["officer"]), due_on=DUE, reference="78-26"
    )
    ReminderRules.objects.create(authority=other.authority, days_before=[])

    assert remind(date(2026, 3, 24)) == 1
    assert Reminder.objects.get().foi_request == foi_request


@pytest.mark.parametrize("number", [2, 30])
def test_many_requests_without_a_reminder_due_take_as_many_queries(
    officer, number, django_assert_num_queries
):
    for _ in range(number):
        FOIRequestFactory(authority=officer.authority, officer=officer, due_on=DUE)
    remind(date(2026, 3, 24))
    with django_assert_num_queries(4):
        assert remind(date(2026, 3, 24)) == 0
