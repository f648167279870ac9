"""The timeline of a request and its reviews."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from requests_app.calendars.working_days import calendar_for
from requests_app.clock.decisions import Decision, decisions_of
from requests_app.law_in_force import regulator_on
from requests_app.models import FOIRequest
from requests_app.workflow import DECIDED_STATES
from statute.deadlines import Clock, ClockError, Event, EventName, Task, date_for
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, format_date


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the timeline of a request and its reviews.

    Attributes:
        on: The day.
        what: What happened on the day, or is due.
        foi_request: The request or the review concerned.
        is_deadline: Whether the day is a deadline.
        is_missed: Whether the deadline was missed.
    """

    on: date
    what: str
    foi_request: FOIRequest
    is_deadline: bool = False
    is_missed: bool = False


def decision_days(foi_request: FOIRequest) -> list[date]:
    """Return the dates of the decisions given to the requester, in order.

    The time to ask for a review counts from the date of a letter, once it is given.
    """
    return _days(foi_request, decisions_of(foi_request))


def _days(foi_request: FOIRequest, given: list[Decision]) -> list[date]:
    days = {one.dated_on for one in given}
    if foi_request.state in DECIDED_STATES and foi_request.closed_on and not days:
        days.add(foi_request.closed_on)
    return sorted(days)


def last_day_to_ask(foi_request: FOIRequest, days: list[date]) -> date | None:
    """Return the last day to ask for a review; None if not known.

    Args:
        foi_request: The request to review.
        days: The days on which its decisions were told.
    """
    sent = (Event(EventName.RESPONSE_SENT, day) for day in days)
    clock = foi_request.clock
    clock = replace(clock, events=(*clock.events, *sent))
    return _date(Task.REVIEW_REQUEST_LATEST, clock)


def chain_of(foi_request: FOIRequest, *, on: date) -> list[Moment]:
    """Return the timeline of a request and its reviews; empty before any decision.

    Args:
        foi_request: The request, or one of its reviews.
        on: The current day.
    """
    original = foi_request.review_of or foi_request
    reviews = list(original.reviews.order_by("pk"))
    given = decisions_of(original)
    days = _days(original, given)
    if not reviews and not days:
        return []
    moments = [
        Moment(original.received_on, "Request received", original),
        *_due(original, "Answer due", on),
        *(Moment(day, what, original) for day, what in _told(given, days)),
    ]
    last_day = last_day_to_ask(original, days)
    if last_day:
        what = "Last day to ask for a review"
        moments.append(Moment(last_day, what, original, is_deadline=True))
    for review in reviews:
        moments += _of_review(review, on)
    return sorted(moments, key=lambda moment: moment.on)


def _of_review(review: FOIRequest, on: date) -> Iterator[Moment]:
    yield Moment(review.received_on, "Review asked for", review)
    decided_on = review.answered_on
    yield from _due(review, "Review due", on)
    if decided_on is None:
        if review.closed_on is None:
            return
        what = f"Review {review.get_state_display().lower()}"
        yield Moment(review.closed_on, what, review)
        return
    yield Moment(decided_on, "Review decided", review)
    law = Regime(review.regime)
    task = Task.REGULATOR_COMPLAINT_TARGET
    if law.is_scottish:
        task = Task.COMMISSIONER_APPLICATION_LATEST
    decided = Event(EventName.IR_RESPONSE_SENT, decided_on)
    clock = review.clock
    clock = replace(clock, events=(*clock.events, decided))
    if last_day := _date(task, clock):
        what = f"Last day to apply to the {regulator_on(law, last_day).name}"
        yield Moment(last_day, what, review, is_deadline=True)


def _told(given: list[Decision], days: list[date]) -> list[tuple[date, str]]:
    """Return the days on which decisions were given, each with what it is called."""
    if not given:
        return [(day, "Answer issued") for day in days]
    return [(one.given_on, f"Answer given{_dated(one)}") for one in given]


def _dated(decision: Decision) -> str:
    if decision.dated_on == decision.given_on:
        return ""
    return f" (letter dated {format_date(decision.dated_on)})"


def _due(foi_request: FOIRequest, what: str, on: date) -> Iterator[Moment]:
    if foi_request.due_on is None:
        return
    if foi_request.answered_on is not None:
        is_missed = foi_request.was_in_time is False
    else:
        is_missed = foi_request.is_open and on > foi_request.due_on
    yield Moment(foi_request.due_on, what, foi_request, True, is_missed)


def explanation_of(foi_request: FOIRequest) -> str:
    """Explain what counts as asking for a review, and the last day for it."""
    law = Regime(foi_request.regime)
    named = {
        Regime.FOIA: "a complaint about the answer, or about how it was handled",
        Regime.EIR: "representations that we did not comply (regulation 11)",
        Regime.FOISA: "a requirement for review (section 20)",
        Regime.EISR: "representations that we did not comply (regulation 16)",
    }[law]
    sentences = [
        f"For {named}. This becomes a review with its own due date, decided by a "
        "person who took no part in the answer."
    ]
    given = decisions_of(foi_request)
    days = _days(foi_request, given)
    if given:
        last = given[-1]
        sentences.append(
            f"The answer was given on {format_date(last.given_on)}{_dated(last)}."
        )
        if last.given_on > last.dated_on:
            sentences.append(
                "The time to ask counts from the date of the letter, which went out "
                "later: allow for that."
            )
    elif days:
        sentences.append(f"The answer was given on {format_date(days[-1])}.")
    if last_day := last_day_to_ask(foi_request, days):
        sentences.append(f"A review can be asked for until {format_date(last_day)}.")
    return " ".join(sentences)


def _date(task: Task, clock: Clock) -> date | None:
    try:
        return date_for(task, clock, calendar_for(clock.regime))
    except (CalendarExhausted, ClockError):
        return None
