"""The lists of teams and departments, as administrators read them."""

import re

import pytest
from django.urls import reverse

from tests.factories import DepartmentFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    chief = UserFactory(roles=["administrator"])
    client.force_login(chief)
    return chief


def headers(page):
    return [
        " ".join(re.sub("<[^>]+>", " ", found).split())
        for found in re.findall(r'<th scope="row".*?</th>', page.text, re.DOTALL)
    ]


def test_teams_stand_by_name_with_a_link_to_their_people(client, chief):
    for name in ("Reviews", "Access"):
        TeamFactory(authority=chief.authority, name=name)
    team = TeamFactory(authority=chief.authority, name="Archive")
    UserFactory(authority=chief.authority, team=team)

    page = client.get(reverse("teams"))

    assert headers(page) == ["Access", "Archive", "Reviews"]
    assert page.text.count(f"{reverse('people')}?team=") == 1
    people = client.get(reverse("people"), {"team": team.pk})
    assert people.context["page"].paginator.count == 1


def test_a_department_that_no_question_can_reach_is_marked(client, chief):
    of = chief.authority
    DepartmentFactory(authority=of, name="Roads", mailbox="")
    parks = DepartmentFactory(authority=of, name="Parks", mailbox="")
    UserFactory(authority=of, department=parks)
    DepartmentFactory(authority=of, name="Fleet", mailbox="fleet@authority.example")

    assert headers(client.get(reverse("departments"))) == [
        "Fleet fleet@authority.example",
        "Parks No mailbox: only its people can answer",
        "Roads No mailbox and no people",
    ]
