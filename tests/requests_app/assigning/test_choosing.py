"""Choosing an officer: workload and leave stand beside each name."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml.html import fromstring

from requests_app.assigning.workload import Workload, workloads_in
from tests.factories import FOIRequestFactory, LeaveFactory, UserFactory

MONDAY = date(2026, 3, 16)


def test_open_requests_are_counted_by_officer(officer):
    for days in (-1, 0, 6, 7):
        due_on = MONDAY + timedelta(days=days)
        FOIRequestFactory(authority=officer.authority, officer=officer, due_on=due_on)
    FOIRequestFactory(authority=officer.authority, officer=officer, state="answered")

    loads = workloads_in(officer.authority_id, on=MONDAY)

    assert loads == {officer.pk: Workload(open=4, due=2, overdue=1)}
    assert loads[officer.pk].words == "4 open, 2 due this week, 1 overdue"


@pytest.fixture
def options(client, manager):
    """Return the officers offered on a page, and the one chosen."""
    client.force_login(manager, backend="accounts.backends.RoleBackend")

    def options(foi_request, name="assign-request"):
        url = reverse(name, kwargs={"reference": foi_request.reference})
        page = fromstring(client.get(url).content)
        found = page.xpath("//select[@name='officer']/option")
        chosen = [each.text for each in found if each.get("selected") is not None]
        return {each.text.strip() for each in found}, chosen

    return options


def test_workload_and_leave_stand_beside_the_names(officer, manager, options):
    LeaveFactory(person=officer, deputy=manager)
    foi_request = FOIRequestFactory(authority=officer.authority, officer=manager)

    offered, chosen = options(foi_request)

    assert f"{manager} (1 open)" in {each.split(",")[0] + ")" for each in offered} | (
        offered
    )
    assert (
        f"{officer} (0 open; on leave until 31 December 2999, deputy {manager})"
        in offered
    )
    assert len(chosen) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_active": False}, "has left"),
        ({"roles": ["approver"]}, "can no longer handle this request"),
    ],
)
def test_an_officer_who_is_no_choice_any_more_stays_chosen_and_is_marked(
    officer, options, change, words
):
    foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)
    for name, value in change.items():
        setattr(officer, name, value)
    officer.save()

    _, chosen = options(foi_request)

    (text,) = chosen
    assert text.startswith(str(officer))
    assert words in text


def test_the_officer_is_not_offered_to_themselves(officer, options):
    foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)

    offered, _ = options(foi_request, "pass-on-request")

    assert not [each for each in offered if each.startswith(str(officer))]


def test_the_note_for_the_officer_is_in_the_history(client, officer, manager):
    foi_request = FOIRequestFactory(authority=officer.authority)
    client.force_login(manager, backend="accounts.backends.RoleBackend")

    client.post(
        reverse("assign-request", kwargs={"reference": foi_request.reference}),
        {"officer": officer.pk, "note": "You know this council."},
    )

    assert foi_request.history.get().note == "You know this council."


def test_choosing_takes_the_same_queries_however_many_officers(
    client, manager, django_assert_max_num_queries
):
    foi_request = FOIRequestFactory(authority=manager.authority)
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    url = reverse("assign-request", kwargs={"reference": foi_request.reference})

    def fill(count):
        for _ in range(count):
            someone = UserFactory(roles=["officer"], authority=manager.authority)
            FOIRequestFactory(authority=manager.authority, officer=someone)
            LeaveFactory(person=someone, deputy=manager)

    fill(2)
    with django_assert_max_num_queries(20) as few:
        client.get(url)
    fill(20)
    with django_assert_max_num_queries(len(few)):
        client.get(url)
