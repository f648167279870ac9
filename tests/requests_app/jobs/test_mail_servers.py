"""Mail servers that are away, hang or are not set up."""

import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

import pytest
from django.conf import settings as conf
from django.core import mail
from django.db.models.functions import Now

from requests_app.jobs.checks import mail_is_set_up
from requests_app.jobs.emails import SEND_EMAIL, enqueue_email
from requests_app.models import Job
from tests.factories import FOIRequestFactory
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def jobs(officer):
    """Queue three e-mails."""
    foi_request = FOIRequestFactory(authority=officer.authority)
    return [
        enqueue_email(
            to=officer,
            subject="Request 1-26 is due",
            text="Open it.",
            idempotency_key=f"remind-{number}",
            foi_request=foi_request,
        )
        for number in range(3)
    ]


@contextmanager
def server(replies, settings):
    """Run a mail server that gives these replies, one to each line, then hangs."""
    said, stop = [], threading.Event()

    def serve():
        while not stop.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                left = list(replies)
                try:
                    while left and not stop.is_set():
                        connection.sendall(left.pop(0))
                        if left:
                            said.append(connection.recv(65536))
                    stop.wait(2)
                except OSError:
                    continue

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
        settings.EMAIL_PORT = listening.getsockname()[1]
        settings.EMAIL_TIMEOUT = 0.3
        yield said
        stop.set()
    thread.join(5)


GREETS = (b"220 hello\r\n", b"250 hello\r\n")
TAKES_RECIPIENT = (*GREETS, b"250 sender\r\n", b"250 recipient\r\n")
ASKS_FOR_MESSAGE = (*TAKES_RECIPIENT, b"354 go ahead\r\n")


@pytest.mark.parametrize("replies", [(), GREETS, TAKES_RECIPIENT])
def test_a_server_that_hangs_before_the_message_leaves_no_doubt_and_ends_the_round(
    jobs, settings, replies
):
    with server(replies, settings):
        began = monotonic()
        assert run_jobs(SEND_EMAIL) == 0

    assert monotonic() - began < 2  # one mail was tried, not three
    first, *others = Job.objects.order_by("pk")
    assert first.attempts == 1
    assert not first.needs_attention
    assert "MailServerAway" in first.last_error
    assert all(job.attempts == 0 for job in others)


def test_a_server_that_hangs_with_the_message_leaves_a_doubt(jobs, settings):
    Job.objects.exclude(pk=jobs[0].pk).delete()
    with server(ASKS_FOR_MESSAGE, settings):
        run_jobs(SEND_EMAIL)

    job = Job.objects.get()
    assert job.needs_attention
    assert "may have been sent" in job.last_error


def test_an_outage_of_two_days_gives_nothing_up(jobs, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = SMTP, 1
    Job.objects.exclude(pk=jobs[0].pk).delete()
    waited = timedelta()
    while waited < timedelta(hours=48):
        Job.objects.update(due_at=Now())
        run_jobs(SEND_EMAIL)
        job = Job.objects.get()
        assert not job.needs_attention
        waited += timedelta(seconds=15 * 2 ** (job.attempts - 1))
    assert waited < timedelta(hours=73)


@pytest.mark.parametrize("name", ["console", "dummy", "filebased"])
def test_mail_that_is_not_set_up_never_counts_as_sent(jobs, settings, name):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{name}.EmailBackend"
    settings.IS_DEMONSTRATION = settings.DEBUG = False

    assert run_jobs(SEND_EMAIL) == 0

    assert not mail.outbox
    assert not Job.objects.filter(done_at__isnull=False).exists()
    assert "No mail server is set up" in Job.objects.order_by("pk")[0].last_error
    [warning] = mail_is_set_up()
    assert "No mail server" in warning.msg


def test_a_demonstration_may_keep_its_mail_in_files(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.IS_DEMONSTRATION = True
    assert mail_is_set_up() == []


def test_a_message_ends_before_its_worker_or_its_lease_does():
    steps = 12  # connecting to closing, with TLS and a password
    longest = timedelta(seconds=steps * conf.EMAIL_TIMEOUT)

    assert longest < SEND_EMAIL.lease
    left = SEND_EMAIL.time_limit_seconds - SEND_EMAIL.turn_seconds
    assert longest.total_seconds() < left
