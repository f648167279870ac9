"""A copy of a Word document reads as the document does with its changes accepted."""

import io
import zipfile

import pytest
from docx import Document
from PIL import Image

from documents.safe.refusal import CannotCopy
from documents.safe.word import as_seen
from tests.documents.hidden.plants.documents import NS, document, paragraph, run

BY = 'w:id="1" w:author="Wren Ashdown" w:date="2026-03-02T09:00:00Z"'


def words(content):
    """Return the paragraphs of a copy as another library reads them."""
    return [one.text for one in Document(io.BytesIO(content)).paragraphs]


def copied(inside, **more):
    return words(as_seen(document(inside, **more)))[2:]


def deleted(text):
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def field(code, result):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(
            f"<w:p>{run('Spent ')}{deleted('£900')}"
            f"<w:ins {BY}>{run('£950')}</w:ins></w:p>",
            ["Spent £950"],
            id="a change within a line",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{run('Spent ')}</w:p>"
            + paragraph("£950"),
            ["Spent £950"],
            id="two paragraphs joined",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{run('One')}</w:p>"
            + paragraph("Two"),
            ["One", "Two"],
            id="a paragraph parted in two",
        ),
        pytest.param(
            f"<w:p><w:moveFrom {BY}>{run('Moved')}</w:moveFrom></w:p>"
            f"<w:p><w:moveTo {BY}>{run('Moved')}</w:moveTo></w:p>",
            ["", "Moved"],
            id="a passage moved",
        ),
        pytest.param(
            f"<w:p>{field(' REF case ', 'Case 12')}</w:p>",
            ["Case 12"],
            id="a field is what it shows",
        ),
        pytest.param(
            f"<w:p><w:fldSimple w:instr=' AUTHOR '>{run('The team')}</w:fldSimple>"
            "</w:p>",
            ["The team"],
            id="a simple field is what it shows",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
            '<w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>'
            "</w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(" Agreed")}</w:p>',
            ["☒ Agreed"],
            id="a box that is ticked",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{paragraph('Chosen')}</w:sdtContent></w:sdt>",
            ["Chosen"],
            id="a content control",
        ),
    ],
)
def test_what_is_read_stays(inside, expected):
    assert copied(inside) == expected


def test_deleted_rows_go_and_the_table_stays():
    cell = "<w:tc><w:tcPr/>{}</w:tc>".format
    content = as_seen(
        document(
            f"<w:tbl><w:tblPr/><w:tr>{cell(paragraph('2025'))}</w:tr>"
            f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{cell(paragraph('2024'))}</w:tr>"
            "</w:tbl>"
        )
    )

    (table,) = Document(io.BytesIO(content)).tables
    assert [row.cells[0].text for row in table.rows] == ["2025"]


def test_page_numbers_stay_fields():
    content = as_seen(document(f"<w:p>{field(' PAGE ', '1')}</w:p>"))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert " PAGE " in archive.read("word/document.xml").decode()


def test_notes_that_the_text_refers_to_stay():
    note = '<w:footnote w:id="{}">{}</w:footnote>'.format
    content = as_seen(
        document(
            '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
            f'<w:p><w:del {BY}><w:r><w:footnoteReference w:id="3"/></w:r></w:del>'
            "</w:p>",
            links=["rId1 footnotes footnotes.xml"],
            parts={
                "word/footnotes.xml": f"<w:footnotes {NS}>"
                f"{note(2, paragraph('Rounded.'))}{note(3, paragraph('Was 12.'))}"
                "</w:footnotes>"
            },
        )
    )

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    assert "Rounded." in notes
    assert "Was 12." not in notes


def test_a_picture_is_kept_without_its_data_or_its_cropped_edge():
    photo = io.BytesIO()
    notes = Image.Exif()
    notes[0x013B] = "Wren Ashdown"
    Image.new("RGB", (80, 40), "white").save(photo, "JPEG", exif=notes)
    made = Document()
    made.add_picture(io.BytesIO(photo.getvalue()))
    blip = made.element.body.xpath(".//pic:blipFill")[0]
    crop = blip.makeelement(blip.tag.replace("pic", "a"))
    crop.tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect"
    crop.set("l", "50000")
    blip.insert(1, crop)
    file = io.BytesIO()
    made.save(file)

    content = as_seen(file.getvalue())

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = [one for one in archive.namelist() if "/media/" in one]
        picture = archive.read(name)
    assert b"Ashdown" not in picture
    assert Image.open(io.BytesIO(picture)).size == (40, 40)


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ('<w:altChunk r:id="rId1"/>', "another file"),
        ('<w:subDoc r:id="rId1"/>', "another document"),
    ],
)
def test_a_file_set_into_the_text_is_not_lost_in_silence(inside, why):
    with pytest.raises(CannotCopy, match=why):
        as_seen(
            document(
                inside, links=["rId1 aFChunk chunk.html"], parts={"word/chunk.html": ""}
            )
        )


def test_links_become_text_and_lead_nowhere():
    content = document(
        f'<w:p><w:hyperlink r:id="rId1" w:tooltip="Ask">{run("Figures")}'
        "</w:hyperlink></w:p>",
        links=["rId1 hyperlink https://example.org/~wren External"],
    )

    made = as_seen(content)

    assert words(made)[2:] == ["Figures"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        everything = b"".join(archive.read(one) for one in archive.namelist())
    assert b"example.org" not in everything
    assert b"Ask" not in everything


def test_no_part_says_who_wrote_it_or_when():
    made = Document()
    made.add_paragraph("Figures")
    made.core_properties.author = "Wren Ashdown"
    file = io.BytesIO()
    made.save(file)

    with zipfile.ZipFile(io.BytesIO(as_seen(file.getvalue()))) as archive:
        assert not [one for one in archive.namelist() if one.startswith("docProps")]
        assert {one.date_time[0] for one in archive.infolist()} == {1980}


def test_a_copy_lacks_symbols_in_the_colour_of_the_page():
    symbols = "".join(
        f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:sym w:font="Arial" '
        f'w:char="{code}"/></w:r>'
        for colour, code in (("FFFFFF", "F051"), ("000000", "F058"))
    )

    made = as_seen(document(f"<w:p>{symbols}</w:p>"))

    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")
    assert b"F051" not in body
    assert b"F058" in body
