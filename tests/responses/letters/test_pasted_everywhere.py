"""Pasted text says the same in editor, preview, PDF, text version and Word.

All fragments of `tests.documents.richtext` stand in one letter, each below a heading.
Of each way out, the words are read with what is raised or lowered ("10^6^"), and the
marks and numbers of lists.
"""

import re
from collections import Counter
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from documents.richtext.cleaning import clean
from documents.richtext.nodes import Node, read
from documents.richtext.numerals import numeral
from documents.richtext.raised import plainly
from responses.letters import prose
from responses.letters.direction import directed
from responses.letters.fonts import drawable
from responses.letters.pages import article_of
from responses.letters.pdf import pdf_of
from responses.letters.text import text_of
from responses.letters.word.document import word_of
from responses.templatetags.letters import below
from tests.documents.richtext.test_pasted import FRAGMENTS
from tests.responses.letters.test_pdf import page_saying

SIGNS = {"sup": "^", "sub": "_"}
HEADING = re.compile(r"Fragment (\d{3})")
# Sizes of letters in the PDF.
RAISED, FOOT = 11.5, 12.0
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
MARK = re.compile(r"•|(?:\d+|[a-z]|[ivx]+|[IVX]+)\.")
KINDS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}


@pytest.fixture(scope="module")
def page():
    parts = (
        f"<h2>Fragment {number:03}</h2>"
        f"{below(prose.set_rich_text(clean(one['html'])), 4)}"
        for number, one in enumerate(FRAGMENTS)
    )
    return directed(drawable(page_saying(f"<h1>Letter</h1>{''.join(parts)}")))


def squeezed(words):
    return re.sub(r"[\s\u200b\u2060]", "", words)


def said_in(nodes, *, is_plain=False):
    """Return the words of HTML, what is raised between signs; a link's plainly."""
    said = ""
    for node in nodes:
        if isinstance(node, str):
            said += node
        elif node.tag in SIGNS and is_plain:
            said += plainly(said_in(node.children), node.tag)
        elif node.tag in SIGNS:
            sign = SIGNS[node.tag]
            said += f"{sign}{said_in(node.children)}{sign}"
        else:
            said += said_in(node.children, is_plain=is_plain or node.tag == "a")
    return said


def marks_in(nodes):
    """Return the mark of each item of a list, in order."""
    marks = []
    for node in nodes:
        if not isinstance(node, Node):
            continue
        number = int(node.attributes.get("start", "1"))
        for child in node.children:
            if isinstance(child, Node) and child.tag == "li" and node.tag == "ul":
                marks.append("•")
            elif isinstance(child, Node) and child.tag == "li":
                marks.append(f"{numeral(number, node.attributes.get('type', '1'))}.")
                number += 1
            marks += marks_in([child])
    return marks


def in_editor():
    return [read(clean(one["html"])) for one in FRAGMENTS]


def in_preview(page):
    parts = re.split(r"<h2[^>]*>Fragment \d{3}</h2>", article_of(page))[1:]
    return [read(part.replace("</article>", "")) for part in parts]


def test_there_is_a_part_for_each_fragment(page):
    assert len(in_preview(page)) == len(FRAGMENTS) > 190


def test_the_preview_says_what_the_editor_says(page):
    for one, editor, preview in zip(
        FRAGMENTS, in_editor(), in_preview(page), strict=True
    ):
        assert squeezed(said_in(preview)) == squeezed(said_in(editor)), one["what"]
        assert marks_in(preview) == marks_in(editor), one["what"]


def test_the_text_version_says_what_the_preview_says(page):
    text = text_of(page)
    parts = re.split(r"Fragment \d{3}\n-+\n", text)[1:]

    for one, preview, part in zip(FRAGMENTS, in_preview(page), parts, strict=True):
        wanted = said_in(preview, is_plain=True)
        lost = Counter(squeezed(wanted)) - Counter(squeezed(part))
        assert not lost, one["what"]
        for mark in marks_in(preview):
            shown = mark.replace("•", "-")
            assert re.search(rf"(?:^|\s){re.escape(shown)}\s", part), one["what"]


