import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.notices import confirmations_in, placeholders_in


@pytest.mark.parametrize(
    "sentence",
    [
        "We can confirm that we hold the information you asked for.",
        "The Force holds 12 records.",
        "We hold 12 records, but disclosing them would harm investigations.",
        "No information is held.",
        "The council does not hold this information.",
        "We have located 14 documents.",
        "The information is held by our legal team.",
        "There are 3 investigations of that kind.",
        "I confirm that the Trust holds a report.",
        "The Trust has confirmed that it holds a report.",
        "This information is not held.",
        "No records exist.",
        "We neither confirm nor deny; however we hold two files.",
    ],
)
def test_a_sentence_that_shows_what_is_held_is_caught(sentence):
    text = f"Thank you for writing. {sentence} You may ask for a review."

    passages = confirmations_in(text)

    assert [passage.text for passage in passages] == [sentence]
    assert text[passages[0].start : passages[0].end] == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The Constabulary neither confirms nor denies that it holds any information.",
        "We can neither confirm nor deny whether we hold it.",
        "This should not be taken as confirmation that information is held.",
        "No inference should be drawn that information is or is not held.",
        "If we held such information, confirming it would help offenders.",
        "If information is held, it would be exempt.",
        "To confirm that information is held would alert a suspect.",
        "The duty to say whether information is held does not arise.",
        "Section 1(1)(a) requires the authority to state whether it holds it.",
        "We have identified harm in confirming or denying.",
        "Confirming that we hold information of this kind would reveal our tactics.",
        "A statement that the force holds no information would reassure offenders.",
        "It is the policy of the service neither to confirm nor to deny.",
    ],
)
def test_a_sentence_that_leaves_it_open_is_not(sentence):
    assert confirmations_in(f"Thank you for writing. {sentence} Yours sincerely") == []


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


@given(st.text(max_size=300))
def test_passages_lie_within_any_text(text):
    for passage in (*confirmations_in(text), *placeholders_in(text)):
        assert 0 <= passage.start < passage.end <= len(text)
