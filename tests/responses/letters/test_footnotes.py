"""Footnotes, headings and figures say the same in every format of a letter."""

import re
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader

from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.pdf import pdf_of
from responses.letters.text import text_of
from responses.letters.word.document import word_of
from tests.pdfua.checking import broken_rules
from tests.responses import kinds
from tests.responses.letters import formatted
from tests.responses.letters.test_structure import elements

NOTES = [
    "Of a day.",
    "As counted in May; see the log.",
    "From the north.",
    "Without tax.",
    "Shut since June.",
]


@pytest.fixture
def page(db):
    return page_of(compose(formatted.made(), on=kinds.ON))


def test_notes_are_numbered_through_the_letter_with_links_both_ways(page):
    words = " ".join(page.split())
    text, _, notes = words.partition('<section class="letter-notes"')

    for number in range(1, 6):
        leads = f'id="letter-noteref-{number}" href="#letter-note-{number}"'
        assert text.count(leads) == 1
        assert f'<li id="letter-note-{number}"' in notes
        assert f'href="#letter-noteref-{number}" role="doc-backlink"' in notes
    assert "foot-note" not in page
    assert text.index("letter-noteref-1") < text.index("letter-noteref-2")
    assert "40<sup" in text


def test_a_letter_without_notes_has_no_list_of_them(db):
    assert "notes" not in page_of(compose(kinds.full_disclosure(), on=kinds.ON))


def test_headings_stand_below_their_question(page):
    found = re.findall(r"<h(\d)[^>]*>([^<]*)<", page)

    assert ("2", "Before you read") in found
    at = found.index(("4", "Questions 1(a) and 1(b)"))
    assert found[at + 1 : at + 4] == [
        ("5", "Gates"),
        ("6", "Upper gates"),
        ("5", "Costs"),
    ]
    levels = [int(level) for level, _ in found]
    assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.fixture
def printed(page, tmp_path):
    path = tmp_path / "formatted.pdf"
    path.write_bytes(pdf_of(page))
    return path


def test_a_pdf_has_each_note_at_the_foot_of_the_sheet_of_its_number(printed):
    reader = PdfReader(printed)
    sheets = [sheet.extract_text() for sheet in reader.pages]

    (first,) = [one for one in sheets if "Of a day." in one]
    (second,) = [one for one in sheets if "Shut since June." in one]
    assert first.index("Our answer") < first.index("Of a day.")
    assert "There are 40" in second
    assert second.index("No other cost") < second.index("As counted in")
    assert "Back to the text" not in "".join(sheets)


def test_a_pdf_tells_its_notes_after_their_numbers(printed):
    reader = PdfReader(printed)
    around = [
        [kid.get_object() for kid in one["/K"]]
        for one in elements(reader)
        if isinstance(one.get("/K"), list)
    ]

    following = [
        (before["/S"], note["/ID"])
        for kids in around
        for before, note in pairwise(kids)
        if isinstance(note, dict) and note.get("/S") == "/Note"
    ]

    assert sorted(following) == [
        ("/Reference", f"letter-note-{number}") for number in range(1, 6)
    ]
    titles = re.findall(r"/Title'?: '([^']*)'", str(reader.outline))
    assert {"Gates", "Upper gates", "Costs"} <= set(titles)
    assert list(broken_rules(printed).values()) == [[]]


def test_readers_that_go_by_place_find_every_element(printed):
    """The stream's own list of objects and the table of places agree."""
    reader = PdfReader(printed)

    for number, (stream, place) in reader.xref_objStm.items():
        listed = reader.get_object(stream).get_data().split()[::2]
        assert int(listed[place]) == number


def test_word_has_footnotes_of_its_own(page):
    made = word_of(page)

    document = Document(BytesIO(made))
    body = document.element.body
    references = body.xpath(".//w:footnoteReference/@w:id")
    notes = ZipFile(BytesIO(made)).read("word/footnotes.xml").decode()
    assert references == ["1", "2", "3", "4", "5"]
    said = re.findall(r'<w:footnote w:id="(\d)">(.*?)</w:footnote>', notes, re.DOTALL)
    for (number, words), note in zip(said, NOTES, strict=True):
        assert re.sub(r"<[^>]*>", "", words).strip().startswith(note), number
    assert "<w:hyperlink" in notes
    text = "\n".join(one.text for one in document.paragraphs)
    assert "Notes" not in text
    assert "Back to the text" not in text
    styles = {one.text: one.style.name for one in document.paragraphs}
    assert styles["Gates"] == "Heading 5"
    assert styles["Upper gates"] == "Heading 6"
    (cost,) = [
        cell
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.text == "£1,310"
    ]
    assert cell_side(cost) == "right"


def cell_side(cell):
    (side,) = cell._tc.xpath(".//w:jc/@w:val")
    return side


def test_plain_text_has_the_notes_at_its_end(page):
    text = text_of(page)

    assert "There are 40[2] gates of 12 m²" in text
    assert "Mill[5]  2024     £1,310\nLock     2025        £87\n" in text
    assert text.endswith(
        "Notes\n-----\n\n[1] Of a day.\n[2] As counted in May; see the log "
        "<https://docks.example/log>.\n    Sunken ones are left out.\n"
        "[3] From the north.\n[4] Without tax.\n[5] Shut since June.\n"
    )


def test_a_note_in_a_heading_repeated_on_each_sheet_is_printed_once(db, tmp_path):
    rows = "<tr><td>Oak</td><td>4</td></tr>" * 90
    text = (
        "<table><thead><tr><th>Tree</th><th>Age<foot-note>In years.</foot-note></th>"
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf_of(page_of(compose(formatted.made(text), on=kinds.ON))))

    reader = PdfReader(path)
    words = "".join(sheet.extract_text() for sheet in reader.pages)

    assert words.count("Tree") > 1
    assert words.count("In years.") == 1
    assert sum(one["/S"] == "/Note" for one in elements(reader)) == 2
    assert list(broken_rules(path).values()) == [[]]


def test_a_note_at_a_label_repeated_on_each_sheet_is_printed_once(db, tmp_path):
    rows = "<td>4</td></tr><tr>" * 89 + "<td>4</td></tr>"
    note = "<foot-note>In May.</foot-note>"
    text = f'<table><tr><td rowspan="90">Oaks{note} here</td>{rows}</table>'
    path = tmp_path / "label.pdf"
    path.write_bytes(pdf_of(page_of(compose(formatted.made(text), on=kinds.ON))))

    words = "".join(sheet.extract_text() for sheet in PdfReader(path).pages)

    assert words.count("Oaks") > 1
    assert words.count("Oaks here") == words.count("Oaks") - 1
    assert words.count("In May.") == 1
    assert list(broken_rules(path).values()) == [[]]


def test_a_note_in_a_table_sent_as_a_file_goes_with_its_cell(db):
    rows = "<tr><td>Oak<foot-note>Felled.</foot-note></td></tr>" * 501

    content = compose(formatted.made(f"<table>{rows}</table>"), on=kinds.ON)

    assert b"Oak (note: Felled.)\r\n" in content.enclosures[-1].content
