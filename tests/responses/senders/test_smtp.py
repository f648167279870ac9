"""E-mails by the mail server of an authority, with TLS and sign-in."""

from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import IntegrityError

from requests_app.jobs.emails import SEND_EMAIL, enqueue_email
from requests_app.models import Job
from responses.models import Sender
from responses.senders import carrying
from responses.senders.sealing import PASSWORDS
from tests.factories import UserFactory
from tests.jobs import run_jobs

pytestmark = [
    pytest.mark.django_db,
    # The server's half of a conversation that failed is collected late.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def job(officer):
    return enqueue_email(
        to=officer, subject="Due", text="Open it.", idempotency_key="due-1"
    )


@pytest.fixture
def carries_notices(sender):
    sender.carries_notices = True
    sender.save()
    return sender


def reason():
    return Job.objects.get().last_error


@pytest.mark.parametrize("encryption", ["starttls", "tls", "none"])
def test_an_e_mail_leaves_signed_in_and_from_the_address_of_the_authority(
    carries_notices, inbox, job, encryption
):
    assert run_jobs(SEND_EMAIL) == 1

    envelope = inbox.envelopes[0]
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.mail_from == "foi@force.example"
    assert message["From"].addresses[0].addr_spec == "foi@force.example"
    assert message["From"].addresses[0].display_name == carries_notices.authority.name
    assert inbox.was_encrypted == [encryption != "none"]
    assert mail.outbox == []


def test_e_mails_to_colleagues_leave_by_the_installation_unless_chosen(
    sender, inbox, job
):
    run_jobs(SEND_EMAIL)

    assert inbox.envelopes == []
    assert len(mail.outbox) == 1


def test_another_authority_sends_by_its_own_way(carries_notices, inbox):
    stranger = UserFactory()
    enqueue_email(to=stranger, subject="Due", text="It.", idempotency_key="due-2")
    run_jobs(SEND_EMAIL)

    assert inbox.envelopes == []
    assert len(mail.outbox) == 1


def test_the_demonstration_calls_no_mail_server(carries_notices, inbox, job, settings):
    settings.IS_DEMONSTRATION = True
    run_jobs(SEND_EMAIL)

    assert inbox.envelopes == []


def test_a_wrong_password_stops_everything_and_says_so(carries_notices, inbox, job):
    sender = carries_notices
    sender.sealed_smtp_password = PASSWORDS.close("shut sesame")
    sender.save()
    run_jobs(SEND_EMAIL)

    sender.refresh_from_db()
    assert inbox.envelopes == []
    assert "refused the user name or the password" in reason()
    assert "shut sesame" not in reason()
    assert sender.broken_since is not None
    assert "refused the user name" in sender.failure
    assert not Job.objects.get().needs_attention  # tried again for almost three days


def test_notices_leave_by_the_installation_while_the_way_is_out_of_order(
    carries_notices, inbox, job
):
    carrying.note_broken(carries_notices, "The password has expired.")
    run_jobs(SEND_EMAIL)

    assert inbox.envelopes == []
    assert len(mail.outbox) == 1


def test_a_certificate_that_nobody_trusts_is_refused(
    carries_notices, inbox, job, monkeypatch
):
    monkeypatch.delenv("SSL_CERT_FILE")
    run_jobs(SEND_EMAIL)

    assert inbox.envelopes == []
    assert "certificate that is not trusted" in reason()


@pytest.mark.parametrize("encryption", ["none"])
def test_a_password_never_leaves_without_the_encryption_chosen(
    carries_notices, inbox, job
):
    Sender.objects.update(smtp_encryption="starttls")
    run_jobs(SEND_EMAIL)

    assert inbox.envelopes == []
    assert "does not offer the encryption" in reason()


def test_a_server_that_is_away_is_left_alone_for_a_minute(carries_notices, officer):
    Sender.objects.update(smtp_port=1)
    for number in range(3):
        enqueue_email(
            to=officer, subject="Due", text="It.", idempotency_key=f"due-{number}"
        )
    other = UserFactory()
    enqueue_email(to=other, subject="Due", text="It.", idempotency_key="other")
    run_jobs(SEND_EMAIL)

    # The e-mail of the other authority did not wait for the next round.
    assert [message.to for message in mail.outbox] == [[other.email]]
    assert all(
        "was not reached" in job.last_error
        for job in Job.objects.filter(done_at__isnull=True)
    )
    sender = Sender.objects.get()
    assert sender.broken_since is None
    assert sender.pk in carrying._away


def test_a_sender_that_may_not_send_stops_everything(carries_notices, inbox, job):
    inbox.answer_to_sender = "550 5.7.60 Client may not send as this sender"
    run_jobs(SEND_EMAIL)

    assert "does not let foi@force.example send: 550" in reason()
    assert Sender.objects.get().broken_since is not None


def test_a_password_sealed_with_a_lost_key_is_to_be_entered_again(
    carries_notices, inbox, job, settings
):
    settings.SECRET_KEY = "another key"  # noqa: S105 - of a test
    run_jobs(SEND_EMAIL)

    assert "Enter the password again." in reason()


def test_what_works_again_is_noted(carries_notices, inbox, officer):
    carrying.note_broken(carries_notices, "The password has expired.")
    found = carrying.sender_of(officer.authority_id)
    with carrying.Watched(found):
        pass

    assert Sender.objects.get().broken_since is None


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("has_a_server_and_an_address", {"mail_by": "smtp", "smtp_host": "smtp.x"}),
        (
            "encrypts_except_to_this_machine",
            {"smtp_encryption": "none", "smtp_host": "smtp.x"},
        ),
        ("broken_says_why", {"broken_since": "2026-03-02T09:30:00Z"}),
    ],
)
def test_the_database_keeps_no_sender_that_cannot_send(officer, name, values):
    with pytest.raises(IntegrityError, match=name):
        Sender.objects.create(authority=officer.authority, **values)
