"""The pages of events that concern some questions."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from requests_app.clock.events import recalculate_due_date, seek_clarification
from requests_app.clock.extensions import extend_time
from tests.factories import FOIRequestFactory, QuestionFactory


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def foi_request(officer, today):
    made = FOIRequestFactory(authority=officer.authority, received_on=today)
    for order in range(2):
        QuestionFactory(
            foi_request=made, order=order, label=str(order + 1), text=f"What {order}?"
        )
    with transaction.atomic():
        recalculate_due_date(made)
    made.save()
    return made


def send(client, officer, url_name, foi_request, day, **data):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    on = {"on_0": day.day, "on_1": day.month, "on_2": day.year}
    url = reverse(url_name, args=[foi_request.reference])
    return client.post(url, {**on, **data}, follow=True)


def test_the_part_is_chosen_from_the_questions_and_never_by_leaving_it_empty(
    client, officer, foi_request, today
):
    until = foi_request.due_on + timedelta(days=40)
    said = {
        "until_0": until.day,
        "until_1": until.month,
        "until_2": until.year,
        "reason": "To weigh what the bidders told us.",
    }

    refused = send(client, officer, "extend-time", foi_request, today, **said)
    assert "Choose the questions that need more time" in refused.content.decode()
    assert "To weigh what the bidders told us." in refused.content.decode()
    assert "1: What 0?" in refused.content.decode()

    first, second = foi_request.questions.all()
    page = send(
        client, officer, "extend-time", foi_request, today, **said, questions=[first.pk]
    ).content.decode()
    assert "The other questions are still due by" in page
    assert "1 due by" in page  # what is left
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.due_on, second.due_on) == (until, foi_request.due_on)


def test_a_single_question_is_not_asked_for(client, officer, foi_request, today):
    foi_request.questions.last().delete()
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    page = client.get(reverse("seek-clarification", args=[foi_request.reference]))

    assert "What is unclear" not in page.content.decode()


def test_the_working_shows_the_date_of_each_part(client, officer, foi_request, today):
    first, _ = foi_request.questions.all()
    extend_time(
        foi_request=foi_request,
        until=foi_request.due_on + timedelta(days=40),
        reason="To weigh.",
        questions=[first],
        by=officer,
        on=today,
        today=today,
    )
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    page = client.get(reverse("due-date", args=[foi_request.reference]))

    html = page.content.decode()
    assert "The questions of this request have different dates" in html
    assert html.index("Question 2</a>") < html.index("Question 1</a>")
    assert html.count("Day by day") == 2


def test_clarification_of_a_part_says_that_the_rest_runs_on(
    client, officer, foi_request, today
):
    first, _ = foi_request.questions.all()

    page = send(
        client,
        officer,
        "seek-clarification",
        foi_request,
        today,
        questions=[first.pk],
        question="Which year?",
    ).content.decode()

    assert "The time of the other questions runs on" in page
    assert "Waits for the requester" in page
    assert "Record clarification received" in page


def test_recording_it_leads_to_the_editor(client, officer, today):
    foi_request = FOIRequestFactory(authority=officer.authority, received_on=today)
    QuestionFactory.create_batch(2, foi_request=foi_request)
    seek_clarification(
        foi_request=foi_request, question="Which?", by=officer, on=today, today=today
    )
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    answer = client.post(
        reverse("receive-clarification", args=[foi_request.reference]),
        {
            "on_0": today.day,
            "on_1": today.month,
            "on_2": today.year,
            "questions": ["every"],
            "clarification": "Parking.",
        },
    )

    assert answer["Location"] == reverse(
        "correct-questions", args=[foi_request.reference]
    )
