"""Words that LibreOffice's drawing of a file does not show are found, once."""

import io
import shutil
import socket
import subprocess
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from openpyxl.styles import Alignment

from documents.hidden.apart import scan_apart
from documents.hidden.drawn import drawing
from documents.hidden.drawn.looking import add_drawing
from documents.hidden.findings import Report, Severity, block
from documents.hidden.looking import scan
from tests.documents.hidden.planted import rewritten
from tests.documents.hidden.plants import documents, slides, workbooks
from tests.documents.hidden.plants.parts import SECRET, TOKEN
from tests.responses.files import saved

needs_libreoffice = pytest.mark.skipif(
    not shutil.which(drawing.PROGRAM)
    or not Path("/usr/lib/libreoffice/program/libsdlo.so").exists(),
    reason="LibreOffice with Writer, Calc and Impress is not installed",
)
_BLACK = '<a:prstGeom prst="rect"/>' + documents.SOLID.format("000000")
_LONG = "".join(
    documents.paragraph(f"Paragraph {number} tells of roads, of kerbs and of gullies.")
    for number in range(90)
)


def drawn(tmp_path, content, name, found=()):
    path = tmp_path / "file"
    path.write_bytes(content)
    report = add_drawing(path, name, Report(tuple(found), "f" * 64), seconds=60)
    return [one for one in report.findings if one.code == "not_drawn"]


def _under_a_shape(words):
    return documents.document(
        _LONG
        + documents.anchored(
            0, 14, 400, 30, documents.box(_BLACK), across="column", down="paragraph"
        )
        + documents.paragraph(words)
    )


def _in_a_low_row(words):
    low = '<w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr>'
    lines = "".join(documents.paragraph(one) for one in ("Office", "Roads", words))
    return documents.document(
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="5000"/></w:tblGrid><w:tr>{low}<w:tc><w:tcPr/>{lines}</w:tc>'
        "</w:tr></w:tbl>"
    )


PLANTED = {
    "a shape far down a long document": (_under_a_shape(SECRET), "a.docx"),
    "a row of fixed height": (_in_a_low_row(SECRET), "a.docx"),
    "a bar on a slide": (
        slides.presentation(
            slides.box(SECRET)
            + slides.box(
                "",
                "90 90 600 80",
                fill='<a:solidFill><a:srgbClr val="101010"/></a:solidFill>',
            )
        ),
        "a.pptx",
    ),
}


@needs_libreoffice
@pytest.mark.parametrize("name", PLANTED)
def test_words_that_are_not_drawn_are_told(name, tmp_path):
    (told,) = drawn(tmp_path, *PLANTED[name])

    assert TOKEN in told.message


@needs_libreoffice
def test_words_found_already_are_not_told_again(tmp_path):
    content, name = PLANTED["a bar on a slide"]
    known = block("covered_text", "slide 1", f"A shape covers words: “{SECRET}”.")

    assert drawn(tmp_path, content, name, [known]) == []


@needs_libreoffice
@pytest.mark.parametrize(
    ("module", "name"),
    [
        (documents, "docx: white words in a dark text box"),
        (documents, "docx: fields that people see"),
        (workbooks, "xlsx: white letters on red by a condition"),
        (slides, "pptx: white words on a picture"),
        (slides, "pptx: glass over words"),
    ],
)
def test_nothing_is_told_of_a_clean_file(module, name, tmp_path):
    plant = module.clean()[name]

    assert drawn(tmp_path, plant.content, plant.name) == []


def _of_ordinary_shapes():
    """Return a document whose pages break words: columns, narrow cells, fields."""
    made = Document()
    made.add_paragraph("Administrative responsibilities go on over the page. " * 20)
    table = made.add_table(24, 6)
    for row in table.rows:
        for cell in row.cells:
            cell.text, cell.width = "Responsibilities administration", Cm(1.2)
    made.add_paragraph("Efficient ﬁnance, café, naïve; مرحبا 漢字 Łódź Ελληνικά")
    section = made.add_section()
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), "3")
    section._sectPr.append(columns)
    made.add_paragraph("Telecommunications and internationalisation. " * 60)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _of_narrow_columns():
    """Return a workbook whose cells are cut off by their neighbours and rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(60):
        sheet.append(
            ["Northern Contractors and Partners", number * 1e9, "A long remark", "Yes"]
        )
        sheet.row_dimensions[number + 1].height = 15
        sheet.cell(number + 1, 3).alignment = Alignment(wrap_text=True)
    sheet["A1"].alignment = Alignment(text_rotation=45)
    sheet.print_area = "A1:C40"
    return saved(book)


@needs_libreoffice
@pytest.mark.parametrize(
    ("make", "name"),
    [(_of_ordinary_shapes, "a.docx"), (_of_narrow_columns, "a.xlsx")],
)
def test_broken_and_cut_words_are_not_told(make, name, tmp_path):
    assert drawn(tmp_path, make(), name) == []


def _saved_by_libreoffice(tmp_path, content, name, ending):
    """Return a file as LibreOffice saves it under another ending."""
    (tmp_path / name).write_bytes(content)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", ending, "--outdir", str(tmp_path), str(tmp_path / name)),
        ],
        check=True,
        capture_output=True,
    )
    return (tmp_path / name).with_suffix(f".{ending}").read_bytes()


@needs_libreoffice
@pytest.mark.parametrize(
    ("make", "name", "ending"),
    [(_of_ordinary_shapes, "a.docx", "odt"), (_of_narrow_columns, "a.xlsx", "ods")],
)
def test_nothing_is_told_of_what_libreoffice_saves(make, name, ending, tmp_path):
    content = _saved_by_libreoffice(tmp_path, make(), name, ending)

    assert drawn(tmp_path, content, f"a.{ending}") == []


@needs_libreoffice
def test_a_word_document_is_warned_of_for_word_may_draw_it_otherwise(tmp_path):
    (told,) = drawn(tmp_path, *PLANTED["a shape far down a long document"])

    assert told.severity is Severity.WARN


def test_without_libreoffice_the_report_stays_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "PROGRAM", "no-such-program")
    path = tmp_path / "file"
    path.write_bytes(documents.document())

    assert scan_apart(path, "a.docx") == scan(path, "a.docx")


@needs_libreoffice
def test_a_drawing_that_takes_too_long_is_given_up(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(documents.document())
    folder = tmp_path / "folder"
    folder.mkdir()

    with pytest.raises(drawing.NotDrawn, match="more than"):
        drawing.draw(path, ".docx", folder, seconds=0.2)


@needs_libreoffice
def test_nothing_is_fetched_while_a_file_is_drawn(tmp_path):
    made = _saved_by_libreoffice(tmp_path, _of_ordinary_shapes(), "a.docx", "odt")
    path, folder = tmp_path / "file", tmp_path / "folder"
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/crest.png"
        picture = (
            '<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image '
            f'xlink:href="{address}"/></draw:frame></text:p></office:text>'
        )
        path.write_bytes(
            rewritten(
                made,
                {"content.xml": lambda xml: xml.replace("</office:text>", picture)},
            )
        )
        drawing.draw(path, ".odt", folder, seconds=60)

        with pytest.raises(TimeoutError):
            server.accept()
