"""Correcting the question tree keeps every word, and describes the changes."""

import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.requests.reader import parse
from requests_app.questions.outline.changes import Told, describe
from requests_app.questions.outline.nodes import (
    CLOSING,
    PREAMBLE,
    Node,
    Outline,
    from_json,
    from_parsed,
)
from requests_app.questions.outline.placing import place
from requests_app.questions.outline.tree_edits import (
    CorrectionNotPossible,
    add,
    delete,
    drop,
    edit,
    merge,
    move_down,
    move_in,
    move_out,
    move_up,
    put_back,
    renumber,
    set_kind,
    split,
)

RECEIVED = """Dear team,

Please tell me about your cameras.

1. How many cameras do you have?
 a. How many of them are fixed?
 b. How many are mobile?
Please answer for each year.
2. What did they cost?
3. Who maintains them?

Yours sincerely
Robin Writer"""


@pytest.fixture
def outline():
    return read(RECEIVED)


def read(text):
    """Read a text; give its nodes the keys 1, 2, 3 and so on."""
    made = from_parsed(parse(text))
    return made.settled({-n: n for n in range(1, len(made.nodes) + 1)})


def shape(outline):
    return [f"{'.' * node.depth}{node.label or '·'}" for node in outline.nodes]


def key(outline, path):
    return next(key for key, found in outline.paths.items() if found == path)


def test_a_text_is_read_with_its_words_in_their_places(outline):
    assert shape(outline) == ["1", ".a", ".b", "2", "3"]
    assert outline.nodes[1].marker == "a."
    assert place(RECEIVED, outline).loose_words == 0


def test_moving_in_puts_a_node_under_the_one_before_it(outline):
    moved = move_in(outline, key(outline, "2"))

    assert shape(moved) == ["1", ".a", ".b", ".2", "3"]


def test_moving_in_takes_along_what_stands_beneath(outline):
    first = add(outline, PREAMBLE)

    moved = move_in(first, key(first, "1"))

    assert shape(moved) == ["·", ".1", "..a", "..b", "2", "3"]


@pytest.mark.parametrize("path", ["1", "1(a)"])
def test_the_first_at_its_level_cannot_move_in(outline, path):
    with pytest.raises(CorrectionNotPossible, match="first at its level"):
        move_in(outline, key(outline, path))


def test_questions_do_not_go_deeper_than_nine_levels():
    chain = Outline(nodes=tuple(Node(n + 1, depth=n) for n in range(9)))
    twins = add(chain, 9)

    with pytest.raises(CorrectionNotPossible, match="9 levels"):
        move_in(twins, twins.nodes[-1].id)
    with pytest.raises(CorrectionNotPossible, match="9 levels"):
        drop(add(chain), -1, 9, "inside")


def test_moving_out_keeps_the_order_of_the_words(outline):
    moved = move_out(outline, key(outline, "1(a)"))

    assert shape(moved) == ["1", "a", ".b", "2", "3"]


def test_what_stands_outermost_cannot_move_out(outline):
    with pytest.raises(CorrectionNotPossible, match="outermost"):
        move_out(outline, key(outline, "2"))


def test_up_and_down_change_places_with_a_neighbour(outline):
    up = move_up(outline, key(outline, "2"))
    down = move_down(outline, key(outline, "1"))

    assert shape(up) == shape(down) == ["2", "1", ".a", ".b", "3"]


def test_there_is_nothing_above_the_first_and_below_the_last(outline):
    for path in ("1", "1(a)"):
        with pytest.raises(CorrectionNotPossible, match="is already the first"):
            move_up(outline, key(outline, path))
    for path in ("3", "1(b)"):
        with pytest.raises(CorrectionNotPossible, match="is already the last"):
            move_down(outline, key(outline, path))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("before", ["3", "1", ".a", ".b", "2"]),
        ("after", ["1", ".a", ".b", "3", "2"]),
        ("inside", ["1", ".a", ".b", ".3", "2"]),
    ],
)
def test_a_node_can_be_dropped_anywhere(outline, where, expected):
    dropped = drop(outline, key(outline, "3"), key(outline, "1"), where)

    assert shape(dropped) == expected


