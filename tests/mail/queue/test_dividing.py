"""One message is split into two requests, two are joined, and both are undone."""

import pytest

from mail.models import Entry
from mail.queue.dividing import (
    JoinNotPossible,
    SplitNotPossible,
    join_entries,
    split_entry,
    undo_join,
    undo_split,
)
from mail.queue.refused import EndNotPossible
from tests.factories import UserFactory
from tests.mail.made import AT, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


def waiting(officer):
    return set(Entry.objects.filter(ended_as="", authority=officer.authority))


def test_splitting_makes_two_that_wait_and_undoing_makes_one(officer):
    one = entry(officer.authority, text="1. How many dogs?\n\n2. How many cats?")

    parts = split_entry(
        entry=one, first="How many dogs?", second="How many cats?", by=officer, at=AT
    )

    assert waiting(officer) == set(parts)
    assert {part.message for part in parts} == {one.message}
    assert parts[1].question_count == 1

    undo_split(entry=one, by=officer, at=AT)

    assert waiting(officer) == {one}


def test_a_split_is_not_undone_once_a_part_is_decided(officer):
    one = entry(officer.authority)
    first, second = split_entry(
        entry=one, first="How many?", second="What cost?", by=officer, at=AT
    )
    join_entries(entry=second, into=first, is_copy=False, by=officer, at=AT)

    with pytest.raises(EndNotPossible, match="part already"):
        undo_split(entry=one, by=officer, at=AT)


def test_a_part_without_words_is_refused(officer):
    one = entry(officer.authority)

    with pytest.raises(SplitNotPossible):
        split_entry(entry=one, first="Words", second="  \n", by=officer, at=AT)

    assert waiting(officer) == {one}


def test_joining_adds_the_words_and_undoing_takes_them_out_again(officer):
    one = entry(officer.authority, text="1. How many dogs?")
    other = entry(officer.authority, text="I forgot: how many cats?")
    before = one.text

    kept = join_entries(entry=other, into=one, is_copy=False, by=officer, at=AT)

    assert before in kept.text
    assert other.text in kept.text
    assert waiting(officer) == {one}

    undo_join(entry=other)

    one.refresh_from_db()
    assert one.text == before
    assert waiting(officer) == {one, other}


def test_the_words_of_a_copy_are_left_out(officer):
    one, copy = entry(officer.authority), entry(officer.authority)

    kept = join_entries(entry=copy, into=one, is_copy=True, by=officer, at=AT)

    assert kept.text == one.text


def test_an_entry_is_not_joined_with_itself_or_with_another_authority(officer):
    one = entry(officer.authority)

    for other in (one, entry(UserFactory().authority)):
        with pytest.raises(JoinNotPossible):
            join_entries(entry=one, into=other, is_copy=True, by=officer, at=AT)
