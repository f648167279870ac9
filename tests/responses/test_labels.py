"""Names on pages for the things of the law."""

import pytest

from requests_app.models.requests import REGIME_LABELS
from responses.models.answers import OUTCOME_LABELS
from responses.models.letters import LETTER_TYPE_LABELS
from statute.notices import LetterType, Outcome
from statute.regimes import INFORMATION_REGIMES


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        pytest.param(REGIME_LABELS, INFORMATION_REGIMES, id="regimes"),
        pytest.param(OUTCOME_LABELS, Outcome, id="outcomes"),
        pytest.param(LETTER_TYPE_LABELS, LetterType, id="kinds of letter"),
    ],
)
def test_everything_the_statute_names_has_its_label(labels, named):
    assert set(labels) == set(named)
