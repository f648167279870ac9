"""Every way to number a question, and text that only looks like a number."""

import pytest

from documents.requests.reader import parse

_WORDS = ("How many boats are there?", "Who owns them?", "What do they cost?")


def _tree(nodes):
    return [(node.label, node.marker, _tree(node.children)) for node in nodes]


@pytest.mark.parametrize(
    ("marks", "labels"),
    [
        pytest.param(("1.", "2.", "3."), ("1", "2", "3"), id="1."),
        pytest.param(("1)", "2)", "3)"), ("1", "2", "3"), id="1)"),
        pytest.param(("(1)", "(2)", "(3)"), ("1", "2", "3"), id="(1)"),
        pytest.param(("[1]", "[2]", "[3]"), ("1", "2", "3"), id="[1]"),
        pytest.param(("1:", "2:", "3:"), ("1", "2", "3"), id="1:"),
        pytest.param(("1.)", "2.)", "3.)"), ("1", "2", "3"), id="1.)"),
        pytest.param(("1 -", "2 -", "3 -"), ("1", "2", "3"), id="1 -"),
        pytest.param(("1", "2", "3"), ("1", "2", "3"), id="1 alone"),
        pytest.param(("Q1", "Q2", "Q3"), ("1", "2", "3"), id="Q1"),
        pytest.param(("Q1:", "Q2:", "Q3:"), ("1", "2", "3"), id="Q1:"),
        pytest.param(("Q.1", "Q.2", "Q.3"), ("1", "2", "3"), id="Q.1"),
        pytest.param(
            ("Question 1", "Question 2", "Question 3"), ("1", "2", "3"), id="Question 1"
        ),
        pytest.param(
            ("Request 1:", "Request 2:", "Request 3:"), ("1", "2", "3"), id="Request 1:"
        ),
        pytest.param(("a.", "b.", "c."), ("a", "b", "c"), id="a."),
        pytest.param(("(a)", "(b)", "(c)"), ("a", "b", "c"), id="(a)"),
        pytest.param(("A)", "B)", "C)"), ("A", "B", "C"), id="A)"),
        pytest.param(("i.", "ii.", "iii."), ("i", "ii", "iii"), id="i."),
        pytest.param(("(i)", "(ii)", "(iii)"), ("i", "ii", "iii"), id="(i)"),
        pytest.param(("I.", "II.", "III."), ("I", "II", "III"), id="I."),
        pytest.param(("1.1", "1.2", "1.3"), ("1.1", "1.2", "1.3"), id="1.1"),
        pytest.param(("A1:", "A2:", "A3:"), ("A1", "A2", "A3"), id="A1"),
        pytest.param(("**1.**", "**2.**", "**3.**"), ("1", "2", "3"), id="markdown"),
        pytest.param(("•", "•", "•"), ("", "", ""), id="bullet"),
        pytest.param(("-", "-", "-"), ("", "", ""), id="dash"),
        pytest.param(("o  ", "o  ", "o  "), ("", "", ""), id="hollow bullet"),
        pytest.param(("\uf0b7", "\uf0b7", "\uf0b7"), ("", "", ""), id="Word's bullet"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"], ids=["lines", "gaps", "CRLF"])
def test_a_list_is_read_by_any_marks(marks, labels, gap):
    lines = [f"{mark} {words}" for mark, words in zip(marks, _WORDS, strict=True)]

    parsed = parse(gap.join(["Please answer the following:", *lines]))

    assert tuple(node.label for node in parsed.questions) == labels
    assert tuple(node.marker for node in parsed.questions) == tuple(
        mark.strip() for mark in marks
    )
    assert tuple(node.text for node in parsed.questions) == _WORDS


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("1.How many?\n2.Who?\n3.Why?", ["1", "2", "3"], id="no space"),
        pytest.param("*How many?\n*Who?", ["", ""], id="glued star"),
        pytest.param("Question 1\nHow many?\nQuestion 2\nWho?", ["1", "2"], id="above"),
        pytest.param("1. How many?\n2) Who?\n3. Why?", ["1", "2", "3"], id="mixed"),
    ],
)
def test_careless_marks_are_read(text, labels):
    assert [node.label for node in parse(text).questions] == labels


def test_marks_nest_by_their_kind():
    parsed = parse(
        "1. Boats\na) How many?\nb) Who owns\ni. the barges\nii. the punts\n"
        "c) Where?\n2. Crews\na) How many?"
    )

    assert _tree(parsed.questions) == [
        (
            "1",
            "1.",
            [
                ("a", "a)", []),
                ("b", "b)", [("i", "i.", []), ("ii", "ii.", [])]),
                ("c", "c)", []),
            ],
        ),
        ("2", "2.", [("a", "a)", [])]),
    ]


def test_the_letter_i_after_h_is_a_letter():
    parsed = parse("\n".join(f"{letter}) How many?" for letter in "abcdefghijk"))

    assert [node.label for node in parsed.questions] == list("abcdefghijk")


def test_decimal_numbers_nest_under_theirs():
    parsed = parse("1 Boats\n1.1 How many?\n1.2 Whose?\n2 Crews\n2.1 How many?")

    assert [
        (node.label, [child.label for child in node.children])
        for node in parsed.questions
    ] == [("1", ["1.1", "1.2"]), ("2", ["2.1"])]


def test_letters_after_their_number_nest_under_it_however_written():
    parsed = parse("8 How many boats?\n8b. Whose?\n8c Where?\n8.d When?\n9 Why?")

    assert [
        (node.label, [child.label for child in node.children])
        for node in parsed.questions
    ] == [("8", ["b", "c", "d"]), ("9", [])]


def test_bullets_nest_by_indentation():
    parsed = parse(
        "Please provide:\n● Boats\n      ○ barges\n            ● iron\n      ○ punts\n"
        "● Crews\n"
    )

    assert _tree(parsed.questions) == [
        ("", "●", [("", "○", [("", "●", [])]), ("", "○", [])]),
        ("", "●", []),
    ]


def test_two_marks_on_one_line_are_two_nodes():
    parsed = parse("1. (a) How many boats?\n(b) Whose?\n2. Why?")

    assert _tree(parsed.questions) == [
        ("1", "1.", [("a", "(a)", []), ("b", "(b)", [])]),
        ("2", "2.", []),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "1 January 2020 to 31 December 2020",
        "3rd May 2021",
        "2023.",
        "£5,000 or more",
        "5-10 year olds",
        "10.30am to 4pm",
        "2.5 tonnes or over",
        "I would include punts.",
        "A boat is anything that floats.",
        "1988,1989,1990",
    ],
)
def test_a_line_that_begins_like_a_number_is_not_a_question(line):
    parsed = parse(f"1. How many boats were hired?\n{line}\n2. Who hired them?")

    assert [node.label for node in parsed.questions] == ["1", "2"]
    assert line in parsed.questions[0].text


