"""Hand on what hangs on questions when they are corrected: events, dates, answers."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from requests_app.calendars.saving_dates import set_due_dates
from requests_app.models import ClockEvent, FOIRequest, Question
from requests_app.questions.consequences import Correction
from requests_app.questions.numbering.lists import cite
from statute.deadlines import ClockError
from statute.working_days import CalendarExhausted, format_date


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a question.

    Attributes:
        events: The partial events of the clock that name it.
        answered_on: The day on which its answer was given.
        due_on: Its due date.
    """

    events: frozenset[int] = frozenset()
    answered_on: date | None = None
    due_on: date | None = None


def hanging_on(foi_request: FOIRequest) -> dict[int, Hanging]:
    """Return what hangs on each question of a request."""
    named: dict[int, set[int]] = {}
    events = ClockEvent.objects.filter(foi_request=foi_request, is_partial=True)
    for event in events.prefetch_related("questions"):
        for question in event.questions.all():
            named.setdefault(question.pk, set()).add(event.pk)
    asked = foi_request.questions.filter(kind=Question.Kind.QUESTION)
    return {
        key: Hanging(frozenset(named.get(key, ())), answered_on, due_on)
        for key, answered_on, due_on in asked.values_list("pk", "answered_on", "due_on")
    }


def as_json(hanging: Mapping[int, Hanging]) -> dict[str, Any]:
    """Return what hung on the questions, to keep with a correction; {} for nothing."""
    return {
        str(key): [
            sorted(each.events),
            each.answered_on.isoformat() if each.answered_on else None,
        ]
        for key, each in hanging.items()
        if each.events or each.answered_on
    }


def hand_on_dates(
    correction: Correction, hung: Mapping[int, Hanging], kept: Mapping[str, Any]
) -> str:
    """Hand on events and answers to the corrected questions; return what to say of it.

    The parts of a split question inherit what hung on it. For a joined question the
    earlier date stands, and it is answered only if all of it was.

    Args:
        correction: What became of the questions; the rows to be deleted still exist.
        hung: What hung on the questions before.
        kept: For a correction undone or redone, what had been kept with it.
    """
    after = dict(hung)
    for whole, parts in correction.split.items():
        after.update(dict.fromkeys(parts, hung.get(whole, Hanging())))
    joined: dict[int, list[int]] = {}
    for gone, successor in correction.merged.items():
        joined.setdefault(successor, []).append(gone)
    told = []
    for successor, members in joined.items():
        known = [hung[key] for key in (*members, successor) if key in hung]
        if not known:
            continue
        after[successor] = _earliest(known)
        due_on = after[successor].due_on
        if due_on is not None and any(each.due_on != due_on for each in known):
            called = cite(correction.outline.paths, [successor])
            told.append(
                f"{called} is due by {format_date(due_on)}: where questions are "
                "joined, the earlier date stands."
            )
    if kept:
        back = {int(key) for key in kept} & correction.outline.by_id.keys()
        after = {
            key: _restored(key, after.get(key, Hanging()), kept)
            for key in after.keys() | back
        }
    _write(correction, hung, after)
    return " ".join(told)


def work_out_dates(foi_request: FOIRequest) -> None:
    """Calculate the dates of corrected questions and save the request's.

    Dates that cannot be worked out stay as they are: the questions can be corrected
    all the same.
    """
    headings = foi_request.questions.exclude(kind=Question.Kind.QUESTION)
    headings.filter(due_on__isnull=False).update(due_on=None)
    with suppress(CalendarExhausted, ClockError):
        set_due_dates(foi_request)
    foi_request.save(update_fields=["due_on"])


def _earliest(known: list[Hanging]) -> Hanging:
    owed = [each for each in known if each.answered_on is None]
    first = min(owed or known, key=lambda each: each.due_on or date.max)
    if owed:
        return first
    answered = max(each.answered_on for each in known if each.answered_on)
    return Hanging(first.events, answered, first.due_on)


def _restored(key: int, each: Hanging, kept: Mapping[str, Any]) -> Hanging:
    """Return what hung on a question before it was undone or redone, and since."""
    known = {event for events, _ in kept.values() for event in events}
    events, answered = kept.get(str(key), ([], None))
    return Hanging(
        frozenset(events) | (each.events - known),
        each.answered_on or (date.fromisoformat(answered) if answered else None),
        each.due_on,
    )


def _write(
    correction: Correction, hung: Mapping[int, Hanging], after: Mapping[int, Hanging]
) -> None:
    present = {
        key: each for key, each in after.items() if key in correction.outline.by_id
    }
    changed = {key for key, each in present.items() if each != hung.get(key)}
    if not changed:
        return
    concerned = {
        event for each in (*hung.values(), *after.values()) for event in each.events
    }
    for event in ClockEvent.objects.filter(pk__in=concerned):
        event.questions.set(
            [key for key, each in present.items() if event.pk in each.events]
        )
    for key in changed:
        Question.objects.filter(pk=key).update(answered_on=present[key].answered_on)
