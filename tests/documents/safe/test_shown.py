"""The words that a workbook or a presentation shows."""

import json

import pytest

from documents.safe.shown import shown_words, words_as_json
from tests.documents.hidden.plants import opendocuments, slides
from tests.responses.files import hidden_sheet, saved, workbook


def test_a_workbook_shows_the_rows_of_its_visible_sheets():
    words = shown_words(hidden_sheet(), "staff.xlsx")

    assert words.splitlines()[0] == "Year,Number,Kind"
    assert "HIDDEN-CANARY" not in words


def test_a_presentation_shows_its_slides():
    content = slides.presentation(slides.box("We hold 12 files."))

    words = shown_words(content, "talk.pptx")

    assert "We hold 12 files." in words


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("files.odt", "<text:p>We hold 12 files.</text:p>"),
        ("files.ods", opendocuments.sheet(opendocuments.cell("We hold 12 files."))),
        (
            "files.odp",
            "<draw:page><draw:frame><draw:text-box><text:p>We hold 12 files.</text:p>"
            "</draw:text-box></draw:frame></draw:page>",
        ),
    ],
)
def test_an_open_document_shows_its_words(name, body):
    content = opendocuments.open_document(name.rpartition(".")[2], body)

    assert "We hold 12 files." in shown_words(content, name)


def test_a_file_of_another_kind_or_damaged_shows_none(tmp_path):
    assert shown_words(b"%PDF-1.7", "answer.pdf") == ""
    path = tmp_path / "file"
    path.write_bytes(saved(workbook())[:400])
    assert json.loads(words_as_json(str(path), "staff.xlsx")) == {"words": ""}
