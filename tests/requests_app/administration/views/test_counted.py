"""Pages of administration take the same queries, however much they list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.models import AssignmentRule, FOIRequest, RequesterType
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    LeaveFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def team(authority, _):
    made = TeamFactory(authority=authority)
    UserFactory(authority=authority, roles=["officer"], team=made)
    FOIRequestFactory(authority=authority, team=made)


def department(authority, _):
    into = DepartmentFactory(authority=authority)
    made = DepartmentFactory(authority=authority)
    made.closed_on, made.merged_into = "2026-03-02", into
    made.save()
    UserFactory(authority=authority, department=into)


def rule(authority, number):
    officer = UserFactory(authority=authority, roles=["officer"])
    LeaveFactory(person=officer)
    made = TeamFactory(authority=authority)
    AssignmentRule.objects.create(
        authority=authority, position=2 * number, officer=officer
    )
    AssignmentRule.objects.create(
        authority=authority, position=2 * number + 1, team=made, is_to_least_loaded=True
    )


def requester_type(authority, number):
    kind = RequesterType.objects.create(authority=authority, name=f"Kind {number}")
    FOIRequestFactory(authority=authority, requester_type=kind)


def holder(authority, _):
    officer = UserFactory(authority=authority, roles=["officer"])
    FOIRequestFactory(authority=authority, officer=officer)
    LeaveFactory(person=officer, deputy=UserFactory(authority=authority))


@pytest.mark.parametrize(
    ("page", "add"),
    [
        ("teams", team),
        ("departments", department),
        ("assignment-rules", rule),
        ("requester-types", requester_type),
        ("hand-over", holder),
        ("people", holder),
        ("invite-person", department),
    ],
)
def test_a_page_takes_the_same_queries_however_much_it_lists(client, page, add):
    administrator = UserFactory(roles=["administrator"])
    client.force_login(administrator, backend="accounts.backends.RoleBackend")

    def count(numbers):
        for number in numbers:
            add(administrator.authority, number)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(page)).status_code == 200
        return len(queries)

    assert count(range(2, 4)) == count(range(4, 10))


def test_the_hand_over_of_a_person_takes_the_same_queries(client):
    manager = UserFactory(roles=["manager"])
    leaver = UserFactory(roles=["officer"], authority=manager.authority)
    client.force_login(manager, backend="accounts.backends.RoleBackend")

    def count(number):
        for _ in range(number):
            FOIRequestFactory(authority=manager.authority, officer=leaver)
            LeaveFactory(
                person=UserFactory(roles=["officer"], authority=manager.authority)
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("hand-over"), {"person": leaver.pk})
        return len(queries)

    assert count(2) == count(6)
    assert FOIRequest.objects.count() == 8
