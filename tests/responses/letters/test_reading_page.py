"""A letter's page is read as XML, to the same tree as an HTML parser reads."""

import pytest
from weasyprint import HTML

from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.reading_page import LetterPage
from tests.responses import kinds, procedural_letters
from tests.responses.letters.fragments import FRAGMENTS
from tests.responses.letters.test_fragments import set_in_a_letter
from tests.responses.letters.test_pdf import page_saying


def tree(node):
    words = (node.text or "").strip(), (node.tail or "").strip()
    return node.tag, dict(node.attrib), words, [tree(child) for child in node]


def read(page):
    return tree(LetterPage(page, base_url="", url_fetcher=None).etree_element)


def as_html(page):
    return tree(HTML(string=page).etree_element)


@pytest.mark.django_db
def test_every_letter_is_read_alike():
    for kind, regime in kinds.EVERY_KIND:
        page = page_of(compose(kinds.made(kind, regime), on=kinds.ON))
        assert read(page) == as_html(page), (kind, regime)
    for kind, regime in procedural_letters.EVERY_PROCEDURAL_LETTER:
        page = page_of(procedural_letters.content_of(kind, regime))
        assert read(page) == as_html(page), (kind, regime)


@pytest.mark.parametrize("name", FRAGMENTS)
def test_every_fragment_is_read_alike(name):
    page = set_in_a_letter(FRAGMENTS[name])

    assert read(page) == as_html(page)


@pytest.mark.parametrize(
    "page",
    [
        page_saying("<p>Unclosed"),
        page_saying("<p>a&nbsp;b</p>"),
        page_saying("<p hidden>a</p>"),
        page_saying('<p class="1" class="2">a</p>'),
        '<!DOCTYPE html [<!ENTITY x "y">]><html lang="en"><p>&x;</p></html>',
        "words alone",
        "",
    ],
)
def test_any_other_page_is_read_as_html(page):
    assert read(page) == as_html(page)
