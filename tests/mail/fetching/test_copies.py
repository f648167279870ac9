"""What leaves by SMTP is in the folder of sent mail, once, whatever dies."""

import gc
import imaplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from mail.boxes.imap import ImapBox
from mail.fetching import copies, remainders
from mail.fetching.polling import poll
from mail.models import Mailbox, Message, Remainder
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import enqueue, run_due
from requests_app.models import Job
from responses.letters.records import attach_pdf
from responses.models import Dispatch, Sender
from responses.senders import carrying
from responses.senders.sealing import PASSWORDS
from responses.sending.delivery import follow_sending
from responses.sending.queueing import SEND_LETTER, Sending, queue_sending
from tests.dovecot import PASSWORD
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    LetterFactory,
    LoginFactory,
    MailboxFactory,
    UserFactory,
)
from tests.jobs import run_jobs
from tests.mail.fetching.killed import dying_at
from tests.responses.senders import mail_server
from tests.workers import has_been_killed, start_worker

ON = datetime(2026, 3, 9, tzinfo=UTC).date()
AT = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
PAGE = (
    '<!DOCTYPE html><html lang="en-GB"><title>Letter</title><body>'
    "<article>There are twelve.</article></body></html>"
)
LATER = AT + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def nothing_is_away(monkeypatch):
    monkeypatch.setattr(carrying, "_away", {})


@pytest.fixture
def user():
    return f"{uuid4()}@council.example"


@pytest.fixture
def mailbox(dovecot, user):
    """A mailbox read by IMAP whose sent mail is known."""
    login = LoginFactory(kind="password", username=user, secret=PASSWORD)
    return MailboxFactory(
        authority=login.authority,
        login=login,
        kind="imap",
        address=user,
        host="127.0.0.1",
        port=dovecot.port,
        sent_folder="Sent",
    )


@pytest.fixture
def sender(mailbox):
    """An authority that sends by a mail server of its own, from that mailbox."""
    return sender_of(mailbox)


def sender_of(mailbox, **given):
    details = {
        "mail_by": "smtp",
        "address": mailbox.address,
        "smtp_host": "mail.council.example",
    }
    return Sender.objects.create(authority=mailbox.authority, **details | given)


def left(authority, *, door="smtp"):
    """Return the dispatch of a letter that has just left, and what follows."""
    foi_request = FOIRequestFactory(authority=authority, state="answered")
    letter = attach_pdf(letter=LetterFactory(foi_request=foi_request, html=PAGE), on=ON)
    dispatch = Dispatch.objects.create(
        letter=letter,
        channel="email",
        address="alex@requester.example",
        door=door,
        by=letter.issued_by,
        begun_at=AT,
        sent_at=AT,
        sent_on=ON,
        message_id=f"<{uuid4()}@council.example>",
    )
    with transaction.atomic():
        follow_sending(dispatch)
    return dispatch


def fetch(mailbox, at=LATER):
    # The moments of the tests are no moments of the lease.
    Mailbox.objects.update(leased_until=None, lease=None)
    return poll(mailbox=mailbox.pk, at=at)


def sent(dovecot, user, folder="Sent"):
    """Return the messages in a folder."""
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as person:
        person.login(user, PASSWORD)
        person.select(folder)
        found = person.search(None, "ALL")[1][0].split()
        parts = [person.fetch(one, "(FLAGS RFC822)")[1] for one in found]
    return [
        (each[0][0], message_from_bytes(each[0][1], policy=policy.default))
        for each in parts
    ]


def test_a_letter_is_put_there_once_and_read(db, dovecot, user, mailbox, sender):
    dispatch = left(mailbox.authority)

    for minutes in (2, 3, 30):
        fetch(mailbox, AT + timedelta(minutes=minutes))

    ((flags, message),) = sent(dovecot, user)
    assert b"\\Seen" in flags
    assert message["Message-ID"] == dispatch.message_id
    assert message["From"].addresses[0].addr_spec == user
    assert message["To"] == "alex@requester.example"
    assert message["Date"].datetime == AT
    (pdf,) = message.iter_attachments()
    assert pdf.get_content()[:5] == b"%PDF-"
    assert not Remainder.objects.exists()


def test_what_the_server_put_there_itself_is_not_put_there_again(
    db, dovecot, user, mailbox, sender
):
    dispatch = left(mailbox.authority)
    own = f"Message-ID: {dispatch.message_id}\r\nSubject: Kept by the server\r\n\r\n."
    dovecot.deliver(user, own.encode(), "Sent")

    fetch(mailbox)

    assert [one["Subject"] for _, one in sent(dovecot, user)] == ["Kept by the server"]
    assert not Remainder.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"is_on": False}, id="switched off"),
        pytest.param({"sent_folder": ""}, id="without a folder of sent mail"),
        pytest.param({"address": "other@council.example"}, id="another address"),
        pytest.param({"kind": "graph"}, id="read by Graph"),
    ],
)
def test_no_copy_is_asked_for_without_such_a_mailbox(db, mailbox, sender, change):
    Mailbox.objects.update(**change)

    left(mailbox.authority)

    assert not Remainder.objects.exists()


@pytest.mark.parametrize("host", ["smtp.office365.com", "smtp.gmail.com"])
def test_services_that_keep_copies_get_none(db, mailbox, host):
    sender_of(mailbox, smtp_host=host)

    left(mailbox.authority)

    assert not Remainder.objects.exists()


def test_what_leaves_by_another_way_has_no_copy(db, mailbox, sender):
    left(mailbox.authority, door="graph")

    assert not Remainder.objects.exists()


def test_a_mailbox_of_another_authority_gets_nothing(db, mailbox, sender):
    elsewhere = AuthorityFactory()
    Sender.objects.create(
        authority=elsewhere,
        mail_by="smtp",
        address=mailbox.address,
        smtp_host="mail.council.example",
    )

    left(elsewhere)

    assert not Remainder.objects.exists()


