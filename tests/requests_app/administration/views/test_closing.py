"""Pages on which administrators close and merge teams and departments."""

import pytest
from django.urls import reverse

from tests.factories import DepartmentFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = UserFactory(roles=["administrator"])
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return person


def test_closing_a_team_twice_is_told_in_a_sentence(client, administrator):
    team = TeamFactory(authority=administrator.authority)
    url = reverse("close-team", args=[team.pk])

    assert client.post(url).status_code == 302
    assert f"{team} is closed already." in client.post(url).text
    assert client.get(url).status_code == 404


def test_merging_a_department_twice_is_told_in_a_sentence(client, administrator):
    gone, into = (
        DepartmentFactory(authority=administrator.authority) for _ in range(2)
    )
    url = reverse("merge-department", args=[gone.pk])

    assert client.post(url, {"into": into.pk}).status_code == 302
    assert f"{gone} is closed already." in client.post(url, {"into": into.pk}).text


def test_a_closed_team_of_another_authority_is_not_there(client, administrator):
    team = TeamFactory(closed_on="2026-03-02")

    assert client.post(reverse("close-team", args=[team.pk])).status_code == 404
