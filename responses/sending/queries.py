"""The sendings of a letter, with their outcomes in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone

from requests_app.querysets import FOIRequestQuerySet
from responses.models import Dispatch, Letter
from responses.sending.post import waiting_for_post
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
    """The letters that are ready to post.

    Attributes:
        count: How many.
        days: How many days the oldest has waited.
    """

    count: int
    days: int


def sendings_of(letter: Letter) -> list[Told]:
    """Return the sendings of a letter, the latest first, in one query."""
    rows = letter.dispatches.select_related("by", "stopped_by").order_by("-pk")
    return [Told(row, row.way[0].upper() + row.way[1:], *_state(row)) for row in rows]


def for_post(foi_requests: FOIRequestQuerySet, *, at: datetime) -> ForPost:
    """Count the letters of some requests that are ready to post, and their age."""
    ready = waiting_for_post(foi_requests.order_by(), at=at).order_by()
    counted = ready.aggregate(count=Count("pk"), oldest=Min("due_at"))
    if counted["oldest"] is None:
        return ForPost(0, 0)
    oldest_on = timezone.localtime(counted["oldest"]).date()
    return ForPost(counted["count"], (timezone.localtime(at).date() - oldest_on).days)


def _state(row: Dispatch) -> tuple[str, str]:
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
        return "Being sent.", "waiting"
    due = timezone.localtime(row.due_at)
    if row.channel == Dispatch.Channel.POST:
        printed = (
            f" Printed {_moment(row.printed_at)}, not yet marked as posted."
            if row.printed_at
            else f" The letter can be printed from {due:%H:%M} on "
            f"{format_date(due.date())}."
        )
        return f"Waits for the post.{printed}", "waiting"
    return f"Will be sent at {due:%H:%M} on {format_date(due.date())}.", "waiting"


def _sent(row: Dispatch) -> str:
    if row.channel == Dispatch.Channel.POST and row.sent_on:
        return f"Posted on {format_date(row.sent_on)}."
    if row.channel == Dispatch.Channel.ELSEWHERE and row.sent_on:
        return f"Recorded as handed over on {format_date(row.sent_on)} by {row.by}."
    return f"Sent {_moment(row.sent_at)}." if row.sent_at else ""


def _moment(at: datetime) -> str:
    there = timezone.localtime(at)
    return f"on {format_date(there.date())} at {there:%H:%M}"