def test_lines_broken_by_a_mail_program_are_made_whole():
    parsed = parse(
        "1. Please provide the number of boats that were hired out by the\n"
        "council in each of the years 2019, 2020 and 2021, and say who had\n"
        "hired them.\n"
        "2. Please provide the number of punts that were sunk while on hire\n"
        "to pupils."
    )

    assert "\n" not in parsed.questions[0].text
    assert parsed.questions[1].text.endswith("on hire to pupils.")


def test_a_quoted_request_is_read_without_its_quote_signs():
    parsed = parse("> Dear Council,\n>\n> 1. How many boats\n> are there?\n> 2. Whose?")

    assert parsed.preamble == "Dear Council,"
    assert [node.text for node in parsed.questions] == [
        "How many boats are there?",
        "Whose?",
    ]


@pytest.mark.parametrize(
    "history",
    [
        "-----Original Message-----\nFrom: foi@council.example\n1. Which boats?",
        "On 5 May 2023 at 10:11, FOI <foi@council.example> wrote:\n> 1. Which boats?",
        "From: FOI Team\nSent: 5 May 2023\nSubject: boats\n\n1. Which boats?",
        "> 1. Which boats?\n> 2. Which crews?",
    ],
    ids=["original message", "wrote", "header", "quote signs"],
)
def test_older_mail_below_the_request_is_closing(history):
    parsed = parse(f"1) How many boats?\n2) Whose?\n\nRegards\nJo\n\n{history}")

    assert [node.label for node in parsed.questions] == ["1", "2"]
    assert "Which boats?" in parsed.closing
