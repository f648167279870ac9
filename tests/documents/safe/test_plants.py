"""What is planted in a file is not in its safe copy; what is seen still is."""

import io
import shutil
import subprocess
import zipfile

import pytest

from documents.hidden.findings import Severity
from documents.hidden.looking import scan
from documents.safe.copying import copied
from documents.safe.opendocument.cells import read_open_book
from documents.safe.refusal import CannotCopy
from documents.safe.sheets import read_book
from documents.safe.slides import as_shown
from documents.safe.ways import Way, ways_for
from documents.safe.word import as_seen
from documents.safe.workbooks import as_csv, as_values
from tests.documents.hidden.plants import (
    documents,
    fifth_ods,
    fifth_pages,
    opendocuments,
    slides,
    workbooks,
)
from tests.documents.hidden.plants.parts import TOKEN

# Words beneath a shape stay, for the shape stays too: the check still stops the file.
COVERED = {"covered_text"}
# Of slides the words themselves are kept as they are drawn.
DRAWN = COVERED | {"invisible_text"}
COVERS_CELLS = {
    "xlsx: gradient over a cell",
    "xlsx: a shape over the second half of a cell",
    "xlsx: an ellipse filled by its style",
}
SHOWS_NOTHING = {
    "xlsx: every row of no height by default",
    "xlsx: columns narrow by default",
}


def planted(module, ending):
    made = {**module.first_sight(), **module.second_sight(), **module.clean()}
    return {key: one for key, one in made.items() if one.name.endswith(ending)}


WORKBOOKS = planted(workbooks, ("xlsx", "xlsm"))
COPIED = {
    key: one
    for key, one in WORKBOOKS.items()
    if key not in COVERS_CELLS | SHOWS_NOTHING
}
SEEN_IN_COPIES = {"xlsx: words turned upright in a low row"}
OPEN = planted(opendocuments, ("odt", "ods", "odp")) | {
    key: one for key, one in fifth_ods.planted().items() if one.wanted == "block"
}
SHOWS_NO_SLIDE = {"odp: a slide that is hidden"}
COVERED_OPEN = {key for key in OPEN if "a bar over cells" in key}
DOCUMENTS, SLIDES = planted(documents, "docx"), planted(slides, "pptx")


def found(tmp_path, content, name):
    path = tmp_path / "file"
    path.write_bytes(content)
    report = scan(path, name)
    assert report.is_readable
    return report.findings


def holds(content, words):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(words.encode() in archive.read(one) for one in archive.namelist())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_copy_of_a_document_holds_what_is_seen(name, tmp_path):
    made = as_seen(DOCUMENTS[name].content)

    codes = {one.code for one in found(tmp_path, made, "answer.docx")}
    assert codes <= COVERED
    assert codes or not holds(made, TOKEN)


@pytest.mark.parametrize("name", SLIDES)
def test_a_copy_of_slides_holds_what_is_shown_or_the_check_says_what_is_left(
    name, tmp_path
):
    made = as_shown(SLIDES[name].content)

    findings = found(tmp_path, made, "answer.pptx")
    assert {one.code for one in findings} <= DRAWN
    assert all(one.severity is not Severity.WARN for one in findings)
    assert findings or not holds(made, TOKEN)


@pytest.mark.parametrize("name", COPIED)
def test_a_copy_of_a_workbook_holds_the_values_that_are_seen(name, tmp_path):
    made = as_values(read_book(COPIED[name].content))

    assert found(tmp_path, made, "answer.xlsx") == ()
    assert not holds(made, TOKEN)


@pytest.mark.parametrize("name", COPIED)
def test_a_csv_copy_holds_the_values_that_are_seen(name):
    made = as_csv(read_book(COPIED[name].content).visible)

    assert not any(TOKEN in one.decode("utf-8-sig") for one in made.values())


@pytest.mark.parametrize("name", sorted(OPEN.keys() - COVERED_OPEN))
def test_a_copy_of_an_open_document_holds_what_is_seen(name, tmp_path):
    plant = OPEN[name]

    for way in ways_for(plant.name):
        if name in SHOWS_NO_SLIDE:
            with pytest.raises(CannotCopy, match="shows no slide"):
                copied(plant.content, plant.name, way)
            continue
        files, words = copied(plant.content, plant.name, way)
        for one in files:
            codes = {each.code for each in found(tmp_path, one.content, one.name)}
            assert codes <= COVERED
            assert codes or TOKEN not in texts(one)
        assert words.kept or words.gone


@pytest.mark.parametrize("name", sorted(fifth_pages.planted().keys() - SEEN_IN_COPIES))
def test_a_copy_lacks_what_its_page_does_not_show_or_the_check_says_so(name, tmp_path):
    plant = fifth_pages.planted()[name]

    for way in ways_for(plant.name):
        if way is Way.FLAT:
            continue
        for one in copied(plant.content, plant.name, way)[0]:
            codes = {each.code for each in found(tmp_path, one.content, one.name)}
            assert codes <= COVERED | {"off_slide"}
            assert codes or TOKEN not in texts(one)


def test_white_words_on_a_dark_ground_stay_in_a_copy():
    plant = fifth_ods.clean()["ods: a format in white on a dark ground"]

    made = as_csv(read_open_book(plant.content).visible)

    assert any(TOKEN in one.decode("utf-8-sig") for one in made.values())


def texts(file):
    if file.name.endswith(".csv"):
        return file.content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return "".join(
            archive.read(one).decode("utf-8", "replace") for one in archive.namelist()
        )


@pytest.mark.parametrize("name", sorted(COVERED_OPEN))
def test_cells_beneath_a_drawing_of_a_spreadsheet_are_not_uncovered(name):
    with pytest.raises(CannotCopy, match="has drawings over cells"):
        read_open_book(OPEN[name].content)


@pytest.mark.parametrize("name", sorted(COVERS_CELLS))
def test_cells_beneath_a_drawing_are_not_uncovered(name):
    with pytest.raises(CannotCopy, match="has drawings over cells"):
        read_book(WORKBOOKS[name].content)


@pytest.mark.parametrize("name", sorted(SHOWS_NOTHING))
def test_a_workbook_that_shows_nothing_is_not_copied(name):
    with pytest.raises(CannotCopy, match="shows no cell"):
        read_book(WORKBOOKS[name].content)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_copies_open_in_another_program(tmp_path):
    files = {
        "a.docx": as_seen(DOCUMENTS["docx: a hanging list"].content),
        "b.xlsx": as_values(
            read_book(WORKBOOKS["xlsx: merged cells with one value"].content)
        ),
        "c.pptx": as_shown(next(iter(SLIDES.values())).content),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            *files,
        ],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=True,
    )

    assert len(list(tmp_path.glob("*.pdf"))) == len(files)


@pytest.mark.parametrize("name", COPIED | DOCUMENTS | SLIDES)
def test_each_way_to_copy_a_file_tells_the_words_kept_and_lost(name):
    plant = (COPIED | DOCUMENTS | SLIDES)[name]

    for way in ways_for(plant.name):
        files, words = copied(plant.content, plant.name, way)

        assert files
        assert words.kept or words.gone
