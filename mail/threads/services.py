"""Read a message once it is kept, and put it where it belongs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.mails.apart import read_apart
from documents.mails.history import folds
from documents.mails.keys import content_key
from documents.mails.mail import Attachment, Kind, Mail
from mail.models import Entry, Message, MessageFile, RawMail, Receipt
from mail.models.messages import AUTOMATIC
from mail.models.raw import raw_storage
from mail.rules.services import apply_rules
from mail.threads.doubles import file_for
from mail.threads.guessing import guess_entry
from mail.threads.history import MailHistory
from mail.threads.matching import Match, match
from requests_app.files.adding import add_file
from requests_app.files.keeping import keep_file
from requests_app.files.storage import local_copy
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.handlers import Run
from requests_app.models import FOIRequest, KeptFile, Notice, RequestFile
from requests_app.models.requests import FIRST_DAY_OF_THE_ACT
from requests_app.refusals import Refusal
from requests_app.telling.services import tell
from responses.models import Dispatch
from responses.sending.outcomes import record_returned
from responses.sending.queueing import SendingNotPossible
from statute.working_days import format_date

# Clocks of servers differ.
_AHEAD: Final = timedelta(minutes=10)
_LONGEST_SUBJECT: Final = 1_000
_LONGEST_NAME: Final = 200
_LONGEST_ADDRESS: Final = 320
_LONGEST_FILE_NAME: Final = 255
_KINDS: Final = {
    Kind.MESSAGE: Message.Kind.MESSAGE,
    Kind.AUTO_REPLY: Message.Kind.AUTO_REPLY,
    Kind.BOUNCE: Message.Kind.BOUNCE,
    Kind.RECEIPT: Message.Kind.RECEIPT,
    Kind.CALENDAR: Message.Kind.CALENDAR,
    Kind.ENCRYPTED: Message.Kind.ENCRYPTED,
    Kind.BROKEN: Message.Kind.BROKEN,
}


class MessageNotOfRequest(Refusal):
    """The message cannot be taken off the file of the request."""


class MessageAlreadyRead(Refusal):
    """The message is marked as read already."""


def read_queued(run: Run) -> None:
    """Read the message of a job, once, and put it where it belongs.

    Harmless to run twice, or to stop at any point: the message, its place and the
    notices are written in one transaction.
    """
    receipt = Receipt.objects.select_related("raw__authority").get(
        pk=run.job.payload["receipt_id"]
    )
    if receipt.raw.message_id is not None:
        with transaction.atomic():
            _note_arrival(receipt)
        return
    with local_copy(raw_storage(), str(receipt.raw.file.name)) as path:
        mail = read_apart(path.read_bytes())
    key = receipt.raw.sha256 if mail.kind == Kind.BROKEN else content_key(mail)
    known = Message.objects.filter(authority=receipt.raw.authority, content_key=key)
    # Before the message: files without a message do no harm. A copy has no new files.
    is_copy = known.exists()
    files = [] if is_copy else [_kept_file(one, receipt) for one in mail.attachments]
    with transaction.atomic():
        _keep(mail, key, files, receipt, on=run.on)


def _kept_file(attachment: Attachment, receipt: Receipt) -> KeptFile:
    return keep_file(
        authority=receipt.raw.authority,
        name=attachment.name,
        content=attachment.content,
    )


def _keep(
    mail: Mail, key: str, files: Sequence[KeptFile], receipt: Receipt, *, on: date
) -> None:
    raw = RawMail.objects.select_for_update().get(pk=receipt.raw_id)
    if raw.message_id is not None:
        _note_arrival(receipt)
        return
    message, is_new = Message.objects.get_or_create(
        authority=receipt.raw.authority,
        content_key=key,
        defaults=_as_read(mail, receipt),
    )
    raw.message = message
    raw.save(update_fields=["message"])
    if is_new:
        MessageFile.objects.bulk_create(
            MessageFile(
                message=message,
                kept_file=kept,
                name=attachment.name[:_LONGEST_FILE_NAME],
                is_inline=attachment.is_inline,
                note=attachment.note,
                position=position,
            )
            for position, (attachment, kept) in enumerate(
                zip(mail.attachments, files, strict=True)
            )
        )
        _place(message, mail, receipt, on=on)
    else:
        _note_arrival(receipt)


def _as_read(mail: Mail, receipt: Receipt) -> dict[str, object]:
    sender = mail.sender
    is_sent = receipt.folder == Receipt.Folder.SENT
    return {
        # No answer goes to a mail gone in a circle: the circle would never end.
        "kind": Message.Kind.AUTO_REPLY if mail.is_loop else _KINDS[mail.kind],
        "direction": Message.Direction.SENT if is_sent else Message.Direction.RECEIVED,
        "message_id": mail.message_id[:_LONGEST_SUBJECT],
        "answers": list(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references)))),
        "sender_name": sender.name[:_LONGEST_NAME] if sender else "",
        "sender_address": sender.address[:_LONGEST_ADDRESS] if sender else "",
        "reply_to": ", ".join(one.address for one in mail.reply_to)[:_LONGEST_ADDRESS],
        "sent_to": "\n".join(map(str, mail.to)),
        "copied_to": "\n".join(map(str, mail.cc)),
        "subject": mail.subject[:_LONGEST_SUBJECT],
        "text": mail.text,
        "notes": [*mail.notes, *_note_on_day(mail, receipt)],
        "authentication": mail.authentication,
        "sent_at": mail.sent_at,
        "received_at": arrival_of(mail, receipt),
    }


def arrival_of(mail: Mail, receipt: Receipt) -> datetime:
    """Return when a message reached us, never a moment in the future.

    The server's own note of arrival counts first, then the newest line of the mail's
    way. The date in its header, which the sender wrote, counts only for a file brought
    by hand.
    """
    found = [receipt.arrived_at, mail.received_at]
    if receipt.mailbox_id is None:
        found.append(mail.sent_at)
    possible = (one for one in found if one and _is_possible(one, receipt))
    return min(next(possible, receipt.at), receipt.at)


def _is_possible(moment: datetime, receipt: Receipt) -> bool:
    latest = receipt.at + _AHEAD
    return moment.date() >= FIRST_DAY_OF_THE_ACT and moment <= latest


def _note_on_day(mail: Mail, receipt: Receipt) -> Iterator[str]:
    """Yield a sentence where no date of a file brought by hand was believed."""
    if receipt.mailbox_id is not None or receipt.arrived_at is not None:
        return
    written = [one for one in (mail.received_at, mail.sent_at) if one]
    if any(_is_possible(one, receipt) for one in written):
        return
    if written:
        day = format_date(timezone.localtime(written[-1]).date())
        said = f"The message says {day}, which cannot be the day."
    else:
        said = "The message has no date that can be right."
    yield (
        f"{said} The day shown is the day on which the file was added. Change the date "
        "received if the message came earlier."
    )


def _note_arrival(receipt: Receipt) -> None:
    """Keep the earliest arrival of a message that came to several boxes."""
    arrived = receipt.arrived_at
    key = RawMail.objects.values_list("message", flat=True).get(pk=receipt.raw_id)
    message = Message.objects.select_for_update().get(pk=key)
    if arrived is None or arrived >= message.received_at:
        return
    message.received_at = arrived
    message.save(update_fields=["received_at"])
    there = timezone.localtime(arrived)
    message.entries.filter(ended_as="", received_reason="").update(
        received_on=there.date(), received_at=there.time().replace(microsecond=0)
    )


def _place(message: Message, mail: Mail, receipt: Receipt, *, on: date) -> None:
    """Put a new message on the file of its request, or into the queue."""
    found = match(mail, message.authority)
    if receipt.dropped_on_id is not None:
        by = Message.MatchedBy.HAND
        found = Match(receipt.dropped_on, by, dispatch=found.dispatch)
    if found.foi_request is not None:
        kept_with, came_for = file_for(found.foi_request)
        found = replace(found, foi_request=kept_with)
        message.came_for = came_for
    is_sent = message.direction == Message.Direction.SENT or found.is_ours
    if found.foi_request is not None and (
        is_sent or message.kind in AUTOMATIC or found.foi_request.is_open
    ):
        _file(message, mail, found, is_sent=is_sent, on=on)
        return
    if is_sent:
        return  # sent by a colleague about something else: kept, and no more
    first = found.foi_request is None and not message.answers
    message.folds = [
        [one.start, one.end]
        for one in folds(mail.text, is_first=first, subject=mail.subject)
    ]
    message.save(update_fields=["folds"])
    enter(message, named=found.foi_request or found.named)


def _file(
    message: Message, mail: Mail, found: Match, *, is_sent: bool, on: date
) -> None:
    assert found.foi_request is not None  # noqa: S101 - as its caller found
    foi_request = lock(found.foi_request)
    message.foi_request, message.matched_by = foi_request, found.matched_by
    message.dispatch = found.dispatch
    if is_sent:
        message.direction = Message.Direction.SENT
    message.folds = [
        [one.start, one.end]
        for one in folds(mail.text, is_first=False, subject=mail.subject)
    ]
    message.save()
    if found.is_ours:
        return  # the letter itself is on the file
    if message.kind in AUTOMATIC:
        _note_automatic(message, mail, found.dispatch, on=on)
        return
    put_files(
        message,
        foi_request,
        source=RequestFile.Source.FROM_REQUESTER,
        by=None,
        on=on,
    )
    kind = MailHistory.MAIL_SENT if is_sent else MailHistory.MAIL_RECEIVED
    record(
        foi_request=foi_request,
        kind=kind,
        by=None,
        on=on,
        note=f"“{message}”, found by {message.get_matched_by_display()}.",
    )
    if not is_sent:
        _tell(message, foi_request, on=on)


def _note_automatic(
    message: Message, mail: Mail, dispatch: Dispatch | None, *, on: date
) -> None:
    """Record a bounce with its letter, and any other automatic message quietly."""
    foi_request = message.foi_request
    assert foi_request is not None  # noqa: S101 - as its caller found
    if dispatch is not None and mail.bounce and mail.bounce.is_permanent:
        said = mail.bounce.diagnostic or mail.bounce.status
        words = f"The other mail server said: {said}" if said else "No reason is given."
        try:
            record_returned(
                dispatch=dispatch, reason=words, by=None, on=on, at=message.received_at
            )
        except SendingNotPossible:
            pass  # on record already
        else:
            return
    record(
        foi_request=foi_request,
        kind=MailHistory.AUTO_REPLY_RECEIVED,
        by=None,
        on=on,
        note=f"{message.get_kind_display()}: “{message}”.",
    )


def put_files(
    message: Message,
    foi_request: FOIRequest,
    *,
    source: str,
    by: User | None,
    on: date,
) -> None:
    """Put the files of a message with its request, but not pictures in its words."""
    for file in message.files.filter(is_inline=False).select_related("kept_file"):
        add_file(
            foi_request=foi_request,
            kept_file=file.kept_file,
            name=file.name,
            source=source,
            by=by,
            on=on,
        )


def _tell(message: Message, foi_request: FOIRequest, *, on: date) -> None:
    tell(
        people=filter(None, [foi_request.officer]),
        kind=Notice.Kind.MAIL,
        words=(
            f"A message has come in on request {foi_request}. No letter is issued "
            "before the message is read."
        ),
        url=f"{foi_request.get_absolute_url()}#messages",
        key=f"mail-received-{message.pk}",
        foi_request=foi_request,
        on=on,
    )


def enter(message: Message, *, named: FOIRequest | None = None) -> Entry:
    """Put a message into the queue, with guesses for the officer.

    Args:
        message: A message of no request.
        named: The request that it seems to be about, for the officer to decide.
    """
    there = timezone.localtime(message.received_at)
    entry = Entry(
        authority=message.authority,
        message=message,
        subject=message.subject,
        text=message.text,
        received_on=there.date(),
        received_at=there.time().replace(microsecond=0),
        named=named,
    )
    guess_entry(entry)
    apply_rules(entry)
    entry.save()
    return entry


def thread_of(foi_request: FOIRequest) -> list[str]:
    """Return the Message-IDs of the conversation that a request's last mail is in.

    The oldest first, each with its brackets.
    """
    last = (
        foi_request.messages.filter(direction=Message.Direction.RECEIVED)
        .exclude(message_id="")
        .exclude(kind__in=AUTOMATIC)
        .order_by("-received_at", "-pk")
        .first()
    )
    if last is None:
        return []
    return [f"<{one}>" for one in (*reversed(last.answers), last.message_id)]


@transaction.atomic
def mark_read(*, message: Message, by: User, on: date, at: datetime) -> Message:
    """Record that somebody has read a message on the file of a request.

    Args:
        message: A message of a request.
        by: The reader.
        on: The London day.
        at: The moment.

    Raises:
        MessageAlreadyRead: Another person has marked it.
    """
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.read_at is not None:
        raise MessageAlreadyRead(
            f"{locked.read_by} has marked this message as read already."
        )
    locked.read_at, locked.read_by = at, by
    locked.save(update_fields=["read_at", "read_by"])
    foi_request = locked.foi_request
    assert foi_request is not None  # noqa: S101 - only these can be read
    record(
        foi_request=foi_request,
        kind=MailHistory.MAIL_READ,
        by=by,
        on=on,
        note=f"“{locked}”",
    )
    return locked


@transaction.atomic
def move_to_queue(*, message: Message, by: User, on: date) -> Entry:
    """Take a message off the file of a request, into the queue.

    Args:
        message: A message of a request, found by its address, thread or reference.
        by: The officer who found that it is about something else.
        on: The London day.

    Raises:
        MessageNotOfRequest: It is on the file no more.
    """
    locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    foi_request = locked.foi_request
    if foi_request is None or locked.direction == Message.Direction.SENT:
        raise MessageNotOfRequest("The message is not on the file of this request.")
    if ended := locked.entries.exclude(ended_as="").first():
        raise MessageNotOfRequest(
            f"The message came through the queue: {ended.get_ended_as_display()}. "
            "Undo that under “Dealt with”."
        )
    locked.foi_request, locked.matched_by = None, ""
    locked.came_for = None
    locked.read_at = locked.read_by = None
    locked.save()
    record(
        foi_request=foi_request,
        kind=MailHistory.MAIL_MOVED,
        by=by,
        on=on,
        note=f"“{locked}” is not about this request, and is in the queue.",
    )
    return enter(locked)
