"""Every kind of letter under every law: its type, its provisions, its words."""

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from statute.notices import Severity
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_the_kind_of_letter_follows_from_its_answers(kind, regime):
    content = compose(kinds.made(kind, regime), on=kinds.ON)

    # The Regulations have no refusal on cost or for vexatiousness, only exceptions.
    assert content.type == kind


@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_nothing_blocks_a_letter_that_says_what_the_law_requires(kind, regime):
    content = compose(kinds.made(kind, regime), on=kinds.ON)

    found = findings_in(content)

    blocking = [one for one in found if one.severity is Severity.BLOCK]
    assert not blocking


@pytest.mark.django_db
@pytest.mark.parametrize("regime", ["EIR", "EISR"])
def test_what_is_not_held_under_the_regulations_weighs_the_public_interest(regime):
    page = page_of(compose(kinds.made("not_held", regime), on=kinds.ON))

    assert "there is nothing to weigh" in page


@pytest.mark.django_db
@pytest.mark.parametrize("regime", ["EIR", "EISR"])
def test_a_manifestly_unreasonable_request_is_no_kind_of_information(regime):
    made = kinds.made("cost_refusal", regime)

    page = page_of(compose(made, on=kinds.ON))

    assert "covers information of a certain kind" not in page
    assert "This exception is qualified" in page


@pytest.mark.django_db
def test_an_interim_reply_does_not_say_that_the_request_is_dealt_with():
    page = page_of(compose(kinds.made("interim", "FOIA"), on=kinds.ON))

    assert "We are dealing with it" in page
    assert "We have dealt with it" not in page
