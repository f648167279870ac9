"""Typed and pasted text keeps every word, and stays accessible."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from documents.richtext.cleaning import clean, take
from responses.letters import prose
from responses.letters.direction import directed
from responses.letters.fonts import drawable
from responses.letters.pages import article_of
from responses.letters.pdf import pdf_of
from tests.pdfua.checking import broken_rules
from tests.responses.letters.fragments import FRAGMENTS
from tests.responses.letters.test_pdf import page_saying, read

# The content of these elements is no text for a reader.
UNREAD = {"script", "style", "title", "iframe", "object", "video", "audio", "noscript"}
# Includes characters that vary or enclose the character before, as both are drawn
# together.
INVISIBLE = re.compile(
    "[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufe00-\ufe0f\u20e3]"
)

# The headings above an answer in a letter.
PLACE = "<h2>Your questions</h2><h3>Question 1</h3>"
# Struck and hidden words, which a letter must not say.
LEFT_OUT = {
    "underlined, struck, small and big": "b",
    "see-through text": "W",
    "attributes of every kind": "Text",
    "an old-fashioned page": "gone",
}
# Bullets and ticks that only a font of signs draws; a letter has those of Unicode.
REDRAWN = {"marks of word processors": "\uf0b7\uf0a7\uf0fc"}


def set_in_a_letter(html, above=""):
    body = prose.set_rich_text(clean(html))
    return directed(drawable(page_saying(f"<h1>Letter</h1>{above}{body}")))


class Reader(HTMLParser):
    """Collect the words a person would read in some HTML."""

    def __init__(self):
        super().__init__()
        self.words, self.unread = [], []

    def handle_starttag(self, tag, attrs):
        if tag in UNREAD:
            self.unread.append(tag)

    def handle_endtag(self, tag):
        if tag in self.unread:
            self.unread.remove(tag)

    def handle_data(self, data):
        if not self.unread:
            self.words.append(data)


def characters_of(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return Counter(INVISIBLE.sub("", "".join(reader.words)))


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fragments")
    made = {}
    for number, (name, html) in enumerate(FRAGMENTS.items()):
        made[name] = folder / f"{number:03}.pdf"
        made[name].write_bytes(pdf_of(set_in_a_letter(html, above=PLACE)))
    return made


def test_there_are_many_fragments():
    assert len(FRAGMENTS) >= 74


def test_every_fragment_passes_pdf_ua(pdfs):
    broken = broken_rules(*pdfs.values())

    names = {file.stem: name for name, file in pdfs.items()}
    assert {names[file]: rules for file, rules in broken.items() if rules} == {}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_no_word_of_a_fragment_is_lost_in_cleaning(name):
    html = FRAGMENTS[name]
    left_out = LEFT_OUT.get(name, "")

    lost = characters_of(html) - characters_of(clean(html))

    assert lost == Counter(left_out) + Counter(REDRAWN.get(name, ""))
    assert take(html).left_out or not left_out


@pytest.mark.parametrize("name", FRAGMENTS)
def test_no_word_of_a_fragment_is_lost_on_paper(name, pdfs):
    page = set_in_a_letter(FRAGMENTS[name], above=PLACE)
    reader = read(pdfs[name].read_bytes())

    printed = Counter(
        INVISIBLE.sub("", "".join(one.extract_text() for one in reader.pages))
    )

    assert characters_of(article_of(page)) - printed == Counter()
