"""The page of rules: own authority, checked, recorded."""

import pytest
from django.urls import reverse

from accounts.policy import Role
from requests_app.models import AdministrationEntry, ReminderRules
from tests.factories import UserFactory

ADDRESS = "/administration/reminder-rules/"
GIVEN = {
    "days_before": "15, 3",
    "is_on_the_day": "on",
    "overdue_every_days": "10",
    "managers_after_days": "2",
    "head_after_days": "",
    "head": "",
    "unposted_after_days": "3",
}


@pytest.fixture
def administrator(officer):
    return UserFactory(roles=[Role.ADMINISTRATOR], authority=officer.authority)


@pytest.fixture
def save(client, administrator):
    client.force_login(administrator)
    return lambda **given: client.post(ADDRESS, {**GIVEN, **given}, follow=True)


def test_the_page_shows_the_usual_rules(client, administrator):
    client.force_login(administrator)
    form = client.get(reverse("reminder-rules")).context["form"]

    assert form["days_before"].value() == "10, 5"
    assert form["managers_after_days"].value() == 1


def test_rules_are_saved_for_the_own_authority_and_recorded(save, administrator):
    response = save()

    assert "Rules saved." in response.content.decode()
    rules = ReminderRules.objects.get()
    assert rules.authority == administrator.authority
    assert (rules.days_before, rules.overdue_every_days) == ([15, 3], 10)
    entry = AdministrationEntry.objects.get()
    assert (entry.by, entry.authority) == (administrator, administrator.authority)
    assert entry.changes["Working days before"] == ["10, 5", "15, 3"]


def test_saving_the_same_rules_records_nothing(save):
    save()
    save()

    assert AdministrationEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("days_before", "10, soon", "Enter numbers with commas between"),
        ("days_before", "0", "Enter at most 5 numbers between 1 and 60."),
        ("days_before", "1,2,3,4,5,6", "Enter at most 5 numbers between 1 and 60."),
        ("overdue_every_days", "0", "must be 1 or more"),
        ("managers_after_days", "61", "must be 60 or less"),
        ("head_after_days", "5", "Choose the person to tell."),
    ],
)
def test_rules_that_cannot_be_are_refused(save, field, value, sentence):
    response = save(**{field: value})

    assert sentence in response.content.decode()
    assert response.context["form"]["overdue_every_days"].value() == (
        value if field == "overdue_every_days" else "10"
    )
    assert not ReminderRules.objects.exists()


def test_the_head_must_see_requests(save, administrator):
    contributor = UserFactory(roles=["contributor"], authority=administrator.authority)
    response = save(head=contributor.pk, head_after_days="9")

    assert "cannot be told" in response.content.decode()


def test_a_head_of_another_authority_is_no_choice(save):
    response = save(head=UserFactory(roles=["manager"]).pk, head_after_days="9")

    assert response.context["form"].errors["head"]
    assert not ReminderRules.objects.exists()


def test_managers_are_told_before_the_head(save, manager):
    response = save(head=manager.pk, head_after_days="2")

    assert "so that managers are told first" in response.content.decode()


def test_a_head_who_left_is_marked(client, administrator):
    head = UserFactory(authority=administrator.authority, is_active=False)
    ReminderRules.objects.create(
        authority=administrator.authority, head=head, head_after_days=9
    )
    client.force_login(administrator)

    assert f"{head} has left." in client.get(ADDRESS).content.decode()
