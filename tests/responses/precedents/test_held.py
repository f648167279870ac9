"""A worker reads the sketches of an authority once, then only the new."""

import numpy as np
import pytest

from documents.meaning.model import mark_of
from responses.models import AnswerMeaning
from responses.precedents import held
from tests.factories import PreviousAnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch):
    monkeypatch.setattr(held, "_held", type(held._held)())


def _meant(authority, first=0, mark=""):
    previous = PreviousAnswerFactory(authority=authority, question="Dogs?")
    return AnswerMeaning.objects.create(
        previous_answer=previous,
        authority=authority,
        model=mark or mark_of(),
        sketch=bytes([first]) + b"\0" * 47,
        vector=b"\0" * 768,
    )


def _held(authority, upto):
    return held.sketches_held(authority_id=authority.pk, mark=mark_of(), upto=upto.pk)


def _nearest(sketches, first):

    sketch = np.frombuffer(bytes([first]) + b"\0" * 47, dtype=np.uint8)
    return sketches.nearest(sketch)


def test_only_new_sketches_are_read(officer, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(held, "_SLICE", 2)
    meanings = [_meant(officer.authority, number) for number in range(3)]
    with django_assert_num_queries(2):
        _held(officer.authority, meanings[-1])
    with django_assert_num_queries(0):
        _held(officer.authority, meanings[-1])
    new = _meant(officer.authority, 255)
    with django_assert_num_queries(1):
        found = _held(officer.authority, new)

    assert len(found) == 4
    assert _nearest(found, 255)[0] == new.pk
    assert _nearest(found, 0)[0] == meanings[0].pk


def test_only_those_of_the_authority_and_the_model_up_to_the_key_are_held(officer):
    own = _meant(officer.authority)
    _meant(PreviousAnswerFactory().authority)
    _meant(officer.authority, mark="another")
    _meant(officer.authority)

    assert _nearest(_held(officer.authority, own), 0) == [own.pk]


def test_all_is_read_anew_where_keys_went_back(officer):
    first, second = (_meant(officer.authority, number) for number in range(2))
    _held(officer.authority, second)
    AnswerMeaning.objects.filter(pk=second.pk).delete()

    assert _nearest(_held(officer.authority, first), 1) == [first.pk]


def test_the_authority_searched_longest_ago_makes_room(officer, monkeypatch):
    monkeypatch.setattr(held, "MOST_HELD", 3)
    others = [PreviousAnswerFactory().authority for _ in range(2)]
    for authority in (officer.authority, *others):
        _held(authority, [_meant(authority), _meant(authority)][-1])

    assert [key for key, _ in held._held] == [others[-1].pk]


def test_a_single_authority_is_held_however_large(officer, monkeypatch):
    monkeypatch.setattr(held, "MOST_HELD", 1)
    newest = [_meant(officer.authority) for _ in range(3)][-1]

    assert len(_held(officer.authority, newest)) == 3


def test_many_sketches_are_added_in_their_order(officer):

    sketches = held.Sketches()
    random = np.random.default_rng(5)
    rows = random.integers(0, 256, (5_000, 48), dtype=np.uint8)
    for start in range(0, len(rows), 700):
        part = rows[start : start + 700]
        sketches.add(np.arange(start, start + len(part)), part)

    assert len(sketches) == 5_000
    for at in (0, 699, 700, 4_999):
        assert sketches.nearest(rows[at], 3)[0] == at
    assert sketches.nearest(rows[0], 3, after=4_998) == [4_999]
    assert sketches.nearest(rows[0], 3, after=4_999) == []
