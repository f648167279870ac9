"""Letters in Welsh: every sentence is translated, and English text is marked."""

import re
from datetime import date

import pytest

from responses.letters.composing import compose
from responses.letters.enclosures import FORMATS
from responses.letters.pages import page_of
from responses.letters.provisions import title_of
from responses.letters.wording.catalogue import CATALOGUE
from responses.letters.wording.filling import fields_in
from responses.letters.wording.languages import language_of
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.welsh import ENGLISH, WELSH, released, welsh_name
from statute.dated import read
from statute.exemptions import PROVISIONS
from statute.exemptions.catalogue import ExemptionClass
from statute.regimes import Regime
from tests.responses import kinds


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_sentence_has_a_welsh_text_with_the_same_fields(key):
    sentence = CATALOGUE[key]

    welsh = released(sentence, WELSH)

    assert welsh, "not translated, or its English has changed since"
    assert set(fields_in(welsh)) == set(sentence.fields)
    sentence.check(welsh)


@pytest.mark.parametrize(
    "english",
    [
        *(regime.title for regime in Regime),
        *(regime.short for regime in Regime),
        *(rules["ask_within"] for rules in read("regulators")["complaints"].values()),
        *(limit["law"] for limit in read("cost_limits")["limits"]),
        *FORMATS.values(),
        ExemptionClass.ABSOLUTE.label,
        ExemptionClass.QUALIFIED.label,
    ],
)
def test_what_the_law_names_has_a_welsh_name(english):
    assert welsh_name(english)


@pytest.mark.parametrize("key", PROVISIONS)
def test_every_provision_has_a_welsh_title(key):
    assert welsh_name(title_of(PROVISIONS[key]))


def welsh_page(regime="FOIA", **fields):
    foi_request = kinds.partial_disclosure(regime, language="cy", **fields)
    return page_of(compose(foi_request, on=kinds.ON))


@pytest.mark.django_db
def test_a_letter_in_welsh_says_so_and_dates_itself_in_welsh():
    page = welsh_page()

    assert '<html lang="cy">' in page
    assert "9 Mawrth 2026" in page
    assert "Ymateb i’ch cais am wybodaeth" in page
    assert "Deddf Rhyddid Gwybodaeth 2000" in page
    assert "Cwestiynau" in page or "Cwestiwn 1(a)" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_no_fixed_english_is_left_in_a_welsh_letter(kind, regime):
    foi_request = kinds.KINDS[kind][0](regime, language="cy")

    page = page_of(compose(foi_request, on=kinds.ON))

    marked = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", marked)
    assert not re.search(r"\b(the|we|our|your|you|under|which|because)\b", words, re.I)


@pytest.mark.django_db
def test_the_requester_s_english_words_are_marked_english():
    page = welsh_page()

    assert re.search(r'<p lang="en">\s*How much did they cost\?', page)


@pytest.mark.django_db
def test_a_provision_is_titled_in_welsh():
    page = welsh_page()

    assert "Gorfodi’r gyfraith: atal neu ganfod troseddau" in page
    assert "Law enforcement" not in page


@pytest.mark.django_db
def test_a_welsh_question_in_an_english_letter_is_marked_welsh():
    foi_request = kinds.request()
    foi_request.questions.update(text="Faint o gamerâu sydd gan yr heddlu yn y sir?")
    kinds.answer(foi_request)

    page = page_of(compose(foi_request, on=kinds.ON))

    assert '<p lang="cy">' in page


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("How many cameras are there in the county?", ENGLISH),
        ("Faint o gamerâu sydd yn y sir?", WELSH),
        ("Camera 12", ""),
        ("", ""),
    ],
)
def test_the_language_of_words_is_told_by_the_commonest_of_them(words, language):
    assert language_of(words) == language


def test_months_have_their_welsh_names():
    names = [
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ]
    wording = LetterWording(language=WELSH)

    said = [wording.day(date(2026, month, 9)) for month in range(1, 13)]

    assert said == [f"9 {name} 2026" for name in names]
