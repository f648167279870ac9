"""Answers go into their cells, and nothing else of the workbook changes."""

import io

import pytest
from openpyxl import load_workbook

from documents.hidden.looking import scan
from documents.question_sheets.apart import fill_apart
from documents.question_sheets.filling import filled
from documents.question_sheets.sheets import LONGEST_CELL, Refused
from tests.documents.question_sheets.making import (
    excel,
    open_row,
    parts,
    spreadsheet,
)

Q = {"Questions": 2}
S = {"Sheet1": 1}


def fill(content, answers, name="q.xlsx", questions=Q):
    sheet = next(iter(questions))
    placed = {(sheet, *place): words for place, words in answers.items()}
    return filled(content, name, placed, questions)


def opened(content, sheet="Questions"):
    return load_workbook(io.BytesIO(content))[sheet]


def test_answers_stand_beside_their_questions():
    made = opened(fill(excel(), {(4, 3): "Twelve", (6, 3): "Two\nlines"}))

    assert [made.cell(row, 3).value for row in (4, 5, 6)] == [
        "Twelve",
        None,
        "Two\nlines",
    ]
    # The look of the question, so that lines are wrapped.
    assert made["C4"].alignment.wrap_text


def test_every_other_part_stays_byte_for_byte():
    def more(book, sheet):
        sheet["E1"] = "=SUM(1,2)"
        book.create_sheet("Secret").sheet_state = "hidden"
        book["Secret"]["A1"] = "kept"

    before = parts(excel(more))
    after = parts(fill(excel(more), {(4, 3): "Twelve"}))

    assert list(after) == list(before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}
    assert b"SUM(1,2)" in after["xl/worksheets/sheet1.xml"]


def test_the_same_answers_make_the_same_file():
    content = excel()

    made = {fill(content, {(4, 3): "Twelve"}) for _ in range(2)}

    assert len(made) == 1


def test_what_the_requester_put_there_gives_way():
    def more(book, sheet):
        sheet["C4"] = "[your answer]"

    assert opened(fill(excel(more), {(4, 3): "Twelve"}))["C4"].value == "Twelve"


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
def test_no_answer_runs_as_a_formula(words):
    made = opened(fill(excel(), {(4, 3): words}))
    text = fill(b"Question,Answer\r\nWhy?,\r\n", {(2, 2): words}, "q.csv", {"q": 1})

    assert made["C4"].data_type != "f"
    assert made["C4"].value == f"'{words}"
    assert f"'{words}".encode() in text


def test_a_number_stays_as_it_is_written():
    assert opened(fill(excel(), {(4, 3): "-12.5"}))["C4"].value == "-12.5"


def test_characters_that_xml_has_no_place_for_are_left_out():
    made = opened(fill(excel(), {(4, 3): "a\x00b\x0b & <c> \ud800"}))

    assert made["C4"].value == "ab & <c> "


def test_a_long_answer_is_cut_to_what_a_cell_holds():
    made = opened(fill(excel(), {(4, 3): "x" * (LONGEST_CELL + 500)}))

    assert len(made["C4"].value) == LONGEST_CELL


def test_a_column_beyond_the_sheet_is_made():
    made = opened(fill(excel(), {(4, 8): "Twelve"}))

    assert made["H4"].value == "Twelve"
    assert made.dimensions == "A1:H6"


def test_a_formula_is_never_overwritten():
    def more(book, sheet):
        sheet["C5"] = "=1+1"

    with pytest.raises(Refused, match="C5 of “Questions” holds a formula"):
        fill(excel(more), {(5, 3): "Twelve"})


def test_a_cell_merged_with_its_question_is_refused():
    def more(book, sheet):
        sheet.merge_cells("B4:C4")

    with pytest.raises(Refused, match="merged with its question"):
        fill(excel(more), {(4, 3): "Twelve"})


def test_answers_of_a_merged_cell_stand_together():
    def more(book, sheet):
        sheet.merge_cells("C4:C5")

    made = opened(fill(excel(more), {(4, 3): "Twelve", (5, 3): "£5"}))

    assert made["C4"].value == "Twelve\n\n£5"


