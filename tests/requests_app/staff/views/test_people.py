"""The pages of people, for administrators."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Leave, User
from requests_app.assigning.handing_over import hand_over_url
from requests_app.models import AccountLink, AdministrationEntry
from requests_app.staff.details import mark_of
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory
from tests.requests_app.staff.conftest import with_password

TODAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda value=None: TODAY)


@pytest.fixture
def person(authority):
    person = UserFactory(
        authority=authority, first_name="Kim", last_name="Ash", roles=["officer"]
    )
    return with_password(person)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def names(client, **wanted):
    page = client.get(reverse("people"), wanted)
    return [str(each["person"]) for each in page.context["people"]]


def form_for(person, **changed):
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "roles": person.roles,
        "seen": mark_of(person),
        **changed,
    }


def test_the_list_is_found_by_words_role_team_and_account(client, authority, person):
    team = TeamFactory(authority=authority, name="Access")
    UserFactory(
        authority=authority, first_name="Lee", last_name="Birch", team=team
    ).set_unusable_password()
    UserFactory(
        authority=authority, first_name="Ola", last_name="Cole", is_active=False
    )
    UserFactory(first_name="Far", last_name="Away")
    User.objects.filter(pk=person.pk).update(
        last_login=datetime(2026, 3, 2, tzinfo=UTC)
    )
    Leave.objects.create(person=person, first_on=TODAY, last_on=TODAY)

    assert names(client) == ["Kim Ash", "Lee Birch", "Una Reed"]
    assert names(client, q="kim ash") == ["Kim Ash"]
    assert names(client, q=person.email.upper()) == ["Kim Ash"]
    assert names(client, role="administrator") == ["Una Reed"]
    assert names(client, team=team.pk) == ["Lee Birch"]
    assert names(client, state="never") == ["Lee Birch"]
    assert names(client, state="closed") == ["Ola Cole"]
    assert names(client, state="away") == ["Kim Ash"]
    assert len(names(client, state="all")) == 4
    assert "Open, on leave" in words(client.get(reverse("people")))
    assert names(client, q="nobody", state="nonsense") == []


@pytest.mark.parametrize("name", ["people", "export-people"])
def test_the_list_takes_the_same_number_of_queries(
    client, authority, person, django_assert_max_num_queries, name
):
    for _ in range(30):
        UserFactory(authority=authority)

    with django_assert_max_num_queries(8):
        client.get(reverse(name))


def test_the_page_of_a_person_says_how_things_stand(
    client, person, django_assert_max_num_queries
):
    FOIRequestFactory(authority=person.authority, officer=person)

    with django_assert_max_num_queries(11):
        page = client.get(reverse("person", args=[person.pk]))

    assert "Open work 1 open request: hand over" in words(page)
    assert "Close this account" in page.text
    assert "Send the invitation again" not in page.text


def test_a_person_is_invited_by_the_form(client, authority):
    team = TeamFactory(authority=authority)
    typed = {
        "first_name": "Ada",
        "last_name": "<b>Wren",
        "email": "ada@authority.example",
        "team": team.pk,
        "roles": ["officer"],
    }

    page = client.post(reverse("invite-person"), typed, follow=True)

    person = User.objects.get(email="ada@authority.example")
    assert page.redirect_chain[-1][0] == reverse("person", args=[person.pk])
    assert "<b>Wren" not in page.text
    assert "is invited" in page.text
    assert "Invitation waits" in page.text
    assert AccountLink.objects.get().person == person


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"email": "ada"}, "is no e-mail address"),
        ({"first_name": ""}, "Enter the first name"),
        ({"roles": ["chief"]}, "Choose the roles from the list"),
        ({"roles": ["owner"]}, "Choose the roles from the list"),
        ({"roles": ["contributor"]}, "Choose the department"),
        ({"team": "elsewhere"}, "Choose the team from the list"),
    ],
)
def test_a_wrong_invitation_is_told_on_the_form_with_what_was_typed(
    client, changed, why
):
    typed = {
        "first_name": "Ada",
        "last_name": "Wren",
        "email": "ada@authority.example",
        "roles": ["officer"],
    }
    if changed.get("team"):
        changed = {"team": TeamFactory().pk}

    page = client.post(reverse("invite-person"), {**typed, **changed})

    assert why in page.text
    assert 'value="Wren"' in page.text
    assert not User.objects.filter(first_name="Ada").exists()


def test_a_person_is_changed_and_keeps_what_the_form_does_not_offer(client, person):
    url = reverse("change-person", args=[person.pk])

    page = client.post(url, form_for(person, first_name="Kit"), follow=True)

    assert "Saved." in page.text
    person.refresh_from_db()
    assert (person.first_name, person.roles) == ("Kit", ["officer"])


def test_a_form_overtaken_by_another_is_sent_again(client, person):
    typed = form_for(person, first_name="Kit")
    User.objects.filter(pk=person.pk).update(last_name="Oak")
    url = reverse("change-person", args=[person.pk])

    page = client.post(url, typed)

    assert "Somebody else changed Kim Oak" in page.text
    assert 'value="Kit"' in page.text
    again = {**typed, "seen": re.search(r'name="seen" value="(\w+)"', page.text)[1]}
    assert client.post(url, again).status_code == 302


def test_the_last_administrator_is_told_on_the_form(client, administrator):
    url = reverse("change-person", args=[administrator.pk])

    page = client.post(url, form_for(administrator, roles=["manager"]))

    assert "is the last administrator of Midshire Council" in page.text
    administrator.refresh_from_db()
    assert administrator.roles == ["administrator"]


@pytest.mark.parametrize("what", ["deactivate", "role", "team"])
def test_work_left_behind_leads_to_the_hand_over(client, person, authority, what):
    person.team = TeamFactory(authority=authority)
    person.save()
    FOIRequestFactory(authority=authority, officer=person)
    changed = {"role": {"roles": ["auditor"]}, "team": {}}
    name = "deactivate-person" if what == "deactivate" else "change-person"
    typed = form_for(person, **changed.get(what, {}))
    if what == "role":
        typed["team"] = person.team_id

    answer = client.post(reverse(name, args=[person.pk]), typed)

    assert answer.url == hand_over_url(person)
    assert "Kim Ash" in (page := words(client.get(answer.url)))
    assert "1 open request" in page


def test_who_holds_nothing_leads_back_to_the_page_of_the_person(client, person):
    answer = client.post(reverse("deactivate-person", args=[person.pk]))

    assert answer.url == reverse("person", args=[person.pk])
    person.refresh_from_db()
    assert not person.is_active
    assert AdministrationEntry.objects.get().what == "Account closed"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("let-sign-in", "They can try to sign in at once."),
        ("sign-out-everywhere", "signed out in every browser"),
        ("send-invitation", "has a password already"),
        ("withdraw-invitation", "has no open invitation"),
        ("reactivate-person", "is open"),
    ],
)
def test_each_button_says_what_it_did_or_why_not(client, person, name, says):
    page = client.post(reverse(name, args=[person.pk]), follow=True)

    assert says in page.text


def test_an_owner_invites_the_first_administrator(client, owner, authority):
    client.force_login(owner, backend="accounts.backends.RoleBackend")
    url = reverse("invite-first-administrator", args=[authority.pk])
    typed = {"first_name": "Ada", "last_name": "Wren", "email": "ada@b.example"}

    page = client.post(url, typed, follow=True)

    assert "Ada Wren is invited" in page.text
    assert User.objects.get(first_name="Ada").roles == ["administrator"]
    assert client.get(reverse("people")).status_code == 403


def test_the_form_says_what_each_role_may_do(client, authority):
    page = client.get(reverse("invite-person"))

    assert "Reads requests and clears responses." in words(page)
    assert "Adds authorities" not in words(page)


def test_the_page_of_an_uninvited_person_offers_an_invitation(client, authority):
    person = UserFactory(authority=authority, first_name="Una", last_name="Reed")

    page = words(client.get(reverse("person", args=[person.pk])))

    assert "Send an invitation" in page
    assert "Withdraw the invitation" not in page
