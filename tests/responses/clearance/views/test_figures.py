"""The page of clearance figures, its list as CSV, and its number on the dashboard."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from responses.models import Clearance
from tests.factories import FOIRequestFactory, UserFactory
from tests.responses.clearance.routes import approver_of, route

URL = reverse("clearance-figures")
CSV = reverse("export-bypassed")


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


def bypassed(manager, *, at=None, reason="Due today.", **fields):
    foi_request = FOIRequestFactory(authority=manager.authority, **fields)
    made = Clearance.objects.create(foi_request=foi_request, route_name="Senior")
    made.steps.create(
        name="Legal",
        state="skipped",
        by=manager,
        at=at or timezone.now(),
        reason=reason,
    )
    return foi_request


def stuck(authority, person, **fields):
    foi_request = FOIRequestFactory(authority=authority, state="clearance", **fields)
    made = Clearance.objects.create(foi_request=foi_request, route_name="Senior")
    step = made.steps.create(name="Press", state="open", opened_at=timezone.now())
    step.people.add(person)
    return step


@pytest.fixture
def leaver(manager):
    return approver_of(
        manager.authority, first_name="Pat", last_name="Press", is_active=False
    )


def words(page):
    return " ".join(fromstring(page.content).xpath("//main")[0].text_content().split())


def test_each_bypass_is_listed_with_its_reason_person_and_request(client, manager):
    foi_request = bypassed(manager, reason="<b>Due</b> today.")

    page = client.get(URL)

    assert "Requests 0 1 1 Internal reviews 0 0 0" in words(page)
    assert f"{foi_request} {foi_request.subject} Legal" in words(page)
    assert "&lt;b&gt;Due&lt;/b&gt; today." in page.text
    assert str(manager) in words(page)


def test_the_usual_period_is_the_last_three_months(client, manager):
    old = bypassed(manager, at=timezone.now() - timedelta(days=150))

    assert "No step was bypassed." in words(client.get(URL))
    first = (timezone.localdate() - timedelta(days=160)).isoformat()
    assert str(old) in words(client.get(URL, {"first": first}))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"first": "soon"}, "“From” is not a date, such as 27/3/2026"),
        ({"first": "2/3/2026", "last": "1/3/2026"}, "“To” is before “From”"),
        ({"last": "31/12/9999"}, "No step was bypassed."),
        ({"first": "1/1/0001"}, "No step was bypassed."),
        ({"page": "x"}, "No step was bypassed."),
    ],
)
def test_a_strange_period_is_told_or_read(client, asked, says):
    page = client.get(URL, asked)

    assert page.status_code == 200
    assert says in words(page)


def test_restricted_requests_are_counted_and_not_listed(client, manager, leaver):
    secret = bypassed(manager, is_restricted=True, subject="Secret matter")
    stuck(manager.authority, leaver, is_restricted=True, subject="Secret matter")

    page = client.get(URL)

    assert "Requests 0 1 1" in words(page)
    assert "1 is of requests restricted to named people: counted above" in words(page)
    assert "1 is of requests restricted to named people, and not" in words(page)
    assert "Secret matter" not in page.text
    assert str(secret) not in client.get(CSV).getvalue().decode()


def test_the_csv_has_every_bypass_and_runs_no_formula(client, manager):
    foi_request = bypassed(manager, reason="=1+1", subject="+cmd")

    lines = client.get(CSV).getvalue().decode("utf-8-sig").splitlines()

    head, row = csv.reader(lines)
    found = dict(zip(head, row, strict=True))
    assert found["Reference"] == foi_request.reference
    assert (found["Step"], found["Kind"]) == ("Legal", "Request")
    assert (found["Subject"], found["Reason"]) == ("'+cmd", "'=1+1")


def test_stuck_steps_and_routes_of_leavers_have_a_way_out(client, manager, leaver):
    step = stuck(manager.authority, leaver)
    route(manager.authority, "Sensitive", (1, "Press office", [leaver]))

    page = client.get(URL)

    assert "Pat Press has left" in words(page)
    links = set(fromstring(page.content).xpath("//main//a/@href"))
    named = [step.clearance.foi_request.reference, step.pk]
    assert reverse("name-for-step", args=named) in links
    assert f"{reverse('hand-over')}?person={leaver.pk}" in links


def test_an_auditor_reads_the_page_and_is_offered_no_action(client, manager, leaver):
    stuck(manager.authority, leaver)
    route(manager.authority, "Sensitive", (1, "Press office", [leaver]))
    auditor = UserFactory(authority=manager.authority, roles=["auditor"])
    client.force_login(auditor, backend="accounts.backends.RoleBackend")

    page = client.get(URL)

    assert "Pat Press has left" in words(page)
    assert "Name people" not in page.text
    assert "Hand over" not in page.text


def test_figures_over_time_count_bypassed_and_stuck_steps(client, manager, leaver):
    bypassed(manager)
    stuck(manager.authority, leaver)

    page = words(client.get(reverse("over-time")))

    assert "1 step bypassed in the last three months" in page
    assert "1 step that no one can clear" in page


@pytest.mark.parametrize("number", [2, 20])
def test_the_page_costs_the_same_however_long_it_is(
    client, manager, leaver, number, django_assert_num_queries
):
    made = route(manager.authority, "Sensitive", (1, "Press office", [leaver]))
    for _ in range(number):
        bypassed(manager)
        stuck(manager.authority, leaver)
        made.steps.create(name="Head").people.add(leaver)

    with django_assert_num_queries(17):
        client.get(URL)
