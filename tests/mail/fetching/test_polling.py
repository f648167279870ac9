"""Fetching from a mailbox: nothing lost, nothing doubled, and the place kept."""

import hashlib
import imaplib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from mail.fetching import keeping, polling
from mail.fetching.leases import due_mailboxes
from mail.fetching.polling import poll
from mail.models import Mailbox, RawMail, Receipt
from requests_app.models import Job
from tests.at_once import at_once
from tests.dovecot import PASSWORD
from tests.factories import LoginFactory, MailboxFactory
from tests.graph import moments_ago
from tests.mail.fetching.killed import fetch_and_die
from tests.mail.mails import mail
from tests.workers import has_been_killed, start_worker

NOW = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)


def fetched(mailbox, at=NOW, **more):
    return poll(mailbox=mailbox.pk, at=at, **more)


def kept():
    return sorted(RawMail.objects.values_list("sha256", flat=True))


def hashes(mails):
    return sorted(hashlib.sha256(each).hexdigest() for each in mails)


def imap_box(server, user, **fields):
    box = MailboxFactory(kind="imap", address=user, host="127.0.0.1", port=server.port)
    login = LoginFactory(
        kind="password", username=user, secret=PASSWORD, authority=box.authority
    )
    for name, value in {"login": login, **fields}.items():
        setattr(box, name, value)
    box.save()
    return box


@pytest.fixture
def user():
    return f"{uuid4()}@council.example"


# --- Keeping ---


def test_new_messages_are_kept_and_queued_to_be_read(graph, db):
    mailbox = MailboxFactory()
    key = graph.deliver(mail(), at=moments_ago(hours=3))

    assert fetched(mailbox) == (1, False)
    receipt = Receipt.objects.get()
    assert (receipt.mailbox, receipt.provider_id) == (mailbox, key)
    with receipt.raw.file.open() as file:
        assert file.read() == mail()
    assert (receipt.folder, receipt.at) == ("received", NOW)
    assert timedelta(hours=3) <= datetime.now(UTC) - receipt.arrived_at
    assert Job.objects.filter(kind="read_mail").count() == 1
    mailbox.refresh_from_db()
    assert (mailbox.last_fetched_at, mailbox.last_new, mailbox.lease) == (NOW, 1, None)


def test_an_idle_fetch_keeps_how_much_came_last(graph, db):
    mailbox = MailboxFactory()
    graph.deliver(mail())
    fetched(mailbox)
    later = NOW + timedelta(minutes=5)

    assert fetched(mailbox, later) == (0, False)
    mailbox.refresh_from_db()
    assert (mailbox.last_fetched_at, mailbox.last_new_at, mailbox.last_new) == (
        later,
        NOW,
        1,
    )


def test_sent_mail_is_kept_as_sent_and_never_touched(dovecot, user, db):
    mailbox = imap_box(dovecot, user, sent_folder="Sent", filed_to="Filed")
    dovecot.deliver(user, mail("Asked"))
    dovecot.deliver(user, mail("Answered by Outlook"), "Sent")
    fetched(mailbox)

    assert sorted(Receipt.objects.values_list("folder", flat=True)) == [
        "received",
        "sent",
    ]
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as person:
        person.login(user, PASSWORD)
        numbers = [
            int(person.select(each)[1][0]) for each in ("INBOX", "Filed", "Sent")
        ]
        assert numbers == [0, 1, 1]
        assert person.search(None, "UNSEEN")[1] == [b"1"]


def test_a_thousand_messages_come_in_several_turns(graph, db):
    mailbox = MailboxFactory()
    mails = [mail(number=number) for number in range(1000)]
    for each in mails:
        graph.deliver(each)
    turns = 0
    while fetched(mailbox, seconds=3).has_more:
        turns += 1

    assert kept() == hashes(mails)
    assert Receipt.objects.count() == 1000
    assert turns >= 1


def test_a_forgotten_cursor_fetches_nothing_twice(graph, db):
    mailbox = MailboxFactory()
    for number in range(60):
        graph.deliver(mail(number=number))
    fetched(mailbox)
    graph.forget_links()
    graph.deliver(mail("Later"))
    graph.calls.clear()

    assert fetched(mailbox) == (1, False)
    assert sum("$value" in each for each in graph.calls) == 1
    assert Receipt.objects.count() == 61


def test_a_folder_made_anew_doubles_nothing(dovecot, user, db):
    mailbox = imap_box(dovecot, user, folder="FOI")
    mails = [mail(number=number) for number in range(3)]
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as person:
        person.login(user, PASSWORD)
        for rest in (mails, [*mails, mail("Later")]):
            person.create("FOI")
            for each in rest:
                person.append("FOI", None, None, each)
            fetched(mailbox)
            before = RawMail.objects.count()
            person.delete("FOI")

    assert before == 4
    assert RawMail.objects.count() == 4
    # The later copies are known by their bytes, under their new keys.
    assert Receipt.objects.count() == 7


def test_only_messages_since_a_day_are_touched(graph, db):
    mailbox = MailboxFactory(since=moments_ago(days=2).date(), filed_to="Archive")
    old = graph.deliver(mail("Old"), at=moments_ago(days=30))
    new = graph.deliver(mail("New"))

    assert fetched(mailbox).new == 1
    assert (graph.folder_of(old), graph.folder_of(new)) == ("inbox", "archive")


# --- Filing away ---