def test_a_hidden_sheet_takes_no_answer():
    def more(book, sheet):
        book.create_sheet("Secret").sheet_state = "hidden"
        book["Secret"].append(["Why?"])

    with pytest.raises(Refused, match="hidden"):
        filled(excel(more), "q.xlsx", {("Secret", 1, 2): "Because"}, {"Secret": 1})


def test_without_an_answer_nothing_is_made():
    with pytest.raises(Refused, match="no answer yet"):
        fill(excel(), {(4, 3): " "})


@pytest.mark.parametrize("name", ["q.xlsm", "q.xls"])
def test_macros_and_old_formats_are_refused(name):
    content = excel() if name == "q.xlsm" else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."

    with pytest.raises(Refused):
        fill(content, {(4, 3): "Twelve"}, name)


def test_a_spreadsheet_of_opendocument_keeps_the_rest():
    rows = open_row("Question", "Answer") + open_row("Why?", repeated=3)
    made = fill(spreadsheet(rows), {(3, 2): "Because\nof & all"}, "q.ods", S)

    content = parts(made)["content.xml"].decode()
    assert content.count("Why?") == 3
    assert "<text:p>Because</text:p><text:p>of &amp; all</text:p>" in content
    assert {
        name
        for name, part in parts(made).items()
        if part != parts(spreadsheet(rows))[name]
    } == {"content.xml"}


def test_a_comment_on_a_cell_of_opendocument_stays():
    comment = (
        '<office:annotation office:display="false"><text:p>Give <text:span>every'
        "</text:span> year &amp; month</text:p></office:annotation>"
    )
    list_of_choices = 'table:content-validation-name="years"'
    row = (
        "<table:table-row><table:table-cell><text:p>Why?</text:p></table:table-cell>"
        f"<table:table-cell {list_of_choices}>{comment}<text:p>Write here</text:p>"
        "</table:table-cell></table:table-row>"
    )

    made = fill(spreadsheet(row), {(1, 2): "Because"}, "q.ods", S)

    content = parts(made)["content.xml"].decode()
    assert f"{comment}<text:p>Because</text:p></table:table-cell>" in content
    assert list_of_choices in content
    assert "Write here" not in content


def test_a_formula_of_opendocument_is_never_overwritten():
    row = (
        "<table:table-row><table:table-cell><text:p>Why?</text:p></table:table-cell>"
        '<table:table-cell table:formula="of:=1+1"/></table:table-row>'
    )

    with pytest.raises(Refused, match="formula"):
        fill(spreadsheet(row), {(1, 2): "Because"}, "q.ods", S)


def test_a_table_of_text_keeps_its_way_of_writing():
    made = fill(
        "Question;Answer\r\nHow much in £?;\r\n".encode("cp1252"),
        {(2, 2): "Five; or six"},
        "q.csv",
        {"q": 1},
    )

    assert made.decode("utf-8-sig") == (
        'Question;Answer\r\nHow much in £?;"Five; or six"\r\n'
    )


@pytest.mark.parametrize(
    ("content", "name", "place", "questions"),
    [
        (excel(), "q.xlsx", ("Questions", 4, 3), Q),
        (b"Question,Answer\r\nWhy?,\r\n", "q.csv", ("q", 2, 2), {"q": 1}),
    ],
)
def test_the_result_shows_nothing_hidden_that_was_not_there(
    tmp_path, content, name, place, questions
):
    made = filled(content, name, {place: "Twelve"}, questions)

    found = []
    for one in (content, made):
        path = tmp_path / name
        path.write_bytes(one)
        report = scan(path, name)
        assert report.is_readable
        found.append({finding.code for finding in report.findings})
    assert found[1] <= found[0]


def test_a_workbook_is_filled_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(excel())

    made = fill_apart(path, "q.xlsx", {("Questions", 4, 3): "Twelve"}, Q)

    assert opened(made)["C4"].value == "Twelve"
