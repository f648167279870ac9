"""A requester's workbook goes back with the answers, as a file of the letter."""

import io
from dataclasses import asdict

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from documents.question_sheets.reading import read_sheets
from requests_app.files.keeping import keep_file
from requests_app.models import Question, QuestionTable, RequestTable
from requests_app.question_tables.matching import matched
from responses.drafting.permitted import DraftNotOpen
from responses.enclosures.answered_tables import (
    FILL_TABLE,
    TableNotFilled,
    ask_to_fill,
    workbooks_with_earlier_answers,
)
from responses.enclosures.changing import remove_enclosure
from responses.enclosures.reading import read
from responses.models import Answer, Enclosure, FilledTable
from tests.documents.question_sheets.making import excel
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.enclosures.added import issue, look
from tests.responses.kinds import AT, ON

COLUMNS = {"Questions": [3, 1, 2, 3]}


def questions_of(foi_request):
    asked = foi_request.questions.filter(kind=Question.Kind.QUESTION)
    return list(asked.values_list("text", flat=True))


def table_for(foi_request, content=None, *, name="questions.xlsx", columns=None):
    """Return a workbook with the questions of a request, as it came in."""
    content = content or excel(questions=questions_of(foi_request))
    kept = keep_file(authority=foi_request.authority, name=name, content=content)
    sheets = [asdict(one) for one in read_sheets(content, name)]
    table = QuestionTable.objects.create(kept_file=kept, sheets=sheets, read_at=AT)
    return RequestTable.objects.create(
        foi_request=foi_request, table=table, name=name, columns=columns or COLUMNS
    )


@pytest.fixture
def table(foi_request):
    return table_for(foi_request)


def fill(table, by):
    """Ask for the workbook, and have a worker make it."""
    filled = ask_to_fill(request_table=table, by=by)
    run_jobs(FILL_TABLE, on=ON, at=AT)
    filled.refresh_from_db()
    return filled


def cells(enclosure):
    """Return the column of answers of a workbook."""
    sheet = load_workbook(io.BytesIO(read(enclosure)))["Questions"]
    return [sheet.cell(row, 3).value for row in range(4, sheet.max_row + 1)]


def codes(foi_request):
    return [one.code for one in workbooks_with_earlier_answers(foi_request)]


def test_each_row_has_the_answer_of_its_question(foi_request, officer, table):
    filled = fill(table, officer)

    assert filled.state == FilledTable.State.MADE, filled.refused
    said = cells(look(filled.enclosure))
    assert "There are four of either kind." in said[1]
    assert said[1] == said[2]
    assert filled.left_empty == []
    enclosure = filled.enclosure
    assert (enclosure.name, enclosure.title) == (
        "questions.xlsx",
        "Your questions with our answers",
    )
    assert enclosure.added_by == officer


def test_the_file_is_checked_for_hidden_data_like_any_other(
    foi_request, officer, table
):
    enclosure = fill(table, officer).enclosure

    assert enclosure.scan == Enclosure.Scan.WAITING
    assert look(enclosure).is_scanned


def test_hidden_sheets_of_the_requester_are_found_before_the_letter_goes(
    foi_request, officer
):
    def more(book, sheet):
        book.create_sheet("Secret").sheet_state = "hidden"
        book["Secret"].append(["kept"])

    content = excel(more, questions=questions_of(foi_request))

    enclosure = look(fill(table_for(foi_request, content), officer).enclosure)

    assert enclosure.is_held_back


def test_made_again_it_takes_the_place_of_the_first(foi_request, officer, table):
    first = fill(table, officer).enclosure
    Answer.objects.filter(text__contains="four").update(text="<p>There are five.</p>")
    assert codes(foi_request) == ["workbook_with_earlier_answers"]

    again = fill(table, officer)

    assert again.enclosure == first
    assert "There are five." in cells(again.enclosure)[1]
    assert codes(foi_request) == []


def test_nothing_goes_while_the_answers_are_being_put_in(foi_request, officer, table):
    ask_to_fill(request_table=table, by=officer)

    assert codes(foi_request) == ["workbook_with_earlier_answers"]


def test_asking_twice_and_running_twice_makes_one_file(foi_request, officer, table):
    for _ in range(2):
        ask_to_fill(request_table=table, by=officer)
    for _ in range(2):
        run_jobs(FILL_TABLE, on=ON, at=AT)

    assert Enclosure.objects.count() == 1


def test_a_removed_workbook_holds_nothing_back_and_can_be_made_again(
    foi_request, officer, table
):
    filled = fill(table, officer)
    remove_enclosure(enclosure=filled.enclosure, by=officer, on=ON)
    Answer.objects.filter(text__contains="four").update(text="<p>There are five.</p>")

    assert codes(foi_request) == []
    assert fill(table, officer).enclosure is not None


def test_it_is_frozen_with_the_letter(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    enclosure = look(fill(table_for(foi_request), officer).enclosure)
    foi_request = kinds.cleared(foi_request, by=officer, approver=approver)

    letter = issue(foi_request, officer)

    enclosure.refresh_from_db()
    assert enclosure.letter == letter
    assert "questions.xlsx" in letter.html
    with pytest.raises(DraftNotOpen):
        ask_to_fill(request_table=foi_request.question_tables.get(), by=officer)


def test_without_a_column_for_answers_they_stand_in_the_letter(foi_request, officer):
    table = table_for(foi_request, columns={"Questions": [3, 1, 2, 0]})

    with pytest.raises(TableNotFilled, match="the letter alone"):
        ask_to_fill(request_table=table, by=officer)


def test_a_workbook_that_cannot_be_filled_in_says_why(foi_request, officer):
    def more(book, sheet):
        sheet["C4"] = "=1+1"

    content = excel(more, questions=questions_of(foi_request))
    filled = fill(table_for(foi_request, content), officer)

    assert "C4 of “Questions” holds a formula" in filled.refused
    assert not Enclosure.objects.exists()


def test_rows_without_an_answer_are_named(foi_request, officer):
    content = excel(questions=[*questions_of(foi_request), "Something else entirely?"])
    filled = fill(table_for(foi_request, content), officer)

    assert len(filled.left_empty) == 1


def test_the_page_of_files_offers_the_workbook(client, foi_request, officer, table):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    files = reverse("add-enclosure", args=[foi_request.reference])
    assert "Put the answers into the workbook" in client.get(files).content.decode()

    client.post(reverse("fill-table", args=[foi_request.reference, table.pk]))
    assert "are being put into the workbook" in client.get(files).content.decode()
    run_jobs(FILL_TABLE, on=ON, at=AT)

    page = client.get(files).content.decode()
    assert "Put the answers in again" in page
    assert "Your questions with our answers" in page


class TestMatching:
    """Rows of a workbook find their questions."""

    @pytest.mark.parametrize(
        ("rows", "questions", "found"),
        [
            (["One thing?", "Two things?"], ["Two things?", "One  THING?"], [[1], [0]]),
            (["Why?", "Why?"], ["Why?", "Why?"], [[0], [1]]),
            (
                ["How many bicycles, and what did they cost?"],
                ["How many bicycles", "what did they cost?"],
                [[0, 1]],
            ),
            (["How many bicycles?"], ["Tell me: how many bicycles? Thank you"], [[0]]),
            (["Gone"], ["Quite another question?"], [[]]),
        ],
    )
    def test_by_their_words(self, rows, questions, found):
        from documents.question_sheets.sheets import Row

        made = [Row("S", at, "", words) for at, words in enumerate(rows)]

        assert matched(made, dict(enumerate(questions))) == found
