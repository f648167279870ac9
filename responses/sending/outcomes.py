"""Record the outcome of a delivery, as found by an officer."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.queue import retry_job
from requests_app.models import Job
from responses.giving.services import work_out_giving
from responses.models import Dispatch
from responses.sending.delivery import (
    day_of,
    follow_sending,
    note_not_delivered,
)
from responses.sending.history import SendingHistory
from responses.sending.queueing import (
    SendingNotPossible,
    dispatch_job_key,
    drop_job,
    lock_dispatch,
    sending_of,
)


@transaction.atomic
def confirm_delivered(*, dispatch: Dispatch, by: User, on: date) -> Dispatch:
    """Record the delivery of an unconfirmed letter.

    Args:
        dispatch: A dispatch with unconfirmed delivery.
        by: The officer who found out.
        on: The London day.

    Raises:
        SendingNotPossible: Delivery is not, or no longer, unconfirmed.
    """
    locked = _lock_unconfirmed(dispatch)
    locked.sent_at, locked.sent_on = locked.begun_at, day_of(locked)
    locked.unconfirmed_since = None
    locked.save(update_fields=["sent_at", "sent_on", "unconfirmed_since"])
    drop_job(locked)
    record(
        foi_request=locked.letter.foi_request,
        kind=SendingHistory.LETTER_SENT,
        by=by,
        on=on,
        note=f"Letter {locked.letter.number} {sending_of(locked).words}: delivery "
        "was unconfirmed, and the letter has arrived.",
    )
    work_out_giving(letter=locked.letter, by=by, on=on)
    follow_sending(locked)
    return locked


@transaction.atomic
def resend_unconfirmed(*, dispatch: Dispatch, by: User, on: date) -> Dispatch:
    """Send an unconfirmed letter again, with the same message ID as the first time.

    Args:
        dispatch: A dispatch with unconfirmed delivery.
        by: The officer who decides.
        on: The London day.

    Raises:
        SendingNotPossible: Delivery is not, or no longer, unconfirmed.
        DecisionNotPossible: A worker is running the job just now.
    """
    locked = _lock_unconfirmed(dispatch)
    job = Job.objects.get(idempotency_key=dispatch_job_key(locked))
    retry_job(job=job, by=by)
    locked.begun_at = locked.unconfirmed_since = None
    locked.save(update_fields=["begun_at", "unconfirmed_since"])
    record(
        foi_request=locked.letter.foi_request,
        kind=SendingHistory.SENDING_QUEUED,
        by=by,
        on=on,
        note=f"Letter {locked.letter.number} {sending_of(locked).words}: delivery "
        "was unconfirmed, and the letter is sent again.",
    )
    return locked


@transaction.atomic
def record_returned(
    *, dispatch: Dispatch, reason: str, by: User | None, on: date, at: datetime
) -> Dispatch:
    """Record that a sent letter was returned undelivered.

    Args:
        dispatch: A dispatch that was sent.
        reason: The explanation of the mail server or the post.
        by: The officer who records it; None where the message itself came back.
        on: The London day.
        at: The moment.

    Raises:
        SendingNotPossible: The letter was not sent, or already failed to arrive.
    """
    lock(dispatch.letter.foi_request)
    locked = lock_dispatch(dispatch)
    if locked.sent_at is None:
        raise SendingNotPossible(
            "The letter has not been sent, so it cannot have been returned."
        )
    if locked.failed_at is not None:
        raise SendingNotPossible("The return of this letter is already on record.")
    locked.failed_at, locked.failure = at, f"Returned undelivered. {reason}"
    locked.save(update_fields=["failed_at", "failure"])
    note_not_delivered(locked, locked.failure, by=by, on=on)
    work_out_giving(letter=locked.letter, by=by, on=on)
    return locked


def _lock_unconfirmed(dispatch: Dispatch) -> Dispatch:
    lock(dispatch.letter.foi_request)
    locked = lock_dispatch(dispatch)
    if locked.unconfirmed_since is None:
        raise SendingNotPossible("Another user has already decided about this sending.")
    return locked
