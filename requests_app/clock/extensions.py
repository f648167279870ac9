"""Extend the time for an answer where the law allows, and record other clock facts."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.actions.clock_facts import ClockFact, facts_of
from requests_app.actions.table import check_action
from requests_app.calendars.question_dates import owed_among, stored_parts
from requests_app.calendars.working_days import calendar_for
from requests_app.clock.events import record_event, working_out_dates
from requests_app.clock.history import ClockHistory
from requests_app.clock.parts import about, chosen_part
from requests_app.history.steps import check_day, step
from requests_app.models import FOIRequest, Question
from requests_app.refusals import Refusal
from statute.deadlines import Clock, Task, date_for
from statute.deadlines.answering import ordinary_response
from statute.deadlines.clock import EXTENSIONS
from statute.deadlines.rules import RULES
from statute.regimes import Regime
from statute.working_days import WorkingCalendar, format_date


class ExtensionNotPossible(Refusal):
    """The law does not allow this extension of the time for answering."""


class FactNotPossible(Refusal):
    """The fact does not apply to this request, or is recorded already."""


@transaction.atomic
@working_out_dates()
def extend_time(
    *,
    foi_request: FOIRequest,
    until: date | None,
    reason: str,
    by: User,
    on: date,
    today: date,
    questions: Collection[Question] = (),
) -> FOIRequest:
    """Record a notice to the requester that more time is needed.

    Under FOIA the extension is for the public interest test, for as long as is
    reasonable, and only for the questions that the test concerns: the others stay due
    by s.10(1). A later notice may promise a later day; every notice is kept. A notice
    given after the time for notices is a breach of s.17(1): the day it promises is on
    record, and the due date stays; the working of the date says so. Under the
    Regulations the notice must be in time, and the time is forty working days (EIR) or
    up to twenty more (EISR); they extend the time of the request, and know no part.

    Args:
        foi_request: A request being answered, in clearance or cleared.
        until: The day by which the notice promises an answer; not used under EIR, where
            the period is fixed.
        reason: Why more time is needed, kept in the history.
        questions: The questions that need more time; none for the whole request.
        by: The officer recording it.
        on: The London day on which notice was given.
        today: The London day of recording.

    Returns:
        The request as saved. If notice was in time, its due date moves once every
        question it owes by the earlier date is extended or answered.

    Raises:
        ActionNotPossible: No time runs, or the regime has no extension.
        ExtensionNotPossible: The notice is too late, `until` is not allowed, or the
            regime extends no part of a request.
        PartNotPossible: One of `questions` is answered, or not of this request.
        DayNotPossible: `on` is in the future, or before the last step.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: FOIA 2000 ss.10(3) and 17(1) to (3); EIR 2004 reg 7; EISR 2004 reg 7.
    """
    part = chosen_part(foi_request, questions)
    with step(
        foi_request,
        kind=ClockHistory.TIME_EXTENDED,
        by=by,
        on=on,
        note=f"{about(foi_request, part)}{_by(until) if part else ''}{reason}",
    ) as locked:
        regime = Regime(locked.regime)
        check_action(locked, "extend-time")
        check_day(locked, on, today=today)
        if part and regime is not Regime.FOIA:
            raise ExtensionNotPossible(
                f"Under the {regime.title} the time is extended for the whole request."
            )
        calendar = calendar_for(regime)
        dates = _due_dates(locked, part)
        before = max(filter(None, dates.values()), default=locked.due_on)
        clock, last_day = _extended_by(locked, on, calendar)
        is_late = last_day is not None and on > last_day
        values: dict[str, Any] = {"on": on}
        match regime:
            case Regime.FOIA:
                values["until"] = _promised(until, on, before)
            case Regime.EIR:
                _check_in_time(locked, on, last_day)
                values["value"] = "yes"
            case Regime.EISR:
                _check_in_time(locked, on, last_day)
                values["value"] = str(_further_days(clock, until, calendar))
        record_event(locked, EXTENSIONS[regime], part, **values)
        if not is_late and before and _due_dates(locked, part) == dates:
            raise ExtensionNotPossible(
                f"The answer is due on {format_date(before)} already, so this notice "
                "would give no more time."
            )
    return locked


def _by(until: date | None) -> str:
    return f"until {format_date(until)}. " if until else ""


def _due_dates(
    foi_request: FOIRequest, part: Collection[Question]
) -> dict[int | None, date | None]:
    """Return the due date of each question that an extension concerns.

    A request without questions has its own date.
    """
    if not part:
        part = owed_among(foi_request.questions.all())
    days = foi_request.questions.filter(pk__in=[each.pk for each in part])
    return dict(days.values_list("pk", "due_on")) or {None: foi_request.due_on}


def _extended_by(
    foi_request: FOIRequest, on: date, calendar: WorkingCalendar
) -> tuple[Clock, date | None]:
    """Return the clock of what a notice extends, and the last day for the notice.

    Under the Regulations a notice may come too late for the first questions, and in
    time for what was asked in a later letter or clarified since.
    """
    whole = foi_request.clock
    if whole.regime.is_environmental:
        for part in stored_parts(foi_request):
            last_day = date_for(Task.EXTENSION_NOTICE_DUE, part.clock, calendar)
            if part.is_owed and last_day is not None and on <= last_day:
                return part.clock, last_day
    return whole, date_for(Task.EXTENSION_NOTICE_DUE, whole, calendar)


def _promised(until: date | None, on: date, due_on: date | None) -> date:
    """Return the day promised by a public interest notice: s.17(2) requires one."""
    if until is None:
        raise ExtensionNotPossible(
            "Give the date by which you expect to decide: the notice must estimate it "
            "(section 17(2))."
        )
    if until <= on:
        raise ExtensionNotPossible(
            "The new date must be after the notice, which was given on "
            f"{format_date(on)}."
        )
    if due_on is not None and until <= due_on:
        raise ExtensionNotPossible(
            f"The answer is due on {format_date(due_on)} already. Enter a later date."
        )
    # Raises if the day is beyond the known holidays: the working could not show it.
    calendar_for(Regime.FOIA).reason(until)
    return until


def _check_in_time(foi_request: FOIRequest, on: date, last_day: date | None) -> None:
    """Refuse a notice that comes too late for the Regulations."""
    regime = Regime(foi_request.regime)
    if last_day is not None and on > last_day:
        raise ExtensionNotPossible(
            f"Notice had to be given by {format_date(last_day)}, the twentieth "
            f"working day ({regime} reg 7). A notice given on {format_date(on)} "
            f"extends nothing, and the answer is due on {_due(foi_request)}."
        )


def _further_days(clock: Clock, until: date | None, calendar: WorkingCalendar) -> int:
    """Return the working days from the ordinary due date to `until`: EISR reg 7(1)."""
    ordinary = ordinary_response(clock, calendar).ends_on(calendar)
    most = RULES["EISR.extension"].working_days_at_most
    if ordinary is None:
        raise ExtensionNotPossible(
            "The time for answering is not running, so it cannot be extended."
        )
    latest = calendar.add(ordinary, most)
    if until is None or not ordinary < until <= latest:
        raise ExtensionNotPossible(
            f"The time can be extended by up to {most} working days beyond "
            f"{format_date(ordinary)}. Give a date after that, and not after "
            f"{format_date(latest)}."
        )
    return max(calendar.working_days_between(ordinary, until), 1)


def _due(foi_request: FOIRequest) -> str:
    return format_date(foi_request.due_on) if foi_request.due_on else "no date yet"


@transaction.atomic
def record_clock_fact(
    *,
    foi_request: FOIRequest,
    fact: str,
    working_days: int | None,
    reason: str,
    by: User,
    on: date,
    today: date,
) -> FOIRequest:
    """Record a fact that affects the due date and is not a step of answering.

    Args:
        foi_request: A registered request that is open.
        fact: The name of a fact that applies to the request (`facts_of`).
        working_days: The time specified by the regulator, in working days from
            receipt; None for other facts.
        reason: What is known of the fact, kept in the history.
        by: The officer recording it.
        on: The London day of the fact.
        today: The London day of recording.

    Returns:
        The request as saved, with its new due date.

    Raises:
        ActionNotPossible: The request is closed or not registered, or nothing of the
            kind can matter to it.
        FactNotPossible: The fact does not apply to this request, or is recorded
            already.
        DayNotPossible: `on` is in the future, or before the last step.
        DateNotWorkedOut: The law does not allow this number of working days, or bank
            holidays are not known far enough ahead.
    """
    with step(
        foi_request,
        kind=ClockHistory.CLOCK_FACT_RECORDED,
        by=by,
        on=on,
        note=reason,
    ) as locked:
        check_action(locked, "record-clock-fact")
        known = _fact(locked, fact)
        if locked.clock_events.filter(name=known.event).exists():
            raise FactNotPossible("That is already recorded for this request.")
        if known.is_before_receipt:
            _check_before_receipt(locked, on)
        else:
            check_day(locked, on, today=today)
        record_event(
            locked,
            known.event,
            on=on,
            value=str(working_days or "") if known.needs_days else known.value,
        )
    return locked


def _fact(foi_request: FOIRequest, name: str) -> ClockFact:
    for fact in facts_of(foi_request):
        if fact.event == name:
            return fact
    raise FactNotPossible(
        f"The {Regime(foi_request.regime).title} gives this event no effect here, so "
        "the due date would not change."
    )


def _check_before_receipt(foi_request: FOIRequest, on: date) -> None:
    if on > foi_request.received_on:
        raise FactNotPossible(
            "The request is recorded as received on "
            f"{format_date(foi_request.received_on)}, so it was not posted on "
            f"{format_date(on)}. Correct the date of receipt first."
        )
