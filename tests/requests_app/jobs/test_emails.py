"""Queued e-mails are sent once. An unconfirmed e-mail is not sent again."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models.functions import Now

from requests_app.jobs.emails import SEND_EMAIL, enqueue_email
from requests_app.jobs.queue import claim
from requests_app.models import Job
from tests.factories import FOIRequestFactory
from tests.jobs import run_jobs


class Outbox(EmailBackend):
    """A mail server in memory, without errors."""


class FailsToOpen(Outbox):
    def open(self):
        raise ConnectionRefusedError("nobody there")


class Refuses(Outbox):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"a@b": (450, b"try later")})


class BreaksOff(Outbox):
    def send_messages(self, messages):
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected("gone")


class BreaksOffAfterwards(Outbox):
    def close(self):
        raise smtplib.SMTPServerDisconnected("gone")


@pytest.fixture
def send_by(settings):
    """Send the queued e-mails through one of these mail servers."""

    def send_by(backend):
        settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
        return run_jobs(SEND_EMAIL)

    return send_by


@pytest.fixture
def job(officer):
    return enqueue_email(
        to=officer,
        subject="Request 1-26 is due",
        text="Open it.",
        idempotency_key="remind-1",
        foi_request=FOIRequestFactory(authority=officer.authority),
    )


def test_an_email_that_waits_is_sent_once(job, officer):
    assert run_jobs(SEND_EMAIL) == 1
    assert run_jobs(SEND_EMAIL) == 0

    sent = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert (sent.to, sent.subject) == ([officer.email], "Request 1-26 is due")


def test_an_email_carries_the_same_number_each_time(job):
    run_jobs(SEND_EMAIL)

    number = mail.outbox[0].extra_headers["Message-ID"]
    assert number == f"<job-{job.pk}@localhost>"


@pytest.mark.parametrize("backend", [FailsToOpen, Refuses])
def test_an_email_the_server_did_not_take_is_tried_again_later(job, send_by, backend):
    assert send_by(backend) == 0

    job.refresh_from_db()
    assert job.due_at > job.created_at + timedelta(seconds=10)
    assert not job.needs_attention
    Job.objects.update(due_at=Now() - timedelta(seconds=1))
    assert send_by(Outbox) == 1


def test_an_email_that_may_have_been_sent_is_not_sent_again(job, send_by):
    send_by(BreaksOff)

    Job.objects.update(due_at=Now() - timedelta(hours=1))
    assert send_by(Outbox) == 0
    job.refresh_from_db()
    assert job.needs_attention
    assert "may have been sent" in job.last_error
    assert len(mail.outbox) == 1


def test_an_email_sent_is_sent_though_the_server_says_no_goodbye(job, send_by):
    assert send_by(BreaksOffAfterwards) == 1


def test_an_email_whose_worker_died_is_left_to_a_person(job, send_by):
    claim(kind=SEND_EMAIL)
    Job.objects.update(leased_until=Now() - timedelta(seconds=1))

    assert send_by(Outbox) == 0

    job.refresh_from_db()
    assert job.needs_attention
    assert not mail.outbox