def in_word(page):
    """Return the words of each fragment in Word, and the marks of its lists."""
    document = Document(BytesIO(word_of(page)))
    numbering = document.part.numbering_part.element
    kinds = {
        one.get(qn("w:numId")): one.find(qn("w:abstractNumId")).get(qn("w:val"))
        for one in numbering.iter(qn("w:num"))
    }
    levels = {
        (one.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): level
        for one in numbering.iter(qn("w:abstractNum"))
        for level in one.iter(qn("w:lvl"))
    }
    parts, counted = [], Counter()
    for paragraph in document.element.body.iter(qn("w:p")):
        words = "".join(map(said_in_run, paragraph.iter(qn("w:r"))))
        if HEADING.fullmatch(words):
            parts.append(["", []])
            continue
        if not parts:
            continue
        parts[-1][0] += words
        if (number := paragraph.find(f".//{qn('w:numId')}")) is not None:
            key = number.get(qn("w:val"))
            at = paragraph.find(f".//{qn('w:ilvl')}").get(qn("w:val"))
            level = levels[kinds[key], at]
            kind = level.find(qn("w:numFmt")).get(qn("w:val"))
            start = int(level.find(qn("w:start")).get(qn("w:val")))
            shown = start + counted[key]
            mark = "•" if kind == "bullet" else f"{numeral(shown, KINDS[kind])}."
            parts[-1][1].append(mark)
            counted[key] += 1
    return parts


def said_in_run(run):
    words = "".join(one.text or "" for one in run.iter(qn("w:t")))
    place = run.find(f".//{qn('w:vertAlign')}")
    if place is None or not words:
        return words
    sign = {"superscript": "^", "subscript": "_"}[place.get(qn("w:val"))]
    return f"{sign}{words}{sign}"


def test_word_says_what_the_preview_says(page):
    for one, preview, (words, marks) in zip(
        FRAGMENTS, in_preview(page), in_word(page), strict=True
    ):
        assert squeezed(words) == squeezed(said_in(preview)), one["what"]
        assert marks == marks_in(preview), one["what"]


def in_pdf(page):
    """Return the words of each fragment on paper, what is raised, and marks of lists.

    Raised and lowered words are small, above or below a line of words. The marks are
    drawn after the text of a page, so they are of all fragments.
    """
    parts, marks = [], Counter()

    def note(words, _, at, font, size):
        is_foot = size == pytest.approx(FOOT, abs=0.1)
        if HEADING.fullmatch(words.strip()):
            parts.append([])
        elif MARK.fullmatch(words.strip()):
            marks[words.strip()] += 1
        elif parts and words.strip() and not is_foot:
            parts[-1].append((words, at[5], size < RAISED))

    for sheet in PdfReader(BytesIO(pdf_of(page))).pages:
        sheet.extract_text(visitor_text=note)
    words = ["".join(one[0] for one in part) for part in parts]
    return words, list(map(raised_in, parts)), marks


def raised_in(part):
    lines = [height for _, height, is_raised in part if not is_raised]
    raised = []
    for words, height, is_raised in part:
        if is_raised:
            line = min(lines, key=lambda one: abs(one - height))
            sign = "^" if height < line else "_"
            raised.append(f"{sign}{squeezed(words)}{sign}")
    return raised


def test_the_pdf_says_what_the_preview_says(page):
    previews = in_preview(page)
    words, raised, marks = in_pdf(page)

    assert marks == Counter(mark for one in previews for mark in marks_in(one))
    for one, preview, said, high in zip(
        FRAGMENTS, previews, words, raised, strict=True
    ):
        wanted = squeezed(said_in(preview))
        bare = re.sub(r"([\^_])([^\^_]*)\1", r"\2", wanted)
        # Of lines from right to left a PDF tells the letters, not their order.
        order = sorted if RIGHT_TO_LEFT.search(bare) else list
        assert order(squeezed(said)) == order(bare), one["what"]
        assert high == re.findall(r"\^[^\^_]*\^|_[^\^_]*_", wanted), one["what"]