def test_a_message_that_cannot_be_filed_is_not_taken_again(graph, db):
    mailbox = MailboxFactory(filed_to="FOI/Filed")
    key = graph.deliver(mail())
    graph.deliver(mail(number=2))

    assert fetched(mailbox).new == 2
    assert fetched(mailbox).new == 0
    left = mailbox.remainders.all()
    assert {(each.kind, each.failure) for each in left} == {
        ("file", "The mailbox foi@council.example has no folder “FOI/Filed”.")
    }
    graph.add_folder("FOI")
    filed = graph.add_folder("FOI/Filed")
    fetched(mailbox, NOW + timedelta(days=1))

    assert graph.folder_of(key) == filed
    assert not mailbox.remainders.exists()
    assert Receipt.objects.count() == 2


# --- Single messages ---


def test_a_message_that_cannot_be_fetched_keeps_no_other_waiting(
    graph, db, monkeypatch
):
    mailbox = MailboxFactory()
    keys = [graph.deliver(mail(number=number)) for number in range(3)]
    raw = graph.messages[mailbox.address][keys[1]]
    graph.messages[mailbox.address][keys[1]] = (raw[0], b"", raw[2])

    assert fetched(mailbox).new == 2
    assert fetched(mailbox).new == 0
    (left,) = mailbox.remainders.all()
    assert (left.kind, left.provider_id) == ("fetch", keys[1])
    graph.messages[mailbox.address][keys[1]] = raw
    fetched(mailbox, NOW + timedelta(hours=1))

    assert kept() == hashes(mail(number=number) for number in range(3))
    assert not mailbox.remainders.exists()


def test_a_message_that_kills_its_workers_keeps_no_other_waiting(
    graph, db, monkeypatch
):
    mailbox = MailboxFactory(trying="AAMk-1", tries=5)
    assert graph.deliver(mail("Deadly")) == "AAMk-1"
    graph.deliver(mail("Harmless"))

    assert fetched(mailbox).new == 1
    assert mailbox.remainders.get().failure.startswith("The worker stopped each time")


def test_a_message_deleted_meanwhile_is_passed_over(graph, db, monkeypatch):
    mailbox = MailboxFactory()
    keys = [graph.deliver(mail(number=number)) for number in range(2)]
    fetch = keeping.take

    def take_and_delete(*arguments, **named):
        graph.delete(keys[1])
        monkeypatch.setattr(keeping, "take", fetch)
        return fetch(*arguments, **named)

    monkeypatch.setattr(keeping, "take", take_and_delete)
    assert fetched(mailbox).new == 1
    assert not mailbox.remainders.exists()


def test_what_cannot_be_stored_is_fetched_again(graph, db, monkeypatch):
    mailbox = MailboxFactory()
    for number in range(2):
        graph.deliver(mail(number=number))
    monkeypatch.setattr(keeping, "take", _no_space)
    fetched(mailbox)
    mailbox.refresh_from_db()
    assert mailbox.failure.endswith("could not be stored on our own server.")
    monkeypatch.undo()

    assert fetched(mailbox, NOW + timedelta(hours=1)).new == 2


def _no_space(*_, **__):
    raise OSError(28, "No space left on device")


# --- One at a time ---


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_each_message_once(graph):
    mailbox = MailboxFactory()
    for number in range(30):
        graph.deliver(mail(number=number))
    done = []
    at_once(lambda _: done.append(fetched(mailbox)), [1, 2, 3])

    assert sorted(each.new for each in done if each) == [30]
    assert Receipt.objects.count() == 30
    assert sum("$value" in each for each in graph.calls) == 30


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_too_slow_stops(graph, monkeypatch):
    mailbox = MailboxFactory()
    for number in range(5):
        graph.deliver(mail(number=number))
    keep = polling.keep_message

    def lose_the_lease(**named):
        keep(**named)
        Mailbox.objects.update(lease=uuid4())

    monkeypatch.setattr(polling, "keep_message", lose_the_lease)
    assert fetched(mailbox).new == 0
    Mailbox.objects.update(lease=None, leased_until=None)
    monkeypatch.undo()

    assert fetched(mailbox).new == 4
    assert Receipt.objects.count() == 5


def test_a_mailbox_that_is_off_or_resting_is_not_due(db):
    MailboxFactory(is_on=False)
    MailboxFactory(next_fetch_at=NOW + timedelta(minutes=1))
    due = MailboxFactory(next_fetch_at=NOW)

    assert due_mailboxes(at=NOW) == [due.pk]


def test_an_unknown_error_ends_in_a_sentence(graph, db, monkeypatch):
    mailbox = MailboxFactory()
    monkeypatch.setattr(polling, "_read", lambda *_: 1 / 0)
    fetched(mailbox)

    mailbox.refresh_from_db()
    assert "reason that the logs" in mailbox.failure
    assert mailbox.lease is None


# --- Killed ---


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_step_loses_and_doubles_nothing(graph, settings):
    """Kill the worker before or after each step in turn, fifty times or more."""
    mailbox = MailboxFactory(filed_to="Archive")
    urls = {
        name: getattr(settings, name)
        for name in ("GRAPH_URL", "MICROSOFT_LOGIN_URL", "CA_BUNDLE")
    }
    mails, kills, moment = [], 0, 0
    while kills < 50:
        mails.append(mail(number=len(mails)))
        graph.deliver(mails[-1])
        worker = start_worker(fetch_and_die, mailbox.pk, urls, moment % 9)
        kills += has_been_killed(worker)
        moment += 1
        # The lease of the dead worker ends.
        Mailbox.objects.update(lease=None, leased_until=None, next_fetch_at=None)
    for days in range(1, 5):
        fetched(mailbox, datetime.now(UTC) + timedelta(days=days))

    assert kept() == hashes(mails)
    assert Receipt.objects.count() == len(mails)
    assert list(mailbox.remainders.values()) == []
    assert {each[0] for each in graph.messages[mailbox.address].values()} == {"archive"}
