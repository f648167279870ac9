"""The check takes time that grows with a file and no faster."""

import time

import pytest

from documents.hidden.hidden_text import look_at_text
from documents.hidden.looking import scan
from documents.hidden.mail.page import read_page
from documents.hidden.mail.styles import rules_in
from documents.hidden.personal import look_for_people
from documents.hidden.xmp import entries_in
from tests.documents.hidden.plants import documents, slides, workbooks

READERS = {
    "people": lambda text: list(look_for_people([text])),
    "text": lambda text: list(look_at_text([text])),
    "page": read_page,
    "style sheet": rules_in,
    "XMP": lambda text: list(entries_in(text.encode())),
}
UNITS = (
    "AB 12 ",
    "0161 496 0000 ",
    "12-34-56 ",
    "a@b.example ",
    "SW1A ",
    "<p style='color:#fff'>a",
    "<style>.a",
    "a{",
    "/*",
    "@media x{",
    "<x:xmpmeta>",
    " ",
    "\n",
    "a \n",
)


@pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))
@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_takes_about_eight_times_as_long(reader, unit):
    def seconds(length):
        text = (unit * length)[:length]
        start = time.process_time()
        reader(text)
        return time.process_time() - start

    short = max(min(seconds(2_000) for _ in range(2)), 0.002)

    assert seconds(16_000) < 32 * short


def tracked(number):
    change = (
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>New words</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>Old</w:delText></w:r></w:del>'
        "</w:p>"
    )
    return documents.document(change * number)


def rows(number):
    made = "".join(
        f'<row r="{row}">{workbooks.text(f"A{row}", f"Office {row}")}'
        f'<c r="B{row}"><f>IF(A1="x","y","z")</f><v>{row}</v></c></row>'
        for row in range(9, 9 + number)
    )
    merged = "".join(
        f'<mergeCell ref="D{row}:F{row}"/>' for row in range(9, 9 + number)
    )
    return workbooks.workbook(made, after=f"<mergeCells>{merged}</mergeCells>")


def boxes(number):
    return slides.presentation(slides.box("Words") * number)


@pytest.mark.parametrize(
    ("made", "name"),
    [(tracked, "a.docx"), (rows, "a.xlsx"), (boxes, "a.pptx")],
    ids=["tracked changes", "rows", "shapes"],
)
def test_four_times_the_file_takes_about_four_times_as_long(made, name, tmp_path):
    def seconds(number):
        path = tmp_path / "file"
        path.write_bytes(made(number))
        start = time.process_time()
        assert scan(path, name).is_readable
        return time.process_time() - start

    short = max(seconds(500), 0.05)

    assert seconds(2_000) < 12 * short


def test_shapes_beyond_the_bound_are_said(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(boxes(1_100))

    assert "too_many_shapes" in {one.code for one in scan(path, "a.pptx").findings}
