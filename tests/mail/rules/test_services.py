"""Rules mark messages, are tried before they act, and decide nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mail.models import IncomingRule
from mail.rules.services import (
    RuleNotPossible,
    apply_rules,
    fits,
    save_incoming_rule,
    tried,
)
from requests_app.models import AdministrationEntry
from tests.factories import TeamFactory, UserFactory
from tests.mail.made import AT, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


def rule(administrator, **given):
    details = {
        "where": "anywhere",
        "words": "parking, pothole",
        "team": TeamFactory(authority=administrator.authority, name="Roads"),
        "flags": [],
        "is_on": True,
    }
    return save_incoming_rule(
        authority=administrator.authority, by=administrator, **details | given
    )


def marked(one):
    apply_rules(one)
    return (str(one.team or ""), one.flags)


def test_a_message_with_the_words_gets_the_team(administrator):
    rule(administrator)

    one = entry(administrator.authority, text="Where is PARKING free?")

    assert marked(one) == ("Roads", [])


def test_a_part_of_a_word_is_not_the_word(administrator):
    rule(administrator)

    one = entry(administrator.authority, text="The sparking plugs of potholes")

    assert marked(one) == ("", [])


def test_a_sender_is_known_by_a_part_of_the_address(administrator):
    rule(
        administrator,
        where="sender",
        words="@dailynews.example",
        team=None,
        flags=["press_interest"],
    )

    one = entry(administrator.authority, sender_address="jo@DailyNews.example")

    assert marked(one) == ("", ["press_interest"])


def test_a_rule_that_is_off_does_nothing_but_can_be_tried(administrator):
    made = rule(administrator, is_on=False)
    one = entry(administrator.authority, text="A pothole")
    entry(administrator.authority, text="A swan")

    found, looked_at = tried(made, at=AT + timedelta(days=1))

    assert marked(one) == ("", [])
    assert (found, looked_at) == ([one.message], 2)


def test_a_trial_looks_at_thirty_days(administrator):
    made = rule(administrator)
    entry(administrator.authority, text="A pothole")

    assert tried(made, at=AT + timedelta(days=31)) == ([], 0)


@pytest.mark.parametrize(
    "wrong", [{"words": " , "}, {"team": None}], ids=["no words", "does nothing"]
)
def test_a_rule_without_sense_is_refused(administrator, wrong):
    with pytest.raises(RuleNotPossible):
        rule(administrator, **wrong)

    assert not IncomingRule.objects.exists()


def test_a_team_of_elsewhere_is_refused(administrator):
    with pytest.raises(RuleNotPossible, match="another authority"):
        rule(administrator, team=TeamFactory())


def test_a_rule_is_on_record(administrator):
    made = rule(administrator)

    recorded = AdministrationEntry.objects.get(subject="Rule for incoming messages")
    assert recorded.what == "Added"
    assert recorded.changes["rule"] == [None, str(made)]


def test_special_characters_are_only_characters(administrator):
    made = rule(administrator, words="c++, (a")

    assert fits(made, entry(administrator.authority, text="in c++ written").message)


def test_the_page_tries_without_saving(client, administrator):
    client.force_login(administrator)
    typed = {
        "where": "anywhere",
        "words": "swan",
        "flags": ["sensitive"],
        "try": "Try",
    }

    page = client.post(reverse("add-incoming-rule"), typed).content.decode()

    assert "Nothing was saved" in page
    assert 'value="swan"' in page
    assert not IncomingRule.objects.exists()
