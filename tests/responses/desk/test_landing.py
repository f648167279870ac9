"""The landing page of each role."""

import pytest
from django.urls import reverse

from responses.desk.landing import landing_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        (["officer"], "home"),
        (["approver"], "clearance-queue"),
        (["manager"], "dashboard"),
        (["auditor"], "dashboard"),
        (["contributor"], "enquiries"),
        (["administrator"], "administration"),
        ([], "home"),
        # With several roles the first of this order decides.
        (["administrator", "contributor"], "enquiries"),
        (["contributor", "auditor"], "dashboard"),
        (["auditor", "approver"], "clearance-queue"),
        (["approver", "officer", "administrator"], "home"),
        (["officer", "approver", "manager", "administrator"], "dashboard"),
    ],
)
def test_each_role_lands_on_its_page(client, roles, page):
    person = UserFactory(roles=roles)
    client.force_login(person, backend="accounts.backends.RoleBackend")

    assert landing_of(person) == page
    assert client.get("/").url == reverse(page)
    assert client.get("/", follow=True).status_code == 200


@pytest.mark.parametrize("roles", [["manager"], ["approver"], ["contributor"], []])
def test_my_day_stays_within_reach(client, roles):
    client.force_login(UserFactory(roles=roles))

    links = client.get("/", follow=True).context["navigation"]

    assert ("My day", reverse("home")) in [(one.text, one.url) for one in links]


def test_signing_in_leads_to_the_page_of_the_role(client):
    person = UserFactory(roles=["manager"])
    person.set_password("a long enough sentence")
    person.save()

    page = client.post(
        reverse("sign-in"),
        {"username": person.username, "password": "a long enough sentence"},
        follow=True,
    )

    assert page.request["PATH_INFO"] == reverse("dashboard")
