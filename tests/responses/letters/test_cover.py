"""The sheet before a letter that is posted to another address than it prints."""

import pytest

from responses.letters.cover import cover_page
from responses.letters.pdf import pdf_of
from responses.letters.window import faults_in
from responses.models import Letter
from responses.sending.post import needs_cover, why_unfit
from tests.factories import LetterFactory
from tests.responses.letters.test_window import LINES, front

pytestmark = pytest.mark.django_db
ELSEWHERE = "Sam Friend\nFlat 3\n7 New Road\nUpper Midtown\nYO1 7HH"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_cover_fits_the_window_and_shows_where_the_letter_is_posted(language):
    page = cover_page(LetterFactory(language=language), ELSEWHERE)

    assert faults_in(pdf_of(page), grace=0) == ()
    assert '<span class="letter-line">7 New Road</span>' in page
    assert ("on the next sheet" in page) is (language == "en")


@pytest.mark.parametrize(
    ("address", "is_needed"),
    [
        ("\n".join(LINES), False),
        ("alex requester\n12  Example Street\nls2 2bb", False),
        (ELSEWHERE, True),
        ("Alex Requester\n12 Example Street\nLS2 2BC", True),
    ],
)
def test_a_cover_is_needed_where_the_letter_prints_another_address(address, is_needed):
    assert needs_cover(Letter(html=front()), address) is is_needed
    plain = front().replace('"window"', '"plain"')
    assert not needs_cover(Letter(html=plain), address)


def test_the_window_shows_the_cover_and_not_the_letter_behind_it():
    letter = Letter(html=front(lines=["Alex Requester"]))
    made = pdf_of(letter.html)

    assert "too few lines" in why_unfit(letter, made, "Alex Requester")[0]
    assert why_unfit(letter, made, ELSEWHERE) == []


def test_the_cover_is_a_sheet_of_the_envelope():
    body = '<p style="break-before: page">More.</p>' * 9
    letter = Letter(html=front(body=f"<p>Dear Alex</p>{body}"))
    made = pdf_of(letter.html)

    assert why_unfit(letter, made, "\n".join(LINES)) == []
    assert "10 pages, and 9 fit" in why_unfit(letter, made, ELSEWHERE)[0]
