"""The ground on which an answer may refer to an earlier one."""

import pytest

from statute.notices import Outcome
from statute.referrals import NoGround, referral_ground
from statute.regimes import Regime


@pytest.mark.parametrize(
    ("regime", "said", "is_same", "key", "outcome"),
    [
        ("FOIA", "disclosed", True, "FOIA 14(2)", Outcome.REPEATED),
        ("FOIA", "partly_disclosed", True, "FOIA 14(2)", Outcome.REPEATED),
        ("FOIA", "not_held", True, "FOIA 14(2)", Outcome.REPEATED),
        ("FOISA", "disclosed", True, "FOISA 14(2)", Outcome.REPEATED),
        ("FOIA", "disclosed", False, "FOIA 21(1)", Outcome.ACCESSIBLE),
        ("FOISA", "partly_disclosed", False, "FOISA 25(1)", Outcome.ACCESSIBLE),
        ("EIR", "disclosed", False, "EIR 6(1)(b)", Outcome.ACCESSIBLE),
        # The Regulations have no rule on repeated requests.
        ("EIR", "disclosed", True, "EIR 6(1)(b)", Outcome.ACCESSIBLE),
        ("EISR", "disclosed", True, "EISR 6(1)(b)", Outcome.ACCESSIBLE),
    ],
)
def test_the_ground_depends_on_who_asked_and_what_was_said(
    regime, said, is_same, key, outcome
):
    provision, made = referral_ground(
        Regime(regime), said=said, is_same_requester=is_same
    )

    assert (provision.key, made) == (key, outcome)


@pytest.mark.parametrize(
    ("regime", "said", "is_same"),
    [
        # ICO: complied with means given, or confirmed as not held.
        ("FOIA", "withheld", True),
        ("FOIA", "cost", True),
        ("FOIA", "ncnd", True),
        ("FOISA", "repeated", True),
        ("FOIA", "", True),
        ("FOIA", "not_held", False),
        ("FOIA", "withheld", False),
        ("EIR", "not_held", True),
    ],
)
def test_an_answer_that_gave_nothing_serves_for_nothing(regime, said, is_same):
    with pytest.raises(NoGround, match="answer this question itself"):
        referral_ground(Regime(regime), said=said, is_same_requester=is_same)
