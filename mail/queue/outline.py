"""The questions of an entry, as read and as an officer corrects them."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from documents.requests.reader import UnreadableRequest, parse
from mail.models import Entry
from mail.queue.refused import EntryDecided
from requests_app.questions.outline.changes import describe
from requests_app.questions.outline.nodes import Outline, from_json, from_parsed
from requests_app.refusals import Refusal

_MOST_STEPS: Final = 60


class EntryQuestionsChanged(Refusal):
    """Another person corrected the questions of the entry meanwhile."""


class NothingToUndoHere(Refusal):
    """There is no correction of an entry to undo, or to do again."""


@dataclass(frozen=True, slots=True)
class EntryStep:
    """A correction that can be undone or done again.

    Attributes:
        note: What it did.
    """

    note: str


@dataclass(frozen=True, slots=True)
class EntrySteps:
    """The corrections to undo and to redo; None for none."""

    undo: EntryStep | None
    redo: EntryStep | None


def outline_of_entry(entry: Entry) -> Outline:
    """Return the questions of an entry as they stand."""
    if entry.corrections:
        return from_json(entry.corrections[entry.step]["outline"])
    return outline_as_read(entry.text)


def outline_as_read(text: str) -> Outline:
    """Return the questions read in a text; without questions if it cannot be read."""
    if not text.strip():
        return Outline()
    try:
        return from_parsed(parse(text))
    except UnreadableRequest:
        return Outline(preamble=text)


def steps_of_entry(entry: Entry) -> EntrySteps:
    """Return the corrections to undo and to redo."""
    steps = entry.corrections
    onward = steps[entry.step + 1] if entry.step + 1 < len(steps) else None
    return EntrySteps(
        undo=EntryStep(steps[entry.step]["note"]) if entry.step else None,
        redo=EntryStep(onward["note"]) if onward else None,
    )


@transaction.atomic
def correct_entry(*, entry: Entry, version: int, outline: Outline) -> Entry:
    """Keep corrected questions of an entry.

    Args:
        entry: An entry that waits.
        version: The version on which the correction was begun.
        outline: The corrected questions.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        EntryQuestionsChanged: Another correction was kept after `version`.
    """
    locked = lock_entry(entry)
    before = outline_of_entry(locked)
    if outline.content == before.content:
        return locked
    _check_version(locked, version)
    first = {"note": "", "outline": before.as_json()}
    steps = locked.corrections[: locked.step + 1] or [first]
    note = describe(before, outline).note
    kept: list[dict[str, Any]] = [*steps, {"note": note, "outline": outline.as_json()}]
    return _keep(locked, kept[-_MOST_STEPS:], min(len(kept), _MOST_STEPS) - 1)


@transaction.atomic
def step_entry(*, entry: Entry, version: int, by_steps: int) -> Entry:
    """Undo the last correction of an entry (-1), or do it again (+1).

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        EntryQuestionsChanged: Another correction was kept after `version`.
        NothingToUndoHere: There is no such correction.
    """
    locked = lock_entry(entry)
    _check_version(locked, version)
    step = locked.step + by_steps
    if not 0 <= step < len(locked.corrections):
        raise NothingToUndoHere("There is nothing to undo, or to do again.")
    return _keep(locked, locked.corrections, step)


def lock_entry(entry: Entry) -> Entry:
    """Return an entry that waits, locked until the transaction ends.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
    """
    locked = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("message", "authority", "ended_by")
        .get(pk=entry.pk)
    )
    if locked.ended_as:
        raise EntryDecided(locked)
    return locked


def _check_version(entry: Entry, version: int) -> None:
    if version != entry.version:
        raise EntryQuestionsChanged(
            "Another person corrected these questions after you opened this page. "
            "Their questions are shown. Correct them, and register again."
        )


def _keep(entry: Entry, steps: list[dict[str, Any]], step: int) -> Entry:
    entry.corrections, entry.step = steps, step
    entry.version += 1
    entry.question_count = outline_of_entry(entry).question_count
    entry.save(update_fields=["corrections", "step", "version", "question_count"])
    return entry
