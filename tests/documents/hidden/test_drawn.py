"""Words that LibreOffice's drawing of a file does not show are found, once."""

import shutil
from pathlib import Path

import pytest

from documents.hidden.apart import scan_apart
from documents.hidden.drawn import drawing
from documents.hidden.drawn.looking import add_drawing
from documents.hidden.findings import Report, Severity, block
from documents.hidden.looking import scan
from tests.documents.hidden.plants import documents, opendocuments, slides, workbooks
from tests.documents.hidden.plants.parts import SECRET, TOKEN

needs_libreoffice = pytest.mark.skipif(
    not shutil.which(drawing.PROGRAM)
    or not Path("/usr/lib/libreoffice/program/libsdlo.so").exists(),
    reason="LibreOffice with Writer, Calc and Impress is not installed",
)
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
            0, 14, 400, 30, documents.box("000000"), across="column", down="paragraph"
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
    "name",
    [
        name
        for module in (documents, opendocuments, slides, workbooks)
        for name in module.clean()
    ],
)
def test_nothing_is_told_of_a_clean_file(name, tmp_path):
    plants = {
        **documents.clean(),
        **opendocuments.clean(),
        **slides.clean(),
        **workbooks.clean(),
    }

    assert drawn(tmp_path, plants[name].content, plants[name].name) == []


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
