"""The check takes time that grows with a file and no faster."""

import time

import pytest

from documents.hidden.hidden_text import look_at_text
from documents.hidden.looking import scan
from documents.hidden.mail.page import read_page
from documents.hidden.mail.styles import rules_in
from documents.hidden.personal import look_for_people
from documents.hidden.xmp import entries_in
from tests.documents.hidden.plants import (
    documents,
    opendocuments,
    pdfs,
    slides,
    workbooks,
)

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


def cells_of_one_row(number):
    row = documents.cell("A") * number
    return documents.document(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")


def columns(number):
    return opendocuments.open_document(
        "ods",
        '<table:table table:name="S">'
        + "<table:table-column/>" * number
        + f"<table:table-row>{opendocuments.cell('A') * number}</table:table-row>"
        "</table:table>",
    )


def ranges(number):
    made = "".join(
        f'<row r="{row}">{workbooks.text(f"A{row}", f"Office {row}")}</row>'
        for row in range(9, 9 + number)
    )
    merged = f'<mergeCell ref="A1:B{number}"/>' * number
    bar = '<cfRule type="dataBar"><dataBar showValue="0"/></cfRule>'
    marked = f'<conditionalFormatting sqref="A1:A{number}">{bar}' * number
    return workbooks.workbook(
        made,
        after=f"<mergeCells>{merged}</mergeCells>"
        + marked.replace(bar, f"{bar}</conditionalFormatting>"),
    )


def paragraphs(number):
    return opendocuments.open_document(
        "odt", "<text:p>Words <text:span>here</text:span></text:p>" * number
    )


def pages(number):
    page = (
        '<draw:page><draw:frame svg:x="1cm" svg:y="1cm" svg:width="9cm" '
        'svg:height="9cm"><draw:text-box><text:p>Words</text:p></draw:text-box>'
        "</draw:frame></draw:page>"
    )
    return opendocuments.open_document("odp", page * number)


def outside(number):
    return pdfs.pdf(f"BT /F1 1 Tf 5 5 Td ({'word ' * number}) Tj ET")


def pictures(number):
    grey = pdfs.stream(
        "/Type /XObject /Subtype /Image /Width 20 /Height 20 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        bytes(range(200)) * 2,
    )
    drawn = "q 100 0 0 100 50 50 cm /P1 Do Q\n" * number
    return pdfs.pdf(
        f"{drawn}{'60 60 50 50 re f ' * number}",
        resources="/XObject << /P1 10 0 R >>",
        objects=[grey],
    )


def names(number):
    return pdfs.pdf(
        root="/Names << /Dests 10 0 R >>",
        objects=[
            f"<< /Kids [{at} 0 R {at} 0 R] /Names [(a) 1] >>"
            for at in range(11, 11 + number)
        ],
    )


def notes(number):
    note = "<< /Type /Annot /Subtype /Text /Rect [1 1 9 9] /Contents (Words) >>"
    links = " ".join(f"{at} 0 R" for at in range(10, 10 + number))
    return pdfs.pdf(page=f"/Annots [{links}]", objects=[note] * number)


def headers(number):
    return b"From: a@b.example\nSubject: Words\n" + b"X-Note: words\n" * number


def encoded(number):
    return b"From: a@b.example\nSubject: " + b"=?utf-8?q?a?= " * number + b"\n\nWords"


def table(number):
    return b"Name;Born;Home\r\n" + b"Wren;1 May 1980;SW1A 1AA\r\n" * number


def comments(number):
    return (
        b"GIF89a\1\0\1\0\0\0\0"
        + b"\x21\xfe\5Words\0" * number
        + b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0\x3b"
    )


HOSTILE = {
    "tracked changes": (tracked, "a.docx"),
    "cells of one row": (cells_of_one_row, "a.docx"),
    "rows": (rows, "a.xlsx"),
    "ranges over ranges": (ranges, "a.xlsx"),
    "shapes": (boxes, "a.pptx"),
    "columns": (columns, "a.ods"),
    "paragraphs": (paragraphs, "a.odt"),
    "pages": (pages, "a.odp"),
    "words off the page": (outside, "a.pdf"),
    "covered pictures": (pictures, "a.pdf"),
    "names within names": (names, "a.pdf"),
    "notes": (notes, "a.pdf"),
    "headers": (headers, "a.eml"),
    "encoded words": (encoded, "a.eml"),
    "rows of text": (table, "a.csv"),
    "comments": (comments, "a.gif"),
}


@pytest.mark.parametrize(("made", "name"), HOSTILE.values(), ids=list(HOSTILE))
def test_four_times_the_file_takes_about_four_times_as_long(made, name, tmp_path):
    def seconds(number):
        path = tmp_path / "file"
        path.write_bytes(made(number))
        start = time.process_time()
        assert scan(path, name).is_readable
        return time.process_time() - start

    short = max(seconds(500), 0.05)

    # Other work on the machine may slow one try, but not each.
    assert any(seconds(2_000) < 12 * short for _ in range(2))


def test_text_over_text_without_end_is_refused(tmp_path):
    path = tmp_path / "file"
    over = "".join(f"BT /F1 9 Tf 9 9 Td (Word{n}) Tj ET\n" for n in range(2_000))
    path.write_bytes(pdfs.pdf(over))

    report = scan(path, "a.pdf")

    assert not report.is_readable
    assert "text over text" in report.findings[0].message


def test_shapes_beyond_the_bound_are_said(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(boxes(1_100))

    assert "too_many_shapes" in {one.code for one in scan(path, "a.pptx").findings}
