"""Put a request off one's own desk, and bring the request back."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from requests_app.history.steps import lock
from requests_app.models import Enquiry, FOIRequest, Snooze
from requests_app.refusals import Refusal
from requests_app.snoozing.queries import last_day_for
from statute.working_days import format_date


class SnoozeNotPossible(Refusal):
    """The request cannot be put off."""


class DayNotSuitable(SnoozeNotPossible):
    """The request cannot be put off until this day."""

    field = "until_on"


class NothingAwaited(SnoozeNotPossible):
    """No answer is awaited that could bring the request back."""

    field = "until"


@transaction.atomic
def snooze_request(
    *,
    foi_request: FOIRequest,
    until_on: date | None = None,
    event: str = "",
    by: User,
    on: date,
) -> Snooze:
    """Put a request off a person's own desk, until a day or an event.

    The time of the law runs on, and the request comes back on the last working day
    before its due date at the latest. A snooze before is replaced.

    Args:
        foi_request: An open request.
        until_on: The day of coming back; None for an event.
        event: A `Snooze.Event`; "" for a day.
        by: The person.
        on: The London day.

    Raises:
        SnoozeNotPossible: The request is closed, or due too soon.
        NothingAwaited: No department has a question without a reply.
        DayNotSuitable: The day is not after today, or is after the last working day
            before the due date.
    """
    locked = lock(foi_request)
    if not locked.is_open:
        raise SnoozeNotPossible("The request is closed, so nothing waits for you.")
    last = last_day_for(locked)
    if last is not None and last <= on:
        raise SnoozeNotPossible(
            f"The request is due on {_due(locked)}, so it stays on your desk."
        )
    if until_on is not None and until_on <= on:
        raise DayNotSuitable("Choose a day after today.")
    if until_on is None and event == Snooze.Event.DEPARTMENT:
        _check_awaited(locked)
    if until_on is not None and last is not None and until_on > last:
        raise DayNotSuitable(
            f"The request is due on {_due(locked)}. Choose a day up to "
            f"{format_date(last)}, the last working day before."
        )
    newest = locked.history.order_by("-pk").values_list("pk", flat=True).first()
    snooze, _ = Snooze.objects.update_or_create(
        foi_request=locked,
        person=by,
        defaults={
            "until_on": until_on,
            "event": "" if until_on else event,
            "after": newest or 0,
            "at": Now(),
        },
    )
    return snooze


@transaction.atomic
def bring_back(*, foi_request: FOIRequest, by: User) -> None:
    """Bring a request back to a person's own desk; harmless when not snoozed."""
    Snooze.objects.filter(foi_request=foi_request, person=by).delete()


def _check_awaited(foi_request: FOIRequest) -> None:
    if not Enquiry.objects.unanswered().filter(foi_request=foi_request).exists():
        raise NothingAwaited(
            "No department has a question of this request without a reply. Choose a "
            "day."
        )


def _due(foi_request: FOIRequest) -> str:
    return format_date(foi_request.due_on) if foi_request.due_on else "no known day"