def test_a_copy_that_fails_is_told_and_the_letter_is_left_alone(
    db, client, dovecot, user, mailbox, sender
):
    Mailbox.objects.update(sent_folder="No such folder")
    dispatch = left(mailbox.authority)
    Mailbox.objects.update(sent_folder="")

    # The folder is gone from the settings: nothing is left to do, and nobody is told.
    fetch(mailbox)
    assert not Remainder.objects.exists()
    Mailbox.objects.update(sent_folder="Sent")
    left(mailbox.authority)
    Dispatch.objects.update(letter=dispatch.letter)
    dispatch.letter.pdf.storage.delete(dispatch.letter.pdf.name)
    fetch(mailbox)

    assert "cannot be made" in Remainder.objects.get().failure
    client.force_login(UserFactory(authority=mailbox.authority, roles=["manager"]))
    page = client.get(reverse("mailboxes")).content.decode()
    assert "no copy could be put into “Sent”" in page
    assert not Job.objects.filter(kind=SEND_LETTER.name).exists()
    assert dispatch.sent_at == AT


def test_a_server_that_takes_no_copy_is_asked_again_later(
    db, dovecot, user, mailbox, sender, monkeypatch
):
    left(mailbox.authority)

    with monkeypatch.context() as context:
        context.setattr(
            "imaplib.IMAP4.append", lambda *_: ("NO", [b"[OVERQUOTA] Full"])
        )
        fetch(mailbox)
    remainder = Remainder.objects.get()
    assert remainder.failure == "The server takes no copy into the folder “Sent”."
    mailbox.refresh_from_db()
    assert mailbox.failing_since is None  # the mail itself is read

    fetch(mailbox, AT + timedelta(hours=1))

    assert len(sent(dovecot, user)) == 1
    assert not Remainder.objects.exists()


def test_a_reply_is_put_there_too(db, dovecot, user, mailbox, tmp_path, monkeypatch):
    with mail_server.serving(tmp_path, encryption="starttls") as inbox:
        monkeypatch.setenv("SSL_CERT_FILE", str(inbox.certificate))
        sender_of(
            mailbox,
            smtp_host="127.0.0.1",
            smtp_port=inbox.port,
            smtp_user=mail_server.USER,
            sealed_smtp_password=PASSWORDS.close(mail_server.PASSWORD),
        )
        with transaction.atomic():
            enqueue(
                kind=SEND_EMAIL,
                idempotency_key="reply",
                payload={
                    "to": "alex@requester.example",
                    "subject": "Re: Opening hours",
                    "text": "From nine to five.",
                    "reply_to": user,
                },
                authority=mailbox.authority,
            )
        assert run_jobs(SEND_EMAIL, on=ON, at=AT) == 1
        (envelope,) = inbox.envelopes
    gc.collect()

    fetch(mailbox)

    ((_, message),) = sent(dovecot, user)
    left_as = message_from_bytes(envelope.content, policy=policy.default)
    for name in ("Message-ID", "Subject", "From", "To", "Reply-To"):
        assert message[name] == left_as[name]


def test_a_letter_by_smtp_is_known_when_it_is_read_back(
    db, dovecot, user, mailbox, tmp_path, monkeypatch
):
    foi_request = FOIRequestFactory(authority=mailbox.authority, state="answered")
    letter = attach_pdf(letter=LetterFactory(foi_request=foi_request, html=PAGE), on=ON)
    with mail_server.serving(tmp_path, encryption="starttls") as inbox:
        monkeypatch.setenv("SSL_CERT_FILE", str(inbox.certificate))
        sender_of(
            mailbox,
            smtp_host="127.0.0.1",
            smtp_port=inbox.port,
            smtp_user=mail_server.USER,
            sealed_smtp_password=PASSWORDS.close(mail_server.PASSWORD),
        )
        with transaction.atomic():
            queue_sending(
                letter=letter,
                sending=Sending(Dispatch.Channel.EMAIL, "alex@requester.example"),
                by=letter.issued_by,
                on=ON,
                at=AT,
            )
        Job.objects.filter(kind=SEND_LETTER.name).update(due_at=AT)
        Dispatch.objects.update(due_at=AT)
        run_jobs(SEND_LETTER, on=ON, at=AT)
        assert len(inbox.envelopes) == 1
    gc.collect()

    later = Dispatch.objects.get().sent_at + timedelta(minutes=5)
    for minutes in (0, 1):
        fetch(mailbox, later + timedelta(minutes=minutes))
    run_due(handler=handler_of("read_mail"), on=ON, at=later)

    assert len(sent(dovecot, user)) == 1
    message = Message.objects.get()
    assert message.dispatch.letter == letter
    assert message.direction == Message.Direction.SENT
    assert not message.entries.exists()


STEPS = (
    (remainders, "keep_copy"),
    (copies, "message_of"),
    (ImapBox, "keep_copy"),
    (Remainder, "delete"),
)


def copy_and_die(mailbox, moment):
    """Fetch from a mailbox; die before or after the step of this number."""
    with dying_at(STEPS, moment):
        poll(mailbox=mailbox, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_step_puts_each_copy_there_once(
    dovecot, user, mailbox, sender
):
    kills = 0
    for moment in range(2 * len(STEPS)):
        left(mailbox.authority)
        Mailbox.objects.update(leased_until=None, lease=None)
        kills += has_been_killed(start_worker(copy_and_die, mailbox.pk, moment))
        fetch(mailbox, LATER + timedelta(hours=1))

        assert len(sent(dovecot, user)) == moment + 1
        assert not Remainder.objects.exists()
    assert kills == 2 * len(STEPS)
