"""Mails of notices: few, each notice once, none lost."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from requests_app.models import Digest, Job, Notice
from requests_app.telling import mailing
from requests_app.telling.mailing import mail_notices, send_digests
from requests_app.telling.reading import mark_read
from requests_app.telling.services import tell
from tests.factories import FOIRequestFactory, UserFactory

MONDAY = date(2026, 3, 2)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority, officer=officer, requester_name="Ada Asker"
    )


def told(person, foi_request, *, kind="assigned", number=1, count=1):
    for each in range(number, number + count):
        tell(
            people=[person],
            kind=kind,
            words=f"Notice {each} of request {foi_request}.",
            url=f"/requests/{foi_request}/",
            key=f"{kind}-{each}",
            foi_request=foi_request,
            on=MONDAY,
        )


def mails():
    return [job.payload for job in Job.objects.order_by("pk")]


def test_a_notice_wanted_at_once_is_mailed_once(officer, foi_request):
    told(officer, foi_request)

    assert [mail_notices(), mail_notices()] == [1, 0]
    (mail,) = mails()
    assert mail["to"] == officer.email
    assert mail["subject"] == f"Notice 1 of request {foi_request}"
    assert f"/requests/{foi_request}/" in mail["text"]
    assert "Asker" not in str(mail)


def test_many_notices_at_once_make_one_mail(officer, foi_request):
    told(officer, foi_request, count=165)
    mail_notices()

    (mail,) = mails()
    assert mail["subject"] == "165 notices"
    assert "And 105 more" in mail["text"]
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_a_notice_read_meanwhile_is_not_mailed(officer, foi_request):
    told(officer, foi_request)
    mark_read(person=officer)

    assert mail_notices() == 0
    assert mails() == []


def test_the_digest_of_a_day_is_one_mail(officer, foi_request):
    told(officer, foi_request, kind="reminder", count=10)
    told(officer, foi_request, kind="date_moved")

    assert [mail_notices(), send_digests(on=MONDAY), send_digests(on=MONDAY)] == [
        0,
        1,
        0,
    ]
    (mail,) = mails()
    assert mail["subject"] == "Your morning digest: 10 to do, 1 to know"
    waiting, _ = mail["text"].split("For your knowledge (1)")
    assert waiting.startswith("Waits for you (10)\n\n- Notice 1 of request")
    assert "Notice 10 of request" in waiting
    assert "Asker" not in str(mail)


def test_what_comes_after_the_digest_is_in_the_next(officer, foi_request):
    told(officer, foi_request, kind="reminder")
    send_digests(on=MONDAY)
    told(officer, foi_request, kind="reminder", number=2)

    assert send_digests(on=MONDAY) == 0
    assert send_digests(on=date(2026, 3, 6)) == 1
    assert "Notice 2" in mails()[1]["text"]
    assert "Notice 1" not in mails()[1]["text"]


def test_a_day_without_notices_has_no_digest(officer, foi_request):
    assert send_digests(on=MONDAY) == 0
    assert not Digest.objects.exists()


@pytest.mark.parametrize("day", [7, 8])
def test_weekends_have_no_digest(officer, foi_request, day):
    told(officer, foi_request, kind="reminder")

    assert send_digests(on=date(2026, 3, day)) == 0


def test_a_digest_that_dies_half_way_loses_no_mail(
    officer, manager, foi_request, monkeypatch
):
    told(officer, foi_request, kind="reminder")
    told(manager, foi_request, kind="reminder")
    enqueue = mailing.enqueue_email

    def dies(**named):
        if named["to"] == manager:
            raise OSError("The worker was killed.")
        return enqueue(**named)

    monkeypatch.setattr(mailing, "enqueue_email", dies)
    assert send_digests(on=MONDAY) == 1
    monkeypatch.undo()

    assert send_digests(on=MONDAY) == 1
    assert [mail["to"] for mail in mails()] == [officer.email, manager.email]


def test_a_notice_of_a_person_who_left_before_the_mail_goes_to_the_manager(
    officer, manager, foi_request
):
    told(officer, foi_request)
    officer.is_active = False
    officer.save()
    mail_notices()
    mail_notices()

    assert [mail["to"] for mail in mails()] == [manager.email]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_one_mail_each():
    people = [UserFactory(roles=["officer"]) for _ in range(3)]
    for person in people:
        foi_request = FOIRequestFactory(authority=person.authority, officer=person)
        told(person, foi_request)
        told(person, foi_request, kind="reminder")
    both, made = Barrier(2), []

    def beat():
        try:
            both.wait(timeout=10)
            made.append(mail_notices() + send_digests(on=MONDAY))
        finally:
            connection.close()

    beats = [Thread(target=beat) for _ in range(2)]
    for each in beats:
        each.start()
    for each in beats:
        each.join()

    assert sum(made) == 6
    assert Job.objects.count() == 6


def restrict(foi_request, *people):
    foi_request.is_restricted = True
    foi_request.save(update_fields=["is_restricted"])
    foi_request.named_people.set(people)


@pytest.mark.parametrize("kind", ["assigned", "reminder"])
def test_nothing_is_mailed_of_a_request_restricted_meanwhile(
    officer, manager, foi_request, kind
):
    told(officer, foi_request, kind=kind)
    restrict(foi_request, manager)

    assert [mail_notices(), send_digests(on=MONDAY)] == [0, 0]
    assert mails() == []


def test_a_person_named_is_mailed_of_a_restricted_request(officer, foi_request):
    told(officer, foi_request)
    restrict(foi_request, officer)

    assert mail_notices() == 1


def test_managers_are_told_in_the_place_of_a_person_without_roles(
    officer, manager, foi_request
):
    told(officer, foi_request)
    officer.roles = []
    officer.save()

    # The manager's own notice is mailed by the next run.
    assert [mail_notices(), mail_notices()] == [0, 1]
    assert [mail["to"] for mail in mails()] == [manager.email]
