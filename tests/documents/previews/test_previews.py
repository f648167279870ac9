"""Files of each kind are shown, and hostile files show nothing."""

import io
import zipfile
from datetime import date, datetime

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdfium2 import PdfDocument

from documents.files.kinds import Kind
from documents.previews import apart
from documents.previews.apart import preview_apart
from documents.previews.looking import MOST_CHARACTERS, MOST_PAGES
from documents.previews.preview import Way
from documents.previews.tables import MOST_CELLS, MOST_LETTERS, MOST_ROWS

SEEN = datetime.fromisoformat("2026-03-01T09:30")


@pytest.fixture
def shown(tmp_path):
    """Return a function that makes the preview of a content."""

    def shown(content, kind, name="file"):
        path = tmp_path / "file"
        path.write_bytes(content)
        return preview_apart(path, kind, name)

    return shown


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def pdf(pages):
    document = PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    content = saved(document)
    document.close()
    return content


def size_of(picture):
    with Image.open(io.BytesIO(picture)) as image:
        return image.format, image.size


def test_the_first_pages_of_a_pdf_are_drawn(shown):
    made = shown(pdf(MOST_PAGES + 2), Kind.PDF)

    assert made.way is Way.PAGES
    assert made.count == MOST_PAGES + 2
    assert len(made.pictures) == MOST_PAGES
    assert size_of(made.pictures[0])[0] == "JPEG"


def test_a_picture_is_drawn_afresh(shown):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Taken in the garden of the requester"
    Image.new("RGB", (3000, 2000), "teal").save(file, "PNG", exif=exif)

    made = shown(file.getvalue(), Kind.PNG)

    assert made.way is Way.PICTURE
    assert size_of(made.pictures[0]) == ("JPEG", (800, 533))
    assert b"garden" not in made.pictures[0]


def test_a_text_is_shown_from_its_beginning(shown):
    made = shown(("é" * (MOST_CHARACTERS + 1)).encode(), Kind.TEXT)

    assert made.way is Way.TEXT
    assert made.text == "é" * MOST_CHARACTERS
    assert made.is_cut


def test_a_text_of_windows_is_read(shown):
    assert shown("Cost £5\r\n".encode("cp1252"), Kind.TEXT).text == "Cost £5\n"


def test_a_word_file_is_shown_as_text(shown):
    document = Document()
    document.add_paragraph("How many bicycles were stolen?")

    made = shown(saved(document), Kind.DOCUMENT)

    assert made.way is Way.TEXT
    assert "How many bicycles were stolen?" in made.text


def test_a_workbook_is_shown_sheet_by_sheet_and_hidden_ones_are_named(shown):
    book = Workbook()
    first = book.active
    first.title = "Stolen"
    first.append(["Year", "Share", "Reported", "Seen"])
    first.append([2025, 0.125, date(2026, 3, 1), SEEN])
    first["B2"].number_format = "0.0%"
    first.append([True, 1.5, None, "=A1"])
    hidden = book.create_sheet("Names")
    hidden.append(["Alex Morgan"])
    hidden.sheet_state = "hidden"

    made = shown(saved(book), Kind.WORKBOOK)

    stolen, names = made.tables
    assert made.way is Way.TABLES
    assert stolen.rows == [
        ["Year", "Share", "Reported", "Seen"],
        ["2025", "12.5%", "1 March 2026", "1 March 2026, 09:30"],
        ["TRUE", "1.5", "", ""],
    ]
    assert (stolen.name, stolen.is_hidden) == ("Stolen", False)
    assert not any(table.is_cut for table in made.tables)
    assert (names.name, names.is_hidden) == ("Names", True)
    assert names.rows == [["Alex Morgan"]]


def test_a_large_workbook_is_cut_to_fit_a_page(shown):
    book = Workbook(write_only=True)
    for number in range(25):
        sheet = book.create_sheet(f"Sheet {number}")
        for _ in range(200):
            sheet.append(["word " * 30] * 30)

    made = shown(saved(book), Kind.WORKBOOK)

    cells = [cell for table in made.tables for row in table.rows for cell in row]
    assert made.is_cut
    assert all(table.is_cut for table in made.tables)
    assert all(len(table.rows) <= MOST_ROWS for table in made.tables)
    assert len(cells) <= MOST_CELLS + 20
    assert sum(map(len, cells)) <= MOST_LETTERS + 20 * 201


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def test_an_archive_is_listed_and_never_unpacked(shown):
    bomb = packed([("a.txt", b"words"), ("bomb.bin", bytes(300_000_000))])

    made = shown(bomb, Kind.ZIP)

    (table,) = made.tables
    assert table.name == "2 files, together 300.0 MB when unpacked"
    assert table.rows[1:] == [["a.txt", "0.0 MB"], ["bomb.bin", "300.0 MB"]]


def test_an_archive_of_many_parts_is_listed_in_part(shown):
    made = shown(packed([(f"{n}.txt", b"") for n in range(3000)]), Kind.ZIP)

    (table,) = made.tables
    assert table.is_cut
    assert len(table.rows) == 201


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"%PDF-1.7\nbroken", Kind.PDF, id="a damaged PDF"),
        pytest.param(b"\x89PNGbroken", Kind.PNG, id="a damaged picture"),
        pytest.param(b"PK\3\4broken", Kind.WORKBOOK, id="a damaged workbook"),
        pytest.param(
            packed([("xl/workbook.xml", bytes(500_000_000))]),
            Kind.WORKBOOK,
            id="a workbook that unpacks to half a gigabyte",
        ),
        pytest.param(b"PK\3\4broken", Kind.ZIP, id="a damaged archive"),
        pytest.param(b"\0\1\2\3" * 1000, Kind.TEXT, id="a text that is none"),
    ],
)
def test_a_hostile_file_has_no_preview_and_says_so(shown, content, kind):
    made = shown(content, kind)

    assert made.way is Way.NONE
    assert made.why_not.startswith("This file cannot be previewed")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.MEDIA, "Files of this kind cannot be previewed"),
        (Kind.OLD_OFFICE, "Files of this kind cannot be previewed"),
        (Kind.PROGRAM, "This file is a program"),
        (Kind.EMPTY, "This file is empty"),
    ],
)
def test_other_kinds_say_why_they_are_not_shown(shown, kind, said):
    made = shown(b"MZ\0\0", kind)

    assert made.way is Way.NONE
    assert made.why_not.startswith(said)


def test_a_file_that_takes_too_long_has_no_preview(shown, monkeypatch):
    def given_up(*_given, **_named):
        raise apart.GivenUp

    monkeypatch.setattr(apart, "run_apart", given_up)

    assert shown(b"words", Kind.TEXT).way is Way.NONE
