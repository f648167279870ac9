"""The time that departments spend adds up: on a request, and in the figures."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from requests_app.lists.dashboard import span_up_to
from requests_app.models import Enquiry, EnquiryReply, FOIRequest
from responses.drafting.time_spent import (
    minutes_spent,
    minutes_spent_since,
    time_in_words,
)
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

FIRST = date(2026, 3, 2)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="77-26",
        state="answering",
    )


@pytest.fixture
def question(foi_request):
    return QuestionFactory(foi_request=foi_request, label="1", text="How many?")


@pytest.fixture
def reply(foi_request, officer, question):
    """Return a function to write a reply of a department of its own."""

    def reply(minutes, *, on=FIRST, to=foi_request):
        enquiry = Enquiry.objects.create(
            foi_request=to,
            department=DepartmentFactory(authority=to.authority),
            asked_by=officer,
            asked_on=FIRST,
            wanted_by=FIRST,
            replied_on=on,
        )
        if to == foi_request:
            enquiry.questions.add(question)
        return EnquiryReply.objects.create(
            enquiry=enquiry,
            by=officer,
            name="Jo",
            text="Twelve.",
            time_spent_minutes=minutes,
            sent_at=on and f"{on}T10:00Z",
            sent_on=on,
        )

    return reply


def test_replies_of_all_departments_add_up(foi_request, reply):
    for minutes in (75, None, 30):
        reply(minutes)
    reply(600, on=None)  # a draft
    reply(600, to=FOIRequestFactory())

    assert minutes_spent(foi_request) == 105
    assert minutes_spent(FOIRequestFactory()) == 0


def test_a_period_counts_the_replies_of_the_authority_from_its_first_day(
    officer, reply
):
    reply(40)
    reply(1, on=date(2026, 3, 1))
    reply(2, to=FOIRequestFactory())
    reply(4, on=None)

    own = FOIRequest.objects.filter(authority=officer.authority)
    assert minutes_spent_since(FIRST, own) == 40


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (135, "2 hours 15 minutes"),
        (72_000, "1,200 hours"),
    ],
)
def test_time_is_said_in_words(minutes, words):
    assert time_in_words(minutes) == words


def test_the_request_and_the_room_show_the_sums(
    client, officer, foi_request, reply, question
):
    reply(75)
    reply(60)
    foi_request.times_spent.create(
        person=officer, work="locating", minutes=30, on=FIRST, form_key=uuid4()
    )
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    named = {"reference": "77-26"}
    page = client.get(reverse("foi-request", kwargs=named))
    room = client.get(
        reverse("answer-question", kwargs={**named, "question": question.pk}),
        {"panel": "departments"},
    )

    for each in (page, room):
        assert "Departments spent 2 hours 15 minutes on this request." in each.text
        assert "Officers spent 30 minutes on this request" in each.text


def test_the_dashboard_shows_the_time_of_three_months(client, officer, reply):
    today = localdate()
    reply(75, on=span_up_to(today)[0])
    reply(500, on=date(2020, 3, 2))
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    reply(30, on=today, to=restricted)
    manager = UserFactory(roles=["manager"], authority=officer.authority)
    client.force_login(manager, backend="accounts.backends.RoleBackend")

    page = client.get(reverse("over-time"))
    assert page.context["minutes"] == 105
    assert "<strong>1 hour 45 minutes</strong> on requests" in page.text


def test_the_dashboard_shows_the_time_of_officers(client, officer, foi_request):
    today = localdate()
    for minutes, on in ((75, today), (500, date(2020, 3, 2))):
        foi_request.times_spent.create(
            person=officer, work="other", minutes=minutes, on=on, form_key=uuid4()
        )
    manager = UserFactory(roles=["manager"], authority=officer.authority)
    client.force_login(manager, backend="accounts.backends.RoleBackend")

    page = client.get(reverse("over-time"))

    assert page.context["officers_minutes"] == 75
    assert "1 hour 15 minutes" in page.text
