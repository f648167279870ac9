"""The dashboard counts the letters that were issued and not given."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import FOIRequest
from responses.issuing.services import issue_response
from responses.models import Clearance, Dispatch
from responses.sending.queueing import SEND_LETTER, Sending
from tests.factories import (
    AdviceFactory,
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    ResponseDraftFactory,
    UserFactory,
)
from tests.jobs import run_jobs
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(officer, approver):
    foi_request = kinds.cleared(
        kinds.full_disclosure(authority=officer.authority),
        by=officer,
        approver=approver,
    )
    letter = issue_response(
        foi_request=foi_request,
        number=1,
        by=officer,
        on=kinds.ON,
        at=kinds.AT,
        sending=Sending(Dispatch.Channel.EMAIL, "alex@requester.example"),
    )
    run_jobs(SEND_LETTER, on=kinds.ON)
    return letter


@pytest.fixture
def returned(client, officer, letter):
    client.force_login(officer)
    named = {
        "reference": letter.foi_request.reference,
        "number": letter.number,
        "dispatch": letter.dispatches.get().pk,
    }
    url = reverse("record-returned", kwargs=named)
    client.post(url, {"reason": "Mailbox full."})
    return letter


def dashboard(client, user):
    client.force_login(user)
    return client.get(reverse("dashboard"))


def waiting(page, key):
    """Return how many requests and reviews wait, and since when the oldest."""
    for row in page.context["waiting"].rows:
        if row.wait.key == key:
            return row.requests.count, row.reviews.count, row.since
    return 0, 0, None


def listed(client, page, key):
    """Return how many requests the list behind a number has."""
    (row,) = [row for row in page.context["waiting"].rows if row.wait.key == key]
    found = client.get(row.requests.url).text
    return int(re.search(r'data-count="(\d+)"', found)[1])


def test_a_letter_that_came_back_is_counted_and_leads_to_it(client, returned, manager):
    page = dashboard(client, manager)
    letters = client.get(reverse("letters-not-given"))

    assert waiting(page, "delivery") == (1, 0, kinds.ON)
    assert listed(client, page, "delivery") == 1
    assert letters.context["page"].paginator.count == 1
    assert returned.get_absolute_url() in letters.content.decode()


def test_a_letter_that_arrived_is_not_counted(client, letter, manager):
    page = dashboard(client, manager)

    assert waiting(page, "delivery")[0] == 0
    assert waiting(page, "post")[0] == 0


def test_letters_of_another_authority_are_not_counted(client, returned, manager):
    FOIRequest.objects.update(is_restricted=True)
    stranger = UserFactory(roles=["manager"])

    assert waiting(dashboard(client, stranger), "delivery")[0] == 0
    assert waiting(dashboard(client, manager), "delivery")[0] == 1
    assert returned.get_absolute_url() not in (
        client.get(reverse("letters-not-given")).content.decode()
    )


@pytest.mark.parametrize("number", [2, 7])
def test_letters_not_given_take_the_same_queries(
    client, manager, number, django_assert_num_queries
):
    for _ in range(number):
        LetterFactory(
            foi_request=FOIRequestFactory(authority=manager.authority),
            type="acknowledgement",
        )
    client.force_login(manager)

    with django_assert_num_queries(6):
        page = client.get(reverse("letters-not-given"))

    assert len(page.context["journeys"]) == number


def test_letters_for_the_post_are_counted_with_the_age_of_the_oldest(
    client, officer, manager
):
    now = timezone.now()
    for days in (1, 4):
        letter = LetterFactory(
            foi_request=FOIRequestFactory(authority=officer.authority, state="issued")
        )
        Dispatch.objects.create(
            letter=letter,
            channel="post",
            address="1 High Street",
            by=officer,
            due_at=now - timedelta(days=days),
        )

    page = dashboard(client, manager)
    at_home = " ".join(client.get(reverse("home")).content.decode().split())

    oldest = timezone.localdate(now - timedelta(days=4))
    assert waiting(page, "post") == (2, 0, oldest)
    assert listed(client, page, "post") == 2
    assert "2 letters wait for the post</a>, the oldest 4 days." in at_home


def test_what_waits_for_clearance_says_since_when(client, officer, manager):
    for day in (date(2026, 3, 3), date(2026, 3, 9)):
        ResponseDraftFactory(
            foi_request=FOIRequestFactory(
                authority=officer.authority, state="clearance"
            ),
            submitted_by=officer,
            submitted_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        )

    page = dashboard(client, manager)

    assert waiting(page, "clearance") == (2, 0, date(2026, 3, 3))
    assert listed(client, page, "clearance") == 2
    assert "sent for clearance 3 March 2026" in " ".join(page.text.split())


def test_restricted_requests_count_in_every_number(client, officer, manager):
    restricted = {"authority": officer.authority, "is_restricted": True}
    asked = FOIRequestFactory(officer=officer, **restricted)
    asked.enquiries.create(
        department=DepartmentFactory(authority=officer.authority),
        asked_by=officer,
        asked_on=date(2026, 3, 2),
        wanted_by=date(2026, 3, 9),
    )
    ResponseDraftFactory(
        foi_request=FOIRequestFactory(state="clearance", officer=officer, **restricted),
        submitted_by=officer,
    )
    LetterFactory(
        foi_request=FOIRequestFactory(officer=officer, **restricted),
        type="acknowledgement",
    )
    FOIRequestFactory(officer=None, **restricted)

    page = dashboard(client, manager)

    assert page.context["open"].requests.total.count == 4
    for key in ("clearance", "delivery", "department", "officer"):
        assert waiting(page, key)[0] == 1, key
    assert page.context["open"].restricted == 4
    for name in ("enquiries-out", "letters-not-given", "foi-requests"):
        assert asked.reference not in client.get(reverse(name)).text


def test_advice_waits_until_it_is_received(client, manager):
    for days, received_on in ((9, None), (5, None), (20, date(2026, 3, 20))):
        AdviceFactory(
            foi_request=FOIRequestFactory(authority=manager.authority),
            sent_on=date(2026, 3, 1) + timedelta(days=days),
            wanted_by=date(2026, 4, 1),
            received_on=received_on,
        )

    page = dashboard(client, manager)

    assert waiting(page, "advice") == (2, 0, date(2026, 3, 6))
    assert listed(client, page, "advice") == 2


def test_a_request_waits_for_departments_once(client, officer, manager):
    foi_request = FOIRequestFactory(authority=officer.authority)
    for day in (2, 5):
        foi_request.enquiries.create(
            department=DepartmentFactory(authority=officer.authority),
            asked_by=officer,
            asked_on=date(2026, 3, day),
            wanted_by=date(2026, 3, 9),
        )

    page = dashboard(client, manager)

    assert waiting(page, "department") == (1, 0, date(2026, 3, 2))
    assert listed(client, page, "department") == 1


def test_the_departments_with_most_requests_are_named(client, officer, manager):
    for name, requests in (("Parks", 1), ("Roads", 3), ("Homes", 2), ("Law", 1)):
        department = DepartmentFactory(authority=officer.authority, name=name)
        for _ in range(requests):
            foi_request = FOIRequestFactory(authority=officer.authority)
            for _ in range(2):
                foi_request.enquiries.create(
                    department=department,
                    asked_by=officer,
                    asked_on=date(2026, 3, 2),
                    wanted_by=date(2026, 3, 9),
                )
    secret = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    secret.enquiries.create(
        department=DepartmentFactory(authority=officer.authority, name="Secret"),
        asked_by=officer,
        asked_on=date(2026, 3, 2),
        wanted_by=date(2026, 3, 9),
    )

    page = dashboard(client, manager)

    text = " ".join(page.text.split())
    assert "Roads 3, Homes 2, Law 1, and 1 more" in text
    assert "Secret" not in text
    assert "A request that waits for several things is in several rows." in text
    assert waiting(page, "department")[0] == 8


def test_the_approvers_with_most_requests_are_named(client, officer, manager):
    people = [
        UserFactory(
            roles=["approver"],
            authority=officer.authority,
            first_name="Ann",
            last_name=name,
        )
        for name in ("First", "Second")
    ]
    for named in (people[:1], people, []):
        clearance = Clearance.objects.create(
            foi_request=FOIRequestFactory(
                authority=officer.authority, state="clearance"
            )
        )
        step = clearance.steps.create(
            name="Cleared",
            is_for_anyone=not named,
            state="open",
            opened_at=timezone.now(),
        )
        step.people.set(named)

    page = dashboard(client, manager)

    assert "Ann First 2, Ann Second 1, any approver 1" in " ".join(page.text.split())


def test_the_requester_is_waited_for_since_the_latest_question(client, manager):
    foi_request = FOIRequestFactory(
        authority=manager.authority, state="awaiting_clarification", due_on=None
    )
    for day in (5, 12):
        foi_request.clock_events.create(
            name="clarification_sent", on=date(2026, 3, day)
        )

    page = dashboard(client, manager)

    assert waiting(page, "requester") == (1, 0, date(2026, 3, 12))
    assert listed(client, page, "requester") == 1
