"""The mails of a simulated month: each event once, one digest a day at most."""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from requests_app.models import FOIRequest, Job, Notice, Reminder
from requests_app.reminders.services import remind_of_due_dates
from requests_app.telling.mailing import mail_notices, send_digests
from requests_app.telling.services import choose_ways, tell
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
# The office is shut down for a weekend and two days; a second beat runs by mistake.
WITHOUT_BEAT = {date(2026, 3, day) for day in (6, 7, 8, 12, 24)}
WITH_TWO_BEATS = {date(2026, 3, day) for day in (3, 10, 17, 25, 31)}
# On this day a bank holiday is proclaimed: later due dates move by a day.
MOVED_ON = date(2026, 3, 18)
REQUESTS = 120


class Office(NamedTuple):
    """Twelve people: eight officers, two approvers, two managers."""

    officers: list
    approvers: list
    managers: list

    @property
    def people(self):
        return [*self.officers, *self.approvers, *self.managers]


@pytest.fixture
def office(db):
    authority = AuthorityFactory()

    def people(role, number):
        return [
            UserFactory(
                username=f"{role}{each}",
                first_name=role.title(),
                last_name=str(each),
                roles=[role],
                authority=authority,
            )
            for each in range(number)
        ]

    return Office(people("officer", 8), people("approver", 2), people("manager", 2))


@pytest.fixture
def requests(office):
    """120 requests, due from 2 March to 30 April, spread over the officers."""
    return [
        FOIRequestFactory(
            authority=office.officers[0].authority,
            officer=office.officers[number % 8],
            reference=f"{number + 1}-26",
            due_on=date(2026, 3, 2) + timedelta(days=number // 2),
            requester_name="Ada Asker",
        )
        for number in range(REQUESTS)
    ]


def events_of(day, office, requests):
    """Tell the events of one day, as services do; return (person, key) of each."""
    told = []

    def happened(kind, foi_request, person, by):
        key = f"{kind}-{foi_request.pk}"
        tell(
            people=[person],
            kind=kind,
            words=f"{kind} {foi_request.reference}.",
            url=foi_request.get_absolute_url(),
            key=key,
            foi_request=foi_request,
            by=by,
            on=day,
        )
        told.append((person, key))

    number = (day - FIRST).days
    if day.weekday() < 5:
        manager, approver = office.managers[number % 2], office.approvers[number % 2]
        for foi_request in requests[number * 4 : number * 4 + 4]:
            happened("assigned", foi_request, foi_request.officer, manager)
        for foi_request in requests[number * 2 : number * 2 + 2]:
            happened("sent_for_clearance", foi_request, approver, foi_request.officer)
            happened("cleared", foi_request, foi_request.officer, approver)
    return told


def answer(day, requests):
    """Answer two of three requests on the day before their due dates."""
    for number, foi_request in enumerate(requests):
        if number % 3 and foi_request.due_on == day + timedelta(days=1):
            FOIRequest.objects.filter(pk=foi_request.pk).update(
                state="answered", answered_on=day, was_in_time=True, closed_on=day
            )


def move_due_dates(requests):
    for foi_request in requests:
        if foi_request.due_on > MOVED_ON:
            foi_request.due_on += timedelta(days=1)
            FOIRequest.objects.filter(pk=foi_request.pk).update(
                due_on=foi_request.due_on
            )


def test_a_month_of_notices_is_mailed_once_each_in_few_mails(office, requests):
    choose_ways(person=office.officers[7], ways={"work": "none", "dates": "at_once"})
    events, days_of_digests = [], Counter()
    day = FIRST
    while day <= LAST:
        if day == MOVED_ON:
            move_due_dates(requests)
        answer(day, requests)
        events += events_of(day, office, requests)
        beats = 0 if day in WITHOUT_BEAT else 2 if day in WITH_TWO_BEATS else 1
        for _ in range(beats):
            before = set(Job.objects.values_list("pk", flat=True))
            remind_of_due_dates(on=day)
            mail_notices()
            send_digests(on=day)
            for job in Job.objects.exclude(pk__in=before):
                if job.idempotency_key.startswith("digest"):
                    days_of_digests[job.payload["to"], day] += 1
        day += timedelta(days=1)

    mails = [job.payload for job in Job.objects.filter(kind="send_email")]
    table = table_of(office, mails)
    # No person has two digests on a day, and no notice comes twice or not at all.
    assert max(days_of_digests.values()) == 1, table
    for person in office.people:
        lines = Counter(
            line
            for mail in mails
            if mail["to"] == person.email
            for line in mail["text"].splitlines()
            if line.startswith("- ")
        )
        wanted = Counter(
            f"- {notice.words}"
            for notice in Notice.objects.filter(person=person).exclude(way="none")
        )
        assert lines == wanted, table
    told = Counter(
        (notice.person, notice.key)
        for notice in Notice.objects.exclude(kind__in=("reminder", "date_moved"))
    )
    assert told == Counter(events), table
    assert "Asker" not in str(mails)
    assert counted(office, mails) == EXPECTED, table
    check_reminders(requests, table)


def check_reminders(requests, table):
    """Hold the reminders against the due dates, by an account of its own."""
    overdue = {
        one.pk for one in requests if one.due_on < LAST and one.pk in still_open()
    }
    reminded = set(
        Reminder.objects.filter(kind="overdue", number=1).values_list(
            "foi_request", flat=True
        )
    )
    assert overdue <= reminded, table
    moved = Notice.objects.filter(kind="date_moved").values("key")
    assert moved.count() == moved.distinct().count(), table


def still_open():
    return set(FOIRequest.objects.unanswered().values_list("pk", flat=True))


def counted(office, mails):
    """Count for each person: notices, mails at once, digests."""
    return {
        person.username: (
            Notice.objects.filter(person=person).count(),
            sum(is_digest(mail, person) is False for mail in mails),
            sum(is_digest(mail, person) is True for mail in mails),
        )
        for person in office.people
    }


def is_digest(mail, person):
    if mail["to"] != person.email:
        return None
    return mail["subject"].startswith("Your morning digest")


def table_of(office, mails):
    rows = [
        f"{name:<12}{notices:>8}{at_once:>9}{digests:>9}"
        for name, (notices, at_once, digests) in counted(office, mails).items()
    ]
    return "\n".join(["", "person       notices  at once  digests", *rows])


EXPECTED = {
    "officer0": (50, 11, 17),
    "officer1": (51, 11, 16),
    "officer2": (45, 17, 14),
    "officer3": (50, 17, 15),
    "officer4": (44, 14, 12),
    "officer5": (43, 14, 13),
    "officer6": (47, 11, 15),
    "officer7": (44, 14, 0),
    "approver0": (22, 11, 0),
    "approver1": (22, 11, 0),
    "manager0": (48, 0, 15),
    "manager1": (48, 0, 15),
}
