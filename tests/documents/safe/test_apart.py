"""A safe copy is made in a process of its own, within bounds."""

import io
import zipfile

import pytest

from documents.safe.apart import copied_apart
from documents.safe.refusal import CannotCopy
from documents.safe.ways import Way, ways_for
from tests.documents.hidden.plants import documents, pdfs, slides
from tests.responses.files import hidden_sheet, saved, workbook


@pytest.fixture
def copy(tmp_path):
    def make(content, name, way, **more):
        path = tmp_path / "file"
        path.write_bytes(content)
        return copied_apart(path, name, way, **more)

    return make


@pytest.mark.parametrize(
    ("name", "way", "made"),
    [
        ("staff.xlsx", Way.VALUES, "staff.xlsx"),
        ("staff.xlsx", Way.CSV, "staff.csv"),
        ("answer.docx", Way.DOCUMENT, "answer.docx"),
        ("answer.pptx", Way.SLIDES, "answer.pptx"),
        ("answer.pdf", Way.FLAT, "answer.pdf"),
    ],
)
def test_every_way_works_within_the_bounds(copy, name, way, made):
    content = {
        "xlsx": hidden_sheet(),
        "docx": next(iter(documents.clean().values())).content,
        "pptx": next(iter(slides.clean().values())).content,
        "pdf": next(iter(pdfs.clean().values())).content,
    }[name.rpartition(".")[2]]

    files, _ = copy(content, name, way)

    assert [one.name for one in files] == [made]
    assert files[0].content


def test_each_sheet_names_its_file(copy):
    book = workbook()
    book.create_sheet("Later").append(["Year", 2026])

    files, _ = copy(saved(book), "staff.xlsx", Way.CSV)

    assert [(one.name, one.part) for one in files] == [
        ("staff - Answer.csv", "Answer"),
        ("staff - Later.csv", "Later"),
    ]


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("a.xlsx", Way.VALUES),
        ("a.xlsx", Way.CSV),
        ("a.docx", Way.DOCUMENT),
        ("a.pptx", Way.SLIDES),
        ("a.pdf", Way.FLAT),
        ("a.jpg", Way.PICTURE),
    ],
)
@pytest.mark.parametrize("content", [b"", b"\0nothing", b"PK\x03\x04 damaged"])
def test_a_damaged_file_leaves_one_sentence(copy, name, way, content):
    with pytest.raises(CannotCopy, match=r"^(is|has|could|keeps) "):
        copy(content, name, way)


def test_a_copy_that_takes_too_long_is_given_up(copy):
    with pytest.raises(CannotCopy, match="takes too long"):
        copy(hidden_sheet(), "staff.xlsx", Way.VALUES, seconds=0.05)


def test_elements_within_elements_without_end_leave_one_sentence(copy):
    deep = "<w:p>" * 50_000 + "</w:p>" * 50_000
    content = documents.document(deep)

    with pytest.raises(CannotCopy):
        copy(content, "a.docx", Way.DOCUMENT)


def test_a_way_is_offered_by_the_kind_of_file():
    assert ways_for("a.XLSX") == (Way.CSV, Way.VALUES)
    assert ways_for("a.csv") == ways_for("a.eml") == ways_for("a.odt") == ()


def test_a_bomb_of_a_package_leaves_one_sentence(copy):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 420_000_000)

    with pytest.raises(CannotCopy, match="unpacks to more than"):
        copy(file.getvalue(), "a.docx", Way.DOCUMENT)
