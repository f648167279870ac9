import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.notices import (
    notes_in,
    perhaps_notes_in,
    placeholders_in,
)


def test_blanks_left_in_a_letter_are_found():
    text = "Dear [name], by [insert date], £XXX, {{ reference }}, TBC, ____, «Ref»"

    assert [blank.text for blank in placeholders_in(text)] == [
        "[name]",
        "[insert date]",
        "XXX",
        "{{ reference }}",
        "TBC",
        "____",
        "«Ref»",
    ]


def test_brackets_that_belong_to_the_text_are_no_blanks():
    text = (
        "He wrote “it were [sic] so” [our italics]; see section 31(1)(a) [2019] UKUT 1"
    )

    assert placeholders_in(text) == []


@pytest.mark.parametrize(
    "blank",
    [
        "[say why]",
        "[Say which years you hold]",
        "[state how many records]",
        "[describe the search]",
        "[explain the method]",
        "[give whatever]",
        "[set out the sample]",
        "[fill in the sum]",
    ],
)
def test_what_asks_the_officer_to_say_something_is_a_blank(blank):
    found = [one.text for one in placeholders_in(f"It would cost, because {blank}.")]

    assert found == ([] if "whatever" in blank else [blank])


@pytest.mark.parametrize(
    "words",
    ["[say, three]", "[the state]", "[State security]", "[list of names]", "[sayings]"],
)
def test_an_editors_brackets_are_no_blanks(words):
    assert placeholders_in(f"He wrote: “the {words} was kept.”") == []


@given(st.text(max_size=300))
def test_passages_lie_within_any_text(text):
    for passage in (*notes_in(text), *placeholders_in(text)):
        assert 0 <= passage.start < passage.end <= len(text)


@pytest.mark.parametrize(
    "note",
    [
        "Note to Sam: is this the right figure?",
        "[check with legal]",
        "[SB: are these the 2025 figures?]",
        "[is that right?]",
        "[?]",
        "Commented [SB1]: ask finance",
        "{>>ask finance<<}",
        "<!-- ask finance -->",
        "TO DO: add the table",
        "[NB finance have not replied]",
    ],
)
def test_a_note_to_a_colleague_is_found(note):
    text = f"We spent £12.\n{note}\nWe hope that this helps."

    found = notes_in(text)

    assert len(found) == 1
    assert found[0].text.strip() in note


@pytest.mark.parametrize(
    "text",
    [
        "Please note to whom you write: the Commissioner.",
        "The minutes end with a note to editors: call the press office.",
        "He wrote “it were [sic] so” [our italics], see [2019] UKUT 1.",
        "Officer [name withheld] and [redacted] left.",
        "We check with legal advisers and confirm it.",
        "See https://www.authority.example//list and 12 // 13.",
        "The table shows 3 < 4 and 5 > 2.",
    ],
)
def test_words_for_the_requester_are_no_note(text):
    assert notes_in(text) == []


@pytest.mark.parametrize(
    "words",
    ["// ask finance first", "“we […] agree”", "[ ]", "£XX", "on XX March", "Really??"],
)
def test_what_may_be_a_note_is_left_to_a_person(words):
    assert notes_in(words) == []
    assert len(perhaps_notes_in(words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "https://www.authority.example//list",
        "See Schedule XX to the Act.",
        "XX chromosomes",
        "What is held?",
        "[sic]",
        "12 // 13",
        "XXL",
    ],
)
def test_what_is_plainly_no_note_is_left_alone(words):
    assert perhaps_notes_in(words) == []


def test_a_blank_is_not_told_twice():
    assert perhaps_notes_in("[insert date] ??? [check with legal]") == []
