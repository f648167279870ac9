"""Unusual input is read in time, or refused with a message."""

import pytest

from documents.requests.reader import LONGEST, RequestTooLong, parse

_MEGABYTES = 2_000_000


def _repeated(piece):
    return piece * (_MEGABYTES // len(piece))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_repeated("How many? Please list (a) cats 2) dogs. "), id="line"),
        pytest.param(_repeated("1. How many?\n"), id="the same number"),
        pytest.param(_repeated("- a\n"), id="bullets"),
        pytest.param(_repeated("a) "), id="marks in a line"),
        pytest.param(_repeated("> 1. How many?\n"), id="quoted lines"),
        pytest.param(_repeated("<p>1. How many?</p>"), id="HTML"),
        pytest.param(_repeated("QUJDRA0KMTIzNDU2Nzg5MA/+"), id="base64 in a line"),
        pytest.param(_repeated("QUJDRA0KMTIzNDU2Nzg5MA/+\r\n"), id="base64"),
        pytest.param(_repeated("\n"), id="empty lines"),
        pytest.param(_repeated(" "), id="spaces"),
        pytest.param(_repeated("."), id="stops"),
        pytest.param(_repeated(">"), id="quote signs"),
        pytest.param(_repeated('"abc\n'), id="quotations never closed"),
        pytest.param(_repeated("1 January 2020 to 2 May 2021\n"), id="dates"),
        pytest.param(_repeated("if the "), id="conditions without end"),
        pytest.param(_repeated("i.e. "), id="abbreviations"),
        pytest.param(_repeated("x\ny\rz\r\n"), id="mixed line ends"),
    ],
)
def test_two_megabytes_of_anything_are_read_whole(text):
    # A backtracking pattern or a repeated search would not finish in time.
    parsed = parse(text)

    assert (
        parsed.closing_span[1] == len(text) or text[parsed.closing_span[1] :].isspace()
    )


def test_five_megabytes_are_refused_in_one_sentence():
    with pytest.raises(RequestTooLong, match="more than the 2,500,000"):
        parse("x" * 5_000_000)


def test_the_longest_text_is_read():
    assert parse("x" * LONGEST)


def test_three_thousand_questions_are_read():
    text = "\n".join(f"{n}. How many boats of kind {n}?" for n in range(1, 3001))

    parsed = parse(text)

    assert parsed.question_count == 3000
    assert parsed.questions[-1].label == "3000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n\t ",
        "Yours faithfully,\nJohn Smith\nHead of Boats",
        "Kind regards",
        "--\nSent from my telephone",
    ],
    ids=["nothing", "white space", "signature", "farewell", "footer"],
)
def test_what_asks_nothing_has_no_questions(text):
    assert parse(text).questions == ()


def test_right_to_left_text_is_read():
    parsed = parse("1. كم عدد الموظفين؟\n2. كم تبلغ التكلفة؟")

    assert [node.label for node in parsed.questions] == ["1", "2"]
    assert parsed.questions[1].text == "كم تبلغ التكلفة؟"


def test_mixed_line_ends_are_read():
    parsed = parse("1. How many?\r2. Whose?\r\n3. Why?\u20284. When?\n")

    assert [node.label for node in parsed.questions] == ["1", "2", "3", "4"]


def test_bullets_nested_without_end_stay_shallow_enough_to_show():
    text = "\n".join(" " * 2 * n + "• boat" for n in range(400))

    parsed = parse(text)

    depth, level = 0, parsed.questions
    while level:
        depth, level = depth + 1, level[-1].children
    assert depth <= 11
    assert parsed.question_count == 400
