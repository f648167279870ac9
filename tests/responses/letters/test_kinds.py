"""Every kind of letter, under every law that knows it: its type, its law, its words."""

import pytest

from responses import letters
from statute.notices import Severity
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_the_kind_of_letter_follows_from_its_answers(kind, regime):
    content = letters.compose(kinds.made(kind, regime), on=kinds.ON)

    # Where the Regulations leave out cost and vexatiousness, they are exceptions.
    assert content.type == kind


@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_nothing_blocks_a_letter_that_says_what_the_law_requires(kind, regime):
    content = letters.compose(kinds.made(kind, regime), on=kinds.ON)

    found = letters.findings_in(content)

    blocking = [one for one in found if one.severity is Severity.BLOCK]
    assert not blocking