def test_a_node_cannot_be_dropped_into_itself(outline):
    with pytest.raises(CorrectionNotPossible, match="into itself"):
        drop(outline, key(outline, "1"), key(outline, "1(a)"), "after")


def test_splitting_takes_the_number_the_second_part_begins_with():
    outline = read("1. How many? 2) How much?")
    text = outline.nodes[0].text

    parted = split(outline, 1, text.index("2)"))

    assert [(n.label, n.marker, n.text) for n in parted.nodes] == [
        ("1", "1.", "How many?"),
        ("2", "2)", "How much?"),
    ]
    assert parted.parted == ((1, -1),)


def test_the_second_part_takes_along_what_stands_beneath(outline):
    parted = split(outline, key(outline, "1"), len("How many"))

    assert shape(parted) == ["1", "·", ".a", ".b", "2", "3"]
    assert parted.nodes[0].after == ""
    assert parted.nodes[1].after == outline.nodes[0].after


def test_splitting_within_a_word_keeps_the_word_whole():
    outline = Outline(nodes=(Node(1, text="How many cameras are there?"),))

    parted = split(outline, 1, len("How many came"))

    assert [node.text for node in parted.nodes] == ["How many", "cameras are there?"]


def test_a_script_that_does_not_part_its_words_can_be_split_anywhere():
    outline = Outline(nodes=(Node(1, text="字" * 100),))

    parted = split(outline, 1, 60)

    assert [len(node.text) for node in parted.nodes] == [60, 40]


def test_splitting_at_the_end_begins_an_empty_node(outline):
    for path, expected in (
        ("3", ["1", ".a", ".b", "2", "3", "·"]),
        ("1", ["1", ".·", ".a", ".b", "2", "3"]),
    ):
        assert shape(split(outline, key(outline, path), 999)) == expected


def test_splitting_before_the_first_word_is_refused(outline):
    with pytest.raises(CorrectionNotPossible, match="where the second question"):
        split(outline, key(outline, "3"), 0)


def test_a_question_can_be_split_off_what_stands_around(outline):
    at = outline.preamble.index("Please")

    above = split(outline, PREAMBLE, at)
    below = split(outline, CLOSING, len("Yours sincerely"))

    assert above.preamble == "Dear team,"
    assert above.nodes[0].text == "Please tell me about your cameras."
    assert below.nodes[-1].text == "Yours sincerely"
    assert below.closing == "Robin Writer"


def test_joining_keeps_the_number_as_words(outline):
    joined = merge(outline, key(outline, "1(b)"))

    assert shape(joined) == ["1", ".a", "2", "3"]
    assert (
        joined.nodes[1].text == "How many of them are fixed?\nb. How many are mobile?"
    )
    assert joined.joined == ((3, 2),)


def test_joining_to_the_node_above_it_keeps_what_stood_beneath_in_order(outline):
    deeper = move_in(outline, key(outline, "1(b)"))

    joined = merge(deeper, 2)

    assert shape(joined) == ["1", ".b", "2", "3"]
    assert joined.nodes[0].after == outline.nodes[0].after


def test_joining_what_has_words_below_its_children_keeps_them_below(outline):
    joined = merge(outline, key(outline, "2"))
    first = merge(outline, key(outline, "1"))

    assert shape(joined) == ["1", ".a", ".b", "3"]
    assert shape(first) == ["a", "b", "2", "3"]
    assert first.nodes[1].after == outline.nodes[0].after
    assert first.preamble.endswith("1. How many cameras do you have?")
    assert first.joined == ((1, None),)


