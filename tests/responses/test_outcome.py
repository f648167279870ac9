import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.outcome import RequestOutcome, roll_up
from statute.notices import Outcome

OUTCOMES = ["", *Outcome]


@pytest.mark.parametrize(
    ("outcomes", "rolled_up"),
    [
        pytest.param([], "undecided", id="nothing asked, nothing decided"),
        pytest.param(["disclosed", ""], "undecided", id="one question is still open"),
        pytest.param(
            ["withheld", "to_follow"], "to_follow", id="one answer is to follow"
        ),
        pytest.param(["disclosed"] * 3, "granted", id="all given"),
        pytest.param(
            ["disclosed", "not_held"], "granted", id="not held counts neither way"
        ),
        pytest.param(
            ["disclosed", "accessible"], "granted", id="available elsewhere, all given"
        ),
        pytest.param(["partly_disclosed"], "partly_refused", id="given in part"),
        pytest.param(
            ["disclosed", "withheld"], "partly_refused", id="one given, one refused"
        ),
        pytest.param(
            ["accessible", "withheld"],
            "partly_refused",
            id="available elsewhere counts as given beside a refusal",
        ),
        pytest.param(["withheld", "not_held"], "refused", id="nothing given"),
        pytest.param(["ncnd"], "refused", id="neither confirmed nor denied"),
        pytest.param(["cost"], "refused", id="too dear"),
        pytest.param(["vexatious"], "refused", id="vexatious"),
        pytest.param(["repeated"], "refused", id="repeated"),
        pytest.param(["accessible", "not_held"], "accessible", id="all elsewhere"),
        pytest.param(["not_held"] * 2, "not_held", id="nothing held"),
    ],
)
def test_a_requests_outcome_follows_from_those_of_its_questions(outcomes, rolled_up):
    assert roll_up(outcomes).outcome == rolled_up


@pytest.mark.parametrize(
    ("outcomes", "rolled_up"),
    [
        (["disclosed"], "partly_refused"),
        (["not_held"], "refused"),
        (["disclosed", ""], "undecided"),
    ],
)
def test_neither_confirming_anything_else_refuses_something(outcomes, rolled_up):
    assert roll_up(outcomes, has_statement=True).outcome == rolled_up


@pytest.mark.parametrize(
    ("outcomes", "rule"),
    [
        (["", "disclosed", ""], "2 of 3 questions have no outcome yet."),
        (["", "disclosed"], "1 of 2 questions has no outcome yet."),
        ([""], "The question has no outcome yet."),
        (["to_follow", "cost"], "1 of 2 questions has an answer still to follow."),
        (
            ["disclosed", "withheld"],
            "Something that is asked for is given, and something is refused.",
        ),
    ],
)
def test_the_rule_is_stated(outcomes, rule):
    assert roll_up(outcomes).rule == rule


@given(st.lists(st.sampled_from(OUTCOMES)))
def test_every_mix_has_an_outcome_with_a_rule_whatever_the_order(outcomes):
    found = roll_up(outcomes)

    assert found == roll_up(reversed(outcomes))
    assert found.rule.endswith(".")
    assert RequestOutcome(found.outcome).label
