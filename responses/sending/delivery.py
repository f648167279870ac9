"""Send letters, once each, even if a worker dies while sending."""

import smtplib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.carriers import NotCarried, NotKnownYet
from requests_app.jobs.emails import MAIL_LIMIT_SECONDS, is_final
from requests_app.jobs.handlers import Run
from requests_app.jobs.queue import OutcomeUnknown
from requests_app.models import Notice
from requests_app.telling.services import tell
from responses.giving.services import work_out_giving
from responses.models import Dispatch, Receipt, Sender
from responses.refusals import DocumentDamaged
from responses.senders.carrying import sender_of
from responses.senders.notify import Taken
from responses.sending.history import SendingHistory
from responses.sending.parcels import find_taken, parcel_of
from responses.sending.queueing import (
    SEND_LETTER,
    SendingNotPossible,
    lock_dispatch,
    sending_of,
)

# By then the task that began is killed, and no call of it is on its way: what GOV.UK
# Notify does not have was never sent.
_NOTIFY_IS_SURE_AFTER: Final = timedelta(seconds=MAIL_LIMIT_SECONDS + 60)
FIRST_ASKED_AFTER: Final = timedelta(minutes=1)
_WHEN_SENT: Final[list[Callable[[Dispatch], None]]] = []


def send_dispatch(run: Run) -> None:
    """Send one dispatch, or note why it will never be sent.

    A worker may die at any point. Until the dispatch is marked as begun nothing has
    been sent, and the next worker sends it. Afterwards GOV.UK Notify is asked what it
    has, where the letter leaves so; else a person must decide.

    Raises:
        MailNotSetUp: No mail server is set up.
        OutcomeUnknown: The message was being sent, and may or may not have arrived.
        OSError: The service was not reached, or said to try again later.
    """
    job, on = run.job, run.on
    dispatch = Dispatch.objects.select_related("letter__foi_request__authority").get(
        pk=job.payload["dispatch_id"]
    )
    if not dispatch.is_waiting:
        return
    is_last = job.attempts >= SEND_LETTER.most_attempts
    sender = sender_of(dispatch.letter.foi_request.authority_id)
    if dispatch.begun_at is not None:
        taken = _find_out(dispatch, sender, run, is_last=is_last)
        if taken is not None:
            _note_sent(dispatch, on=on, at=run.at, taken=taken)
            return
        _put_back(dispatch)
    try:
        parcel = parcel_of(dispatch, sender, on=on)
        taken = parcel.leave(partial(_begin, dispatch, parcel.door))
    except SendingNotPossible:
        return  # the officer undid the sending at the last moment
    except DocumentDamaged as reason:
        stopped = f"The sending was stopped before the message left. {reason}"
        _fail(dispatch, stopped, on=on)
        return
    except OutcomeUnknown:
        _mark_unconfirmed(dispatch)
        raise
    except NotKnownYet as unknown:
        if is_last:
            _mark_unconfirmed(dispatch)
            raise OutcomeUnknown(str(unknown)) from unknown
        raise
    except OSError as reason:
        if is_last or is_final(reason):
            _fail(dispatch, _says(reason, is_last=is_last), on=on)
            return
        _put_back(dispatch)
        raise
    _note_sent(dispatch, on=on, at=run.at, taken=taken)


def _find_out(
    dispatch: Dispatch, sender: Sender | None, run: Run, *, is_last: bool
) -> Taken | None:
    """Return what a service has of a dispatch whose worker died; None for nothing.

    Raises:
        OutcomeUnknown: No program can tell whether the message left.
        OSError: The service cannot tell yet.
    """
    assert dispatch.begun_at is not None  # noqa: S101 - asked of those alone
    if dispatch.door != Dispatch.Door.NOTIFY or dispatch.unconfirmed_since is not None:
        _mark_unconfirmed(dispatch)
        raise OutcomeUnknown(
            "The worker stopped while the message was on its way, so it may have been "
            "sent."
        )
    try:
        taken = find_taken(dispatch, sender)
        if taken is None and run.at < dispatch.begun_at + _NOTIFY_IS_SURE_AFTER:
            raise NotKnownYet("GOV.UK Notify has nothing of the letter yet.")
    except OSError as reason:
        if is_last:
            _mark_unconfirmed(dispatch)
            raise OutcomeUnknown(f"{reason} It may have been sent.") from reason
        raise
    return taken


