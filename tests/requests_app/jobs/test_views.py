"""Stuck work, for managers to decide on; and whether the system is well."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django.urls import reverse

from requests_app.jobs import queue
from requests_app.jobs.queue import finish, put_off, take
from requests_app.models import Errand, ErrandDecision
from tests.factories import FOIRequestFactory


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def stuck(manager):
    put_off(
        kind=Errand.Kind.SEND_EMAIL,
        effect_key="tell-sam",
        payload={"to": "sam@a.example", "subject": "Request 1-26 is due", "text": "."},
        foi_request=FOIRequestFactory(authority=manager.authority),
    )
    errand = take(kind=Errand.Kind.SEND_EMAIL)
    queue.fail(errand=errand, error="The line went dead", may_have_happened=True)
    return errand


def test_what_is_stuck_says_why_and_what_can_be_done(client, stuck):
    html = client.get(reverse("errands")).content.decode()

    assert "“Request 1-26 is due” to sam@a.example" in html
    assert "The line went dead" in html
    assert "Try again" in html
    assert "Give it up" in html


def test_what_has_waited_for_a_quarter_of_an_hour_is_stuck(client, stuck):
    Errand.objects.update(needs_attention=False)
    assert "Nothing is stuck." in client.get(reverse("errands")).content.decode()

    Errand.objects.update(created_at=Now() - timedelta(minutes=16))

    assert "tell-sam" not in (html := client.get(reverse("errands")).content.decode())
    assert "sam@a.example" in html


def test_trying_again_is_noted(client, stuck, manager):
    page = client.post(reverse("retry-errand", args=[stuck.pk]), follow=True)

    assert "tried again within a minute" in page.content.decode()
    assert take(kind=stuck.kind) == stuck
    assert f"{manager} –" in page.content.decode()


def test_giving_up_wants_a_reason(client, stuck):
    url = reverse("dismiss-errand", args=[stuck.pk])

    refused = client.post(url, {"because": ""})
    client.post(url, {"because": "Told by telephone."})

    assert "Enter: why it need not be done" in refused.content.decode()
    assert ErrandDecision.objects.get().because == "Told by telephone."


def test_a_decision_that_comes_too_late_is_said_so(client, stuck):
    finish(errand=stuck)

    again = client.post(reverse("retry-errand", args=[stuck.pk]), follow=True)
    given_up = client.post(
        reverse("dismiss-errand", args=[stuck.pk]), {"because": "Told."}
    )

    assert "dealt with in the meantime" in again.content.decode()
    assert "dealt with in the meantime" in given_up.content.decode()


def test_the_making_of_a_pdf_is_not_offered_to_be_given_up(client, stuck):
    Errand.objects.update(kind=Errand.Kind.MAKE_PDF)

    assert "Give it up" not in client.get(reverse("errands")).content.decode()


def test_health_tells_whoever_watches_and_nothing_about_anybody(client, stuck):
    client.logout()

    answer = client.get(reverse("health"))

    told = json.loads(answer.content)
    assert told["database"] == "reachable"
    assert told["errands_needing_attention"] == 1
    assert told["oldest_waiting_errand_seconds"] >= 0
    assert "sam" not in answer.content.decode()


def test_health_says_when_work_is_not_done(client, stuck):
    Errand.objects.update(created_at=Now() - timedelta(hours=1))

    told = client.get(reverse("health")).json()

    assert told["is_work_done_in_time"] is False
    assert told["oldest_waiting_errand_seconds"] >= 3600


def test_health_without_work_is_well(client, db):
    assert client.get(reverse("health")).json() == {
        "database": "reachable",
        "oldest_waiting_errand_seconds": None,
        "errands_needing_attention": 0,
        "is_work_done_in_time": True,
    }


def test_health_says_when_the_database_is_gone(client, monkeypatch):
    def fail():
        raise OperationalError("gone")

    client.logout()
    monkeypatch.setattr("requests_app.jobs.views.Errand.objects.waiting", fail)

    answer = client.get(reverse("health"))

    assert answer.status_code == 503
    assert answer.json() == {"database": "unreachable"}
