from datetime import UTC, datetime, timedelta

import pytest

from responses.drafting.versions import versions_of
from tests.factories import AnswerFactory, UserFactory

NINE = datetime(2026, 3, 9, 9, tzinfo=UTC)


@pytest.fixture
def answer(db):
    return AnswerFactory()


def save(answer, version, minute, **fields):
    return answer.revisions.create(
        version=version,
        at=NINE + timedelta(minutes=minute),
        **{"by": answer.updated_by, "is_autosave": True, **fields},
    )


def listed(answer):
    return [(one.revision.version, len(one.between)) for one in versions_of(answer)]


def test_autosaves_of_one_sitting_are_one_version(answer):
    for version, minute in enumerate((0, 1, 20, 45), start=1):
        save(answer, version, minute)

    assert listed(answer) == [(4, 3)]


def test_a_long_pause_begins_another_sitting(answer):
    save(answer, 1, 0)
    save(answer, 2, 31)

    assert listed(answer) == [(2, 0), (1, 0)]


def test_what_somebody_saved_is_always_listed(answer):
    save(answer, 1, 0, is_autosave=False)
    save(answer, 2, 1)
    save(answer, 3, 2, is_autosave=False)

    assert listed(answer) == [(3, 1), (1, 0)]


def test_each_persons_texts_are_listed_apart(answer):
    save(answer, 1, 0)
    save(answer, 2, 1, by=UserFactory(authority=answer.foi_request.authority))

    assert listed(answer) == [(2, 0), (1, 0)]


def test_an_unused_text_is_never_folded(answer):
    save(answer, 1, 0)
    save(answer, 1, 1, is_unused=True)
    save(answer, 2, 2)

    assert [one.revision.is_unused for one in versions_of(answer)] == [
        False,
        True,
        False,
    ]
