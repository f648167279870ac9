"""A good reply has no finding, under any law and with any outcome."""

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from statute.deadlines import Clock, due_date
from statute.regimes import Regime
from tests.responses import good_replies, kinds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("reply", "regime"), good_replies.EVERY_REPLY)
def test_a_good_reply_has_no_finding(reply, regime):
    made = good_replies.REPLIES[reply][0](regime)

    assert findings_in(compose(made, on=good_replies.ON)) == ()


@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_the_letters_of_every_kind_lack_only_what_they_leave_out(kind, regime):
    lacking = {
        "mixed_with_ncnd": {"cited_without_partner", "one_balance_for_several"},
        "cost_refusal": {
            *("missing_cost_estimate", "missing_estimate_method", "no_estimate"),
            "cost_without_held_statement",
        },
    }

    found = findings_in(compose(kinds.made(kind, regime), on=kinds.ON))

    assert {one.code for one in found} <= lacking.get(kind, set())


@pytest.mark.parametrize("law", good_replies.LAWS)
def test_the_good_replies_are_due_on_the_day_of_their_law(law):
    due_on = due_date(Clock(Regime(law), good_replies.RECEIVED_ON))

    assert due_on == good_replies.DUE_ON[law]
