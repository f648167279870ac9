"""The page of jobs needing attention, and the health check."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django.urls import reverse

from requests_app.jobs import queue
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.queue import claim, enqueue, mark_done
from requests_app.models import Job, JobDecision
from responses.letters.records import MAKE_PDF
from tests.factories import FOIRequestFactory


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def needing_attention(manager):
    enqueue(
        kind=SEND_EMAIL,
        idempotency_key="tell-sam",
        payload={"to": "sam@a.example", "subject": "Request 1-26 is due", "text": "."},
        foi_request=FOIRequestFactory(authority=manager.authority),
    )
    job = claim(kind=SEND_EMAIL)
    queue.mark_failed(job=job, error="The line went dead", may_have_happened=True)
    return job


def test_a_job_needing_attention_says_why_and_what_can_be_done(
    client, needing_attention
):
    html = client.get(reverse("jobs")).content.decode()

    assert "“Request 1-26 is due” to sam@a.example" in html
    assert "The line went dead" in html
    assert "Try job again" in html
    assert "Cancel job" in html


def test_a_job_of_another_authority_is_neither_shown_nor_decided(
    client, needing_attention, manager
):
    other = FOIRequestFactory().authority
    theirs = enqueue(
        kind=SEND_EMAIL,
        idempotency_key="tell-kim",
        payload={"to": "kim@b.example", "subject": "Your digest", "text": "."},
        authority=other,
    )
    Job.objects.update(needs_attention=True)

    assert "kim@b.example" not in client.get(reverse("jobs")).text
    assert "<strong>1</strong> job waiting" in client.get(reverse("dashboard")).text
    assert client.post(reverse("retry-job", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("cancel-job", args=[theirs.pk])).status_code == 404
    assert not JobDecision.objects.exists()
    Job.objects.filter(pk=theirs.pk).update(authority=manager.authority)
    assert "kim@b.example" in client.get(reverse("jobs")).text


def test_a_job_that_has_waited_a_quarter_of_an_hour_needs_attention(
    client, needing_attention
):
    Job.objects.update(needs_attention=False)
    assert "No jobs need attention." in client.get(reverse("jobs")).content.decode()

    Job.objects.update(created_at=Now() - timedelta(minutes=16))

    assert "tell-sam" not in (html := client.get(reverse("jobs")).content.decode())
    assert "sam@a.example" in html


def test_trying_again_is_noted(client, needing_attention, manager):
    page = client.post(reverse("retry-job", args=[needing_attention.pk]), follow=True)

    assert "tried again within a minute" in page.content.decode()
    assert claim(kind=SEND_EMAIL) == needing_attention
    assert f"{manager} –" in page.content.decode()


def test_cancelling_wants_a_reason(client, needing_attention):
    url = reverse("cancel-job", args=[needing_attention.pk])

    refused = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Told by telephone."})

    assert "Enter the reason for cancelling" in refused.content.decode()
    assert JobDecision.objects.get().reason == "Told by telephone."


def test_a_decision_that_comes_too_late_is_said_so(client, needing_attention):
    mark_done(job=needing_attention)

    again = client.post(reverse("retry-job", args=[needing_attention.pk]), follow=True)
    cancelled = client.post(
        reverse("cancel-job", args=[needing_attention.pk]), {"reason": "Told."}
    )

    assert "already been dealt with" in again.content.decode()
    assert "already been dealt with" in cancelled.content.decode()


def test_the_making_of_a_pdf_cannot_be_cancelled(client, needing_attention):
    Job.objects.update(kind=MAKE_PDF.name)

    assert "Cancel job" not in client.get(reverse("jobs")).content.decode()


def test_health_tells_whoever_watches_and_nothing_about_anybody(
    client, needing_attention
):
    client.logout()

    answer = client.get(reverse("health"))

    told = json.loads(answer.content)
    assert told["database"] == "reachable"
    assert told["jobs_needing_attention"] == 1
    assert told["oldest_waiting_job_seconds"] >= 0
    assert "sam" not in answer.content.decode()


def test_health_says_when_work_is_not_done(client, needing_attention):
    Job.objects.update(created_at=Now() - timedelta(hours=1))

    told = client.get(reverse("health")).json()

    assert told["is_work_done_in_time"] is False
    assert told["oldest_waiting_job_seconds"] >= 3600


def test_health_without_work_is_well(client, db):
    assert client.get(reverse("health")).json() == {
        "database": "reachable",
        "oldest_waiting_job_seconds": None,
        "jobs_needing_attention": 0,
        "workers_died_at_start_in_the_last_hour": 0,
        "is_work_done_in_time": True,
    }


def test_health_says_when_the_database_is_gone(client, monkeypatch):
    def fail():
        raise OperationalError("gone")

    client.logout()
    monkeypatch.setattr("requests_app.jobs.views.Job.objects.waiting", fail)

    answer = client.get(reverse("health"))

    assert answer.status_code == 503
    assert answer.json() == {"database": "unreachable"}
