"""Take the rows of a workbook as questions of a message that waits."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from documents.question_sheets.sheets import MOST_QUESTIONS, Columns, Row
from documents.requests.pointing import only_points_to_file
from mail.models import Entry, EntryTable
from mail.queue.outline import (
    EntryQuestionsChanged,
    correct_entry,
    lock_entry,
    outline_as_read,
    outline_of_entry,
)
from mail.threads.guessing import guess_entry
from requests_app.models import FOIRequest, QuestionTable, RequestTable
from requests_app.question_tables.reading import rows_in, sheets_of
from requests_app.questions.outline.nodes import Node, Outline, rooted
from requests_app.questions.outline.placing import line_above
from requests_app.refusals import Refusal


class TableNotTaken(Refusal):
    """The questions of the workbook cannot be taken like this."""


@transaction.atomic
def take_questions(
    *,
    entry: Entry,
    table: QuestionTable,
    name: str,
    columns: Mapping[str, Columns],
    version: int,
) -> Entry:
    """Put the rows of a workbook among the questions of an entry.

    The rows also stand below the words of the message, which the request keeps. Where
    these words only point to the file, they are no question beside the rows. Taken
    again with other columns, they take the place of those taken before, and the
    questions of the message itself are read afresh. The step can be undone.

    Args:
        entry: An entry that waits.
        table: The sheets of the workbook.
        name: The name of the file.
        columns: Where the questions stand, for each sheet with questions.
        version: The version of the questions on the officer's page.

    Raises:
        EntryDecided: Somebody has decided what becomes of it.
        EntryQuestionsChanged: Another person corrected the questions meanwhile.
        TableNotTaken: No row, or too many, is a question; or a column is meant twice.
    """
    locked = lock_entry(entry)
    if version != locked.version:
        raise EntryQuestionsChanged(
            "Another person corrected the questions of this message after you opened "
            "this page. Look at the columns, and add the questions again."
        )
    chosen = _checked(table, columns)
    rows = rows_in(table, chosen)
    _check_rows(rows)
    before = EntryTable.objects.filter(entry=locked, table=table).first()
    text, outline = locked.text, outline_of_entry(locked)
    if before is not None:
        text = text.replace(before.added, "", 1)
        outline = outline_as_read(text)
    outline = _without_pointing(outline)
    added, nodes = _written(name, rows, outline, at=len(text))
    if not locked.corrections:
        # To go back to: the text, from which they were read, changes below.
        locked.corrections = [
            {"note": "", "outline": outline_of_entry(locked).as_json()}
        ]
    locked.text = f"{text}{added}"
    locked.save(update_fields=["text", "corrections"])
    EntryTable.objects.update_or_create(
        entry=locked,
        table=table,
        defaults={"name": name, "columns": chosen, "added": added},
    )
    whole = rooted(Outline(outline.preamble, (*outline.nodes, *nodes), outline.closing))
    corrected = correct_entry(entry=locked, version=version, outline=whole)
    guess_entry(corrected)
    corrected.question_count = whole.question_count
    corrected.save()
    return corrected


def _without_pointing(outline: Outline) -> Outline:
    """Return the questions of a message; words only pointing to a file stand before."""
    if any(
        node.kind == "heading" or not only_points_to_file(node.text) or node.after
        for node in outline.nodes
    ):
        return outline
    before = [outline.preamble, *(node.text for node in outline.nodes)]
    return replace(outline, preamble="\n\n".join(filter(None, before)), nodes=())


def _checked(
    table: QuestionTable, columns: Mapping[str, Columns]
) -> dict[str, list[int]]:
    """Return the columns as they are stored.

    Raises:
        TableNotTaken: A column is meant twice, or a sheet is not there or hidden.
    """
    visible = {one.name for one in sheets_of(table) if not one.is_hidden}
    chosen: dict[str, list[int]] = {}
    for sheet, one in columns.items():
        if sheet not in visible:
            raise TableNotTaken(f"There is no sheet “{sheet}” that people see.")
        if not one.question:
            raise TableNotTaken(f"Choose the column of questions of “{sheet}”.")
        if one.question in {one.answer, one.number}:
            raise TableNotTaken(
                f"On “{sheet}” the questions stand in a column of their own. Choose "
                "another column for numbers or for answers."
            )
        if one.answer and one.answer == one.number:
            raise TableNotTaken(
                f"On “{sheet}” numbers and answers cannot share a column."
            )
        chosen[sheet] = [one.header, one.number, one.question, one.answer]
    if not chosen:
        raise TableNotTaken("Choose a sheet with questions.")
    return chosen


def _check_rows(rows: list[Row]) -> None:
    if not rows:
        raise TableNotTaken("No row below the headings has a question in that column.")
    if len(rows) > MOST_QUESTIONS:
        raise TableNotTaken(
            f"These columns have {len(rows):,} questions, and at most "
            f"{MOST_QUESTIONS} are taken as questions of one request. Choose another "
            "column or sheet, or register the request with the workbook as its file."
        )


def _written(
    name: str, rows: list[Row], outline: Outline, *, at: int
) -> tuple[str, list[Node]]:
    """Return the text below the message, and the nodes with their places there."""
    pieces = [line_above(name)]
    nodes: list[Node] = []
    place = at + len(pieces[0])
    key = min((node.id for node in outline.nodes), default=0)
    sheet = ""
    several = len({row.sheet for row in rows}) > 1
    for row in rows:
        if row.sheet != sheet and several:
            piece = f"\n{row.sheet}\n"
            key = min(key, 0) - 1
            nodes.append(
                Node(
                    key,
                    kind="heading",
                    text=row.sheet,
                    span=(place + 1, place + len(piece) - 1),
                )
            )
            pieces.append(piece)
            place += len(piece)
        sheet = row.sheet
        before = f"\n{row.number} " if row.number else "\n"
        key = min(key, 0) - 1
        start = place + len(before)
        nodes.append(
            Node(
                key,
                depth=1 if several else 0,
                label=row.number[:20],
                marker=row.number[:20],
                text=row.words,
                span=(start, start + len(row.words)),
            )
        )
        pieces += [before, row.words, "\n"]
        place = start + len(row.words) + 1
    return "".join(pieces), nodes


def hand_on_tables(entry: Entry, foi_request: FOIRequest) -> None:
    """Note the workbooks of an entry with the request made of it."""
    for one in EntryTable.objects.filter(entry=entry).select_related("table"):
        RequestTable.objects.get_or_create(
            foi_request=foi_request,
            table=one.table,
            defaults={"name": one.name, "columns": one.columns},
        )
