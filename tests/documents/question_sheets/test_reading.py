"""Questions by row are found on the sheets of a workbook."""

import pytest

from documents.question_sheets.apart import read_apart
from documents.question_sheets.finding import columns_of
from documents.question_sheets.packing import repacked
from documents.question_sheets.reading import read_sheets
from documents.question_sheets.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Columns,
    Refused,
    Row,
    Sheet,
    letters_of,
    rows_of,
    rows_without_question,
)
from tests.documents.question_sheets.making import (
    QUESTIONS,
    excel,
    open_row,
    parts,
    spreadsheet,
)


def found(content, name="questions.xlsx"):
    """Return the questions of the first sheet, as the columns found say."""
    sheet = read_sheets(content, name)[0]
    return [row.words for row in rows_of(sheet, columns_of(sheet))]


def test_numbers_questions_and_answers_are_told_by_their_headings():
    (sheet,) = read_sheets(excel(), "questions.xlsx")

    assert columns_of(sheet) == Columns(header=3, number=1, question=2, answer=3)
    assert rows_of(sheet, columns_of(sheet))[0] == Row(
        "Questions", 4, "1", QUESTIONS[0]
    )


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        pytest.param(
            [["Ref", "Information requested", "Your response"], ["a", "The cost", ""]],
            Columns(1, 1, 2, 3),
            id="other words",
        ),
        pytest.param(
            [["Rhif", "Cwestiwn", "Ateb"], ["1", "Beth oedd y gost?", ""]],
            Columns(1, 1, 2, 3),
            id="Welsh",
        ),
        pytest.param(
            [["1.", "How many?"], ["2.", "How much did it cost?"]],
            Columns(0, 1, 2, 3),
            id="no headings",
        ),
        pytest.param(
            [["How many?"], ["How much?"], ["", "a note"]],
            Columns(0, 0, 1, 2),
            id="questions alone",
        ),
        pytest.param(
            [["Answer", "Question"], ["", "How many?"]],
            Columns(1, 0, 2, 1),
            id="answers first",
        ),
        pytest.param(
            [["Question", "Year"], ["How many?", "2025"], ["How much?", "2024"]],
            Columns(1, 0, 1, 3),
            id="no column for answers",
        ),
        pytest.param([["Budget", "2025"], ["Bicycles", "12"]], Columns(), id="none"),
    ],
)
def test_columns_are_found(rows, columns):
    assert columns_of(Sheet("Sheet1", rows)) == columns


def test_several_sheets_are_read_and_hidden_ones_said():
    def fill(book, sheet):
        book.create_sheet("More").append(["Why?"])
        book.create_sheet("Secret").sheet_state = "hidden"
        book["Secret"].append(["Not seen"])

    sheets = read_sheets(excel(fill), "questions.xlsx")

    assert [(one.name, one.is_hidden) for one in sheets] == [
        ("Questions", False),
        ("More", False),
        ("Secret", True),
    ]


def test_a_question_from_a_formula_has_the_words_that_people_saw():
    def fill(book, sheet):
        sheet["B7"] = '="How "&"many?"'

    (sheet,) = read_sheets(excel(fill), "questions.xlsx")

    # The file was never calculated: there are no words, and no formula is a question.
    assert [7, 2] in sheet.formulas
    assert found(excel(fill)) == list(QUESTIONS)


def test_merged_cells_and_protected_sheets_are_read():
    def fill(book, sheet):
        sheet.merge_cells("A1:C1")
        sheet.protection.sheet = True

    assert found(excel(fill)) == list(QUESTIONS)


def test_two_hundred_questions_are_found():
    many = [f"How many in area {number}?" for number in range(200)]

    assert found(excel(questions=many)) == many


def test_of_thousands_of_rows_what_is_read_is_said():
    many = [f"How many in area {number}?" for number in range(MOST_ROWS + 10)]

    (sheet,) = read_sheets(excel(questions=many), "questions.xlsx")

    assert len(sheet.rows) == MOST_ROWS
    assert sheet.is_cut


def test_a_small_workbook_is_read_whole():
    (sheet,) = read_sheets(excel(), "questions.xlsx")

    assert not sheet.is_cut


def test_a_far_column_and_empty_rows_before_the_rest_are_told():
    def far_right(book, sheet):
        sheet.cell(4, MOST_COLUMNS + 2, "far")

    def far_below(book, sheet):
        sheet.cell(MOST_ROWS + 3, 1, "far")

    for fill in (far_right, far_below):
        (sheet,) = read_sheets(excel(fill), "questions.xlsx")
        assert sheet.is_cut


def test_a_number_without_a_question_is_told_with_its_row():
    def fill(book, sheet):
        sheet["A7"] = 4
        sheet["B8"] = '="How "&"many?"'
        sheet["B9"] = "And why?"

    (sheet,) = read_sheets(excel(fill), "questions.xlsx")

    assert rows_without_question(sheet, columns_of(sheet)) == [7, 8]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_text_are_read(encoding, delimiter):
    rows = ["Question", "Answer"], ["How much in £?", ""], ["Two\r\nlines?", ""]
    written = "".join(
        f'"{delimiter.join(row)}"\r\n'.replace(delimiter, f'"{delimiter}"')
        for row in rows
    )

    assert found(written.encode(encoding), "q.csv") == [
        "How much in £?",
        "Two\r\nlines?",
    ]


def test_spreadsheets_of_opendocument_are_read():
    rows = (
        open_row("Question", "Answer")
        + open_row("How <text:span>many</text:span>?")
        + open_row("Why?", repeated=2)
    )

    assert found(spreadsheet(rows), "q.ods") == ["How many?", "Why?", "Why?"]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        pytest.param(b"", "q.csv", "is empty", id="empty file"),
        pytest.param(excel(questions=())[:200], "q.xlsx", "damaged", id="cut off"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "q.xls",
            "old format",
            id="old or with a password",
        ),
        pytest.param(excel(), "q.xlsm", "macros", id="macros"),
        pytest.param(b"%PDF-1.7", "q.pdf", "no workbook", id="another kind"),
        pytest.param(
            spreadsheet("", manifest="<m><encryption-data/></m>"),
            "q.ods",
            "password",
            id="OpenDocument with a password",
        ),
    ],
)
def test_what_is_not_read_is_refused_with_a_sentence(content, name, says):
    with pytest.raises(Refused, match=says):
        read_sheets(content, name)


def test_an_empty_workbook_is_refused():
    def fill(book, sheet):
        sheet.delete_rows(1, 10)

    with pytest.raises(Refused, match="Nothing is written"):
        read_sheets(excel(fill, questions=()), "q.xlsx")


def test_entities_are_never_resolved():
    content = parts(spreadsheet(""))["content.xml"]
    lol = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    made = content.replace(b"?>", b"?>" + lol, 1)

    with pytest.raises(Refused, match="damaged"):
        read_sheets(repacked(spreadsheet(""), {"content.xml": made}), "q.ods")


def test_a_file_is_read_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(excel())

    assert read_apart(path, "q.xlsx") == read_sheets(excel(), "q.xlsx")


def test_a_zip_bomb_is_refused(tmp_path):
    path = tmp_path / "kept"
    huge = {"xl/worksheets/sheet1.xml": b" " * 410_000_000}
    path.write_bytes(repacked(excel(), huge))
    assert path.stat().st_size < 1_000_000

    with pytest.raises(Refused, match="unpacks to more than 400 MB"):
        read_apart(path, "q.xlsx")


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (28, "AB")])
def test_columns_have_the_letters_of_spreadsheet_programs(column, letters):
    assert letters_of(column) == letters
