"""Each subject registers the kinds of history that it writes."""

from collections import Counter
from datetime import date
from itertools import chain

import pytest
from django.conf import settings

from requests_app.history.kinds import (
    HistoryKind,
    Trait,
    is_registered,
    kinds_with,
    label_of,
    register,
    registered_kinds,
)
from requests_app.history.record import record
from requests_app.jobs.handlers import registered_handlers
from requests_app.models import HistoryEntry, Notice
from tests.factories import FOIRequestFactory
from tests.modules import app_modules


@pytest.fixture(scope="module")
def defined():
    """Return the enumerations of kinds that the apps define."""
    return {
        each
        for module in app_modules()
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, HistoryKind) and len(each)
    }


def test_every_kind_that_is_defined_is_registered(defined):
    kinds = set(chain.from_iterable(defined))

    assert kinds
    assert kinds == set(registered_kinds())


def test_every_kind_is_defined_once(defined):
    defined_times = Counter(kind.value for kind in chain.from_iterable(defined))

    assert set(defined_times.values()) == {1}


def test_every_kind_fits_its_column():
    longest = HistoryEntry._meta.get_field("kind").max_length

    assert all(len(kind) <= longest for kind in registered_kinds())


def test_no_two_kinds_of_a_subject_read_the_same(defined):
    for subject in defined:
        labels = [kind.label for kind in subject]

        assert len(set(labels)) == len(labels), subject


def test_a_value_is_registered_by_one_subject_only():
    class Twin(HistoryKind):
        NOTE_ADDED = "note_added", "Another note"

    with pytest.raises(ValueError, match="registered twice"):
        register(Twin)

    assert label_of("note_added") == "Note added"


@pytest.mark.django_db
def test_a_kind_that_no_subject_registered_is_not_written(officer):
    class Unknown(HistoryKind):
        DANCED = "danced", "Danced"

    foi_request = FOIRequestFactory()

    with pytest.raises(ValueError, match="No subject has registered"):
        record(
            foi_request=foi_request,
            kind=Unknown.DANCED,
            by=officer,
            on=date(2026, 3, 2),
        )

    assert not foi_request.history.exists()
    assert not is_registered("danced")


def test_an_entry_whose_subject_is_gone_shows_its_value():
    assert label_of("danced") == "danced"


def test_requests_app_names_no_kind_of_an_app_above_it(defined):
    above = [each for each in defined if each.__module__.startswith("responses.")]
    values = {f'"{kind.value}"' for kind in chain.from_iterable(above)}
    values |= {
        f'"{handler.kind.name}"'
        for handler in registered_handlers()
        if handler.effect.__module__.startswith("responses.")
    }
    # Kinds of notices have words of their own, some of them the same.
    values -= {f'"{kind.value}"' for kind in Notice.Kind}
    sources = [
        file
        for folder in ("requests_app", "templates/requests_app")
        for file in (settings.BASE_DIR / folder).rglob("*")
        if file.suffix in {".py", ".html"}
    ]

    assert values
    assert sources
    for source in sources:
        text = source.read_text()
        assert not [value for value in values if value in text], source


def test_issuing_an_answer_is_deciding_it():
    assert "response_issued" in kinds_with(Trait.DECIDING)


def test_writing_and_deciding_are_told_apart():
    assert not kinds_with(Trait.WRITING) & kinds_with(Trait.DECIDING)
