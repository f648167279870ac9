"""Queue the sending of a letter, and undo a sending before it begins."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Authority, User
from requests_app.forms.fields import check_email_address
from requests_app.forms.postal_address import as_posted
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.emails import (
    MAIL_ATTEMPTS,
    MAIL_LEASE,
    MAIL_LIMIT_SECONDS,
    MAIL_TURN_SECONDS,
)
from requests_app.jobs.handlers import MAIL_QUEUE, DecidedElsewhere, JobKind
from requests_app.jobs.queue import enqueue, mark_done
from requests_app.models import FOIRequest, Job
from requests_app.refusals import Refusal
from responses.giving.services import work_out_giving
from responses.letters.addressed import why_not_printed
from responses.models import Dispatch, Letter, Letterhead
from responses.models.sending import way_of
from responses.senders.carrying import sender_of
from responses.sending.history import SendingHistory
from responses.sending.limits import check_files, posts_by_notify


def _letter_page(job: Job) -> str:
    assert job.foi_request is not None  # noqa: S101 - every letter is about a request
    return reverse(
        "letter",
        kwargs={
            "reference": job.foi_request.reference,
            "number": job.payload["letter"],
        },
    )


SEND_LETTER: Final = JobKind(
    name="send_letter",
    label="Send a letter",
    lease=MAIL_LEASE,
    most_attempts=MAIL_ATTEMPTS,
    turn_seconds=MAIL_TURN_SECONDS,
    time_limit_seconds=MAIL_LIMIT_SECONDS,
    queue=MAIL_QUEUE,
    decided_elsewhere=DecidedElsewhere(
        link="Open the letter",
        hint="On the letter’s page, record whether the letter arrived, or send it "
        "again.",
        url=_letter_page,
    ),
)
_UNDO_MINUTES: Final = Letterhead._meta.get_field("undo_minutes").default


class AddressNotUsable(Refusal):
    """The text given is not an address to which a letter can be sent."""


class SendingNotPossible(Refusal):
    """The sending cannot be begun, undone or decided in its present state."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How a letter is sent.

    Attributes:
        channel: By e-mail, by post, or outside this system.
        address: The e-mail address, the lines of the postal address, or where the
            letter is uploaded or handed over.
        form: What an e-mail carries.
        is_printed_here: Whether a letter by post waits in the print queue, also where
            the authority has its post printed elsewhere.

    Raises:
        AddressNotUsable: The address is empty, or not an e-mail address.
    """

    channel: Dispatch.Channel
    address: str
    form: Dispatch.Form = Dispatch.Form.PDF
    is_printed_here: bool = False

    def __post_init__(self) -> None:
        if not self.address.strip():
            raise AddressNotUsable("Enter the address of the recipient.")
        if self.channel == Dispatch.Channel.EMAIL:
            try:
                check_email_address(self.address)
            except ValidationError as reason:
                raise AddressNotUsable(str(reason.message)) from reason

    @property
    def words(self) -> str:
        """The channel and the address, as history words them."""
        return way_of(self.channel, self.address)


def recorded_address(foi_request: FOIRequest, channel: str) -> str:
    """Return the requester's recorded address for a channel; "" if unknown."""
    if channel == Dispatch.Channel.EMAIL:
        return foi_request.requester_email
    if channel == Dispatch.Channel.POST:
        return as_posted(foi_request.postal_address)
    return ""


def usual_sending(foi_request: FOIRequest) -> Sending | None:
    """Return the usual way to the requester: by e-mail, otherwise by post.

    None where neither address is on record.
    """
    for channel in (Dispatch.Channel.EMAIL, Dispatch.Channel.POST):
        if address := recorded_address(foi_request, channel):
            return Sending(channel, address)
    return None


def posted_to(sending: Sending | None) -> str:
    """Return the address to which a sending posts its letter; "" if not by post."""
    if sending is None or sending.channel != Dispatch.Channel.POST:
        return ""
    return sending.address


def sending_of(dispatch: Dispatch) -> Sending:
    """Return the sending of a dispatch."""
    return Sending(
        Dispatch.Channel(dispatch.channel),
        dispatch.address,
        Dispatch.Form(dispatch.form),
        is_printed_here=dispatch.door != Dispatch.Door.NOTIFY,
    )


def undo_window(authority: Authority) -> timedelta:
    """Return how long a queued sending can be undone in an authority."""
    minutes = (
        Letterhead.objects.filter(authority=authority)
        .values_list("undo_minutes", flat=True)
        .first()
    )
    return timedelta(minutes=_UNDO_MINUTES if minutes is None else minutes)


def sends_from(authority: Authority) -> str:
    """Return the address from which an authority's letters are sent."""
    sender = sender_of(authority.pk)
    if sender is not None and sender.has_own_address:
        return sender.address
    own = (
        Letterhead.objects.filter(authority=authority)
        .values_list("sends_from", flat=True)
        .first()
    )
    return own or settings.DEFAULT_FROM_EMAIL


