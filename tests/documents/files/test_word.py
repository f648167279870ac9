"""Text from Word files."""

import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.files.document import UnreadableFile
from documents.files.reading import read_file
from tests.documents.files.making import packed, word


def test_paragraphs_and_headings_come_in_order():
    def fill(document):
        document.add_heading("Our reply", 1)
        document.add_paragraph("We hold it.")
        document.add_heading("Question 1", 2)

    read = read_file(word(fill))

    assert read.text == "Our reply\n\nWe hold it.\n\nQuestion 1"
    assert [(one.start, one.level) for one in read.headings] == [(0, 1), (24, 2)]


def test_numbers_that_word_gives_to_lists_are_written_out():
    def fill(document):
        document.add_paragraph("How many boats?", style="List Number")
        document.add_paragraph("Of which size?", style="List Number")
        document.add_paragraph("Steel", style="List Bullet")

    assert read_file(word(fill)).text == (
        "1. How many boats?\n2. Of which size?\n• Steel"
    )


def test_a_list_within_a_list_counts_by_itself_and_anew():
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1)"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl>'
    )

    def fill(document):
        root = document.part.numbering_part.element
        root.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}'
                "</w:abstractNum>"
            ),
        )
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/>'
                "</w:num>"
            )
        )
        for depth, text in [(0, "A"), (1, "B"), (1, "C"), (0, "D"), (1, "E")]:
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/>'
                    '<w:numId w:val="77"/></w:numPr>'
                )
            )

    assert read_file(word(fill)).text.split("\n") == [
        "3) A",
        "3.a B",
        "3.b C",
        "4) D",
        "4.a E",
    ]


def test_a_row_of_a_table_is_a_line_and_long_cells_follow_each_other():
    def fill(document):
        short = document.add_table(2, 2)
        for at, text in enumerate(["Year", "Boats", "2021", "12"]):
            short.cell(at // 2, at % 2).text = text
        document.add_paragraph("Between")
        long = document.add_table(1, 2)
        long.cell(0, 0).text = "How many boats?"
        long.cell(0, 1).text = "Twelve."
        long.cell(0, 1).add_paragraph("Of these four are steel.")

    read = read_file(word(fill))

    assert read.text.startswith("Year\tBoats\n2021\t12\n\nBetween")
    assert read.text.endswith("How many boats?\n\nTwelve.\n\nOf these four are steel.")


def test_the_first_head_is_the_letterhead_and_the_rest_goes_aside():
    def fill(document):
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "Our ref: HC-7-19"
        section.header.paragraphs[0].text = "Harbour Council, continued"
        section.footer.paragraphs[0].text = "www.harbour.example"
        document.add_paragraph("We hold it.")
        document.add_section(WD_SECTION.NEW_PAGE)

    read = read_file(word(fill))

    assert read.text == "Our ref: HC-7-19\n\nWe hold it."
    assert set(read.aside) == {"Harbour Council, continued", "www.harbour.example"}


def test_what_was_struck_out_is_left_out_and_what_was_put_in_stays():
    def fill(document):
        paragraph = document.add_paragraph("There are ")
        paragraph._p.append(
            parse_xml(
                f"<w:del {nsdecls('w')}><w:r><w:delText>ten</w:delText></w:r></w:del>"
            )
        )
        paragraph._p.append(
            parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>twelve</w:t></w:r></w:ins>")
        )

    assert read_file(word(fill)).text == "There are twelve"


def test_words_in_content_controls_and_text_boxes_are_not_lost():
    def fill(document):
        body = document.element.body
        body.insert(
            0,
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Controlled"
                "</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
        )
        document.add_paragraph("Plain")._p.append(
            parse_xml(
                f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed"
                "</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
            )
        )

    assert read_file(word(fill)).text.split("\n\n") == ["Controlled", "Plain", "Boxed"]


def test_an_empty_word_file_is_refused_in_a_sentence():
    with pytest.raises(UnreadableFile, match="no words"):
        read_file(word(lambda document: None))


def test_a_damaged_word_file_is_refused_in_a_sentence():
    with pytest.raises(UnreadableFile, match="damaged or protected"):
        read_file(packed(word__document__xml="", **{"word__document.xml": "<w:p"}))


def test_a_word_file_that_unpacks_for_ever_is_not_opened():
    bomb = packed(**{"word__document.xml": b"<a>" + b" " * 210_000_000})

    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        read_file(bomb)
