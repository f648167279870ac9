"""A copy of a workbook holds the values that are seen, as they are seen."""

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from documents.safe.refusal import CannotCopy
from documents.safe.sheets import MOST_CELLS
from documents.safe.words import words_of_workbook
from documents.safe.workbooks import as_csv, as_values
from tests.responses.files import saved


def copied(book):
    return openpyxl.load_workbook(io.BytesIO(as_values(saved(book))))


def csv_of(book):
    return next(iter(as_csv(saved(book)).values())).decode("utf-8-sig").splitlines()


@pytest.fixture
def book():
    made = openpyxl.Workbook()
    made.active.title = "Answer"
    made.active.append(["Day", "Spend", "Paid"])
    made.active.append([date(2026, 3, 2), 0.25, True])
    made.active["B2"].number_format = "0%"
    made.active["A1"].font = Font(b=True)
    return made


def test_values_and_how_they_are_written_stay(book):
    sheet = copied(book)["Answer"]

    assert sheet["A2"].value.date() == date(2026, 3, 2)
    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.25, "0%")
    assert sheet["C2"].value is True
    assert sheet["A1"].font.b
    assert not sheet["B1"].font.b


def test_a_csv_file_writes_days_and_yes_and_no_in_words(book):
    assert csv_of(book) == ["Day,Spend,Paid", "2026-03-02,0.25,TRUE"]


def test_days_counted_from_1904_stay_the_same_days(book):
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert csv_of(book)[1].startswith("2026-03-02")
    assert copied(book)["Answer"]["A2"].value.date() == date(2026, 3, 2)


def test_what_is_seen_closes_up_and_merged_cells_with_it(book):
    sheet = book.active
    sheet.append(["North", "", "South"])
    sheet.merge_cells("A3:B3")
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    sheet.append(["Whole year"])
    sheet.merge_cells("A4:C4")

    made = copied(book)["Answer"]

    assert [[cell.value for cell in row] for row in made] == [
        ["Day", "Paid"],
        ["North", "South"],
        ["Whole year", None],
    ]
    assert [str(one) for one in made.merged_cells.ranges] == ["A3:B3"]


def test_a_text_that_looks_like_a_formula_stays_a_text(book):
    book.active["A3"] = "=1+1"
    book.active["A3"].data_type = "s"

    cell = copied(book)["Answer"]["A3"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_of_a_text_seen_in_part_that_part_stays(book):
    book.active["A3"] = CellRichText(
        "We hold ", TextBlock(InlineFont(color="00FFFFFF"), "Wren Ashdown"), " twelve"
    )

    made = copied(book)["Answer"]

    assert made["A3"].value == "We hold  twelve"


def test_a_formula_without_a_result_is_not_lost_in_silence(book):
    book.active["D2"] = "=B2*2"

    with pytest.raises(CannotCopy, match="results of its formulas"):
        as_values(saved(book))


def test_more_cells_than_fit_are_refused(book, monkeypatch):
    monkeypatch.setattr("documents.safe.sheets.MOST_CELLS", 5)

    with pytest.raises(CannotCopy, match="more than 5 cells"):
        as_values(saved(book))
    assert MOST_CELLS == 400_000


def test_the_words_that_go_and_stay_are_told(book):
    hidden = book.create_sheet("Source")
    hidden.append(["Wren Ashdown", 4])
    hidden.sheet_state = "hidden"
    book.active.column_dimensions["B"].hidden = True

    words = words_of_workbook(saved(book))

    assert "Source, row 1: Wren Ashdown | 4" in words.gone
    assert "Answer, B1: Spend" in words.gone
    assert "Answer, row 1: Day | Paid" in words.kept


def test_a_long_list_of_words_is_cut_and_says_so(book):
    for number in range(300):
        book.active.append([f"Line {number}"])

    words = words_of_workbook(saved(book))

    assert (len(words.kept), words.more_kept) == (200, 102)
