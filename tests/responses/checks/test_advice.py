"""A response waits for the advice that a rule of the authority wants."""

import pytest

from responses.advice.rules import add_advice_rule
from responses.advice.services import decide_advice, receive_advice, withdraw_advice
from responses.checks.services import findings
from responses.letters.composing import compose
from responses.models import Advice, AdviceSource
from tests.factories import UserFactory
from tests.responses import kinds
from tests.responses.kinds import ON


@pytest.fixture
def foi_request(officer):
    return kinds.partial_disclosure(authority=officer.authority)


def rule(officer, *, section="31", is_blocking=True):
    add_advice_rule(
        source=AdviceSource.REFERRAL_UNIT,
        regime="FOIA",
        section=section,
        is_blocking=is_blocking,
        by=UserFactory(roles=["administrator"], authority=officer.authority),
    )


def sought(foi_request, officer, source=AdviceSource.REFERRAL_UNIT):
    return Advice.objects.create(
        foi_request=foi_request,
        source=source,
        adviser="Central Referral Unit",
        asked="Too much?",
        sent_on=ON,
        sent_by=officer,
        wanted_by=ON,
    )


def received(foi_request, officer):
    return receive_advice(
        advice=sought(foi_request, officer),
        received_on=ON,
        received="No.",
        most_bytes=1,
        by=officer,
        on=ON,
    )


def told(foi_request):
    found = findings(foi_request, compose(foi_request, on=ON))
    return [
        (one.finding.code, one.is_blocking)
        for one in found
        if one.finding.code.startswith("advice_")
    ]


def test_without_rule_or_advice_nothing_is_said(foi_request):
    assert told(foi_request) == []


@pytest.mark.parametrize("is_blocking", [True, False])
def test_a_provision_cited_brings_its_rule_in(foi_request, officer, is_blocking):
    rule(officer, is_blocking=is_blocking)

    assert told(foi_request) == [("advice_wanted", is_blocking)]


def test_a_rule_on_another_section_says_nothing(foi_request, officer):
    rule(officer, section="24")

    assert told(foi_request) == []


def test_a_rule_of_another_authority_says_nothing(foi_request):
    rule(UserFactory())

    assert told(foi_request) == []


def test_advice_awaited_blocks_by_the_rule(foi_request, officer):
    rule(officer)
    sought(foi_request, officer)

    assert told(foi_request) == [("advice_open", True)]


def test_advice_without_a_rule_is_warned_of(foi_request, officer):
    sought(foi_request, officer, AdviceSource.LEGAL)

    assert told(foi_request) == [("advice_open", False)]


def test_an_answer_blocks_until_it_is_decided_on(foi_request, officer):
    rule(officer)
    advice = received(foi_request, officer)
    assert told(foi_request) == [("advice_open", True)]

    decide_advice(
        advice=advice, decision=Advice.Decision.FOLLOWED, reason="", by=officer, on=ON
    )

    assert told(foi_request) == []


def test_advice_withdrawn_does_not_meet_the_rule(foi_request, officer):
    rule(officer)
    advice = sought(foi_request, officer)

    withdraw_advice(advice=advice, reason="Not needed.", by=officer, on=ON)

    assert told(foi_request) == [("advice_wanted", True)]
