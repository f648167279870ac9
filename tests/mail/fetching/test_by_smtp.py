"""Letters go by SMTP into a real mailbox, and workers die while taking them in."""

import smtplib
import socket
from collections import Counter
from datetime import timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.db.models.functions import Now

from mail.models import Entry, Mailbox, Message, MessageFile, RawMail, Receipt
from requests_app.models import Job
from tests.mail.fetching.killed import fetch_read_and_die
from tests.mail.fetching.test_polling import imap_box
from tests.workers import has_been_killed, start_worker

pytestmark = pytest.mark.django_db(transaction=True)
# So many moments, before and after a step, there are in taking in a letter.
MOMENTS = 12
GREETINGS = ("Dear Sir or Madam", "To whom it may concern", "Annwyl Syr")
OWN = [
    f"{GREETINGS[number % 3]}\n\n"
    f"Under the Freedom of Information Act, please tell me:\n\n"
    f"1. How many benches stood in park {number} in 2025?\n"
    f"2. What did each bench cost – in £?\n\n"
    f"On 3 March your colleague wrote:\n> There are no benches.\n\n"
    f"Yours faithfully\nZoë O’Hara {number}\n"
    for number in range(12)
]


class Postman:
    """A mail server that puts what arrives into a mailbox of the IMAP server."""

    def __init__(self, server):
        self.server = server

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - its name
        for address in envelope.rcpt_tos:
            self.server.deliver(address, envelope.original_content)
        return "250 Delivered"


@pytest.fixture
def post(dovecot):
    """Return a function that sends a message by SMTP to the IMAP server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Postman(dovecot), hostname="127.0.0.1", port=port)
    controller.start()

    def send(message):
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(message)

    yield send
    controller.stop()


def written(text, number, to):
    """Return a letter in one of the forms in which mail programs send letters."""
    message = EmailMessage()
    message["From"] = f"Asker {number} <asker-{number}@home.example>"
    message["To"], message["Subject"] = to, f"Request {number}"
    message["Message-ID"] = f"<{number}@home.example>"
    message.set_content(text, cte=("8bit", "quoted-printable", "base64")[number % 3])
    if number % 4 == 0:
        message.add_attachment(f"Park {number}", filename=f"map {number}.txt")
    return message


def leases_of_the_dead_end():
    Mailbox.objects.update(lease=None, leased_until=None, next_fetch_at=None)
    Job.objects.filter(leased_until__isnull=False).update(
        leased_until=Now() - timedelta(seconds=1)
    )


def taken_in(texts, post, server, user):
    """Send letters, and kill a worker at each; return how many workers were killed."""
    mailbox = imap_box(server, user)
    kills = 0
    for number, text in enumerate(texts):
        post(written(text, number, user))
        worker = start_worker(fetch_read_and_die, mailbox.pk, number % MOMENTS)
        kills += has_been_killed(worker)
        leases_of_the_dead_end()
    for _ in range(3):
        worker = start_worker(fetch_read_and_die, mailbox.pk, -1)
        assert not has_been_killed(worker)
        leases_of_the_dead_end()
    return kills


def words(text):
    return Counter(text.split())


def every_letter_waits_once(texts):
    assert RawMail.objects.count() == Receipt.objects.count() == len(texts)
    assert Message.objects.count() == Entry.objects.count() == len(texts)
    with_file = sum(number % 4 == 0 for number in range(len(texts)))
    assert MessageFile.objects.count() == with_file
    for entry in Entry.objects.select_related("message"):
        number = int(entry.message.subject.removeprefix("Request "))
        assert words(entry.text) == words(texts[number])
        assert entry.message.folds == []


def test_own_letters_come_in_once_whoever_dies(post, dovecot):
    killed = taken_in(OWN, post, dovecot, "own@council.example")

    assert killed >= len(OWN) - 2
    every_letter_waits_once(OWN)


def test_real_letters_come_in_once_whoever_dies(post, dovecot, shared, record_property):
    folders = (shared / "corpus" / "requests", shared / "cases/reading/requests")
    texts = [
        path.read_text("utf-8")
        for folder in folders
        for path in sorted(folder.glob("*.txt"))
    ]
    killed = taken_in(texts, post, dovecot, "real@council.example")

    assert killed >= 50
    record_property("letters", len(texts))
    record_property("killed", killed)
    every_letter_waits_once(texts)
