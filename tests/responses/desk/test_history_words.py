"""No raw name or value reaches the history on the page of a request."""

import pytest

from requests_app.history.steps import _RECORDED
from requests_app.intake.details import DETAILS
from requests_app.models import HistoryEntry
from responses.desk.history_words import WORDING
from responses.drafting.cited import SAID
from responses.drafting.statements import FIELDS
from responses.reviews.services import POINT_SAYS
from statute.facts import FACTS
from tests.history_words import raw_words_of

_FIELDS = (*_RECORDED, *DETAILS, *SAID, *FIELDS, *POINT_SAYS, *FACTS)


@pytest.mark.parametrize("name", sorted({*_FIELDS}))
def test_every_field_that_history_names_has_a_title(name):
    assert name in WORDING.titles


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.choices])
def test_every_choice_of_a_fact_is_told_by_its_label(name):
    values = list(FACTS[name].choices)

    for value in values:
        (change,) = (
            each
            for some in [WORDING.changes_of(HistoryEntry(changes={name: ["", value]}))]
            for each in (*some.short, *some.long)
        )
        assert change.after == FACTS[name].choices[value]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"changes": {"new_field": ["", "Words"]}}, id="name"),
        pytest.param({"changes": {"subject": ["", "not_held"]}}, id="value"),
        pytest.param({"changes": {"subject": ["", "True"]}}, id="flag"),
        pytest.param({"note": "It is now awaiting_fee."}, id="note"),
        pytest.param({"note": "Due 2026-03-31."}, id="day"),
    ],
)
def test_the_check_of_every_test_finds_what_is_raw(given):
    assert raw_words_of(HistoryEntry(**{"changes": {}, **given}))
