"""Read the sheets of a kept file, as a job."""

from dataclasses import asdict
from typing import Any, Final
from uuid import uuid4

from django.db import transaction

from documents.question_sheets.apart import read_apart
from documents.question_sheets.sheets import Columns, Refused, Row, Sheet, rows_of
from requests_app.files.storage import local_copy
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Job, KeptFile, QuestionTable
from requests_app.models.files import file_storage

READ_TABLE: Final = JobKind(
    name="read_question_table",
    label="Read the questions of a workbook",
    most_at_once=10,
    # The reading begun last may wait 80 seconds within the task's 120.
    turn_seconds=30,
    queue=READING_QUEUE,
)


@transaction.atomic
def ask_for_table(*, kept: KeptFile, name: str) -> tuple[QuestionTable, bool]:
    """Return the sheets of a file that may be opened; have them read if need be.

    Args:
        kept: The file.
        name: Its name, to tell its kind.

    Returns:
        The sheets, perhaps still to be read; whether they were asked for now.
    """
    table, is_new = QuestionTable.objects.get_or_create(kept_file=kept)
    if is_new:
        enqueue(
            kind=READ_TABLE,
            idempotency_key=f"read-question-table:{table.pk}:{uuid4()}",
            payload={"table": table.pk, "name": name},
            authority=kept.authority,
        )
    return table, is_new


def is_given_up(table: QuestionTable) -> bool:
    """Whether a file could not be read, so that a person must decide."""
    failed = Job.objects.waiting().filter(kind=READ_TABLE.name, needs_attention=True)
    return failed.filter(payload__table=table.pk).exists()


def read_table(run: Run) -> None:
    """Read the file of a job. Harmless to run twice.

    Raises:
        OSError: The file cannot be read from its storage just now.
    """
    table = (
        QuestionTable.objects.filter(pk=run.job.payload["table"], read_at__isnull=True)
        .select_related("kept_file")
        .first()
    )
    if table is None:
        return
    kept = table.kept_file
    if not kept.may_be_opened:
        table.delete()  # asked for again once the file may be opened
        return
    sheets: list[dict[str, Any]] = []
    refused = ""
    try:
        with local_copy(file_storage(), kept.stored_as) as path:
            found = read_apart(path, run.job.payload["name"])
        sheets = [_storable(asdict(one)) for one in found]
    except Refused as reason:
        refused = str(reason)
    QuestionTable.objects.filter(pk=table.pk).update(
        sheets=sheets, refused=refused, read_at=run.at
    )


def _storable(value: Any) -> Any:
    """Return a value that PostgreSQL takes: without null characters and odd halves."""
    match value:
        case str():
            return value.replace("\0", " ").encode("utf-8", "replace").decode()
        case list():
            return [_storable(one) for one in value]
        case dict():
            return {_storable(key): _storable(one) for key, one in value.items()}
    return value


def sheets_of(table: QuestionTable) -> list[Sheet]:
    """Return the sheets of a file that was read."""
    return [Sheet(**one) for one in table.sheets]


def rows_in(table: QuestionTable, columns: dict[str, list[int]]) -> list[Row]:
    """Return the questions of all sheets, by the columns in which they stand.

    Args:
        table: The sheets.
        columns: [header, number, question, answer] of each sheet.
    """
    return [
        row
        for sheet in sheets_of(table)
        if sheet.name in columns
        for row in rows_of(sheet, Columns(*columns[sheet.name]))
    ]
