import pytest

from statute.exemptions import PROVISIONS
from statute.notices import LetterType, Severity, check
from tests.statute.notices.drafts import ground, letter, question

UMBRELLAS = [one for one in PROVISIONS.values() if one.is_umbrella]


def found_for(provision):
    outcome = "ncnd" if provision.is_ncnd else "withheld"
    kind = LetterType.NCND if provision.is_ncnd else LetterType.FULL_REFUSAL
    draft = letter(
        kind,
        [question("1", outcome)],
        [ground(provision.key, "1")],
        regime=provision.regime,
    )
    return [one for one in check(draft) if one.code == "limb_not_chosen"]


@pytest.mark.parametrize("umbrella", UMBRELLAS, ids=lambda one: one.key)
def test_a_number_with_limbs_is_not_relied_on_and_its_limbs_are_named(umbrella):
    (finding,) = found_for(umbrella)

    assert finding.severity is Severity.BLOCK
    assert all(limb.short_citation in finding.message for limb in umbrella.limbs)
    assert finding.about == umbrella.key


@pytest.mark.parametrize(
    "limb",
    [limb for umbrella in UMBRELLAS for limb in umbrella.limbs],
    ids=lambda one: one.key,
)
def test_a_limb_is_enough(limb):
    assert not found_for(limb)