def test_joining_to_its_parent_keeps_words_below_children_below_them():
    nested = Outline(
        nodes=(
            Node(1, label="1", text="one"),
            Node(2, depth=1, label="a", text="two", after="after two"),
            Node(3, depth=2, label="i", text="three"),
        )
    )
    childless = delete(nested, 3)
    beneath_a_leaf = move_out(nested, 2)

    assert [n.after for n in merge(nested, 2).nodes] == ["", "after two"]
    assert merge(childless, 2).nodes[0].text == "one\na two\nafter two"
    assert merge(beneath_a_leaf, 2).nodes[0].after == "after two"


def test_without_questions_what_stands_after_joins_what_stands_before():
    joined = merge(Outline(preamble="Dear all,", closing="Yours"), CLOSING)

    assert (joined.preamble, joined.closing) == ("Dear all,\nYours", "")


def test_punctuation_is_marked_with_the_word_it_touches():
    outline = Outline(nodes=(Node(1, text="(How many?)", span=(6, 17)),))

    segments = place("Dear, (How many?)", outline).segments

    assert [(s.text, s.owner) for s in segments] == [
        ("Dear,", None),
        (" ", None),
        ("(How many?)", 1),
    ]


def test_a_whole_new_order_is_told(outline):
    turned = drop(drop(outline, 5, 1, "before"), 4, 1, "before")

    assert describe(outline, turned).note == "The order is now 3, 2 and 1."


def test_the_words_after_the_questions_join_the_last(outline):
    joined = merge(outline, CLOSING)

    assert joined.closing == ""
    assert joined.nodes[-1].text.endswith("Yours sincerely\nRobin Writer")
    with pytest.raises(CorrectionNotPossible, match="There is no text"):
        merge(joined, CLOSING)


def test_a_question_joined_to_a_heading_makes_it_a_question(outline):
    headed = set_kind(outline, key(outline, "2"), "heading")

    joined = merge(headed, 5)

    assert joined.nodes[-1].kind == "question"


def test_deleting_lets_the_words_go_and_keeps_what_stood_beneath(outline):
    without = delete(outline, key(outline, "1"))

    placing = place(RECEIVED, without)
    assert shape(without) == ["a", "b", "2", "3"]
    assert [segment.text for segment in placing.loose] == [
        "1. How many cameras do you have?",
        "Please answer for each year.",
    ]
    assert placing.loose_words == 12


def test_words_let_go_can_be_put_back_where_they_were(outline):
    without = delete(outline, key(outline, "2"))
    loose = place(RECEIVED, without).loose[0]

    back = put_back(without, loose.text, (loose.start, loose.end))

    assert shape(back) == shape(outline)
    assert back.nodes[3].text == outline.nodes[3].text
    assert place(RECEIVED, back).loose_words == 0


def test_a_number_can_be_corrected_and_taken_away(outline):
    renumbered = renumber(outline, key(outline, "3"), "  2 bis ")

    assert renumbered.nodes[-1].label == "2 bis"
    assert place(RECEIVED, renumbered).loose_words == 0
    assert renumber(renumbered, 5, "").nodes[-1].label == ""
    with pytest.raises(CorrectionNotPossible, match="40 characters at most"):
        renumber(outline, 5, "9" * 41)


def test_editing_lets_go_only_the_words_taken_out(outline):
    edited = edit(outline, key(outline, "2"), text="What did cameras cost?\r\n ")

    placing = place(RECEIVED, edited)
    assert edited.nodes[3].text == "What did cameras cost?"
    assert [segment.text for segment in placing.loose] == ["they"]


def test_words_moved_by_hand_to_another_question_are_still_placed(outline):
    moved = edit(outline, key(outline, "2"), text="What?")
    moved = edit(moved, 1, text="How many cameras do you have, did they cost?")

    placing = place(RECEIVED, moved)

    assert placing.loose_words == 0
    assert "did they cost?" in [s.text for s in placing.segments if s.owner == 1]


def test_what_stands_around_the_questions_cannot_be_moved(outline):
    for change in (move_in, move_out, move_up, delete):
        with pytest.raises(CorrectionNotPossible, match="cannot be moved"):
            change(outline, PREAMBLE)


