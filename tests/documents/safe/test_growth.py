"""Copying takes work that grows with a file and no faster, and has its bounds."""

import io
import sys
import time
import zlib
from struct import pack

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from documents.safe.apart import copied_apart
from documents.safe.copying import copied
from documents.safe.pictures import without_data
from documents.safe.refusal import CannotCopy
from documents.safe.sheets import read_book
from documents.safe.ways import Way
from documents.safe.word import as_seen
from tests.documents.hidden.plants import documents, opendocuments, slides, workbooks
from tests.responses.files import saved


def picture(size, kind, *, mode="RGB", colour="white", **more):
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **more)
    return file.getvalue()


def long_pdf(pages):
    file = io.BytesIO()
    with pypdfium2.PdfDocument.new() as made:
        for _ in range(pages):
            made.new_page(595, 842).close()
        made.save(file)
    return file.getvalue()


def tracked(number):
    change = (
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>New words</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>Old</w:delText></w:r></w:del>'
        "</w:p>"
    )
    return documents.document(change * number)


def joined(number):
    """Return paragraphs whose ends are all deleted: they become one."""
    ended = '<w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
    return documents.document(f"<w:p>{ended}<w:r><w:t>a</w:t></w:r></w:p>" * number)


def fields(number):
    one = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>'
        '<w:t>Case</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return documents.document(f"<w:p>{one * number}</w:p>")


def open_fields(number):
    """Return fields within fields, none of which ends."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return documents.document(f"<w:p>{begin * number}<w:r><w:t>a</w:t></w:r></w:p>")


def boxes(number):
    return slides.presentation(slides.box("Words") * number)


def rows(number):
    made = "".join(
        f'<row r="{row}">{workbooks.text(f"A{row}", f"Office {row}")}'
        f'<c r="B{row}"><f>A1</f><v>{row}.5</v></c></row>'
        for row in range(9, 9 + number)
    )
    merged = "".join(
        f'<mergeCell ref="D{row}:F{row}"/>' for row in range(9, 9 + number)
    )
    return workbooks.workbook(made, after=f"<mergeCells>{merged}</mergeCells>")


def paragraphs(number):
    changed = "<text:p>A<text:change/><office:annotation><text:p>b</text:p>"
    changed += "</office:annotation> c</text:p>"
    return opendocuments.open_document("odt", changed * number)


def open_rows(number):
    row = "<table:table-row>{}</table:table-row>".format
    cells = opendocuments.cell("A", ' table:number-columns-spanned="2"')
    cells += "<table:covered-table-cell/>" + opendocuments.cell("B")
    return opendocuments.open_document(
        "ods", f'<table:table table:name="S">{row(cells) * number}</table:table>'
    )


def open_columns(number):
    return opendocuments.open_document(
        "ods",
        '<table:table table:name="S">'
        + "<table:table-column/>" * number
        + f"<table:table-row>{opendocuments.cell('A') * number}</table:table-row>"
        "</table:table>",
    )


def open_slides(number):
    page = (
        '<draw:page><draw:frame svg:x="1cm" svg:y="1cm" svg:width="9cm" '
        'svg:height="9cm"><draw:text-box><text:p>Words</text:p></draw:text-box>'
        "</draw:frame></draw:page>"
    )
    return opendocuments.open_document("odp", page * number)


HOSTILE = {
    "tracked changes": (tracked, "a.docx", Way.DOCUMENT),
    "paragraphs joined": (joined, "a.docx", Way.DOCUMENT),
    "fields": (fields, "a.docx", Way.DOCUMENT),
    "fields that never end": (open_fields, "a.docx", Way.DOCUMENT),
    "boxes of a slide": (boxes, "a.pptx", Way.SLIDES),
    "rows": (rows, "a.xlsx", Way.VALUES),
    "rows as CSV": (rows, "a.xlsx", Way.CSV),
    "paragraphs": (paragraphs, "a.odt", Way.DOCUMENT),
    "rows of a spreadsheet": (open_rows, "a.ods", Way.VALUES),
    "columns of a spreadsheet": (open_columns, "a.ods", Way.VALUES),
    "slides": (open_slides, "a.odp", Way.SLIDES),
}


def work(content, name, way):
    """Return how many calls a copy takes: a count, whatever else the machine does."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        copied(content, name, way)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(("made", "name", "way"), HOSTILE.values(), ids=list(HOSTILE))
