"""Split one message into two entries, join two into one, and undo either."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from mail.models import Entry
from mail.queue.outline import lock_entry
from mail.queue.refused import EndNotPossible
from mail.queue.services import end_entry
from mail.threads.guessing import guess_entry
from requests_app.refusals import Refusal


class SplitNotPossible(Refusal):
    """The message cannot be split like this."""

    field = "second"


class JoinNotPossible(Refusal):
    """The two messages cannot be joined."""


@transaction.atomic
def split_entry(
    *, entry: Entry, first: str, second: str, by: User, at: datetime
) -> tuple[Entry, Entry]:
    """Make two entries of one message that asks two things.

    The message itself stays whole: each part keeps the way to it.

    Args:
        entry: An entry that waits.
        first: The words of the first part.
        second: The words of the second part.
        by: The officer.
        at: The moment.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        SplitNotPossible: A part has no words.
    """
    if not first.strip() or not second.strip():
        raise SplitNotPossible("Each of the two parts needs words.")
    locked = lock_entry(entry)
    parts = [_part_of(locked, text) for text in (first, second)]
    end_entry(entry=locked, ended_as=Entry.End.SPLIT, by=by, at=at)
    return parts[0], parts[1]


def _part_of(entry: Entry, text: str) -> Entry:
    part = Entry(
        authority=entry.authority,
        message=entry.message,
        split_from=entry,
        subject=entry.subject,
        text=text,
        received_on=entry.received_on,
        received_at=entry.received_at,
        received_reason=entry.received_reason,
        team=entry.team,
        flags=entry.flags,
        named=entry.named,
    )
    guess_entry(part)
    part.save()
    return part


@transaction.atomic
def undo_split(*, entry: Entry, by: User, at: datetime) -> Entry:
    """Put a message that was split back into the queue as one.

    Args:
        entry: An entry that was split.
        by: The officer.
        at: The moment.

    Raises:
        EndNotPossible: It was not split, or something was made of a part.
    """
    locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    parts = list(locked.parts.select_for_update(of=("self",)))
    if locked.ended_as != Entry.End.SPLIT:
        raise EndNotPossible("This message is not split.")
    if any(part.ended_as for part in parts):
        raise EndNotPossible(
            "Something was decided about a part already. Undo that first."
        )
    for part in parts:
        part.ended_as, part.joined_into = Entry.End.JOINED, locked
        part.ended_by, part.ended_at = by, at
        part.note = "The split was undone."
        part.save()
    locked.ended_as = ""
    locked.ended_by = locked.ended_at = None
    locked.save()
    return locked


@transaction.atomic
def join_entries(
    *, entry: Entry, into: Entry, is_copy: bool, by: User, at: datetime
) -> Entry:
    """Join an entry with another that belongs to the same request.

    Args:
        entry: The entry that ends.
        into: The entry that goes on, of the same authority.
        is_copy: Whether it says the same, so that its words are not added.
        by: The officer.
        at: The moment.

    Returns:
        The entry that goes on.

    Raises:
        EntryDecided: Somebody has decided what becomes of one of them.
        JoinNotPossible: They are one entry, or of two authorities.
    """
    if entry.pk == into.pk or entry.authority_id != into.authority_id:
        raise JoinNotPossible("Choose another message to join this one with.")
    # In the order of keys, so that two officers never wait for each other.
    for one in sorted((entry, into), key=lambda each: each.pk):
        lock_entry(one)
    ended = end_entry(
        entry=entry,
        ended_as=Entry.End.JOINED,
        note="" if is_copy else "Its words were added.",
        by=by,
        at=at,
        joined_into=into,
    )
    kept = lock_entry(into)
    if not is_copy:
        kept.text = f"{kept.text}{_BETWEEN}{ended.text}"
        kept.corrections, kept.step = [], 0
        kept.version += 1
        guess_entry(kept)
        kept.save()
    return kept


@transaction.atomic
def undo_join(*, entry: Entry) -> Entry:
    """Take an entry out of the one that it was joined into.

    Raises:
        EndNotPossible: It is not joined, or something was made of the other.
    """
    locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    into = locked.joined_into
    if into is None or locked.split_from_id == into.pk:
        raise EndNotPossible("This message is not joined with another.")
    kept = Entry.objects.select_for_update(of=("self",)).get(pk=into.pk)
    added = f"{_BETWEEN}{locked.text}"
    if kept.ended_as:
        raise EndNotPossible(
            "Something was decided about the message that it was joined with. Undo "
            "that first."
        )
    if added in kept.text:
        kept.text = kept.text.replace(added, "", 1)
        kept.corrections, kept.step = [], 0
        kept.version += 1
        guess_entry(kept)
        kept.save()
    locked.ended_as, locked.note, locked.joined_into = "", "", None
    locked.ended_by = locked.ended_at = None
    locked.save()
    return locked


_BETWEEN = "\n\n* * *\n\n"
