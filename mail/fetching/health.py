"""How the fetch from a mailbox went: kept, shown, and told to administrators."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.policy import Role
from mail.fetching import leases
from mail.models import Mailbox
from requests_app.connections.failures import Busy, ConnectionFailed
from requests_app.models import Notice
from requests_app.telling.services import tell

# Until then a failure may be a restart of the mail server.
TOLD_AFTER: Final = timedelta(hours=1)
_LONGEST_PAUSE: Final = timedelta(minutes=15)


@transaction.atomic
def note_success(*, mailbox: Mailbox, new: int, at: datetime) -> None:
    """Store that a mailbox was read, and tell administrators who know that it failed.

    Args:
        mailbox: The mailbox, under lease.
        new: The messages kept.
        at: The moment of the fetch.
    """
    values: dict[str, Any] = {
        "last_fetched_at": at,
        "failing_since": None,
        "failure": "",
        "failures": 0,
        "next_fetch_at": None,
        "told_of": None,
    }
    _release(mailbox, new, at, values)
    if mailbox.told_of is not None:
        since = _in_words(mailbox.told_of, at)
        _tell(
            mailbox,
            f"Mailbox “{mailbox}” is read again. It had failed since {since}.",
            key=f"mailbox-{mailbox.pk}-read-{mailbox.told_of.isoformat()}",
            at=at,
        )


@transaction.atomic
def note_failure(
    *, mailbox: Mailbox, failure: ConnectionFailed, folder: str, new: int, at: datetime
) -> None:
    """Store why a mailbox could not be read, and tell administrators after an hour.

    The pause before the next fetch doubles with each failure, up to a quarter of an
    hour.

    Args:
        mailbox: The mailbox, under lease.
        failure: Why.
        folder: The folder that was read; "" for none.
        new: The messages kept before the failure.
        at: The moment of the fetch.
    """
    since = mailbox.failing_since or at
    failures = mailbox.failures + 1
    pause = min(timedelta(minutes=2 ** min(failures - 1, 10)), _LONGEST_PAUSE)
    if isinstance(failure, Busy):
        pause = max(pause, timedelta(seconds=failure.seconds))
    is_to_be_told = mailbox.told_of is None and at - since >= TOLD_AFTER
    values: dict[str, Any] = {
        "failing_since": since,
        "failure": _sentence(failure, folder),
        "failures": failures,
        "next_fetch_at": at + pause,
        "told_of": since if is_to_be_told else mailbox.told_of,
    }
    _release(mailbox, new, at, values)
    if is_to_be_told:
        words = (
            f"Mailbox “{mailbox}” has not been read since {_in_words(since, at)}. "
            f"{values['failure']}"
        )
        key = f"mailbox-{mailbox.pk}-failing-{since.isoformat()}"
        _tell(mailbox, words, key=key, at=at)


def _release(mailbox: Mailbox, new: int, at: datetime, values: dict[str, Any]) -> None:
    if new:
        values |= {"last_new_at": at, "last_new": new}
    leases.release(mailbox=mailbox, cursors=mailbox.cursors, **values)


def _sentence(failure: ConnectionFailed, folder: str) -> str:
    """Return why the mailbox cannot be read, with the folder."""
    said = str(failure)
    if not folder or failure.is_of_login or f"“{folder}”" in said:
        return said
    return f"Folder “{folder}”: {said}"


def _in_words(moment: datetime, at: datetime) -> str:
    """Return a moment before `at` in words: its time, and its day if another."""
    then, now = timezone.localtime(moment), timezone.localtime(at)
    said = date_format(then, "H:i")
    if then.date() == now.date():
        return said
    return f"{said} on {date_format(then, 'j F Y')}"


def _tell(mailbox: Mailbox, words: str, *, key: str, at: datetime) -> None:
    administrators = User.objects.filter(
        authority=mailbox.authority_id,
        roles__contains=[Role.ADMINISTRATOR],
        is_active=True,
    )
    tell(
        people=administrators.order_by("pk"),
        kind=Notice.Kind.MAILBOX,
        words=words,
        url=reverse("mailboxes"),
        key=key,
        on=timezone.localtime(at).date(),
    )
