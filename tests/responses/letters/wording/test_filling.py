"""Only a sentence's own fields are filled in, and nothing in it is executed."""

from datetime import date

import pytest
from django.utils.safestring import mark_safe

from responses.letters.wording.catalogue import Sentence
from responses.letters.wording.filling import SentenceRefused
from responses.letters.wording.letter_wording import LetterWording

SENTENCE = Sentence(
    key="test.sentence",
    group="test",
    text="Answered by {day} to {name}.",
    fields={"day": "the day", "name": "the name"},
)
LAST = "words.and"


@pytest.mark.parametrize(
    "attack",
    [
        "{content.__class__}",
        "{name.__class__}",
        "{name!r}",
        "{name:>10}",
        "{name[0]}",
        "{0}",
        "{}",
        "{{name}}",
        "{{ content.sender }}",
        "{% load static %}",
        "{Name}",
        "{ name }",
        "{name",
        "name}",
        "%(name)s {",
    ],
)
def test_what_could_reach_beyond_the_fields_is_refused(attack):
    with pytest.raises(SentenceRefused):
        SENTENCE.check("On {day}, {name}: " + attack)


def test_a_field_that_is_left_out_is_asked_for_by_name():
    with pytest.raises(SentenceRefused, match=r"still contain \{day\}"):
        SENTENCE.check("Answered to {name}.")


def test_a_field_of_another_sentence_is_refused_by_name():
    with pytest.raises(SentenceRefused, match=r"no field \{hours\}.*\{day\}, \{name\}"):
        SENTENCE.check("Answered by {day} at {hours} to {name}.")


@pytest.mark.parametrize("text", ["", "   ", "a\nb {day} {name}", "x" * 5000])
def test_a_sentence_is_one_line_of_reasonable_length(text):
    with pytest.raises(SentenceRefused):
        SENTENCE.check(text)


@pytest.mark.parametrize("text", ["**bold", "** bold **", "****"])
def test_bold_that_would_not_close_is_refused(text):
    with pytest.raises(SentenceRefused, match="two asterisks"):
        SENTENCE.check("{day} {name} " + text)


def test_markup_in_a_sentence_is_printed_and_not_obeyed():
    wording = LetterWording(own={LAST: "<script>{others}</script> & {last}"})

    said = wording.html(LAST, others="a", last="b")

    assert said == "&lt;script&gt;a&lt;/script&gt; &amp; b"


def test_markup_in_a_value_is_printed_and_not_obeyed():
    said = LetterWording().html(LAST, others="<b>{last}</b>", last="{{ x }}")

    assert said == "&lt;b&gt;{last}&lt;/b&gt; and {{ x }}"


def test_markup_that_the_letter_made_itself_is_kept():
    said = LetterWording().html(LAST, others=mark_safe("<em>a</em>"), last=2)

    assert said == "<em>a</em> and 2"


def test_two_asterisks_make_words_bold_and_plain_text_leaves_them_out():
    wording = LetterWording(own={LAST: "**{others}** and {last}"})

    assert wording.html(LAST, others="<", last="b") == "<strong>&lt;</strong> and b"
    assert wording.text(LAST, others="<", last="b") == "< and b"


def test_a_provision_is_not_parted_at_the_end_of_a_line():
    wording = LetterWording(own={LAST: "{others}, section 1(1)(a), {last}"})

    said = wording.html(LAST, others="a", last="b")

    assert '<span class="letter-whole">section 1(1)(a)</span>' in said


def test_days_are_written_out():
    assert LetterWording().day(date(2026, 3, 9)) == "9 March 2026"
    assert LetterWording(language="cy").day(date(2026, 3, 9)) == "9 Mawrth 2026"


def test_a_value_that_no_letter_prints_is_refused():
    with pytest.raises(TypeError):
        LetterWording().html(LAST, others=object(), last="b")


def test_own_wording_that_lacks_a_field_of_the_release_gives_way_to_the_release():
    wording = LetterWording(own={LAST: "{others} and {someone}"})

    assert wording.html(LAST, others="a", last="b") == "a and b"
