"""A letter as a Word document keeps its words, in an accessible structure."""

import hashlib
import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from responses.letters import pictures
from responses.letters.composing import compose
from responses.letters.pages import article_of, page_of
from responses.letters.word.document import word_of
from responses.models.wording import letterhead_storage
from tests.responses import kinds
from tests.responses.letters.fragments import FRAGMENTS
from tests.responses.letters.test_fragments import set_in_a_letter


def opened(page):
    return Document(BytesIO(word_of(page)))


def words_of(document):
    return squeezed(
        "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
    )


def words_of_page(page):
    return squeezed(unescape(re.sub(r"<[^>]+>", "", article_of(page))))


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_a_word_document_says_what_the_letter_says(kind, regime):
    page = page_of(compose(kinds.made(kind, regime), on=kinds.ON))

    assert words_of(opened(page)) == words_of_page(page)


@pytest.mark.parametrize("name", FRAGMENTS)
def test_no_word_of_a_fragment_is_lost_in_word(name):
    page = set_in_a_letter(FRAGMENTS[name])

    assert words_of(opened(page)) == words_of_page(page)


@pytest.mark.django_db
def test_a_word_document_has_the_letters_structure():
    content = compose(kinds.partial_disclosure(), on=kinds.ON)
    page = page_of(content)

    document = opened(page)

    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    told = re.findall(r"<h(\d)", page)
    assert [p.style.name.removeprefix("Heading ") for p in headings] == told
    assert document.core_properties.title == f"{content.title}, {content.reference}"
    assert document.core_properties.author == content.sender.name
    assert document.core_properties.language == "en-GB"
    (language,) = {
        one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))
    }
    assert language == "en-GB"
    links = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert "https://www.authority.example/cameras" in links


def test_lists_and_tables_are_real_ones():
    page = set_in_a_letter(
        '<ol start="3"><li><p>One</p><p>more</p><ul><li>deep</li></ul></li></ol>'
        "<table><tr><th>A</th><th colspan=2>B</th></tr><tr><td rowspan=2>1</td>"
        "<td>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>"
    )

    document = opened(page)

    levels = {
        p.text: None if p._p.pPr.numPr is None else p._p.pPr.numPr.ilvl.val
        for p in document.paragraphs
        if p.text
    }
    (table,) = document.tables
    rows = table._tbl.tr_lst
    assert levels == {"Letter": None, "One": 0, "more": None, "deep": 1}
    assert 'w:start w:val="3"' in document.part.numbering_part.element.xml
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert rows[1].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None
    assert table.cell(0, 1).text == table.cell(0, 2).text == "B"
    assert table.cell(1, 0).text == table.cell(2, 0).text == "1"


def test_words_from_right_to_left_stay_so():
    document = opened(set_in_a_letter("<p>طلبت المعلومات</p>"))

    (paragraph,) = [p for p in document.paragraphs if "طلبت" in p.text]
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None


def test_a_logo_is_drawn_and_described():
    drawn = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(drawn, "PNG")
    name = pictures.name_of(drawn.getvalue(), extension="png")
    letterhead_storage().save(name, ContentFile(drawn.getvalue()))
    page = set_in_a_letter("<p>Text</p>").replace(
        "<h1>",
        f'<p><img src="{pictures.address_of(name)}" alt="Logo of the Council"></p><h1>',
    )

    document = opened(page)

    (picture,) = document.element.body.iter(qn("wp:docPr"))
    kept = [
        part.blob
        for part in document.part.package.iter_parts()
        if part.partname.startswith("/word/media/")
    ]
    assert picture.get("descr") == "Logo of the Council"
    assert [hashlib.sha256(one).hexdigest() for one in kept] == [name[12:-4]]
