"""The changes of each author in a text sent out and brought back."""

import pytest

from documents.richtext.rewording import Change
from documents.word_drafts.edits import edits_of
from documents.word_drafts.returned import DELETED, INSERTED, Author, Piece

PAT, KIM = Author("Pat", "2026-03-04"), Author("Kim", "2026-03-05")
SENT = "Ten boats lie here."


def ins(words, author=PAT):
    return Piece(words, INSERTED, author)


def cut(words, author=PAT):
    return Piece(words, DELETED, author)


def told(*pieces, sent=SENT):
    return [
        (one.change, one.author and one.author.name) for one in edits_of(sent, pieces)
    ]


@pytest.mark.parametrize(
    ("pieces", "edits"),
    [
        ([Piece(SENT)], []),
        (
            [Piece("Ten boats lie here."), ins(" Now.")],
            [(Change(19, 19, " Now."), "Pat")],
        ),
        ([cut("Ten "), Piece("boats lie here.")], [(Change(0, 4, ""), "Pat")]),
        (
            [cut("Ten"), ins("Six"), Piece(" boats lie here.")],
            [(Change(0, 3, "Six"), "Pat")],
        ),
        (
            [ins("Six"), cut("Ten"), Piece(" boats lie here.")],
            [(Change(0, 3, "Six"), "Pat")],
        ),
        (
            [cut("Ten", PAT), ins("Six", KIM), Piece(" boats lie here.")],
            [(Change(0, 3, ""), "Pat"), (Change(3, 3, "Six"), "Kim")],
        ),
        (
            [cut("Ten "), ins("All "), cut("boats"), Piece(" lie here.")],
            [(Change(0, 9, "All "), "Pat")],
        ),
    ],
    ids=["none", "in", "out", "out in", "in out", "two authors", "in the middle"],
)
def test_tracked_changes_have_their_place_and_author(pieces, edits):
    assert told(*pieces) == edits


def test_a_change_without_tracking_has_no_author():
    assert told(Piece("Ten ships lie here.")) == [(Change(4, 9, "ships"), None)]


def test_tracked_changes_beside_untracked_ones_keep_their_place():
    pieces = [Piece("Some ten boats lie "), cut("here"), ins("there"), Piece(".")]

    assert told(*pieces) == [
        (Change(0, 3, "Some ten"), None),
        (Change(14, 18, "there"), "Pat"),
    ]


def test_words_typed_without_tracking_and_deleted_again_are_nothing():
    assert told(Piece("Ten "), cut("old "), Piece("boats lie here.")) == []


def test_a_deletion_within_words_that_differ_is_part_of_their_change():
    pieces = [Piece("Ten "), cut("ships"), Piece(" lie here.")]

    assert told(*pieces) == [(Change(4, 9, ""), None)]


def test_an_insertion_within_words_that_differ_follows_them():
    pieces = [Piece("Ten sh"), ins("x"), Piece("ips lie here.")]

    assert told(*pieces) == [
        (Change(4, 9, "ships"), None),
        (Change(9, 9, "x"), "Pat"),
    ]
