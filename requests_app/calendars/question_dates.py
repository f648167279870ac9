"""The due date of each question, from the events that concern it.

Most events concern the whole request. An extension for the public interest gives more
time only "to the extent that" the test is needed (FOIA 2000 s.10(3)), and a request for
clarification stops the time of what is unclear. Such an event names its questions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from requests_app.calendars.working_days import calendar_for
from requests_app.models import ClockEvent, FOIRequest, Question
from statute.deadlines import Clock, Event, due_date
from statute.regimes import Regime
from statute.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Concerning:
    """An event, and the questions it concerns: None for the whole request."""

    event: Event
    questions: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Questions of a request with one clock, and so with one due date.

    Attributes:
        questions: The keys of the questions; empty for a request without questions.
        clock: The facts that concern these questions.
        due_on: Their due date; None while their time does not run.
        is_owed: Whether an answer to any of them is still owed.
    """

    questions: tuple[int, ...]
    clock: Clock
    due_on: date | None
    is_owed: bool


def parts_of(
    clock: Clock,
    events: Sequence[Concerning],
    questions: Sequence[Question],
    calendar: WorkingCalendar,
) -> list[Part]:
    """Return the parts of a request, the part owed first at the beginning.

    The due date is calculated once for each part, however many questions it has.

    Args:
        clock: The facts of the request without its recorded events.
        events: The recorded events, in order.
        questions: The questions, headings and notes of the request, in order.
        calendar: The working days to count by.

    Raises:
        CalendarExhausted: Bank holidays are not known far enough ahead.
        ClockError: The events contradict each other.
    """
    asked = [each for each in questions if each.kind == Question.Kind.QUESTION]
    owed = {each.pk for each in owed_among(questions)}
    grouped: dict[tuple[frozenset[int], date | None], list[int]] = {}
    for question in asked:
        own = frozenset(
            number
            for number, each in enumerate(events)
            if each.questions is not None and question.pk in each.questions
        )
        grouped.setdefault((own, question.answered_on), []).append(question.pk)
    if not asked:
        grouped[frozenset(), None] = []
    parts = []
    for (own, answered_on), keys in grouped.items():
        concerning = [
            each.event
            for number, each in enumerate(events)
            if each.questions is None or number in own
        ]
        ends, due_on = _ended(clock, concerning, answered_on, calendar)
        is_owed = not asked or not owed.isdisjoint(keys)
        parts.append(Part(tuple(keys), ends, due_on, is_owed))
    return sorted(parts, key=lambda part: (not part.is_owed, part.due_on or date.max))


def _ended(
    clock: Clock,
    events: Iterable[Event],
    answered_on: date | None,
    calendar: WorkingCalendar,
) -> tuple[Clock, date | None]:
    """Return the clock of a part and its due date.

    The time of a question ends with its answer: what happens later does not move its
    date. Where the requester was asked something on the day of the answer itself, the
    date that stood before counts.
    """
    clock = replace(clock, events=(*clock.events, *events))
    if answered_on is None:
        return clock, due_date(clock, calendar)
    until = _until(clock, answered_on)
    due_on = due_date(until, calendar)
    if due_on is None:
        until = _until(clock, answered_on, is_included=False)
        due_on = due_date(until, calendar)
    return until, due_on


def _until(clock: Clock, day: date, *, is_included: bool = True) -> Clock:
    """Return the clock with the events up to a day."""
    return replace(
        clock,
        events=tuple(
            event
            for event in clock.events
            if event.on is None or event.on < day or (is_included and event.on == day)
        ),
    )


def owed_among(questions: Iterable[Question]) -> list[Question]:
    """Return the questions to which an answer is still owed.

    A text that only introduces the questions beneath it is owed no answer of its own.
    """
    every = list(questions)
    parents = {each.parent_id for each in every if each.kind == Question.Kind.QUESTION}
    return [
        each
        for each in every
        if each.kind == Question.Kind.QUESTION
        and each.answered_on is None
        and not (each.pk in parents and each.only_leads_in)
    ]


def due_on_of(parts: Iterable[Part]) -> date | None:
    """Return the due date of a request from its parts.

    This is the earliest date still owed; None while all that is owed waits for the
    requester. Where nothing is owed it is the latest date, so that an answered request
    keeps one.
    """
    every = list(parts)
    owed = [part for part in every if part.is_owed]
    days = [part.due_on for part in owed or every if part.due_on is not None]
    if not days:
        return None
    return min(days) if owed else max(days)


def concerning(events: Iterable[ClockEvent]) -> list[Concerning]:
    """Return stored events with the questions they concern.

    Load `questions` with the events where any may be partial.
    """
    return [
        Concerning(
            event.as_event(),
            frozenset(each.pk for each in event.questions.all())
            if event.is_partial
            else None,
        )
        for event in events
    ]


def stored_parts(foi_request: FOIRequest) -> list[Part]:
    """Return the parts of a request from its stored facts, in a few queries."""
    return parts_of(
        foi_request.clock_without_events,
        concerning(foi_request.clock_events.prefetch_related("questions")),
        list(foi_request.questions.all()),
        calendar_for(Regime(foi_request.regime)),
    )


def clock_with(foi_request: FOIRequest, event: ClockEvent) -> Clock:
    """Return the clock of the questions that a stored event concerns."""
    if not event.is_partial:
        return foi_request.clock
    about = {question.pk for question in event.questions.all()}
    parts = stored_parts(foi_request)
    return next(
        (part.clock for part in parts if not about.isdisjoint(part.questions)),
        foi_request.clock,
    )
