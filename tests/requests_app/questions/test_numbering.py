"""Questions are cited by the requester's own numbers, each differently."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.questions.numbering.lists import cite, numbers
from requests_app.questions.numbering.paths import paths_of
from requests_app.questions.numbering.words import ordinal, quoted


@dataclass(frozen=True)
class Node:
    id: int
    parent_id: int | None
    label: str
    text: str = "How many?"
    kind: str = "question"


def heading(id_, label, text, parent_id=None):
    return Node(id_, parent_id, label, text, "heading")


TWO_LEVELS = [
    Node(1, None, "1"),
    *(Node(10 + n, 1, letter) for n, letter in enumerate("abcdef")),
    Node(2, None, "2"),
    Node(20, 2, "a"),
    Node(21, 2, "b"),
    Node(3, None, "3"),
    Node(4, None, "4"),
]


def said(nodes):
    return [str(path) for path in paths_of(nodes).values()]


def test_a_path_is_the_labels_from_the_top_down():
    nodes = [
        Node(1, None, "1"),
        Node(2, 1, "b"),
        Node(3, 2, "ii"),
        Node(4, None, "Question 2"),
    ]

    assert said(nodes) == ["1", "1(b)", "1(b)(ii)", "2"]


@pytest.mark.parametrize(
    ("above", "label", "path"),
    [
        pytest.param("1", "1.1", "1.1", id="a dotted number holds the one above"),
        pytest.param("2", "2b", "2b", id="so does a number with a letter"),
        pytest.param("1", "10", "1(10)", id="a longer number does not"),
        pytest.param("i", "ii", "i(ii)", id="nor a longer Roman one"),
        pytest.param("A", "1", "A1", id="a number joins a letter"),
    ],
)
def test_a_label_is_joined_to_the_one_above_it(above, label, path):
    assert said([Node(1, None, above), Node(2, 1, label)])[1] == path


def test_a_number_nobody_wrote_out_counts():
    nodes = [heading(1, "1", ""), Node(2, 1, "a"), Node(3, 1, "b")]

    assert said(nodes)[1:] == ["1(a)", "1(b)"]


def test_the_same_number_twice_is_told_apart_by_which_comes_first():
    nodes = [Node(1, None, "3"), Node(2, None, "3"), Node(3, 2, "a")]

    assert said(nodes) == [
        "3 (first of that number)",
        "3 (second of that number)",
        "3(a)",
    ]


def test_numbers_that_restart_are_told_apart_by_their_headings():
    nodes = [
        heading(1, "", "Staffing:"),
        Node(2, 1, "1"),
        Node(3, 1, "2"),
        Node(4, 1, "3"),
        heading(5, "", "Costs"),
        Node(6, 5, "1"),
    ]

    found = paths_of(nodes)

    assert found[6] == "1 under “Costs”"
    assert found[4] == "3 under “Staffing”"
    assert cite(found, [2, 3, 4]) == "Questions 1 to 3 under “Staffing”"
    assert cite(found, [2, 6]) == "Questions 1 under “Staffing” and 1 under “Costs”"


def test_the_number_of_a_heading_is_said_only_where_it_is_needed():
    def under(*labels):
        tops = [heading(1, "A", "Staffing"), heading(2, "B", "Costs")]
        one, two, three, four = labels
        first = [tops[0], Node(3, 1, one), Node(4, 1, two)]
        return said([*first, tops[1], Node(5, 2, three), Node(6, 2, four)])

    assert under("1", "2", "3", "4") == ["A", "1", "2", "B", "3", "4"]
    assert under("1", "2", "1", "2") == ["A", "A1", "A2", "B", "B1", "B2"]
    assert under("a", "b", "c", "d") == ["A", "A(a)", "A(b)", "B", "B(c)", "B(d)"]


def test_unnumbered_questions_are_cited_by_position():
    alone = paths_of([Node(1, None, "")])
    several = paths_of([Node(n, None, "") for n in range(1, 6)])
    mixed = paths_of([Node(1, None, "1"), Node(2, None, ""), Node(3, None, "2")])
    points = paths_of([Node(1, None, "2"), *(Node(n, 1, "") for n in range(2, 5))])

    assert cite(alone, [1]) == "The question"
    assert cite(several, [3]) == "Third question"
    assert cite(several, [1, 3]) == "First and third questions"
    assert cite(several, [1, 2, 3]) == "First to third questions"
    assert cite(mixed, [2]) == "First unnumbered question"
    assert cite(mixed, [1, 2]) == "Question 1 and the first unnumbered question"
    assert cite(points, [3]) == "Question 2 (second point)"
    assert cite(points, [2, 3, 4]) == "Questions 2 (first point) to 2 (third point)"


def test_unnumbered_questions_are_counted_from_their_heading():
    nodes = [
        heading(1, "", "Mobile phones"),
        Node(2, 1, ""),
        heading(3, "", "Telephony"),
        Node(4, 3, ""),
        Node(5, 3, ""),
    ]

    assert cite(paths_of(nodes), [5]) == "Second question under “Telephony”"


def test_letters_below_an_unnumbered_question_say_which_only_where_needed():
    one = [Node(1, None, ""), Node(2, 1, "a"), Node(3, 1, "b")]
    two = [*one, Node(4, None, ""), Node(5, 4, "a")]

    assert said(one)[1:] == ["a", "b"]
    assert said(two)[1::3] == [
        "a of the first unnumbered question",
        "a of the second unnumbered question",
    ]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param([11], "Question 1(b)", id="one"),
        pytest.param([11, 12, 13, 14, 15], "Questions 1(b) to 1(f)", id="neighbours"),
        pytest.param([4, 2, 11], "Questions 1(b), 2 and 4", id="in the page's order"),
        pytest.param([20, 21], "Questions 2(a) and 2(b)", id="two are no range"),
        pytest.param(
            [1, 2, 3, 4], "Questions 1, 2, 3 and 4", id="a range would take in 1(a)"
        ),
        pytest.param([node.id for node in TWO_LEVELS], "Questions 1 to 4", id="all"),
    ],
)
def test_several_questions_are_cited_together(chosen, words):
    assert cite(paths_of(TWO_LEVELS), chosen) == words


def test_numbers_alone_leave_the_word_out():
    assert numbers(paths_of(TWO_LEVELS), [11, 12, 13, 2]) == "1(b) to 1(d) and 2"


def test_headings_and_notes_are_named_by_their_words_and_not_counted_as_questions():
    nodes = [heading(1, "", "Costs"), Node(2, 1, ""), Node(3, None, "", "By", "note")]

    assert said(nodes) == ["heading “Costs”", "the question", "note “By”"]


def test_a_long_heading_is_cut_at_a_word():
    assert quoted("-- " + "word " * 30).endswith("word …”")
    assert len(quoted("word " * 30)) < 60


def test_ordinals():
    assert [ordinal(n) for n in (1, 12, 13, 21, 22, 101, 111)] == [
        "first",
        "twelfth",
        "13th",
        "21st",
        "22nd",
        "101st",
        "111th",
    ]


@st.composite
def trees(draw):
    nodes, open_ids = [], []
    for key in range(1, draw(st.integers(1, 25)) + 1):
        del open_ids[draw(st.integers(0, len(open_ids))) :]
        nodes.append(
            Node(
                key,
                open_ids[-1] if open_ids else None,
                draw(st.sampled_from(["", "", "1", "2", "a", "ii", "1.1", "A"])),
                draw(st.sampled_from(["", "Costs", "Staffing"])),
                draw(st.sampled_from(["question", "question", "heading", "note"])),
            )
        )
        open_ids.append(key)
    return nodes


@given(trees())
def test_no_two_nodes_are_cited_alike(nodes):
    found = said(nodes)

    assert len(found) == len(nodes)
    assert len(set(found)) == len(found)


@given(trees(), st.data())
def test_no_two_choices_are_cited_alike(nodes, data):
    found = paths_of(nodes)
    choices = st.sets(st.sampled_from([node.id for node in nodes]))
    one, other = data.draw(choices), data.draw(choices)

    assert (cite(found, one) == cite(found, other)) == (one == other)
    assert (numbers(found, one) == numbers(found, other)) == (one == other)
