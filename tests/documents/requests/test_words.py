"""No word of a received text is lost, doubled or moved, for any text."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.requests.reader import UnreadableRequest, parse
from documents.requests.tree import as_dict

_PIECES = st.sampled_from(
    """
    1. | 2. | 3. | 1) | (a) | (b) | a. | b. | i. | ii. | ii) | 1.1 | 1a | 2b) | Q1 |
    Q2: | Question 3 | A: | B | • | - | * | ○ | o  | > | >> | 2023. | £5 |
    1 January 2020 | How many? | Please provide the number of staff | Dear Sir, |
    Yours faithfully | the following: | If so, why? | Please send it by e-mail. |
    Background | Please note: | "quoted | quoted" | Costs | 2021 | ---- |
    On 1 May 2020 Jo wrote: | From: a@b.c | Subject: x | Thanks
    """.replace("\n", "").split("|")
)
_GAPS = st.sampled_from([" ", "\n", "\n\n", "\r\n", "\n    ", "\t", "\n> ", "\u2028"])
_REQUESTS = st.lists(st.tuples(_PIECES, _GAPS), max_size=40).map(
    lambda pairs: "".join(piece.strip() + gap for piece, gap in pairs)
)


def _letters(text):
    """Return the letters to keep, in order, without quote signs and white space."""
    return re.sub(r"[\W_]+", "", text)


def _flow(question):
    children = "".join(map(_flow, question.children))
    return question.marker + question.text + children + question.after


def _parts(parsed):
    return [parsed.preamble, *map(_flow, parsed.questions), parsed.closing]


def _spans(question):
    yield question.start, question.end
    for child in question.children:
        yield from _spans(child)
    if question.after:
        yield question.after_start, question.after_end


def _all_spans(parsed):
    yield parsed.preamble_span
    for question in parsed.questions:
        yield from _spans(question)
    yield parsed.closing_span


def _assert_every_word_is_placed_once(text):
    parsed = parse(text)

    assert _letters("".join(_parts(parsed))) == _letters(text)
    marked = [text[start:end] for start, end in _all_spans(parsed)]
    assert _letters("".join(marked)) == _letters(text)


@given(st.text().filter(lambda text: "\0" not in text))
def test_every_word_of_any_text_stands_in_exactly_one_place(text):
    _assert_every_word_is_placed_once(text)


@given(_REQUESTS)
@settings(max_examples=600, deadline=None)
@example("1. a\n> 2. b\n> c")
@example("Please provide:\n- x\n\n1. y\nBackground\n1. z")
@example("1a Please note:\n\n1.1\nQuestion 3 ")
def test_every_word_of_what_looks_like_a_request_stands_in_exactly_one_place(text):
    _assert_every_word_is_placed_once(text)


@given(_REQUESTS)
@settings(max_examples=300, deadline=None)
def test_labels_are_as_typed_and_no_number_is_made_up(text):
    parsed = parse(text)

    for node in parsed.walk():
        assert node.label in text
        if node.label and not node.is_implicit:
            assert node.label in node.marker
        assert node.marker in text


@given(_REQUESTS)
@settings(max_examples=200, deadline=None)
def test_the_questions_own_words_are_where_they_are_said_to_be(text):
    parsed = parse(text)

    for node in parsed.walk():
        found = text[node.start : node.end]
        assert found.startswith(node.marker)
        assert _letters(found) == _letters(node.marker + node.text)


def test_the_words_after_the_most_lines_that_are_read_are_closing():
    text = "1. How many?\n" + "row of a log\n" * 15_000 + "the end"

    parsed = parse(text)

    assert _letters("".join(_parts(parsed))) == _letters(text)
    assert parsed.closing.endswith("the end")


def test_json_folds_white_space_and_leaves_out_what_is_empty():
    tree = as_dict(parse("Please:\n1. How\n   many?\n\nThanks"))

    assert tree == {
        "preamble": "Please:",
        "questions": [
            {"label": "1", "marker": "1.", "text": "How many?", "children": []}
        ],
        "closing": "Thanks",
    }


def test_a_null_character_is_refused_in_one_sentence():
    with pytest.raises(UnreadableRequest, match="null character"):
        parse("1. How many\0?")


def test_sentences_of_a_line_stay_on_one_line_and_lines_of_a_question_apart():
    parsed = parse(
        "I ask about vans. They are white.\n\n"
        "1. How many vans do you own? How many are electric?\n"
        "Which of them are let?\n"
        "2. Who drives them?\n"
    )

    assert parsed.preamble == "I ask about vans. They are white."
    assert [node.text for node in parsed.questions] == [
        "How many vans do you own? How many are electric?\nWhich of them are let?",
        "Who drives them?",
    ]
