"""A safe copy shows what the file shows, and hides nothing."""

import io

import pytest
from PIL import Image

from documents.hidden.looking import scan
from documents.safe.pdfs import flattened
from documents.safe.pictures import without_data
from documents.safe.refusal import CannotCopy
from documents.safe.workbooks import as_csv
from tests.documents.hidden.planted import rewritten
from tests.documents.hidden.plants import pdfs, pictures
from tests.documents.hidden.plants.parts import SECRET, TOKEN
from tests.documents.hidden.plants.workbooks import text
from tests.responses.files import hidden_sheet, saved, workbook

PICTURES = {**pictures.first_sight(), **pictures.second_sight()}
PDFS = {**pdfs.first_sight(), **pdfs.second_sight()}


def findings(tmp_path, content, name):
    path = tmp_path / "file"
    path.write_bytes(content)
    return scan(path, name).findings


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_drawn_afresh_keeps_nothing_but_the_picture(name, tmp_path):
    content = PICTURES[name].content

    made, ending = without_data(content)

    assert findings(tmp_path, made, f"photo.{ending}") == ()
    assert Image.open(io.BytesIO(made)).size == Image.open(io.BytesIO(content)).size


@pytest.mark.parametrize("name", PDFS)
def test_a_flattened_pdf_keeps_nothing_but_its_pages(name, tmp_path):
    made = flattened(PDFS[name].content)

    (finding,) = findings(tmp_path, made, "answer.pdf")
    assert finding.code == "picture_pages"
    assert TOKEN.encode() not in made


def test_hidden_sheets_rows_and_columns_are_not_in_a_copy():
    made = workbook()
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["C"].hidden = True
    made.active["A3"], made.active["C2"] = SECRET, SECRET

    (copy,) = as_csv(saved(made)).values()

    assert TOKEN not in copy.decode("utf-8-sig")
    assert len(copy.decode("utf-8-sig").splitlines()) == made.active.max_row - 1


def test_a_hidden_sheet_is_not_copied():
    assert "Source" not in as_csv(hidden_sheet("veryHidden"))


def test_a_value_beneath_a_merged_cell_is_not_copied():
    content = rewritten(
        saved(workbook()),
        {
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                "</sheetData>",
                f'<row r="99">{text("D99", "Total")}{text("E99", SECRET)}</row>'
                '</sheetData><mergeCells count="1"><mergeCell ref="D99:E99"/>'
                "</mergeCells>",
            )
        },
    )

    (copy,) = as_csv(content).values()

    assert "Total" in copy.decode("utf-8-sig")
    assert TOKEN not in copy.decode("utf-8-sig")


def test_a_text_that_would_run_gets_an_apostrophe():
    made = workbook()
    made.active["A2"].value = "+SUM(1)"
    made.active["A2"].data_type = "s"

    (copy,) = as_csv(saved(made)).values()

    assert "'+SUM(1)" in copy.decode("utf-8-sig")


@pytest.mark.parametrize("copy", [without_data, flattened, as_csv])
def test_a_damaged_file_is_refused(copy):
    with pytest.raises(CannotCopy):
        copy(b"\0damaged")
