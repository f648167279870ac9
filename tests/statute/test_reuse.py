"""Terms of re-use, by the kind of authority."""

import pytest

from statute.reuse import Terms, terms_of


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("council", Terms.REGULATIONS),
        ("police", Terms.REGULATIONS),
        ("nhs_trust", Terms.REGULATIONS),
        ("central_government", Terms.OPEN_LICENCE),
        ("proni", Terms.OPEN_LICENCE),
        # SI 2015/1415 reg 5(3)(b) leaves these out.
        ("university", Terms.COPYRIGHT),
        ("maintained_school", Terms.COPYRIGHT),
        ("academy", Terms.COPYRIGHT),
        ("other", Terms.COPYRIGHT),
    ],
)
def test_the_terms_follow_the_kind_of_authority(kind, terms):
    assert terms_of(kind) is terms
