"""How mailboxes are: kept with each fetch, and told after an hour of failure."""

from datetime import UTC, datetime, timedelta

import pytest

from mail.fetching.polling import poll
from mail.fetching.queries import rows_of
from requests_app.models import Notice
from tests.factories import MailboxFactory, UserFactory
from tests.graph import BOX
from tests.mail.mails import mail

NOW = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(graph):
    made = MailboxFactory(name="FOI inbox")
    UserFactory(roles=["administrator"], authority=made.authority)
    UserFactory(roles=["officer"], authority=made.authority)
    return made


def fetched(mailbox, minutes):
    poll(mailbox=mailbox.pk, at=NOW + timedelta(minutes=minutes))
    mailbox.refresh_from_db()
    return mailbox


def told():
    return list(Notice.objects.order_by("pk").values_list("words", flat=True))


def test_a_failure_is_kept_with_its_beginning_and_the_pause_grows(graph, mailbox):
    graph.denied.add(BOX)
    pauses = []
    minutes = 0
    for _ in range(6):
        fetched(mailbox, minutes)
        pause = (mailbox.next_fetch_at - NOW).total_seconds() / 60 - minutes
        pauses.append(pause)
        minutes += pause

    assert pauses == [1, 2, 4, 8, 15, 15]
    assert mailbox.failing_since == NOW
    assert mailbox.failure.startswith(
        "Folder “INBOX”: The application may not use the mailbox foi@council.example."
    )


def test_administrators_are_told_once_after_an_hour_and_when_it_is_read_again(
    graph, mailbox
):
    graph.denied.add(BOX)
    fetched(mailbox, 0)
    fetched(mailbox, 59)
    assert told() == []
    fetched(mailbox, 75)
    fetched(mailbox, 90)
    (words,) = told()
    assert words.startswith("Mailbox “FOI inbox” has not been read since 09:12. Folder")
    graph.denied.clear()
    graph.deliver(mail())
    fetched(mailbox, 24 * 60)

    assert told()[1:] == [
        "Mailbox “FOI inbox” is read again. It had failed since 09:12 on 2 March 2026."
    ]
    assert (mailbox.failing_since, mailbox.failure, mailbox.last_new) == (None, "", 1)


def test_a_short_failure_is_told_to_no_one(graph, mailbox):
    graph.denied.add(BOX)
    fetched(mailbox, 0)
    graph.denied.clear()
    fetched(mailbox, 30)

    assert told() == []
    assert mailbox.failing_since is None


def test_a_second_failure_is_told_again(graph, mailbox):
    for begin in (0, 600):
        graph.denied.add(BOX)
        fetched(mailbox, begin)
        fetched(mailbox, begin + 61)
        graph.denied.clear()
        fetched(mailbox, begin + 120)

    assert len(told()) == 4


def test_a_service_that_asks_for_time_is_given_it(graph, mailbox):
    graph.busy = [(429, 1800)]
    fetched(mailbox, 0)

    assert mailbox.next_fetch_at == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda graph: setattr(graph, "secret", "x"), "the client secret is wrong"),
        (lambda graph: graph.folders[BOX].pop("inbox"), "folder is no longer in"),
        (lambda graph: graph.folders.pop(BOX), "There is no mailbox foi@"),
        (lambda graph: graph.busy.extend([(503, 60)]), "asks us to wait"),
    ],
)
def test_each_failure_is_in_plain_words_and_nothing_is_lost(
    graph, mailbox, change, sentence
):
    graph.deliver(mail())
    change(graph)
    fetched(mailbox, 0)

    assert sentence in mailbox.failure
    assert mailbox.lease is None
    assert not mailbox.receipts.exists()


def test_logs_name_mailbox_and_folder_and_no_message(graph, mailbox, caplog):
    caplog.set_level("INFO", "mail")
    graph.deliver(mail("A subject of a requester"))
    fetched(mailbox, 0)
    graph.denied.add(BOX)
    fetched(mailbox, 1)

    lines = [record.getMessage() for record in caplog.records]
    assert lines == [
        f"Mailbox {mailbox.pk} (FOI inbox), folder INBOX: 1 new",
        f"Mailbox {mailbox.pk} (FOI inbox), folder INBOX: AccessDenied",
    ]


def test_a_mailbox_that_no_worker_reads_is_seen(mailbox):
    mailbox.last_fetched_at = NOW
    mailbox.save()

    def is_silent(minutes):
        (row,) = rows_of(mailbox.authority, at=NOW + timedelta(minutes=minutes))
        return row.is_silent

    assert not is_silent(10)
    assert is_silent(21)
