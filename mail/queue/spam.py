"""Delete spam after its time, and keep what identifies each message."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Authority
from mail.models import (
    Entry,
    EntryMeaning,
    EntryTable,
    Message,
    MessageFile,
    RawMail,
    Submission,
)
from mail.models.entries import UNDONE_WITHIN
from mail.models.raw import raw_storage
from requests_app.files.forgetting import UNTOUCHED_FOR, forget_file
from requests_app.history.administration import record_change

# In one turn of the task; the next goes on from there.
_MOST: Final = 200
_NO_WORDS: Final = {
    "message_id": "",
    "answers": [],
    "sender_name": "",
    "sender_address": "",
    "reply_to": "",
    "sent_to": "",
    "copied_to": "",
    "subject": "",
    "text": "",
    "folds": [],
    "notes": [],
    "authentication": "",
}
_NO_WORDS_OF_ENTRY: Final = {
    "subject": "",
    "text": "",
    "regime_reason": "",
    "urgent_reason": "",
    "answered_with": "",
    "question_count": 0,
    "minhash": b"",
    "bands": [],
    "corrections": [],
    "step": 0,
}


def delete_old_spam(*, at: datetime) -> int:
    """Delete the words, files and bytes of what was marked as spam 30 days ago.

    The mailbox, the server's key and the SHA-256 of each arrival stay, so that the same
    message is never taken in again. Harmless to run twice, or to stop at any point.

    Args:
        at: The moment.

    Returns:
        The number of messages deleted.
    """
    found: dict[Authority, list[Entry]] = {}
    for entry in _old_spam(at)[:_MOST]:
        found.setdefault(entry.authority, []).append(entry)
    number = sum(_empty_all(each, entries, at=at) for each, entries in found.items())
    _delete_bytes()
    _delete_files(at=at)
    return number


def _old_spam(at: datetime) -> QuerySet[Entry]:
    """Return spam whose message is spam as a whole, as far as SQL can tell."""
    End = Entry.End  # noqa: N806 - it is a class
    other = Entry.objects.filter(message=OuterRef("message")).exclude(
        ended_as__in=[End.SPAM, End.SPLIT, End.JOINED]
    )
    return (
        Entry.objects.filter(
            ~Exists(other),
            ended_as=End.SPAM,
            ended_at__lt=at - UNDONE_WITHIN,
            message__emptied_at__isnull=True,
            message__foi_request__isnull=True,
        )
        .select_related("authority")
        .order_by("ended_at", "pk")
    )


@transaction.atomic
def _empty_all(authority: Authority, entries: list[Entry], *, at: datetime) -> int:
    number = sum(_empty(entry, at=at) for entry in entries)
    if number:
        many = "1 message" if number == 1 else f"{number} messages"
        record_change(
            authority=authority,
            by=None,
            subject="Incoming messages",
            what=f"Deleted {many} marked as spam {UNDONE_WITHIN.days} days ago",
        )
    return number


def _empty(entry: Entry, *, at: datetime) -> int:
    """Empty the messages of an entry and of those joined into it; return how many."""
    keys = {one.message_id for one in _with_joined(entry)}
    # Locked in the order in which undoing an end locks them: entries come first.
    entries = list(
        Entry.objects.select_for_update(of=("self",))
        .filter(message__in=keys)
        .select_related("joined_into")
        .order_by("pk")
    )
    kept = {one.message_id for one in entries if not _is_over(one, at)}
    gone = keys - kept
    messages = Message.objects.filter(
        pk__in=gone, emptied_at__isnull=True, foi_request__isnull=True
    )
    number = messages.update(emptied_at=at, **_NO_WORDS)
    Entry.objects.filter(message__in=gone).update(**_NO_WORDS_OF_ENTRY)
    # Both have words of the message.
    EntryTable.objects.filter(entry__message__in=gone).delete()
    EntryMeaning.objects.filter(entry__message__in=gone).delete()
    Submission.objects.filter(message__in=gone).update(
        address="", organisation="", format_wanted="", client=""
    )
    return number


def _with_joined(entry: Entry) -> Iterator[Entry]:
    """Yield an entry, and those joined into it with their own."""
    yield entry
    for one in entry.joined.exclude(message=entry.message_id):
        yield from _with_joined(one)


def _is_over(entry: Entry, at: datetime) -> bool:
    """Whether an entry is spam for longer than its end can be undone."""
    into = entry.joined_into
    if entry.ended_as == Entry.End.SPLIT:
        return True  # each of its parts is asked, too
    if into is not None:
        return entry.split_from_id == into.pk or _is_over(into, at)
    return (
        entry.ended_as == Entry.End.SPAM
        and entry.ended_at is not None
        and entry.ended_at < at - UNDONE_WITHIN
    )


def _delete_bytes() -> None:
    """Delete the bytes of emptied messages, those of later copies among them."""
    left = RawMail.objects.filter(message__emptied_at__isnull=False).exclude(file="")
    for key, name in left.values_list("pk", "file")[:_MOST]:
        raw_storage().delete(name)
        RawMail.objects.filter(pk=key).update(file="")


def _delete_files(*, at: datetime) -> None:
    """Delete the files of emptied messages, unless something else has them."""
    left = MessageFile.objects.filter(
        message__emptied_at__isnull=False, kept_file__kept_at__lt=at - UNTOUCHED_FOR
    )
    for file in left.select_related("kept_file")[:_MOST]:
        with transaction.atomic():
            file.delete()
            forget_file(kept_file=file.kept_file, at=at)
