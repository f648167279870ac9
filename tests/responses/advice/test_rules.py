"""The rules of an authority on advice from outside."""

from datetime import UTC, datetime

import pytest

from requests_app.models import AdministrationEntry
from responses.advice.rules import RuleNotPossible, add_advice_rule, end_advice_rule
from responses.models import AdviceRule, AdviceSource
from tests.factories import UserFactory

AT = datetime(2026, 3, 16, 9, tzinfo=UTC)


@pytest.fixture
def administrator(db):
    return UserFactory(roles=["administrator"])


def add(by, section="31", regime="FOIA"):
    return add_advice_rule(
        source=AdviceSource.REFERRAL_UNIT,
        regime=regime,
        section=section,
        is_blocking=True,
        by=by,
    )


@pytest.mark.parametrize(
    ("typed", "kept"), [("31", "31"), ("s. 31", "31"), ("Section 23 (5)", "23(5)")]
)
def test_a_section_is_read_as_it_is_typed(administrator, typed, kept):
    assert add(administrator, typed).section == kept


@pytest.mark.parametrize("typed", ["", "patrols", "310", "31(9)", "31; 32"])
def test_a_section_that_the_law_does_not_have_is_refused(administrator, typed):
    with pytest.raises(RuleNotPossible, match="is no section"):
        add(administrator, typed)

    assert not AdviceRule.objects.exists()


def test_a_rule_is_made_once(administrator):
    add(administrator)

    with pytest.raises(RuleNotPossible, match="exists already"):
        add(administrator, "s.31")


def test_a_rule_ends_once_and_both_are_on_record(administrator):
    rule = add(administrator)

    end_advice_rule(rule=rule, by=administrator, at=AT)

    with pytest.raises(RuleNotPossible, match="ended already"):
        end_advice_rule(rule=rule, by=administrator, at=AT)
    entries = AdministrationEntry.objects.filter(authority=administrator.authority)
    assert sorted(entries.values_list("what", flat=True)) == [
        "Rule added",
        "Rule ended",
    ]
    add(administrator)
