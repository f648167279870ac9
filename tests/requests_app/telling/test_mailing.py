"""Mails of notices: few, each notice once, none lost."""

from datetime import UTC, date, datetime
from smtplib import SMTPRecipientsRefused
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.urls import reverse

from requests_app.jobs.emails import SEND_EMAIL
from requests_app.models import Digest, Job, Notice
from requests_app.telling import mailing
from requests_app.telling.mailing import mail_notices, send_digests
from requests_app.telling.reading import mark_read
from requests_app.telling.services import tell
from requests_app.telling.tasks import send_digests as send_digests_of_today
from tests.factories import FOIRequestFactory, UserFactory
from tests.jobs import run_jobs

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
    assert mail["subject"] == f"165 notices: request {foi_request}"
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


def test_a_mail_says_why_it_came_and_how_to_change_it(officer, foi_request, settings):
    settings.SITE_URL = "https://foi.example"
    told(officer, foi_request)
    told(officer, foi_request, kind="returned")
    mail_notices()

    (mail,) = mails()
    assert mail["text"] == (
        f"- Notice 1 of request {foi_request}.\n"
        f"  https://foi.example/requests/{foi_request}/\n"
        "\n"
        f"- Notice 1 of request {foi_request}.\n"
        f"  https://foi.example/requests/{foi_request}/\n"
        "\n"
        "-- \n"
        "You chose to get these notices at once: Clearance, Requests that reach you.\n"
        "All your notices: https://foi.example/notices/\n"
        "Choose what is mailed, and when: https://foi.example/notices/settings/\n"
        "This e-mail was sent by a program. A reply is not read.\n"
    )


def test_the_digest_is_in_the_order_of_due_dates(officer, foi_request):
    requests = [
        FOIRequestFactory(
            authority=officer.authority, officer=officer, due_on=date(2026, 3, day)
        )
        for day in (20, 10, 15)
    ]
    for number, each in enumerate([*requests, requests[1]]):
        told(officer, each, kind="reminder", number=number)
    send_digests(on=MONDAY)

    (mail,) = mails()
    lines = [line for line in mail["text"].splitlines() if line.startswith("- N")]
    assert lines == [
        f"- Notice {number} of request {requests[place]}."
        for number, place in ((1, 1), (3, 1), (2, 2), (0, 0))
    ]


def test_the_subject_of_many_names_few_requests(officer):
    requests = [
        FOIRequestFactory(authority=officer.authority, officer=officer)
        for _ in range(5)
    ]
    for number, each in enumerate(requests):
        told(officer, each, number=number)
    mail_notices()

    named = ", ".join(str(each) for each in requests[:3])
    assert mails()[0]["subject"] == f"5 notices: requests {named} and 2 more"


def test_a_subject_of_many_has_no_reference_that_the_words_lack(officer, foi_request):
    for key in ("event-1", "event-2"):
        tell(
            people=[officer],
            kind="asked",
            words="A question for Operations",
            url=f"/requests/{foi_request}/",
            key=key,
            foi_request=foi_request,
            on=MONDAY,
        )
    mail_notices()

    assert mails()[0]["subject"] == "2 notices"


def test_the_mail_leaves_with_the_headers_of_an_automatic_message(
    officer, foi_request, mailoutbox
):
    told(officer, foi_request)
    mail_notices()
    run_jobs(SEND_EMAIL)

    headers = mailoutbox[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["X-Auto-Response-Suppress"] == "All"
    # Mail programs show the e-mails about one request together.
    assert headers["References"].startswith(f"<request-{foi_request.pk}@")
    assert headers["Message-ID"] != headers["References"]


def test_a_mail_server_that_is_away_keeps_the_mail_and_sends_it_once(
    officer, foi_request, mailoutbox, monkeypatch
):
    told(officer, foi_request)
    mail_notices()
    with monkeypatch.context() as away:
        away.setattr(
            "django.core.mail.backends.locmem.EmailBackend.open", _refuse, raising=False
        )
        for _ in range(5):
            run_jobs(SEND_EMAIL)
            mail_notices()
            Job.objects.update(due_at=Now())
    assert mailoutbox == []
    run_jobs(SEND_EMAIL)
    mail_notices()
    run_jobs(SEND_EMAIL)

    assert [mail.to for mail in mailoutbox] == [[officer.email]]


def refuse_with(monkeypatch, code):
    def send(self, messages):
        (address,) = messages[0].to
        raise SMTPRecipientsRefused({address: (code, b"No such mailbox")})

    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.send_messages", send
    )


