"""Read the sheets of a kept file, as a job."""

from dataclasses import asdict
from typing import Any, Final

from documents.question_sheets.apart import read_apart
from documents.question_sheets.sheets import Columns, Refused, Row, Sheet, rows_of
from requests_app.files.asked_once import ask_once, storable
from requests_app.files.storage import local_copy
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
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


def ask_for_table(*, kept: KeptFile, name: str) -> tuple[QuestionTable, bool]:
    """Return the sheets of a file that may be opened; have them read if need be.

    Args:
        kept: The file.
        name: Its name, to tell its kind.

    Returns:
        The sheets, perhaps still to be read; whether they were asked for now.
    """
    return ask_once(QuestionTable, kind=READ_TABLE, key="table", kept=kept, name=name)


def is_given_up(table: QuestionTable) -> bool:
    """Whether a file could not be read, so that a person must decide."""
    failed = Job.objects.given_up(READ_TABLE.name)
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
        sheets = [storable(asdict(one)) for one in found]
    except Refused as reason:
        refused = str(reason)
    QuestionTable.objects.filter(pk=table.pk).update(
        sheets=sheets, refused=refused, read_at=run.at
    )


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