def test_a_node_that_is_not_there_is_refused(outline):
    with pytest.raises(CorrectionNotPossible, match="Choose a question"):
        move_in(outline, 999)


def test_making_a_node_what_it_is_already_is_refused(outline):
    with pytest.raises(CorrectionNotPossible, match="is a question already"):
        set_kind(outline, 1, "question")


def test_an_outline_survives_being_stored(outline):
    stored = json.loads(json.dumps(outline.as_json()))

    assert from_json(stored) == outline


@pytest.mark.parametrize(
    "nodes",
    [
        pytest.param(None, id="no nodes"),
        pytest.param([{"id": 1}], id="half a node"),
        pytest.param([{"depth": 1}], id="a node beneath nothing"),
        pytest.param([{"kind": "poem"}], id="an unknown kind"),
    ],
)
def test_what_is_no_outline_is_refused(outline, nodes):
    stored = outline.as_json()
    whole = stored["nodes"][0]
    stored["nodes"] = nodes and [
        node if "id" in node else {**whole, **node} for node in nodes
    ]

    with pytest.raises(ValueError, match=r"outline|beneath|kind"):
        from_json(stored)


@pytest.mark.parametrize(
    ("change", "note"),
    [
        pytest.param(
            lambda outline: move_in(outline, 4),
            "2 is now under 1, as 1(2).",
            id="in",
        ),
        pytest.param(
            lambda outline: move_out(outline, 3),
            "1(b) is now at the top, as b.",
            id="out",
        ),
        pytest.param(
            lambda outline: move_down(outline, 4),
            "2 and 3 changed places.",
            id="down",
        ),
        pytest.param(
            lambda outline: drop(outline, 5, 1, "before"),
            "3 is now before 1.",
            id="dropped before",
        ),
        pytest.param(
            lambda outline: drop(outline, 1, 5, "after"),
            "1 is now after 3.",
            id="dropped after",
        ),
        pytest.param(
            lambda outline: split(outline, 5, 3),
            "3 was split; the rest is now first unnumbered question.",
            id="split",
        ),
        pytest.param(
            lambda outline: split(outline, 1, 8),
            "1 was split; the rest is now first unnumbered question.",
            id="split with children",
        ),
        pytest.param(
            lambda outline: merge(outline, 3), "1(b) was joined to 1(a).", id="join"
        ),
        pytest.param(
            lambda outline: merge(outline, 1),
            "1 was joined to the words before the questions.",
            id="join to the preamble",
        ),
        pytest.param(lambda outline: delete(outline, 5), "3 was deleted.", id="out"),
        pytest.param(
            lambda outline: add(outline),
            "First unnumbered question was added.",
            id="add",
        ),
        pytest.param(
            lambda outline: renumber(outline, 5, "4"), "3 is now numbered 4.", id="no"
        ),
        pytest.param(
            lambda outline: edit(outline, 5, text="Who?"),
            "The words of 3 were changed.",
            id="edit",
        ),
        pytest.param(
            lambda outline: set_kind(outline, 5, "note"),
            "3 is now a note.",
            id="kind",
        ),
        pytest.param(
            lambda outline: edit(outline, CLOSING, text="Robin"),
            "The words after the questions were changed.",
            id="closing",
        ),
    ],
)
def test_each_correction_is_told_in_a_sentence(outline, change, note):
    assert describe(outline, change(outline)).note == note


def test_a_correction_tells_what_was_said_then_and_now(outline):
    edited = edit(outline, 5, text="Who?")

    assert describe(outline, edited).changes == {
        "3": ["3 Who maintains them?", "3 Who?"]
    }
    assert describe(outline, outline) == Told("")


# --- Every operation, in any order ---------------------------------------------------

WORDS = st.sampled_from(["how", "many", "cameras", "cost", "1.", "a)", "b.", "•", "x"])
TEXTS = st.lists(
    st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=14
).map("\n".join)


def keys_of(outline):
    return st.sampled_from(
        [*(node.id for node in outline.nodes), PREAMBLE, CLOSING, 999]
    )


