"""The stages at which a request is due for a reminder, by its authority's rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from requests_app.models import Reminder, ReminderRules
from statute.working_days import WorkingCalendar

_Kind = Reminder.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A reminder that was sent: its stage, its due date, and the day."""

    kind: str
    number: int
    due_on: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A reminder to send.

    Attributes:
        kind: The kind.
        number: As `Reminder.number`.
        was: The earlier due date, where the date has moved since the last reminder.
        is_said: Whether the news of the moved date says as much as this reminder.
    """

    kind: Reminder.Kind
    number: int = 0
    was: date | None = None
    is_said: bool = False


def stages_due(
    *,
    rules: ReminderRules,
    due_on: date,
    on: date,
    calendar: WorkingCalendar,
    earlier: Sequence[Earlier],
    has_officer: bool = True,
) -> list[Stage]:
    """Return the reminders due for a request on a day: only its latest stage.

    Stages missed on days without reminders are not sent late. Where the due date has
    moved since the last reminder, the move is told, in the place of a stage reminded of
    before.

    Args:
        rules: The rules of the authority.
        due_on: The due date of the request.
        on: The London day.
        calendar: The working days of the request's law.
        earlier: Every earlier reminder of the request, the oldest first.
        has_officer: Whether an officer handles the request. If not, managers get every
            reminder.

    Raises:
        CalendarExhausted: The bank holidays of that time are not known.
    """
    was = earlier[-1].due_on if earlier and earlier[-1].due_on != due_on else None
    found = [
        stage
        for stage in _stages(rules, due_on, on, calendar, earlier)
        if has_officer or stage.kind is not _Kind.MANAGERS
    ]
    if was is None:
        return found
    before = {(one.kind, one.number) for one in earlier}
    new = [stage for stage in found if (stage.kind, stage.number) not in before]
    said = [stage for stage in found if (stage.kind, stage.number) in before]
    moves = sum(one.kind == _Kind.MOVED for one in earlier)
    # A stage reached for the first time is pressing: its reminder tells of the move.
    moved = Stage(kind=_Kind.MOVED, number=moves, was=was, is_said=bool(new))
    return [
        moved,
        *(Stage(kind=one.kind, number=one.number, was=was) for one in new),
        *(Stage(kind=one.kind, number=one.number, is_said=True) for one in said),
    ]


def _stages(
    rules: ReminderRules,
    due_on: date,
    on: date,
    calendar: WorkingCalendar,
    earlier: Sequence[Earlier],
) -> Iterator[Stage]:
    told = [one for one in earlier if one.due_on == due_on]
    kinds = {one.kind for one in told}
    if due_on >= on:
        yield from _before(rules, calendar.working_days_between(on, due_on), told)
        return
    overdue = [one for one in told if one.kind == _Kind.OVERDUE]
    every = rules.overdue_every_days
    if not overdue or (
        every and calendar.working_days_between(overdue[-1].on, on) >= every
    ):
        yield Stage(kind=_Kind.OVERDUE, number=len(overdue) + 1)
    # A weekend after the due date counts as the first day overdue.
    days = max(1, calendar.working_days_between(due_on, on))
    for kind, after in (
        (_Kind.MANAGERS, rules.managers_after_days),
        (_Kind.HEAD, rules.head_after_days if rules.head_id else None),
    ):
        if after is not None and days >= after and kind not in kinds:
            yield Stage(kind=kind)


def _before(
    rules: ReminderRules, left: int, told: Sequence[Earlier]
) -> Iterator[Stage]:
    marks = sorted({*rules.days_before, *([0] if rules.is_on_the_day else [])})
    mark = next((each for each in marks if each >= left), None)
    if mark is None:
        return
    stage = Stage(kind=_Kind.BEFORE if mark else _Kind.TODAY, number=mark)
    if not any((one.kind, one.number) == (stage.kind, stage.number) for one in told):
        yield stage
