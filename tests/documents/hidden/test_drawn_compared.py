"""A drawing is compared with the words that a file holds, whatever drew it."""

import json
from html import escape
from io import BytesIO

import pytest
from weasyprint import HTML

from documents.files.kinds import kind_of
from documents.hidden.drawn.held import held_in
from documents.hidden.drawn.looking import compared_as_json
from tests.documents.hidden.plants import documents
from tests.documents.hidden.plants.all import clean

ENDINGS = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
CLEAN = {key: one for key, one in clean().items() if one.name.endswith(ENDINGS)}
WORDS = ("The depot opens at seven each morning.", "Rashida Quill keeps the only key.")


def held(content, name):
    return held_in(BytesIO(content), kind_of(BytesIO(content), name)).passages


def compared(tmp_path, content, name, shown):
    """Return the findings where a drawing shows some paragraphs."""
    path, drawn = tmp_path / "file", tmp_path / "drawn.pdf"
    path.write_bytes(content)
    HTML(string="".join(f"<p>{escape(one)}</p>" for one in shown)).write_pdf(drawn)
    kind = kind_of(BytesIO(content), name)
    told = compared_as_json(kind.name, str(path), str(drawn), "[]")
    return json.loads(told)["findings"]


@pytest.fixture
def document():
    return documents.document("".join(map(documents.paragraph, WORDS)))


def test_words_all_shown_are_no_finding(tmp_path, document):
    shown = [one.words for one in held(document, "a.docx")]

    assert shown[-2:] == list(WORDS)
    assert compared(tmp_path, document, "a.docx", shown) == []


def test_words_held_and_not_shown_are_told(tmp_path, document):
    shown = [one.words for one in held(document, "a.docx")][:-1]

    (finding,) = compared(tmp_path, document, "a.docx", shown)

    assert finding["code"] == "not_drawn"
    assert "Rashida Quill" in finding["message"]


@pytest.mark.parametrize("key", CLEAN)
def test_a_page_with_every_word_held_gives_no_finding(tmp_path, key):
    plant = CLEAN[key]
    passages = held(plant.content, plant.name)
    shown = [one.words for one in passages if not one.page]

    found = compared(tmp_path, plant.content, plant.name, shown)

    assert len(shown) < len(passages) or found == []