def change(outline, data):
    """Apply an edit that keeps every word, to a node drawn at random."""
    pick = keys_of(outline)
    name = data.draw(
        st.sampled_from(["in", "out", "up", "down", "drop", "split", "merge", "add"])
    )
    one = data.draw(pick)
    if name == "split":
        return split(outline, one, data.draw(st.integers(0, 40)))
    if name == "drop":
        where = data.draw(st.sampled_from(["before", "after", "inside"]))
        return drop(outline, one, data.draw(pick), where)
    moves = {
        "in": move_in,
        "out": move_out,
        "up": move_up,
        "down": move_down,
        "merge": merge,
        "add": add,
    }
    return moves[name](outline, one)


def words_of(outline):
    """Count each word of an outline, numbers included."""
    texts = [outline.preamble, outline.closing]
    for node in outline.nodes:
        texts += [node.mark, node.text, node.after]
    return Counter(re.findall(r"\w+(?:['’]\w+)*", "\n".join(texts)))


def letters(outline):
    """Count each letter of an outline: a split within a word keeps only letters."""
    counted = Counter()
    for word, number in words_of(outline).items():
        counted.update({letter: word.count(letter) * number for letter in {*word}})
    return counted


@given(TEXTS, st.data())
def test_moving_splitting_joining_and_adding_keep_every_word(text, data):
    outline = from_parsed(parse(text))
    for _ in range(data.draw(st.integers(1, 8))):
        before = outline
        try:
            outline = change(before, data)
        except CorrectionNotPossible as refusal:
            assert str(refusal).endswith(".")  # noqa: PT017
            continue

        ids = [node.id for node in outline.nodes]
        assert letters(outline) == letters(before)
        assert len(set(ids)) == len(ids)
        assert from_json(outline.as_json()).nodes == outline.nodes
        describe(before, outline)


@given(TEXTS, st.data())
def test_every_received_word_is_either_placed_or_shown_as_loose(text, data):
    received = from_parsed(parse(text))
    outline = received
    for _ in range(data.draw(st.integers(0, 6))):
        try:
            if data.draw(st.booleans()):
                outline = delete(outline, data.draw(keys_of(outline)))
            else:
                outline = change(outline, data)
        except CorrectionNotPossible:
            continue

    placing = place(text, outline)

    assert "".join(segment.text for segment in placing.segments) == text
    loose = words_of(Outline(preamble=" ".join(s.text for s in placing.loose)))
    lost = words_of(Outline(preamble=text)) - words_of(outline)
    assert loose.total() == placing.loose_words
    assert placing.loose_words <= lost.total()


@given(TEXTS)
def test_nothing_is_loose_in_a_text_just_read(text):
    assert place(text, from_parsed(parse(text))).loose_words == 0


def test_words_that_only_lead_into_a_list_are_asked_by_its_parts():
    outline = read(
        "1. How many seats are there?\n2. Please also state:\n"
        "a. the height of the stage;\nb. the number of doors.\n3. Who built it?"
    )

    assert [(node.label, node.kind) for node in outline.nodes] == [
        ("1", "question"),
        ("2", "heading"),
        ("a", "question"),
        ("b", "question"),
        ("3", "question"),
    ]
    assert outline.question_count == 4


def test_words_that_ask_for_something_of_each_part_are_a_question():
    outline = read("1. How many seats are there in:\na. the stalls\nb. the circle")

    assert [node.kind for node in outline.nodes] == ["question"] * 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(
            "1. **Fees** – What are the fees?\n\n---\n\n2. Who sets them?",
            ["Fees – What are the fees?", "Who sets them?"],
            id="marks of emphasis and a rule",
        ),
        pytest.param(
            "<p>Hello,</p><ul><li>What are the fees?</li><li>Who sets them?</li></ul>",
            ["What are the fees?", "Who sets them?"],
            id="tags",
        ),
    ],
)
def test_ornament_is_not_shown(text, shown):
    assert [node.text for node in read(text).nodes] == shown