@pytest.mark.parametrize("kind", ["assigned", "reminder"])
def test_notices_of_a_refused_address_reach_the_manager(
    officer, manager, foi_request, monkeypatch, mailoutbox, kind
):
    told(officer, foi_request, kind=kind)
    with monkeypatch.context() as refusing:
        refuse_with(refusing, 550)
        mail_notices()
        send_digests(on=MONDAY)
        assert run_jobs(SEND_EMAIL) == 1
    mail_notices()
    run_jobs(SEND_EMAIL)

    other = Notice.objects.get(person=manager)
    assert other.words == (
        f"For {officer}, whose e-mail address is refused: "
        f"Notice 1 of request {foi_request}."
    )
    assert Notice.objects.count() == 2
    assert not Job.objects.filter(done_at=None).exists()


@pytest.mark.parametrize(
    ("code", "has_manager"),
    [pytest.param(450, True, id="for now"), pytest.param(550, False, id="no manager")],
)
def test_other_refusals_are_tried_again(
    officer, foi_request, monkeypatch, code, has_manager
):
    if has_manager:
        UserFactory(roles=["manager"], authority=officer.authority)
    told(officer, foi_request)
    refuse_with(monkeypatch, code)
    mail_notices()
    run_jobs(SEND_EMAIL)

    assert Job.objects.get().done_at is None
    assert Notice.objects.count() == 1


def test_the_day_of_a_digest_is_the_day_in_london(officer, foi_request, monkeypatch):
    told(officer, foi_request, kind="reminder")
    # The clocks went forward on this night, and Monday has begun in London alone.
    night = datetime(2026, 3, 29, 23, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    send_digests_of_today()

    assert Digest.objects.get().on == date(2026, 3, 30)


def _refuse(*_):
    raise ConnectionRefusedError


# --- A person at two authorities ---


@pytest.fixture
def accounts(officer):
    """Return the two accounts of one person."""
    officer.person_key = uuid4()
    officer.save()
    other = UserFactory(
        roles=["manager"], email=officer.email, person_key=officer.person_key
    )
    return [officer, other]


def tell_both(accounts, *, kind="reminder", number=1):
    requests = [FOIRequestFactory(authority=each.authority) for each in accounts]
    for account, foi_request in zip(accounts, requests, strict=True):
        told(account, foi_request, kind=kind, number=number)
    return requests


def test_a_person_at_two_authorities_has_one_digest_a_day(accounts, settings):
    settings.SITE_URL = "https://foi.example"
    tell_both(accounts)
    assert [send_digests(on=MONDAY), send_digests(on=MONDAY)] == [1, 0]
    # What comes later waits for the next day, at either authority.
    tell_both(accounts[1:], number=2)
    assert send_digests(on=MONDAY) == 0
    assert send_digests(on=date(2026, 3, 3)) == 1

    first = mails()[0]
    assert first["subject"] == "Your morning digest: 2 to do"
    for account in accounts:
        notice = Notice.objects.filter(person=account).earliest("pk")
        assert f"{account.authority}\n=" in first["text"]
        assert f"https://foi.example/notices/{notice.pk}/" in first["text"]


def test_a_person_at_two_authorities_has_one_mail_at_once(accounts):
    tell_both(accounts, kind="assigned")

    assert [mail_notices(), mail_notices()] == [1, 0]
    assert len(mails()) == 1


def test_a_notice_for_the_other_account_says_so(client, accounts):
    tell_both(accounts)
    notice = Notice.objects.get(person=accounts[1])
    client.force_login(accounts[0])
    response = client.get(reverse("open-notice", args=[notice.pk]), follow=True)

    assert f"for your account at {accounts[1].authority}" in response.content.decode()
    notice.refresh_from_db()
    assert notice.read_at is None


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
