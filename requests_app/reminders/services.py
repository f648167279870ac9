"""Remind people of due dates, by the rules of each authority: each stage once."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from accounts import policy
from accounts.acting import deputies_of
from accounts.models import User
from requests_app.calendars.question_dates import owed_among
from requests_app.calendars.working_days import calendar_for, read_once
from requests_app.due import due_status
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.left import left_of
from requests_app.models import FOIRequest, Notice, Reminder, ReminderRules
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from requests_app.reminders.history import RemindersHistory
from requests_app.reminders.rules import MOST_DAYS, rules_by_authority, rules_of
from requests_app.reminders.stages import Earlier, Stage, stages_due
from requests_app.telling.recipients import managers_of
from requests_app.telling.services import tell
from requests_app.workflow import RUNNING_STATES, State
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, format_date

logger = logging.getLogger(__name__)

_Kind = Reminder.Kind
# No rule reminds earlier: the working days of `MOST_DAYS` in calendar days, with room
# for bank holidays.
_FURTHEST: Final = timedelta(days=MOST_DAYS * 2)


@read_once()
def remind_of_due_dates(*, on: date) -> int:
    """Remind of every request near its due date, past it, or with a date that moved.

    Harmless to run twice, and in two places at once.

    Args:
        on: The current London day.

    Returns:
        The number of reminders made.
    """
    made = 0
    for foi_request in _to_remind(on):
        try:
            made += len(remind(foi_request=foi_request, on=on))
        except Exception:
            # Continue with the other requests. The next run tries this request again.
            logger.exception("Could not remind of request %s", foi_request.pk)
    return made


@transaction.atomic
def remind(*, foi_request: FOIRequest, on: date) -> list[Reminder]:
    """Send the reminders of a request that are due and were not sent yet.

    The officer is told, or the managers while no officer handles the request. Both are
    told while the officer has no role that allows answering. A person who cannot act is
    replaced, by `requests_app.telling.recipients`.

    Args:
        foi_request: Any request.
        on: The current London day.

    Returns:
        The reminders sent; none if each was sent already, or if there is no person to
        tell.

    Raises:
        CalendarExhausted: The bank holidays of that time are not known.
    """
    locked = lock(foi_request)
    if locked.due_on is None or locked.state not in RUNNING_STATES:
        return []
    if locked.answered_on is not None:
        return []  # it was answered, and is open again for a correction
    rules = rules_of(locked.authority)
    stages = stages_due(
        rules=rules,
        due_on=locked.due_on,
        on=on,
        calendar=calendar_for(Regime(locked.regime)),
        earlier=[
            Earlier(kind=one.kind, number=one.number, due_on=one.due_on, on=one.on)
            for one in locked.reminders.order_by("pk")
        ],
        has_officer=locked.officer_id is not None,
    )
    sent = [_send(locked, stage, rules, on) for stage in stages if not stage.is_said]
    reminders = [reminder for reminder in sent if reminder is not None]
    if reminders:
        for stage in stages:
            if stage.is_said:
                _keep(locked, stage, on)
    return reminders


def _send(
    foi_request: FOIRequest, stage: Stage, rules: ReminderRules, on: date
) -> Reminder | None:
    """Tell people of one stage; return None if no person is there to tell."""
    unable = _without_role(foi_request, on)
    notices = tell(
        people=_people_to_tell(foi_request, stage, rules, unable),
        kind=(
            Notice.Kind.DATE_MOVED
            if stage.kind is _Kind.MOVED
            else Notice.Kind.REMINDER
        ),
        words=_words(foi_request, stage, unable, on),
        url=foi_request.get_absolute_url(),
        key=f"reminder-{foi_request.pk}-{stage.kind}-{stage.number}-"
        f"{foi_request.due_on}",
        foi_request=foi_request,
        on=on,
    )
    if not notices:
        return None
    reminder = _keep(foi_request, stage, on)
    people = [notice.person for notice in notices]
    reminder.to.set(people)
    moved = f"Due date moved from {format_date(stage.was)}. " if stage.was else ""
    record(
        foi_request=foi_request,
        kind=RemindersHistory.REMINDER_SENT,
        by=None,
        on=on,
        note=f"{moved}{due_status(foi_request, on=on).words}: told "
        f"{', '.join(str(person) for person in people)}",
    )
    return reminder


def _keep(foi_request: FOIRequest, stage: Stage, on: date) -> Reminder:
    assert foi_request.due_on is not None  # noqa: S101 - a reminder is of a due date
    return Reminder.objects.create(
        foi_request=foi_request,
        kind=stage.kind,
        number=stage.number,
        due_on=foi_request.due_on,
        on=on,
    )


def _to_remind(on: date) -> Iterator[FOIRequest]:
    """Yield the requests with a reminder due, the most urgent first."""
    last = (
        Reminder.objects.filter(foi_request=OuterRef("pk"))
        .order_by("-pk")
        .values("due_on")[:1]
    )
    near = (
        FOIRequest.objects.unanswered()
        .filter(due_on__isnull=False)
        .annotate(last_due_on=Subquery(last))
        .filter(
            Q(due_on__lte=on + _FURTHEST)
            | Q(last_due_on__isnull=False) & ~Q(last_due_on=F("due_on"))
        )
        .order_by("due_on", "pk")
    )
    earlier: dict[int, list[Earlier]] = defaultdict(list)
    for key, kind, number, was_due_on, sent_on in (
        Reminder.objects.filter(foi_request__in=near.order_by().values("pk"))
        .order_by("pk")
        .values_list("foi_request_id", "kind", "number", "due_on", "on")
    ):
        earlier[key].append(
            Earlier(kind=kind, number=number, due_on=was_due_on, on=sent_on)
        )
    rows = list(
        near.values_list("pk", "authority_id", "regime", "due_on", "officer_id")
    )
    rules = rules_by_authority(authority for _, authority, *_ in rows)
    keys = []
    for key, authority, regime, due_on, officer in rows:
        assert due_on is not None  # noqa: S101 - the query has no others
        try:
            stages = stages_due(
                rules=rules[authority],
                due_on=due_on,
                on=on,
                calendar=calendar_for(Regime(regime)),
                earlier=earlier[key],
                has_officer=officer is not None,
            )
        except CalendarExhausted:
            logger.exception("Bank holidays are missing for %s", regime)
            continue
        if stages:
            keys.append(key)
    found = FOIRequest.objects.in_bulk(keys)
    return (found[key] for key in keys if key in found)


def _people_to_tell(
    foi_request: FOIRequest, stage: Stage, rules: ReminderRules, unable: User | None
) -> list[User]:
    managers = managers_of(authority=foi_request.authority, team=foi_request.team)
    head = [rules.head] if rules.head is not None else []
    if stage.kind is _Kind.MANAGERS:
        return managers
    if stage.kind is _Kind.HEAD:
        return head
    people = [foi_request.officer] if foi_request.officer is not None else managers
    if unable is not None:
        people = people + managers
    if stage.kind is _Kind.OVERDUE and stage.number > 1:
        told = set(
            foi_request.reminders.filter(due_on=F("foi_request__due_on")).values_list(
                "kind", flat=True
            )
        )
        people = people + (managers if _Kind.MANAGERS in told else [])
        people = people + (head if _Kind.HEAD in told else [])
    return people


def _without_role(foi_request: FOIRequest, on: date) -> User | None:
    """Return who handles the request without a role that allows answering.

    This is the officer, or the deputy of an officer on leave. They see the request by
    another role, so `requests_app.telling.recipients` counts them as reached.
    """
    officer = foi_request.officer
    if officer is None or not officer.is_active:
        return None
    for person in deputies_of(officer, on) or [officer]:
        if policy.DRAFT_RESPONSE not in person.role_permissions:
            return person
    return None


def _words(foi_request: FOIRequest, stage: Stage, unable: User | None, on: date) -> str:
    due = due_status(foi_request, on=on)
    day = format_date(due.on or on)
    status = f"{due.words[0].lower()}{due.words[1:]}"
    moved = f", was {format_date(stage.was)}" if stage.was else ""
    if stage.kind is _Kind.MOVED:
        begin = f"{_name(foi_request)} is now due on {day}{moved}: {status}."
    else:
        begin = f"{_name(foi_request)} is due on {day}{moved}: {status}."
    if stage.kind is _Kind.OVERDUE and stage.number > 1:
        begin += f" This is reminder {stage.number} since that day."
    if stage.kind in {_Kind.MANAGERS, _Kind.HEAD}:
        begin += f" {_holder(foi_request)}"
    if unable is not None:
        begin += f" {unable} has no role that allows answering."
    return " ".join(
        filter(None, [begin, _which(foi_request), _how_it_goes_out(foi_request)])
    )


def _holder(foi_request: FOIRequest) -> str:
    if foi_request.officer is None:
        return "No officer handles the request."
    return f"{foi_request.officer} handles the request."


def _which(foi_request: FOIRequest) -> str:
    """Say which questions are due, and what is left, where it is not all of them."""
    left = left_of(foi_request)
    if not left.is_in_parts:
        return f"{left.promise}." if left.promise else ""
    questions = list(foi_request.questions.all())
    due = [
        question.pk
        for question in owed_among(questions)
        if question.due_on == foi_request.due_on
    ]
    return f"This is about {_within(cite(paths_of(questions), due))}. {left.words}."


def _within(words: str) -> str:
    return words[:1].lower() + words[1:]


def _how_it_goes_out(foi_request: FOIRequest) -> str:
    if foi_request.state != State.ISSUED:
        return ""
    return (
        "The letter has not gone out, and the request is not answered until it does: "
        "have it posted, or send it."
    )


def _name(foi_request: FOIRequest) -> str:
    if foi_request.reference is None:
        return f"The request received on {format_date(foi_request.received_on)}"
    return f"Request {foi_request.reference}"
