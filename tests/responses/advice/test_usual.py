"""The usual rules on advice, for a police force that has none."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from requests_app.models import AdministrationEntry
from responses.advice.rules import RuleNotPossible, end_advice_rule
from responses.advice.usual import add_usual_rules, usual_is_offered
from responses.models import AdviceRule
from tests.factories import AdviceRuleFactory, UserFactory

RULES = [("23", True), ("24", True), ("31", False)]


@pytest.fixture
def administrator(db):
    return UserFactory(roles=["administrator"], authority__kind="police")


def kept():
    rules = AdviceRule.objects.filter(source="referral_unit", regime="FOIA")
    return list(rules.values_list("section", "is_blocking"))


def test_the_usual_rules_are_added_once_and_on_record(administrator):
    add_usual_rules(by=administrator)

    with pytest.raises(RuleNotPossible, match="no rule yet"):
        add_usual_rules(by=administrator)
    assert kept() == RULES
    entries = AdministrationEntry.objects.filter(by=administrator)
    assert list(entries.values_list("what", flat=True)) == ["Rule added"] * 3


@pytest.mark.parametrize("fields", [{"kind": "council"}, {"is_scottish": True}])
def test_other_authorities_have_no_usual_rules(administrator, fields):
    for name, value in fields.items():
        setattr(administrator.authority, name, value)
    administrator.authority.save()

    with pytest.raises(RuleNotPossible, match="police force under FOIA"):
        add_usual_rules(by=administrator)
    assert kept() == []


def test_a_person_of_no_authority_adds_nothing(administrator):
    administrator.authority = None

    with pytest.raises(RuleNotPossible):
        add_usual_rules(by=administrator)


def test_rules_of_its_own_are_left_alone(administrator):
    own = AdviceRuleFactory(authority=administrator.authority, section="43")
    assert not usual_is_offered(administrator.authority)

    end_advice_rule(rule=own, by=administrator, at=datetime(2026, 3, 16, 9, tzinfo=UTC))

    assert usual_is_offered(administrator.authority)


def test_the_button_stands_until_it_is_pressed(client, administrator):
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    address = reverse("add-usual-rules")
    assert address in client.get(reverse("advice-rules")).content.decode()

    page = client.post(address, follow=True).content.decode()

    assert "Rules added." in page
    assert address not in page
    assert "no rule yet" in client.post(address).content.decode()
    assert kept() == RULES
