"""Read the mailboxes of an authority, as their page shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.dateparse import parse_datetime

from accounts.models import Authority
from mail.fetching.trials import TRIALS
from mail.models import Mailbox, Remainder
from requests_app.models import Job

# A mailbox not read for so long, though on and without a failure: no worker runs.
_SILENT_FOR: Final = timedelta(minutes=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A mailbox, as the page shows it.

    Attributes:
        mailbox: The mailbox.
        is_under_way: Whether a trial has not ended yet.
        is_silent: Whether no fetch has been made although the mailbox is on.
        not_fetched: Messages that could not be fetched so far.
        not_filed: Kept messages that could not be filed away so far.
        not_copied: Messages sent by SMTP of which no copy could be kept so far.
        why: Why that failed last; "" for no failure.
        newest: The newest messages that the trial found.
        is_unlike: Whether no message of the trial was sent to the address.
    """

    mailbox: Mailbox
    is_under_way: bool
    is_silent: bool
    not_fetched: int
    not_filed: int
    not_copied: int
    why: str
    newest: list[dict[str, Any]]
    is_unlike: bool


def rows_of(authority: Authority, *, at: datetime) -> list[Row]:
    """Return the mailboxes of an authority, in three queries."""
    failed = Q(remainders__attempts__gt=0)
    mailboxes = list(
        Mailbox.objects.filter(authority=authority)
        .select_related("login")
        .annotate(
            not_fetched=Count("remainders", filter=Q(remainders__kind="fetch")),
            not_filed=Count("remainders", filter=Q(remainders__kind="file") & failed),
            not_copied=Count("remainders", filter=Q(remainders__kind="copy") & failed),
        )
    )
    keys = [mailbox.pk for mailbox in mailboxes]
    waiting = Job.objects.filter(
        idempotency_key__startswith=TRIALS,
        done_at__isnull=True,
        needs_attention=False,
        payload__mailbox__in=keys,
    )
    under_way = {job.payload["mailbox"] for job in waiting}
    reasons = dict(
        Remainder.objects.filter(mailbox__in=keys)
        .exclude(failure="")
        .order_by("pk")
        .values_list("mailbox_id", "failure")
    )
    return [
        _row(
            each, is_under_way=each.pk in under_way, why=reasons.get(each.pk, ""), at=at
        )
        for each in mailboxes
    ]


def _row(mailbox: Any, *, is_under_way: bool, why: str, at: datetime) -> Row:
    newest = [
        {**each, "at": parse_datetime(each["at"]) if each["at"] else None}
        for each in mailbox.trial.get("newest", [])
    ]
    received = [each for each in newest if each["folder"] == mailbox.folder]
    address = mailbox.address.lower()
    last = mailbox.last_fetched_at
    return Row(
        mailbox=mailbox,
        is_under_way=is_under_way,
        is_silent=mailbox.is_on
        and not mailbox.failure
        and last is not None
        and at - last > _SILENT_FOR,
        not_fetched=mailbox.not_fetched,
        not_filed=mailbox.not_filed,
        not_copied=mailbox.not_copied,
        why=why,
        newest=newest,
        is_unlike=bool(address)
        and bool(received)
        and not any(address in each["to"].lower() for each in received),
    )
