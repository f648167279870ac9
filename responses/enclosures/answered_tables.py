"""Give a requester's workbook back with the answers in its rows."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from accounts.models import User
from documents.question_sheets.apart import fill_apart
from documents.question_sheets.sheets import LONGEST_CELL, Refused
from requests_app.files.reading import FileNotOpen, check_opens
from requests_app.files.storage import local_copy
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest, Question, RequestTable
from requests_app.models.files import file_storage
from requests_app.question_tables.matching import matched
from requests_app.question_tables.reading import rows_in
from responses.drafting.permitted import DraftingRefused, open_draft
from responses.enclosures.adding import add_enclosure, replace_enclosure
from responses.letters.answered import Answered
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.text import answers_in
from responses.models import Citation, Enclosure, FilledTable
from responses.models.answers import AnsweredQuestion
from statute.notices import Finding, block

FILL_TABLE: Final = JobKind(
    name="fill_question_table",
    label="Put the answers into a requester's workbook",
    most_at_once=10,
    # The filling begun last may wait 80 seconds within the task's 120.
    turn_seconds=30,
    queue=READING_QUEUE,
)
STALE: Final = "workbook_with_earlier_answers"
_TITLES: Final = {
    FOIRequest.Language.ENGLISH: "Your questions with our answers",
    FOIRequest.Language.WELSH: "Eich cwestiynau gyda'n hatebion",
}
_CUT: Final = {
    FOIRequest.Language.ENGLISH: " … The whole answer is in our letter.",
    FOIRequest.Language.WELSH: " … Mae'r ateb llawn yn ein llythyr.",
}
_OF_CITATION: Final = (
    *("provision_key", "why_applies", "harm", "facts"),
    *("factors_for", "factors_against", "balance"),
)
_State = FilledTable.State


class TableNotFilled(DraftingRefused):
    """The workbook cannot be filled in like this."""


class Cells(NamedTuple):
    """The answers for a workbook.

    Attributes:
        answers: The words of each cell, by sheet, row and column.
        left_empty: The sheet and row of each question without an answer.
    """

    answers: dict[tuple[str, int, int], str]
    left_empty: list[tuple[str, int]]


@transaction.atomic
def ask_to_fill(*, request_table: RequestTable, by: User) -> FilledTable:
    """Have a worker put the answers of a draft into the requester's workbook.

    Args:
        request_table: A workbook with questions of the request.
        by: The officer.

    Raises:
        DraftNotOpen: The request is not being answered.
        TableNotFilled: No sheet has a column for answers.
    """
    open_draft(request_table.foi_request, by=by)
    if not any(answer for *_, answer in request_table.columns.values()):
        raise TableNotFilled(
            "No column of this workbook is for answers, so they stand in the letter "
            "alone."
        )
    filled, _ = FilledTable.objects.update_or_create(
        request_table=request_table,
        defaults={"state": _State.WAITING, "refused": "", "asked_by": by},
    )
    enqueue(
        kind=FILL_TABLE,
        idempotency_key=f"fill-question-table:{filled.pk}:{uuid4()}",
        payload={"filled": filled.pk},
        foi_request=request_table.foi_request,
    )
    return filled


def fill_table(run: Run) -> None:
    """Fill in the workbook of a job, and put it with the draft. Harmless to run twice.

    The file is checked for hidden data like every other file of a letter.

    Raises:
        OSError: The file cannot be read from its storage just now.
    """
    filled = (
        FilledTable.objects.filter(pk=run.job.payload["filled"], state=_State.WAITING)
        .select_related(
            "request_table__table__kept_file",
            "request_table__foi_request__authority",
            "asked_by",
            "enclosure",
        )
        .first()
    )
    if filled is None:
        return
    try:
        _fill(filled, on=run.on)
    except (Refused, DraftingRefused, FileNotOpen) as reason:
        FilledTable.objects.filter(pk=filled.pk).update(
            state=_State.REFUSED, refused=str(reason)
        )


def _fill(filled: FilledTable, *, on: date) -> None:
    request_table = filled.request_table
    foi_request = request_table.foi_request
    kept = request_table.table.kept_file
    check_opens(kept, request_table.name)
    fingerprint = _fingerprint(foi_request)
    cells = cells_of(request_table, on=on)
    questions = {
        sheet: question for sheet, (_, _, question, _) in request_table.columns.items()
    }
    with local_copy(file_storage(), kept.stored_as) as path:
        made = fill_apart(path, request_table.name, cells.answers, questions)
    with transaction.atomic():
        filled.enclosure = _enclosed(filled, made, on=on)
        filled.state = _State.MADE
        filled.answers_sha256 = fingerprint
        filled.left_empty = cells.left_empty
        filled.save()


def _enclosed(filled: FilledTable, made: bytes, *, on: date) -> Enclosure:
    """Put the workbook with the draft, in place of the one made before."""
    request_table, before = filled.request_table, filled.enclosure
    foi_request = request_table.foi_request
    sha256 = hashlib.sha256(made).hexdigest()
    if before is not None and before.letter_id is None:
        if before.sha256 == sha256:
            return before
        return replace_enclosure(
            enclosure=before,
            chunks=[made],
            name=request_table.name,
            most_bytes=settings.MOST_BYTES_PER_FILE,
            by=filled.asked_by,
            on=on,
        )
    same = Enclosure.objects.filter(
        foi_request=foi_request, letter__isnull=True, sha256=sha256
    ).first()
    return same or add_enclosure(
        foi_request=foi_request,
        chunks=[made],
        name=request_table.name,
        title=_TITLES[FOIRequest.Language(foi_request.language)],
        most_bytes=settings.MOST_BYTES_PER_FILE,
        by=filled.asked_by,
        on=on,
    )


def cells_of(request_table: RequestTable, *, on: date) -> Cells:
    """Return the answers for a workbook, in the words of the draft's letter.

    Args:
        request_table: A workbook with questions of the request.
        on: The day of the letter.
    """
    foi_request = request_table.foi_request
    content = compose(foi_request, on=on)
    said = answers_in(page_of(content))
    by_question = {
        asked.question_id: said[item.anchor]
        for item in content.items
        if isinstance(item, Answered) and item.outcome and item.anchor in said
        for asked in item.asked
    }
    cut = _CUT[FOIRequest.Language(foi_request.language)]
    rows = rows_in(request_table.table, request_table.columns)
    answers: dict[tuple[str, int, int], str] = {}
    left: list[tuple[str, int]] = []
    for row, keys in zip(rows, matched(rows, _asked(foi_request)), strict=True):
        column = request_table.columns[row.sheet][3]
        texts = [by_question[key] for key in keys if key in by_question]
        words = "\n\n".join(dict.fromkeys(texts))
        if not words or not column:
            left.append((row.sheet, row.row))
            continue
        if len(words) > LONGEST_CELL:
            words = f"{words[: LONGEST_CELL - len(cut) - 1].rstrip()}{cut}"
        answers[row.sheet, row.row, column] = words
    return Cells(answers, left)


def _asked(foi_request: FOIRequest) -> Mapping[int, str]:
    questions = foi_request.questions.filter(kind=Question.Kind.QUESTION)
    return dict(questions.values_list("pk", "text"))


def _fingerprint(foi_request: FOIRequest) -> str:
    """Return a fingerprint of the answers, without composing the letter."""
    answers = foi_request.answers.order_by("pk")
    parts = [
        list(answers.values_list("pk", "outcome", "text", "facts")),
        list(
            Citation.objects.filter(answer__foi_request=foi_request)
            .order_by("pk")
            .values_list("answer", *_OF_CITATION)
        ),
        list(
            AnsweredQuestion.objects.filter(answer__foi_request=foi_request)
            .order_by("pk")
            .values_list("answer", "question", "question__text")
        ),
    ]
    written = json.dumps(parts, default=str, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def workbooks_with_earlier_answers(foi_request: FOIRequest) -> Iterator[Finding]:
    """Yield why no letter goes with a workbook whose answers have changed since."""
    found = FilledTable.objects.filter(
        request_table__foi_request=foi_request
    ).select_related("request_table", "enclosure")
    for one in found:
        if one.state == _State.WAITING:
            yield block(
                STALE,
                f"The answers are still being put into {one.request_table}. Wait a "
                "moment, and look at the file.",
                "Good practice: a letter and its files say the same",
            )
        elif (
            one.enclosure is not None
            and one.enclosure.letter_id is None
            and one.answers_sha256 != _fingerprint(foi_request)
        ):
            yield block(
                STALE,
                f"{one.enclosure} has earlier answers. Put the answers into the "
                "workbook again, or remove it.",
                "Good practice: a letter and its files say the same",
            )


def tables_of(foi_request: FOIRequest) -> list[tuple[RequestTable, FilledTable | None]]:
    """Return the workbooks of a request's questions, with those filled in."""
    tables = foi_request.question_tables.select_related("filled__enclosure")
    return [(one, getattr(one, "filled", None)) for one in tables]