@transaction.atomic
def _begin(dispatch: Dispatch, door: Dispatch.Door) -> None:
    """Mark the message as about to leave, unless the sending was undone.

    Raises:
        SendingNotPossible: The sending was undone, or another worker has begun it.
    """
    locked = lock_dispatch(dispatch)
    if not locked.may_undo:
        raise SendingNotPossible("The sending was undone.")
    Dispatch.objects.filter(pk=locked.pk).update(begun_at=Now(), door=door)


def _put_back(dispatch: Dispatch) -> None:
    """Mark a dispatch as not begun, because the mail server reported a failure."""
    Dispatch.objects.waiting().filter(pk=dispatch.pk).update(begun_at=None)


def _mark_unconfirmed(dispatch: Dispatch) -> None:
    Dispatch.objects.waiting().filter(
        pk=dispatch.pk, unconfirmed_since__isnull=True
    ).update(unconfirmed_since=Now())


@transaction.atomic
def _note_sent(
    dispatch: Dispatch, *, on: date, at: datetime, taken: Taken | None
) -> None:
    lock(dispatch.letter.foi_request)
    Dispatch.objects.filter(pk=dispatch.pk).update(sent_at=Now(), sent_on=on)
    if taken is not None:
        Receipt.objects.create(
            dispatch=dispatch,
            notify_id=taken.id,
            status=taken.status,
            ask_at=at + FIRST_ASKED_AFTER,
        )
    record(
        foi_request=dispatch.letter.foi_request,
        kind=SendingHistory.LETTER_SENT,
        by=None,
        on=on,
        note=f"Letter {dispatch.letter.number} {sending_of(dispatch).words}.",
    )
    work_out_giving(letter=dispatch.letter, by=None, on=on)
    follow_sending(dispatch)


def follow_sending(dispatch: Dispatch) -> None:
    """Run the follow-ups of a sending, in its transaction."""
    for told in _WHEN_SENT:
        told(dispatch)


def when_sent(handler: Callable[[Dispatch], None]) -> None:
    """Register a follow-up of sent letters; call it once, in `apps.py`.

    The app with the mailboxes keeps a copy in Sent Items where the way itself keeps
    none: `Dispatch.door` says by what the letter left.

    Args:
        handler: Called in the transaction that records the sending, so it only
            enqueues a job.
    """
    _WHEN_SENT.append(handler)


@transaction.atomic
def _fail(dispatch: Dispatch, failure: str, *, on: date) -> None:
    locked = lock_dispatch(dispatch)
    if not locked.is_waiting:
        return
    Dispatch.objects.filter(pk=locked.pk).update(
        failed_at=Now(), failure=failure, unconfirmed_since=None
    )
    note_not_delivered(locked, failure, by=None, on=on)


def note_not_delivered(
    dispatch: Dispatch, failure: str, *, by: User | None, on: date
) -> None:
    """Record that a letter did not arrive, and tell the officers concerned."""
    letter, foi_request = dispatch.letter, dispatch.letter.foi_request
    record(
        foi_request=foi_request,
        kind=SendingHistory.LETTER_NOT_DELIVERED,
        by=by,
        on=on,
        note=f"Letter {letter.number} {sending_of(dispatch).words}. {failure}",
    )
    tell(
        people=_to_tell(dispatch),
        kind=Notice.Kind.BOUNCED,
        words=(
            f"Letter {letter.number} of request {foi_request.reference} did not "
            "arrive. Decide how it is to reach the requester."
        ),
        url=letter.get_absolute_url(),
        key=f"dispatch-failed-{dispatch.pk}",
        foi_request=foi_request,
        by=by,
        on=on,
    )


def _to_tell(dispatch: Dispatch) -> list[User]:
    """Return the sender, and the request's officer."""
    people = {dispatch.by, dispatch.letter.foi_request.officer} - {None}
    return sorted(filter(None, people), key=lambda person: person.pk)


def _says(refusal: OSError, *, is_last: bool) -> str:
    """Return the mail server's refusal as a sentence."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(refusal.recipients.values()))
        words = f"The mail server refused the address: {code} {_text(said)}"
    elif isinstance(refusal, smtplib.SMTPResponseException):
        words = (
            "The mail server refused the message: "
            f"{refusal.smtp_code} {_text(refusal.smtp_error)}"
        )
    elif isinstance(refusal, NotCarried):
        words = str(refusal)
    else:
        words = f"The mail server could not be reached: {refusal}"
    tried = " The message was tried for almost three days." if is_last else ""
    return f"{words.rstrip('.')}.{tried}"


def _text(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:500]


def day_of(dispatch: Dispatch) -> date:
    """Return the London day on which the sending of a dispatch began."""
    assert dispatch.begun_at is not None  # noqa: S101 - asked of those alone
    return timezone.localtime(dispatch.begun_at).date()
