"""Take an entry, correct its date, decide what becomes of it, and undo that."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from mail.models import Entry, Message
from mail.models.entries import OF_A_REQUEST, UNDONE_WITHIN
from mail.queue.history import QueueHistory
from mail.queue.outline import lock_entry
from mail.queue.refused import EndNotPossible
from mail.threads.doubles import file_for
from mail.threads.services import put_files
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, RequestFile
from requests_app.models.requests import FIRST_DAY_OF_THE_ACT
from requests_app.refusals import Refusal
from requests_app.requesters.same_person import is_another
from statute.working_days import format_date


class TakenByAnother(Refusal):
    """Another person has the entry."""


class AnotherPerson(Refusal):
    """The sender is not known as the requester, and nobody has said otherwise."""

    field = "is_same_person"


class DayOfArrivalNotPossible(Refusal):
    """The day on which a message arrived cannot be this day."""

    field = "received_on"


@transaction.atomic
def claim_entry(
    *, entry: Entry, by: User, at: datetime, is_over: bool = False
) -> Entry:
    """Take an entry, so that colleagues see who deals with it.

    A person deals with one message at a time: those looked at before are left to the
    others.

    Args:
        entry: An entry that waits.
        by: The person.
        at: The moment.
        is_over: Whether to take it over from the person who has it.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        TakenByAnother: Another person has it, and it is not taken over.
    """
    locked = lock_entry(entry)
    if locked.claimed_by_id not in (None, by.pk) and not is_over:
        raise TakenByAnother(f"{locked.claimed_by} has this message open.")
    if locked.claimed_by_id != by.pk:
        locked.claimed_by, locked.claimed_at = by, at
        locked.save(update_fields=["claimed_by", "claimed_at"])
    before = Entry.objects.filter(claimed_by=by, ended_as="").exclude(pk=locked.pk)
    # Two clicks of a person wait for each other nowhere.
    left = list(before.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Entry.objects.filter(pk__in=left).update(claimed_by=None, claimed_at=None)
    return locked


@transaction.atomic
def release_entry(*, entry: Entry, by: User) -> Entry:
    """Leave an entry to the others. Harmless if somebody else has it now."""
    locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if locked.claimed_by_id == by.pk and not locked.ended_as:
        locked.claimed_by = locked.claimed_at = None
        locked.save(update_fields=["claimed_by", "claimed_at"])
    return locked


@transaction.atomic
def change_day_of_arrival(
    *, entry: Entry, received_on: date, reason: str, on: date
) -> Entry:
    """Correct the day on which a message reached the authority, with the reason.

    Args:
        entry: An entry that waits.
        received_on: The London day: in any mailbox, not that of whoever reads it.
        reason: Why it is another day than recorded.
        on: The London day of the correction.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        DayOfArrivalNotPossible: The day is in the future or before the Act.

    Source: FOIA 2000 s.10(1) and (6).
    """
    locked = lock_entry(entry)
    if received_on > on:
        raise DayOfArrivalNotPossible(
            f"{format_date(received_on)} is in the future. Enter today or an earlier "
            "day."
        )
    if received_on < FIRST_DAY_OF_THE_ACT:
        raise DayOfArrivalNotPossible(
            "These laws gave no right to information before "
            f"{format_date(FIRST_DAY_OF_THE_ACT)}. Check the date."
        )
    if received_on != locked.received_on:
        locked.received_on, locked.received_reason = received_on, reason
        locked.received_at = None
        locked.save(update_fields=["received_on", "received_reason", "received_at"])
    return locked


@transaction.atomic
def end_entry(
    *,
    entry: Entry,
    ended_as: str,
    note: str = "",
    by: User,
    at: datetime,
    foi_request: FOIRequest | None = None,
    joined_into: Entry | None = None,
) -> Entry:
    """Decide what becomes of an entry.

    Args:
        entry: An entry that waits.
        ended_as: One of `Entry.End`.
        note: A word on it for colleagues.
        by: The person.
        at: The moment.
        foi_request: The request made of it, or that it was attached to.
        joined_into: The entry that it was joined with.

    Raises:
        EntryDecided: Somebody has decided already.
    """
    locked = lock_entry(entry)
    locked.ended_as, locked.ended_by, locked.ended_at = ended_as, by, at
    locked.note, locked.foi_request, locked.joined_into = note, foi_request, joined_into
    locked.claimed_by = locked.claimed_at = None
    locked.save()
    return locked


@transaction.atomic
def attach_entry(
    *,
    entry: Entry,
    foi_request: FOIRequest,
    is_same_person: bool = False,
    by: User,
    on: date,
    at: datetime,
) -> Entry:
    """Put a message on the file of a request: it is about that request.

    Args:
        entry: An entry that waits.
        foi_request: A request of the authority, visible to the person; of a double,
            the message goes on the file of the other request.
        is_same_person: Whether the person says that a sender with another address is
            the requester, or writes about the request.
        by: The person.
        on: The London day.
        at: The moment.

    Raises:
        EntryDecided: Somebody has decided already what becomes of it.
        AnotherPerson: The sender has no address of the requester.
    """
    message = entry.message
    if not is_same_person and is_another(
        foi_request, address=message.sender_address, name=message.sender_name
    ):
        raise AnotherPerson(
            f"This message is from {message.sender}, and {foi_request} is of "
            f"{foi_request.requester_name}. Another person’s request is a request of "
            "its own: confirm that it belongs on this file, or register it."
        )
    locked_request, came_for = file_for(foi_request)
    ended = end_entry(
        entry=entry,
        ended_as=Entry.End.ATTACHED,
        by=by,
        at=at,
        foi_request=locked_request,
    )
    put_on_file(ended, locked_request, by=by, at=at, came_for=came_for)
    put_files(
        ended.message,
        locked_request,
        source=RequestFile.Source.FROM_REQUESTER,
        by=by,
        on=on,
    )
    record(
        foi_request=locked_request,
        kind=QueueHistory.MAIL_ATTACHED,
        by=by,
        on=on,
        note=f"“{ended}”, received on {format_date(ended.received_on)}.",
    )
    return ended


def put_on_file(
    entry: Entry,
    foi_request: FOIRequest,
    *,
    by: User,
    at: datetime,
    came_for: FOIRequest | None = None,
) -> None:
    """Put the message of an entry on the file of a request, as read by a person.

    A message split in two is on the file of the first request made of it.

    Args:
        entry: The entry, decided.
        foi_request: The request.
        by: The person.
        at: The moment.
        came_for: The double that the message is about; None for no double.
    """
    Message.objects.filter(pk=entry.message_id, foi_request=None).update(
        foi_request=foi_request,
        came_for=came_for,
        matched_by=Message.MatchedBy.HAND,
        read_at=at,
        read_by=by,
    )


@transaction.atomic
def undo_end(*, entry: Entry, by: User, on: date, at: datetime) -> Entry:
    """Put an entry back into the queue. Possible for 30 days.

    What was registered stays registered: the request is found not valid, or withdrawn,
    on its own page.

    Raises:
        EndNotPossible: It waits already, is registered, or was decided too long ago.
    """
    locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if not locked.ended_as:
        raise EndNotPossible("This message waits in the queue already.")
    if locked.ended_as in OF_A_REQUEST:
        raise EndNotPossible(
            "A request was made of this message, so it cannot go back into the queue. "
            "Open the request instead."
        )
    assert locked.ended_at is not None  # noqa: S101 - by a constraint of the row
    if locked.ended_at + UNDONE_WITHIN < at:
        raise EndNotPossible(
            "This was decided more than 30 days ago, so it can no longer be undone."
        )
    foi_request = locked.foi_request
    if foi_request is not None:
        here = Q(foi_request=foi_request) | Q(came_for=foi_request)
        Message.objects.filter(here, pk=locked.message_id).update(
            foi_request=None, came_for=None, matched_by="", read_at=None, read_by=None
        )
        record(
            foi_request=lock(foi_request),
            kind=QueueHistory.MAIL_DETACHED,
            by=by,
            on=on,
            note=f"“{locked}” is back in the queue.",
        )
    if locked.ended_as == Entry.End.BUSINESS:
        locked.answered_at, locked.answered_by = locked.ended_at, locked.ended_by
        locked.answered_with = locked.note
        locked.version += 1  # a further reply is a message of its own
    locked.ended_as, locked.note = "", ""
    locked.ended_by = locked.ended_at = None
    locked.foi_request = locked.joined_into = None
    locked.save()
    return locked
