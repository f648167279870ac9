"""Correct the questions of a request, undo a correction, and redo it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, Question, QuestionsRevision
from requests_app.questions.consequences import (
    Correction,
    consequences,
    hand_on_enquiries,
    keyed,
)
from requests_app.questions.dates_after_correction import (
    as_json,
    hand_on_dates,
    hanging_on,
    work_out_dates,
)
from requests_app.questions.history import QuestionsHistory
from requests_app.questions.outline.changes import describe
from requests_app.questions.outline.nodes import Outline, from_json
from requests_app.questions.rows import write_rows
from requests_app.questions.stored_outline import outline_of, steps_of
from requests_app.refusals import Refusal
from requests_app.search.indexing import index_request


class NothingToUndo(Refusal):
    """There is no correction to undo or to redo."""


class QuestionsChanged(Refusal):
    """The questions were corrected by another user after this correction was begun.

    Attributes:
        outline: The current questions.
        version: The version of `outline`.
    """

    def __init__(self, foi_request: FOIRequest, outline: Outline, *, by: User) -> None:
        last = (
            foi_request.questions_revisions.filter(
                version=foi_request.questions_version
            )
            .select_related("by")
            .first()
        )
        who = last.by if last and last.by else "Another user"
        whose = "You corrected these questions in another window"
        super().__init__(
            f"{whose if who == by else f'{who} corrected these questions'} after you "
            "opened them here. Nothing was overwritten: choose which to keep."
        )
        self.outline = outline
        self.version = foi_request.questions_version


Follow = Callable[[Correction], None]


def nothing_follows(correction: Correction) -> None:
    """Do nothing: before there are answers, no data is linked to a question."""


@transaction.atomic
def correct_questions(
    *,
    foi_request: FOIRequest,
    version: int,
    outline: Outline,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
    source: str = "",
) -> Correction:
    """Replace the questions of a request by corrected questions.

    Questions keep their keys, so linked data stays with each question. Data of merged,
    split or deleted questions must be moved before their rows are deleted. `follow` is
    called for that in the same transaction, and may refuse.

    Args:
        foi_request: A request that is still to be answered.
        version: The version of the questions on which the correction was begun.
        outline: The corrected questions; new ones have negative keys.
        by: The officer who made the correction.
        on: The London day.
        follow: Moves the data linked to the questions.
        source: Where new words come from, in a sentence for history.

    Returns:
        What the correction did; an empty correction if the questions read the same.

    Raises:
        ActionNotPossible: The response is in clearance or cleared, or the request is
            closed.
        QuestionsChanged: The questions were corrected after `version`.
    """
    locked = lock(foi_request)
    before = outline_of(locked)
    if outline.content == before.content:
        return Correction(locked, before, before, "", by, on)
    check_action(locked, "correct-questions")
    if version != locked.questions_version:
        raise QuestionsChanged(locked, before, by=by)
    position = _base_of(locked, before).position
    return _replace(
        locked, before, outline, by, on, follow, follows=position, source=source
    )


@transaction.atomic
def undo_correction(
    *,
    foi_request: FOIRequest,
    version: int,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
) -> Correction:
    """Restore the questions as they were before the last correction.

    Args:
        foi_request: A request that is still to be answered.
        version: The version of the questions on the page.
        by: The officer who undoes the correction.
        on: The London day.
        follow: Moves the data linked to the questions.

    Raises:
        NothingToUndo: No correction has been made.
        ActionNotPossible: The response is in clearance or cleared, or the request is
            closed.
        QuestionsChanged: The questions were corrected after `version`.
    """
    locked, before = _opened(foi_request, version, by)
    undone = steps_of(locked).undo
    if undone is None or undone.follows is None:
        raise NothingToUndo("There is nothing to undo.")
    earlier = locked.questions_revisions.get(version=undone.follows)
    # Split questions are merged again, and merged questions are split.
    outline = replace(
        from_json(earlier.outline),
        joined=tuple((part, whole) for whole, part in reversed(undone.parted)),
        parted=tuple(
            (kept, gone) for gone, kept in reversed(undone.joined) if kept is not None
        ),
    )
    note = f"Undone: {undone.note}"
    return _replace(
        locked,
        before,
        outline,
        by,
        on,
        follow,
        restores=earlier.version,
        note=note,
        kept=undone.hung_before,
    )


@transaction.atomic
def redo_correction(
    *,
    foi_request: FOIRequest,
    version: int,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
) -> Correction:
    """Redo the correction undone last.

    Args:
        foi_request: A request that is still to be answered.
        version: The version of the questions on the page.
        by: The officer who redoes the correction.
        on: The London day.
        follow: Moves the data linked to the questions.

    Raises:
        NothingToUndo: No correction was undone, or another was made since.
        ActionNotPossible: The response is in clearance or cleared, or the request is
            closed.
        QuestionsChanged: The questions were corrected after `version`.
    """
    locked, before = _opened(foi_request, version, by)
    undone = steps_of(locked).redo
    if undone is None:
        raise NothingToUndo("There is nothing to redo.")
    undone.refresh_from_db(fields=["outline"])
    outline = replace(
        from_json(undone.outline),
        joined=tuple((gone, kept) for gone, kept in undone.joined),
        parted=tuple((whole, part) for whole, part in undone.parted),
    )
    note = f"Redone: {undone.note}"
    return _replace(
        locked,
        before,
        outline,
        by,
        on,
        follow,
        restores=undone.version,
        note=note,
        kept=_undoing(locked, undone).hung_before,
    )


def write_first(foi_request: FOIRequest, outline: Outline, *, by: User) -> Outline:
    """Write the questions of a newly recorded request, locked by the caller.

    Returns:
        The outline with the keys given to its questions.
    """
    written = outline.settled(write_rows(foi_request, {}, outline))
    QuestionsRevision.objects.create(
        foi_request=foi_request,
        version=foi_request.questions_version,
        outline=written.as_json(),
        by=by,
    )
    return written


def _opened(
    foi_request: FOIRequest, version: int, by: User
) -> tuple[FOIRequest, Outline]:
    locked = lock(foi_request)
    before = outline_of(locked)
    check_action(locked, "correct-questions")
    if version != locked.questions_version:
        raise QuestionsChanged(locked, before, by=by)
    return locked, before


def _undoing(foi_request: FOIRequest, undone: QuestionsRevision) -> QuestionsRevision:
    """Return the revision by which a correction was undone last."""
    revisions = foi_request.questions_revisions
    stood = revisions.filter(Q(version=undone.version) | Q(restores=undone.version))
    return revisions.filter(
        restores=undone.follows, version__in=stood.values_list(F("version") + 1)
    ).latest("version")


def _base_of(foi_request: FOIRequest, outline: Outline) -> QuestionsRevision:
    """Return the revision of the current questions; write it if there is none."""
    revision, _ = QuestionsRevision.objects.get_or_create(
        foi_request=foi_request,
        version=foi_request.questions_version,
        defaults={"outline": outline.as_json()},
    )
    return revision


def _replace(
    locked: FOIRequest,
    before: Outline,
    after: Outline,
    by: User,
    on: date,
    follow: Follow,
    *,
    follows: int | None = None,
    restores: int | None = None,
    note: str = "",
    source: str = "",
    kept: Mapping[str, Any] | None = None,
) -> Correction:
    """Write the corrected questions, move their linked data, and record the change."""
    told = describe(before, after)
    hung = hanging_on(locked)
    rows = {row.pk: row for row in locked.questions.all()}
    keys = write_rows(locked, rows, after)
    note = f"{note or told.note} {source}".strip()
    correction = consequences(locked, before, after, keys, note=note, by=by, on=on)
    hand_on_enquiries(correction)
    if said := hand_on_dates(correction, hung, kept or {}):
        correction = replace(correction, note=f"{correction.note} {said}".strip())
    follow(correction)
    gone = [key for key in rows if key not in correction.outline.by_id]
    Question.objects.filter(pk__in=gone).delete()
    work_out_dates(locked)
    locked.preamble, locked.closing = after.preamble, after.closing
    locked.questions_version += 1
    locked.save(update_fields=["preamble", "closing", "questions_version"])
    QuestionsRevision.objects.create(
        foi_request=locked,
        version=locked.questions_version,
        outline=correction.outline.as_json(),
        joined=[list(keyed(pair, keys)) for pair in after.joined],
        parted=[list(keyed(pair, keys)) for pair in after.parted],
        follows=follows,
        restores=restores,
        hung_before=as_json(hung),
        note=told.note,
        by=by,
    )
    record(
        foi_request=locked,
        kind=QuestionsHistory.QUESTIONS_CORRECTED,
        by=by,
        on=on,
        note=correction.note,
        changes={name: list(pair) for name, pair in told.changes.items()},
    )
    index_request(locked)
    return correction
