"""The sendings of a letter, with their outcomes in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Count,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat, Now
from django.utils import timezone

from requests_app.models import Job
from requests_app.querysets import FOIRequestQuerySet
from responses.giving.queries import undoable_until
from responses.models import Dispatch, Letter
from responses.querysets import Whereabouts
from responses.sending.post import to_post
from responses.sending.receipts import words_of
from statute.working_days import format_date


@dataclass(frozen=True, slots=True)
class Told:
    """One sending, as the letter's page shows it.

    Attributes:
        dispatch: The dispatch.
        way: The channel and the address.
        state: The outcome so far, as a sentence.
        tone: How pressing the outcome is: "bad", "waiting", "good" or "".
    """

    dispatch: Dispatch
    way: str
    state: str
    tone: str

    @property
    def is_sent(self) -> bool:
        """Whether the letter left, without being known to have failed."""
        return bool(self.dispatch.sent_at and not self.dispatch.failed_at)


@dataclass(frozen=True, slots=True)
class ForPost:
    """The letters to post.

    Attributes:
        count: How many are ready to post.
        days: How many days the oldest of these has waited.
        undoable: How many are not ready yet: their sending can still be undone.
    """

    count: int
    days: int
    undoable: int

    @property
    def not_yet_sent(self) -> str:
        """Say how many sendings can still be undone; "" for none."""
        if not self.undoable:
            return ""
        label = Whereabouts.UNDOABLE.label
        letters = "letter" if self.undoable == 1 else "letters"
        return f"{self.undoable:,} {letters} {label[0].lower()}{label[1:]}"


def sendings_of(letter: Letter) -> list[Told]:
    """Return the sendings of a letter, the latest first, in one query."""
    rows = letter.dispatches.select_related("by", "stopped_by", "receipt").order_by(
        "-pk"
    )
    return [
        Told(
            row,
            row.way[0].upper() + row.way[1:],
            *_state(row, is_due=row.is_due, last_error=row.last_error or ""),
        )
        for row in rows.order_by("-pk").annotate(
            is_due=Q(due_at__lte=Now()), last_error=Subquery(_last_error())
        )
    ]


def _last_error() -> QuerySet[Job, Any]:
    """Return the last error of the job that sends a dispatch."""
    key = Concat(Value("dispatch:"), Cast(OuterRef("pk"), TextField()))
    return Job.objects.filter(idempotency_key=key).values("last_error")


def for_post(foi_requests: FOIRequestQuerySet, *, at: datetime) -> ForPost:
    """Count the letters of some requests to post, and the age of those ready for it."""
    is_ready = Q(due_at__lte=at)
    counted = to_post(foi_requests.order_by()).aggregate(
        count=Count("pk", filter=is_ready),
        undoable=Count("pk", filter=~is_ready),
        oldest=Min("due_at", filter=is_ready),
    )
    today = timezone.localtime(at).date()
    oldest_on = timezone.localtime(counted["oldest"] or at).date()
    return ForPost(counted["count"], (today - oldest_on).days, counted["undoable"])


def _hindrance(last_error: str) -> str:
    """Return why a letter has not left so far, where an attempt failed."""
    # The sentence of an error, without the name of its class.
    reason = last_error.partition(": ")[2]
    return f" It has not left so far. {reason}" if reason else ""


def _state(row: Dispatch, *, is_due: bool, last_error: str) -> tuple[str, str]:
    hindrance = _hindrance(last_error)
    if row.stopped_at:
        return f"Sending undone {_moment(row.stopped_at)} by {row.stopped_by}.", ""
    if row.failed_at:
        sent = f"Sent on {format_date(row.sent_on)}. " if row.sent_on else ""
        return f"{sent}Not delivered. {row.failure}", "bad"
    if row.sent_at:
        return _sent(row), "good"
    if row.unconfirmed_since:
        return (
            "Delivery is unconfirmed: the connection to the mail server broke off, "
            "or the worker stopped, while the message was on its way. Ask the "
            "requester, or look in the mail server's log.",
            "bad",
        )
    if row.begun_at:
        return f"Being sent.{hindrance}", "waiting"
    if not is_due:
        return undoable_until(row.due_at), "waiting"
    is_for_print = row.door != Dispatch.Door.NOTIFY
    if row.channel == Dispatch.Channel.POST and is_for_print:
        printed = (
            f" Printed {_moment(row.printed_at)}, not yet marked as posted."
            if row.printed_at
            else " Not printed yet."
        )
        return f"Waiting for the post.{printed}", "waiting"
    return f"Being sent.{hindrance}", "waiting"


def _sent(row: Dispatch) -> str:
    receipt = getattr(row, "receipt", None)
    if receipt is not None:
        known = words_of(receipt, row.channel)
        if receipt.delivered_at is not None:
            known = f"{known.rstrip('.')} {_moment(receipt.delivered_at)}."
        taken = f"Taken by GOV.UK Notify {_moment(receipt.taken_at)}."
        return f"{taken} {known}".rstrip()
    if row.channel == Dispatch.Channel.POST and row.sent_on:
        return f"Posted on {format_date(row.sent_on)}."
    if row.channel == Dispatch.Channel.ELSEWHERE and row.sent_on:
        return f"Recorded as handed over on {format_date(row.sent_on)} by {row.by}."
    return f"Sent {_moment(row.sent_at)}." if row.sent_at else ""


def _moment(at: datetime) -> str:
    there = timezone.localtime(at)
    return f"on {format_date(there.date())} at {there:%H:%M}"
