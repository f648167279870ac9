"""Try a way out: send a test message to the administrator who asks."""

from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from accounts.models import Authority, User
from requests_app.jobs.emails import (
    MAIL_LEASE,
    MAIL_LIMIT_SECONDS,
    MAIL_TURN_SECONDS,
    hand_over,
    mail_domain,
)
from requests_app.jobs.handlers import MAIL_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Job
from requests_app.refusals import Refusal
from responses.models import Sender
from responses.senders.carrying import Carrier, Watched, sender_of
from responses.senders.notify import LINK, MESSAGE, SUBJECT, Notify

# The keys of the jobs of test messages begin so.
TESTS: Final = "sender-test-"
TRY_SENDER: Final = JobKind(
    name="try_sender",
    label="Send a test message",
    lease=MAIL_LEASE,
    most_attempts=1,
    may_be_cancelled=True,
    turn_seconds=MAIL_TURN_SECONDS,
    time_limit_seconds=MAIL_LIMIT_SECONDS,
    queue=MAIL_QUEUE,
)


class TrialNotPossible(Refusal):
    """No test message can be sent."""


@transaction.atomic
def ask_for_trial(*, authority: Authority, by: User) -> Job:
    """Queue a test message to a person, by the way of the authority's letters.

    Raises:
        TrialNotPossible: The person has no e-mail address.
    """
    if not by.email:
        raise TrialNotPossible(
            "You have no e-mail address here. Have one entered with your account."
        )
    return enqueue(
        kind=TRY_SENDER,
        idempotency_key=f"{TESTS}{authority.pk}-{uuid4()}",
        payload={"to": by.email},
        authority=authority,
    )


def try_sender(run: Run) -> None:
    """Send one test message. What hinders it is kept with the job.

    Raises:
        NotCarried: The message did not leave.
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: The mail server refused the message.
    """
    job = run.job
    assert job.authority is not None  # noqa: S101 - every trial is of an authority
    sender = sender_of(job.authority.pk)
    is_own = sender is not None and sender.mail_by != Sender.Mail.INSTALLATION
    message = EmailMessage(
        subject="Test message from FOI casework",
        body=(
            "This message left by the way that letters of "
            f"{job.authority.name} leave.\n\n"
            f"Asked for on {timezone.localtime(job.created_at):%d.%m.%Y, %H:%M}.\n"
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[job.payload["to"]],
        headers={
            "Message-ID": f"<job-{job.pk}@{mail_domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if sender is not None and sender.uses_notify:
        with Watched(sender):
            _check_notify(sender)
    if sender is not None and is_own:
        Carrier(sender)(message)
    else:
        hand_over(message)


def _check_notify(sender: Sender) -> None:
    """Check the key, and that the template has a place for all parts of a letter."""
    notify = Notify(sender)
    notify.check_key()
    if sender.mail_by == Sender.Mail.NOTIFY:
        links = [LINK] if sender.notify_links else []
        notify.check_template([SUBJECT, MESSAGE, *links])
