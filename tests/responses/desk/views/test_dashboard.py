"""The dashboard counts the letters that were issued and not given."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import FOIRequest
from responses.issuing.services import issue_response
from responses.models import Dispatch
from responses.sending.queueing import SEND_LETTER, Sending
from tests.factories import (
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


def test_a_letter_that_came_back_is_counted_and_leads_to_it(client, returned, manager):
    page = dashboard(client, manager)
    letters = client.get(reverse("letters-not-given"))

    assert page.context["letters_stuck"] == 1
    assert reverse("letters-not-given") in page.content.decode()
    assert letters.context["page"].paginator.count == 1
    assert returned.get_absolute_url() in letters.content.decode()


def test_who_has_no_list_of_them_reads_the_number_only(client, returned, officer):
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)

    page = dashboard(client, auditor)

    assert page.context["letters_stuck"] == 1
    assert reverse("letters-not-given") not in page.content.decode()


def test_a_letter_that_arrived_is_not_counted(client, letter, manager):
    page = dashboard(client, manager)

    assert page.context["letters_stuck"] == 0
    assert "No letter waits for the post" in page.content.decode()


def test_letters_of_another_authority_are_not_counted(client, returned, manager):
    FOIRequest.objects.update(is_restricted=True)
    stranger = UserFactory(roles=["manager"])

    assert dashboard(client, stranger).context["letters_stuck"] == 0
    assert dashboard(client, manager).context["letters_stuck"] == 1
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

    with django_assert_num_queries(7):
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

    assert (page.context["for_post"].count, page.context["for_post"].days) == (2, 4)
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

    text = " ".join(dashboard(client, manager).content.decode().split())

    assert "<strong>2</strong> responses wait for clearance" in text
    assert "the oldest since 3 March 2026" in text


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

    page = dashboard(client, manager).context

    assert page["open"].requests.total.count == 4
    assert page["clearance"]["count"] == 1
    assert page["letters_stuck"] == 1
    assert page["departments"] == {"all": 1, "late": 1, "minutes": 0}
    assert page["unheld"].count == 1
    assert page["restricted"] == 4
    for name in ("enquiries-out", "letters-not-given", "foi-requests"):
        assert asked.reference not in client.get(reverse(name)).text
