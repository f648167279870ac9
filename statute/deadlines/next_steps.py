"""Predict the effect on the date of each step an officer could take today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from statute.deadlines.clock import Clock, Event, EventName, fee_events
from statute.deadlines.reckoning import last_day_to_pay
from statute.deadlines.reviews import exceptional_review
from statute.deadlines.tasks import Task
from statute.deadlines.working import date_for, due_date
from statute.regimes import Regime
from statute.working_days import WorkingCalendar, format_date


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step, and the resulting date.

    Attributes:
        name: The event the step would record.
        condition: The step as the beginning of a sentence: "If a fees notice went out
            today".
        consequence: The rest of the sentence.
        due_on: The resulting date; None where time would stop running.
    """

    name: EventName
    condition: str
    consequence: str
    due_on: date | None

    @property
    def sentence(self) -> str:
        """The step and its result: "If …, the answer would be due on …"."""
        return f"{self.condition}, {self.consequence}"


def next_steps(
    clock: Clock, *, on: date, calendar: WorkingCalendar | None = None
) -> tuple[NextStep, ...]:
    """Return the steps possible on a day, each with its effect.

    Args:
        clock: The request as it stands.
        on: The day on which the step would be taken.
        calendar: The working days to count by; this release's own if not given.

    Returns:
        The steps. Once time has stopped, only the step to start it again.

    Raises:
        CalendarExhausted: A date lies beyond the known holidays.
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    return tuple(_steps(clock, on, calendar))


def _steps(clock: Clock, on: date, calendar: WorkingCalendar) -> Iterator[NextStep]:
    due_on = due_date(clock, calendar)
    if due_on is None:
        yield from _restarts(clock, on, calendar)
        return
    if clock.regime == Regime.SAR:
        yield from _subject_access(clock, on, calendar)
        return
    if clock.is_review:
        yield from _review(clock, due_on, calendar)
        return
    yield _clarification(clock, on, calendar)
    yield from _charge(clock, on, calendar)
    yield from _extensions(clock, on, due_on, calendar)


def _then(clock: Clock, *events: Event) -> Clock:
    return replace(clock, events=(*clock.events, *events))


def _restarts(clock: Clock, on: date, calendar: WorkingCalendar) -> Iterator[NextStep]:
    """Offer the arrival of the awaited information, payment or proof."""
    for name, condition in ANSWERS.items():
        try:
            due_on = due_date(_then(clock, Event(name, on)), calendar)
        except ValueError:  # no such request is open
            continue
        if due_on is not None:
            yield NextStep(
                name,
                condition,
                f"the answer would be due on {format_date(due_on)}.",
                due_on,
            )


ANSWERS = {
    EventName.CLARIFICATION_RECEIVED: "If the further information arrived today",
    EventName.CLARIFICATION_WITHDRAWN: "If clarification were no longer asked for",
    EventName.FEE_RECEIVED: "If the payment arrived today",
    EventName.SAR_CLARIFICATION_RECEIVED: "If the information asked for arrived today",
    EventName.ID_RECEIVED: "If proof of identity arrived today",
}


def _clarification(clock: Clock, on: date, calendar: WorkingCalendar) -> NextStep:
    asked = _then(clock, Event(EventName.CLARIFICATION_SENT, on))
    answered = _then(asked, Event(EventName.CLARIFICATION_RECEIVED, on))
    earliest = due_date(answered, calendar)
    return NextStep(
        EventName.CLARIFICATION_SENT,
        "If clarification were asked for today",
        "there would be no due date until the clarification arrived"
        + (f"; if it arrived today, {format_date(earliest)}." if earliest else "."),
        None,
    )


def _charge(clock: Clock, on: date, calendar: WorkingCalendar) -> Iterator[NextStep]:
    events, notice = fee_events(clock.regime), "a fees notice went out"
    if clock.regime.is_environmental:
        notice = "payment in advance were asked for"
    asked = _then(clock, Event(events.notice, on))
    if due_date(asked, calendar) is not None:  # too late to stop the clock
        return
    paid = due_date(_then(asked, Event(events.payment, on)), calendar)
    latest = format_date(last_day_to_pay(clock, on, calendar))
    yield NextStep(
        events.notice,
        f"If {notice} today",
        f"the clock would stop until payment, by {latest} at the latest"
        + (f"; if the requester paid today, {format_date(paid)}." if paid else "."),
        None,
    )


def _extensions(
    clock: Clock, on: date, already: date, calendar: WorkingCalendar
) -> Iterator[NextStep]:
    """Offer the extension of the regime, if it has one."""
    match clock.regime:
        case Regime.FOIA:
            target = date_for(Task.PIT_DECISION_TARGET, clock, calendar)
            event = Event(EventName.PIT_EXTENSION_NOTICE, on, until=target)
            condition = "If notice were given today that the public interest needs time"
        case Regime.EIR:
            event = Event(EventName.EIR_EXTENSION_NOTICE, on)
            condition = "If the time were extended today under regulation 7"
        case Regime.EISR:
            event = Event(EventName.EISR_EXTENSION_DAYS, on, value=20)
            condition = "If the time were extended today by twenty working days"
        case _:
            return
    due_on = due_date(_then(clock, event), calendar)
    notice_due_on = date_for(Task.EXTENSION_NOTICE_DUE, clock, calendar)
    if due_on is None or notice_due_on is None:  # no extension stops the clock
        return
    is_late = on > notice_due_on
    if due_on > already:
        consequence = f"the answer would be due on {format_date(due_on)}."
        if is_late:
            consequence += (
                f" The deadline for the notice was {format_date(notice_due_on)}."
            )
    elif is_late:
        consequence = (
            "nothing would change: the deadline for the notice was "
            f"{format_date(notice_due_on)}."
        )
    elif clock.regime == Regime.FOIA:
        consequence = (
            f"the notice would have to name a day later than {format_date(already)}."
        )
    else:
        consequence = (
            f"nothing would change: {format_date(already)} is already the last day."
        )
    yield NextStep(event.name, condition, consequence, due_on)


def _review(
    clock: Clock, already: date, calendar: WorkingCalendar
) -> Iterator[NextStep]:
    """Offer the extension for an exceptional case, under FOIA guidance only."""
    if clock.regime != Regime.FOIA:
        return
    outer = exceptional_review(clock, calendar).ends_on(calendar)
    if outer is not None and outer > already:
        yield NextStep(
            EventName.IR_EXCEPTIONAL,
            "If the requester were told today that the case is exceptional",
            f"the outcome could be promised for {format_date(outer)} at the latest.",
            outer,
        )


def _subject_access(
    clock: Clock, on: date, calendar: WorkingCalendar
) -> Iterator[NextStep]:
    asked = _then(clock, Event(EventName.SAR_CLARIFICATION_SENT, on))
    earliest = due_date(
        _then(asked, Event(EventName.SAR_CLARIFICATION_RECEIVED, on)), calendar
    )
    yield NextStep(
        EventName.SAR_CLARIFICATION_SENT,
        "If further information were asked for today",
        "the clock would stop until the information arrived"
        + (f"; if it arrived today, {format_date(earliest)}." if earliest else "."),
        None,
    )
    notice_due_on = date_for(Task.SAR_EXTENSION_NOTICE_DUE, clock, calendar)
    extended = due_date(
        _then(clock, Event(EventName.SAR_EXTENDED, on, value="yes")), calendar
    )
    if notice_due_on and extended and on <= notice_due_on:
        yield NextStep(
            EventName.SAR_EXTENDED,
            "If the time were extended today by two months",
            f"the answer would be due on {format_date(extended)}.",
            extended,
        )