def queue_sending(
    *, letter: Letter, sending: Sending, by: User, on: date, at: datetime
) -> Dispatch:
    """Queue the sending of a letter, in the transaction that decides on it.

    The caller holds the request's lock. E-mail and post wait for the authority's undo
    window. A sending outside this system is recorded as sent at once.

    Args:
        letter: The letter, as issued.
        sending: The channel, the address and the form.
        by: The officer who decides.
        on: The London day.
        at: The moment at which the undo window begins.

    Raises:
        AddressNotUsable: No letter can be posted to the address.
        MessageTooLarge: The letter with its files is too large.
        FilesNotCarried: Its files do not go with it by this way.
    """
    is_elsewhere = sending.channel == Dispatch.Channel.ELSEWHERE
    due_at = at if is_elsewhere else at + undo_window(letter.foi_request.authority)
    is_by_notify = (
        sending.channel == Dispatch.Channel.POST
        and not sending.is_printed_here
        and posts_by_notify(sender_of(letter.foi_request.authority_id))
    )
    is_by_worker = is_by_notify or sending.channel == Dispatch.Channel.EMAIL
    check_files(letter, sending.channel, is_printed_here=sending.is_printed_here)
    if reasons := why_not_printed(posted_to(sending)):
        raise AddressNotUsable(" ".join(reasons))
    dispatch = Dispatch.objects.create(
        letter=letter,
        channel=sending.channel,
        form=sending.form,
        address=sending.address,
        door=Dispatch.Door.NOTIFY if is_by_notify else Dispatch.Door.USUAL,
        by=by,
        asked_at=at,
        due_at=due_at,
        sent_at=at if is_elsewhere else None,
        sent_on=on if is_elsewhere else None,
        message_id=_new_message_id(letter) if is_by_worker else "",
    )
    if is_by_worker:
        enqueue(
            kind=SEND_LETTER,
            idempotency_key=dispatch_job_key(dispatch),
            payload={"dispatch_id": dispatch.pk, "letter": letter.number},
            foi_request=letter.foi_request,
            wanted_at=due_at,
        )
    goes_out = f"The letter will be sent after {timezone.localtime(due_at):%H:%M}."
    record(
        foi_request=letter.foi_request,
        kind=(
            SendingHistory.LETTER_SENT
            if is_elsewhere
            else SendingHistory.SENDING_QUEUED
        ),
        by=by,
        on=on,
        note=f"Letter {letter.number} {sending.words}."
        + ("" if is_elsewhere else f" {goes_out}"),
    )
    if is_elsewhere:
        work_out_giving(letter=letter, by=by, on=on)
    return dispatch


def dispatch_job_key(dispatch: Dispatch) -> str:
    """Return the key of the job that sends a dispatch."""
    return f"dispatch:{dispatch.pk}"


@transaction.atomic
def send_letter(
    *, letter: Letter, sending: Sending, by: User, on: date, at: datetime
) -> Dispatch:
    """Send an issued letter: again, to another address, or by another channel.

    Args:
        letter: A letter that was not withdrawn.
        sending: The channel, the address and the form.
        by: The officer who decides.
        on: The London day.
        at: The moment.

    Returns:
        The new dispatch, which can be undone during the undo window.

    Raises:
        SendingNotPossible: The letter was withdrawn, or is on its way to that address
            already, or an earlier delivery to that address is unconfirmed.
    """
    lock(letter.foi_request)
    if hasattr(letter, "withdrawal"):
        raise SendingNotPossible("This letter was withdrawn, so it cannot be sent.")
    same = letter.dispatches.waiting().filter(
        channel=sending.channel, address=sending.address
    )
    if (waiting := same.first()) is not None:
        raise SendingNotPossible(
            (
                "Delivery to this address is unconfirmed. First record whether the "
                "letter arrived."
            )
            if waiting.unconfirmed_since
            else "This letter is already on its way to this address."
        )
    return queue_sending(letter=letter, sending=sending, by=by, on=on, at=at)


@transaction.atomic
def undo_send(*, dispatch: Dispatch, by: User, on: date, at: datetime) -> Dispatch:
    """Undo a sending before a worker, or the post room, has begun it.

    The lock on the dispatch row settles a race with a worker that is about to send.

    Args:
        dispatch: A waiting dispatch.
        by: The officer who undoes it.
        on: The London day.
        at: The moment.

    Raises:
        SendingNotPossible: The letter has been sent, is being sent, or was stopped.
    """
    foi_request = lock(dispatch.letter.foi_request)
    locked = lock_dispatch(dispatch)
    if not locked.may_undo:
        raise SendingNotPossible(_too_late(locked))
    stop(locked, by=by, at=at)
    record(
        foi_request=foi_request,
        kind=SendingHistory.SEND_UNDONE,
        by=by,
        on=on,
        note=f"Letter {locked.letter.number} {sending_of(locked).words}.",
    )
    return locked


def stop(dispatch: Dispatch, *, by: User, at: datetime) -> None:
    """Mark a locked dispatch as stopped, and drop its job."""
    dispatch.stopped_at, dispatch.stopped_by = at, by
    dispatch.save(update_fields=["stopped_at", "stopped_by"])
    drop_job(dispatch)


def drop_job(dispatch: Dispatch) -> None:
    """Mark the job of a locked dispatch as done, so no worker claims the job."""
    job = Job.objects.filter(idempotency_key=dispatch_job_key(dispatch)).first()
    if job is not None:
        mark_done(job=job)


def lock_dispatch(dispatch: Dispatch) -> Dispatch:
    """Return the dispatch as it stands, locked until the transaction ends."""
    return (
        Dispatch.objects.select_for_update(of=("self",), no_key=True)
        .select_related("letter__foi_request__authority", "stopped_by")
        .get(pk=dispatch.pk)
    )


def _too_late(dispatch: Dispatch) -> str:
    if dispatch.stopped_at:
        return f"The sending was already undone by {dispatch.stopped_by}."
    if dispatch.failed_at:
        return "The letter was not delivered, so there is no sending to undo."
    if dispatch.sent_at:
        return f"Too late to undo: the letter was sent {_moment(dispatch.sent_at)}."
    return "Too late to undo: the letter is being sent now."


def _moment(at: datetime) -> str:
    there = timezone.localtime(at)
    return f"at {there:%H:%M} on {there.day} {there:%B %Y}"


def _new_message_id(letter: Letter) -> str:
    sender = sends_from(letter.foi_request.authority)
    domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<{uuid4()}@{domain}>"
