"""What differs between two texts, and a change carried to a later text."""

import random
import time

import pytest

from documents.richtext.rewording import Change, carried, changes_between, differing


def made(text, changes):
    for change in reversed(changes):
        text = text[: change.start] + change.words + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [
        ("Ten boats.", "Ten boats.", []),
        ("Ten boats.", "Six boats.", [Change(0, 3, "Six")]),
        ("Ten boats.", "Ten old boats.", [Change(4, 4, "old ")]),
        ("Ten old boats.", "Ten boats.", [Change(4, 8, "")]),
        ("", "Ten boats.", [Change(0, 0, "Ten boats.")]),
        ("a\nb\nc", "a\nc", [Change(1, 3, "")]),
        ("a\nc", "a\nb\nc", [Change(1, 1, "\nb")]),
    ],
)
def test_changes_are_no_longer_than_the_words_that_differ(one, other, changes):
    assert changes_between(one, other) == changes


def test_the_changes_make_one_text_the_other():
    rolled = random.Random(7)  # noqa: S311 - the same texts each time
    words = ["ten", "boats", "lie", "\n", "here", "\v", ",", "there"]
    for _ in range(300):
        one, other = (
            " ".join(rolled.choices(words, k=rolled.randrange(30))) for _ in range(2)
        )
        assert made(one, changes_between(one, other)) == other


@pytest.mark.parametrize(
    ("change", "later", "carried_to"),
    [
        (Change(4, 9, "ships"), "Now ten boats lie here.", Change(8, 13, "ships")),
        (Change(4, 9, "ships"), "Ten boats lie there.", Change(4, 9, "ships")),
        (Change(4, 9, "ships"), "Ten yachts lie here.", None),
        (Change(4, 9, "ships"), "Ten.", None),
        (Change(9, 9, " now"), "Ten old boats lie here.", Change(13, 13, " now")),
        (Change(6, 6, "x"), "Ten yachts lie here.", None),
    ],
)
def test_a_change_follows_its_words_or_is_given_up(change, later, carried_to):
    spans = differing("Ten boats lie here.", later)

    assert carried(change, by=spans) == carried_to


def test_long_texts_without_a_common_word_are_compared_quickly():
    one = " ".join(f"a{number}" for number in range(40_000))
    other = " ".join(f"b{number}" for number in range(40_000))
    same = "a " * 40_000
    begun = time.perf_counter()

    spans = differing(one, other), differing(same, same + "b " + same)

    assert time.perf_counter() - begun < 5
    assert [len(each) for each in spans] == [1, 1]