def test_four_times_the_file_takes_about_four_times_the_work(made, name, way):
    few, many = made(100), made(400)
    copied(few, name, way)  # what is worked out once and kept

    assert work(many, name, way) < 5 * work(few, name, way)


def test_200_sheets_are_copied_and_told():
    book = openpyxl.Workbook()
    book.active.append(["Ward", 0])
    for number in range(199):
        book.create_sheet(f"Ward {number}").append(["Ward", number])

    files, _ = copied(saved(book), "a.xlsx", Way.CSV)

    assert len(files) == 200


def test_5000_tracked_changes_are_accepted():
    begun = time.process_time()
    made = as_seen(tracked(5_000))

    assert b"Old" not in made
    assert time.process_time() - begun < 60


def test_a_pdf_of_800_pages_is_refused():
    with pytest.raises(CannotCopy, match="more than 200 pages"):
        copied(long_pdf(800), "a.pdf", Way.FLAT)


def png_of(width, height):
    """Return a PNG that says it is of a size, with next to nothing in it."""

    def chunk(kind, content):
        return (
            pack(">I", len(content))
            + kind
            + content
            + pack(">I", zlib.crc32(kind + content))
        )

    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    inside = zlib.compress(bytes(100_000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", inside)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height"), [(20_000, 20_000), (2**31 - 1, 1), (2**31 - 1, 2**31 - 1)]
)
def test_a_huge_picture_is_refused_by_what_it_says(width, height):
    with pytest.raises(CannotCopy, match="more than 100 million pixels"):
        without_data(png_of(width, height))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (png_of(9_999, 9_999), "a.png"),
        (picture((400, 400), "JPEG")[:300], "a.jpg"),
        (picture((400, 400), "PNG")[:200], "a.png"),
        (picture((400, 400), "TIFF")[:5_000], "a.tif"),
        (picture((400, 400), "GIF")[:200], "a.gif"),
        (picture((400, 400), "WEBP")[:60], "a.webp"),
    ],
)
def test_a_picture_that_breaks_off_leaves_one_sentence(content, name, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(CannotCopy, match=r"^(is|takes|has) "):
        copied_apart(path, name, Way.PICTURE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_four_times_the_picture_takes_about_four_times_as_long(kind):
    def seconds(side):
        content = picture((side, side), kind)
        started = time.process_time()
        without_data(content)
        return time.process_time() - started

    short = max(min(seconds(1_000) for _ in range(2)), 0.02)

    assert any(seconds(2_000) < 12 * short for _ in range(2))


@pytest.mark.parametrize(
    ("part", "name", "way"),
    [
        ("docx", "a.docx", Way.DOCUMENT),
        ("odt", "a.odt", Way.DOCUMENT),
        ("ods", "a.ods", Way.VALUES),
        ("odp", "a.odp", Way.SLIDES),
    ],
)
def test_elements_within_elements_without_end_leave_one_sentence(
    part, name, way, tmp_path
):
    path = tmp_path / "file"
    if part == "docx":
        deep = "<w:sdt><w:sdtContent>" * 9_000 + "</w:sdtContent></w:sdt>" * 9_000
        path.write_bytes(documents.document(deep))
    else:
        deep = "<text:section>" * 9_000 + "</text:section>" * 9_000
        path.write_bytes(opendocuments.open_document(part, deep))

    with pytest.raises(CannotCopy, match=r"^(is|has|shows|could|takes) "):
        copied_apart(path, name, way)


def test_values_far_apart_are_refused():
    far = workbooks.workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')

    with pytest.raises(CannotCopy, match="data far from the rest"):
        copied(far, "a.xlsx", Way.CSV)
    assert read_book(far).visible
