"""A raised figure stays raised on every way out of an answer: 10⁶ is never 106."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from documents.richtext.cleaning import clean_to_save
from responses.drafting.differences import compare
from responses.letters import prose
from responses.letters.composing import compose
from responses.letters.pages import article_of, page_of
from responses.letters.pdf import pdf_of
from responses.letters.text import text_of
from responses.letters.word.document import word_of
from tests.responses import kinds

TEXT = "<p>There are 10<sup>6</sup> of CO<sub>2</sub>, see 12<sup>1</sup> cases.</p>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    foi_request = kinds.full_disclosure()
    foi_request.answers.filter(answered_questions__question__label="2").update(
        text=clean_to_save(TEXT)
    )
    return page_of(compose(foi_request, on=kinds.ON))


def test_on_the_page_and_in_the_preview(page):
    assert "10<sup>6</sup> of CO<sub>2</sub>" in article_of(page)


def test_in_the_text_version(page):
    assert "10⁶ of CO₂, see 12¹ cases" in " ".join(text_of(page).split())


def test_in_the_word_export(page):
    document = Document(BytesIO(word_of(page)))

    raised = [
        ("".join(t.text for t in run.iter(qn("w:t"))), look.get(qn("w:val")))
        for run in document.element.body.iter(qn("w:r"))
        for look in run.iter(qn("w:vertAlign"))
    ]
    assert raised == [("6", "superscript"), ("2", "subscript"), ("1", "superscript")]


def test_in_the_pdf_the_figure_stands_higher_and_smaller(page):
    placed = []

    def note(text, _, matrix, font, size):
        if text.strip():
            placed.append((text.strip(), matrix[5], size))

    for sheet in PdfReader(BytesIO(pdf_of(page))).pages:
        sheet.extract_text(visitor_text=note)

    before = next(at for at, one in enumerate(placed) if one[0].endswith("10"))
    assert placed[before + 1][0] == "6"


def test_between_versions_the_figures_differ():
    then, now = compare("<p>10<sup>6</sup></p>", "<p>106</p>")

    assert then != now


def test_within_a_link():
    html = prose.set_rich_text('<p><a href="https://a.example">10<sup>6</sup></a></p>')

    assert ">10⁶</a>" in html
