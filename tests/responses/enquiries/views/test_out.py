"""The list of what is out with departments, and its count on the dashboard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Enquiry
from tests.factories import DepartmentFactory, FOIRequestFactory, UserFactory

OUT = reverse("enquiries-out")


@pytest.fixture
def manager(officer):
    return UserFactory(roles=["manager"], authority=officer.authority)


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def out(officer, foi_request):
    """Return a function that puts a question to a department."""

    def out(days=3, **fields):
        today = timezone.localdate()
        told = {
            "foi_request": foi_request,
            "department": DepartmentFactory(authority=officer.authority),
            "asked_by": officer,
            "asked_on": today,
            "wanted_by": today + timedelta(days=days),
        }
        return Enquiry.objects.create(**(told | fields))

    return out


def listed(client, **query):
    page = client.get(OUT, query)
    assert page.status_code == 200
    return [one for one, *_ in page.context["rows"]]


def test_the_list_shows_what_waits_by_the_day_wanted(client, out):
    now = timezone.now()
    later, late = out(days=5), out(days=-2)
    out(declined_at=now, declined_by="Kim", decline_reason="No.")
    out(replied_on=timezone.localdate())
    out(withdrawn_at=now)

    assert listed(client) == [late, later]
    assert listed(client, show="late") == [late]
    assert "2 days late" in client.get(OUT).text


def test_filters_by_department_officer_and_standing(client, out, officer):
    now = timezone.now()
    silent = out(asked_at=now - timedelta(hours=49))
    accepted = out(
        asked_at=now - timedelta(hours=49), accepted_at=now, accepted_by="Kim"
    )
    asks = out(more_time_until=timezone.localdate() + timedelta(days=9))
    declined = out(declined_at=now, declined_by="Kim", decline_reason="No.")
    replied = out(replied_on=timezone.localdate())

    assert listed(client, show="unaccepted") == [silent]
    assert listed(client, show="more-time") == [asks]
    assert listed(client, show="declined") == [declined]
    assert listed(client, show="replied") == [replied]
    assert listed(client, department=accepted.department.pk) == [accepted]
    assert len(listed(client, officer=officer.pk)) == 3
    assert listed(client, officer=UserFactory().pk) == []
    assert len(listed(client, show="nonsense", department="x")) == 3
    rows = client.get(OUT).text.partition("<tbody")[2]
    assert rows.count("Not accepted within 48 hours") == 1


def test_an_empty_list_says_what_to_do(client):
    assert "Ask a department from the page of a request" in client.get(OUT).text
    assert "Show all that wait" in client.get(OUT, {"show": "late"}).text


def test_closed_and_hidden_requests_are_left_out(client, out, officer):
    today = timezone.localdate()
    out(foi_request=FOIRequestFactory(authority=officer.authority, state="withdrawn"))
    out(foi_request=FOIRequestFactory())
    out(foi_request=FOIRequestFactory(authority=officer.authority, is_restricted=True))
    own = out(asked_on=today)

    assert listed(client) == [own]


def test_the_dashboard_counts_the_requests_that_wait(client, out):
    out(days=-1)
    out(days=4)

    rows = client.get(reverse("dashboard")).context["waiting"].rows

    counts = {row.wait.key: row.requests.count for row in rows}
    for key, shown in (("department", "all"), ("late_department", "late")):
        waiting = {each.foi_request for each in listed(client, show=shown)}
        assert counts[key] == len(waiting) > 0


def test_the_list_takes_the_same_queries_however_long(
    client, out, questions, django_assert_num_queries
):
    out().questions.set(questions)
    client.get(OUT)
    with django_assert_num_queries(8):
        client.get(OUT)
    for _ in range(8):
        out().questions.set(questions)
    with django_assert_num_queries(8):
        client.get(OUT)
