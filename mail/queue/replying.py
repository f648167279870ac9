"""Answer a message as business as usual, and hand on a subject access request."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from mail.models import Entry
from mail.queue.outline import lock_entry
from mail.queue.services import end_entry
from requests_app.calendars.subject_access import subject_access_due_from
from requests_app.jobs.conversations import usable_ids
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.queue import enqueue
from requests_app.models import Notice
from requests_app.refusals import Refusal
from requests_app.telling.services import tell
from statute.working_days import format_date


class ReplyNotPossible(Refusal):
    """The message cannot be answered by e-mail."""


class NobodyToHandOnTo(Refusal):
    """A subject access request is handed on to a colleague."""

    field = "person"


@transaction.atomic
def reply_as_business(
    *, entry: Entry, subject: str, text: str, by: User, at: datetime
) -> Entry:
    """Answer a message by e-mail without registering it.

    Args:
        entry: An entry that waits.
        subject: The subject of the reply.
        text: The words of the reply.
        by: The officer.
        at: The moment.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        ReplyNotPossible: The message has no sender, or no person wrote it.
    """
    locked = lock_entry(entry)
    message = locked.message
    to = message.reply_to.partition(",")[0].strip() or message.sender_address
    if not to:
        raise ReplyNotPossible(
            "The message names no sender, so nobody can be answered."
        )
    if message.is_automatic:
        raise ReplyNotPossible(
            "A machine sent this message. It is never answered, so that no two "
            "machines write to each other."
        )
    authority = locked.authority
    conversation = (*reversed(message.answers), message.message_id)
    enqueue(
        kind=SEND_EMAIL,
        idempotency_key=f"reply-to-entry:{locked.pk}:{locked.version}",
        payload={
            "to": to,
            "subject": " ".join(subject.split()),
            "text": text,
            "reply_to": authority.email,
            "in_thread": usable_ids(f"<{one}>" for one in conversation),
        },
        authority=authority,
    )
    return end_entry(entry=locked, ended_as=Entry.End.BUSINESS, note=text, by=by, at=at)


@transaction.atomic
def hand_on_subject_access(
    *, entry: Entry, person: User, note: str, by: User, on: date, at: datetime
) -> Entry:
    """Hand a request for the sender's own data to the colleague who deals with these.

    The month for the answer runs from the same day of receipt.

    Args:
        entry: An entry that waits.
        person: The colleague.
        note: A word for the colleague.
        by: The officer.
        on: The London day.
        at: The moment.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        NobodyToHandOnTo: The person is of another authority.

    Source: UK GDPR Article 12(3); DPA 2018 s.54.
    """
    if person.authority_id != entry.authority_id or not person.is_active:
        raise NobodyToHandOnTo("Choose a colleague of this authority.")
    locked = lock_entry(entry)
    due = subject_access_due_from(
        locked.authority, received_on=locked.received_on, received_at=locked.received_at
    )
    until = f"The answer is due by {format_date(due)}." if due else ""
    ended = end_entry(
        entry=locked,
        ended_as=Entry.End.SUBJECT_ACCESS,
        note=" ".join(filter(None, [f"Handed on to {person}.", until, note])),
        by=by,
        at=at,
    )
    tell(
        people=[person],
        kind=Notice.Kind.MAIL,
        words=f"A subject access request was handed on to you. {until}".strip(),
        url=reverse("incoming-message", args=[ended.pk]),
        key=f"subject-access-{ended.pk}-{person.pk}",
        by=by,
        on=on,
    )
    return ended
