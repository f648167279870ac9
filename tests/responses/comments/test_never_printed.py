"""No letter, file or copy has a word of a comment."""

from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest

from responses.comments.services import comment_on, reply_to_comment
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.pdf import pdf_of
from responses.letters.text import text_of
from responses.letters.word.document import word_of
from tests.responses import kinds
from tests.responses.kinds import AT, ON

WORDS = "Ozymandias"


@pytest.fixture
def foi_request(officer, approver):
    """A cleared response with comments on every part, some of them tasks."""
    foi_request = kinds.cleared(
        kinds.full_disclosure(authority=officer.authority),
        by=officer,
        approver=approver,
    )
    said = {"foi_request": foi_request, "words": WORDS, "by": officer, "on": ON}
    for question in foi_request.questions.filter(kind="question"):
        made = comment_on(**said, question=question, quoted="the", assigned_to=officer)
        reply_to_comment(comment=made, words=WORDS, by=officer, on=ON)
    for part in ("statement", "letter_text", "whole"):
        comment_on(**said, part=part, said_by=WORDS)
    return foi_request


def words_of_pdf(content):
    with pypdfium2.PdfDocument(content) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def words_of_word(content):
    with ZipFile(BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist()).decode(
            errors="replace"
        )


def test_no_letter_or_file_has_a_word_of_a_comment(foi_request, officer):
    draft = page_of(compose(foi_request, on=ON))

    letter = issue_response(foi_request=foi_request, number=1, by=officer, on=ON, at=AT)

    made = {
        "draft": draft,
        "letter": letter.html,
        "publication": letter.html_for_publication,
        "text": text_of(letter.html),
        "word": words_of_word(word_of(letter.html)),
        "pdf": words_of_pdf(pdf_of(letter.html)),
    }
    assert all("twelve" in words for words in made.values())
    assert not [name for name, words in made.items() if WORDS in words]
