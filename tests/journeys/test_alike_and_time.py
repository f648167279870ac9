"""Requests alike are seen, questions found by meaning, time recorded and counted.

Where FOI_PICTURES names a folder, pictures of the pages are saved there.
"""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from requests_app.alike.services import compare
from requests_app.intake.recording import record_request
from requests_app.intake.registering import register_request
from requests_app.models import FOIRequest
from responses.precedents.tasks import find_meanings, find_searches
from tests.factories import PreviousAnswerFactory, UserFactory
from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.django_db(transaction=True)

SALT = """Dear Sir,

1. How much road salt was spread in the winter of 2024, and at what cost?

2. Which firms delivered the salt, and how much was each of them paid?

3. Please list the roads left out of the gritting rounds, with the reason for each.

Yours faithfully,
{name}"""


def this_day():
    return timezone.localdate()  # noqa: TID251 - the day the pages go by


@pytest.fixture
def office(officer):
    """Seven requests of one text, one of which another authority received."""
    elsewhere = UserFactory(roles=["officer"])
    for number in range(8):
        by = elsewhere if number == 7 else officer
        name = ("Alex Example", "Robin Sample")[number % 2]
        today = this_day()
        made = record_request(
            authority=by.authority,
            received_text=SALT.format(name=name),
            received_on=today - timedelta(days=10),
            regime="FOIA",
            channel="email",
            requester_name=name,
            requester_email=f"{name.split()[0].lower()}@requester.example",
            subject="Road salt in the winter of 2024",
            by=by,
            on=today,
        )
        if number:
            register_request(
                foi_request=made, version=made.questions_version, by=by, on=today
            )
        compare([made.pk])
    return officer.authority


@pytest.fixture
def look(check_widths):
    """Check a page at both widths, and save pictures of it."""

    def look(page, name):
        check_widths(page)
        if folder := os.environ.get("FOI_PICTURES"):
            for size, said in ((NARROW, "narrow"), (WIDE, "wide")):
                page.set_viewport_size(size)
                path = Path(folder) / f"{name}-{said}.png"
                page.screenshot(path=path, full_page=True)
        page.set_viewport_size(WIDE)

    return look


def test_requests_alike_are_seen_and_time_is_recorded(
    office, officer, page, sign_in, look
):
    sign_in(page, officer)
    waiting = FOIRequest.objects.get(authority=office, reference=None)
    page.goto(f"/intake/{waiting.pk}/")
    page.get_by_text("Like 6 other requests:").wait_for()
    look(page, "alike-to-register")

    one = FOIRequest.objects.filter(authority=office).exclude(reference=None).first()
    page.goto(one.get_absolute_url())
    page.get_by_text("1 other authority received a request like this.").wait_for()
    page.get_by_text("What counts as alike?").click()
    look(page, "alike-request")
    page.get_by_role("link", name="Show all as a list").click()
    look(page, "alike-list")

    page.goto(one.get_absolute_url())
    page.get_by_role("link", name="Record your time").click()
    page.get_by_role("button", name="Record time").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    look(page, "time-errors")
    page.get_by_label("Minutes").fill("90")
    page.get_by_label("Locating").check()
    page.get_by_label("What you did").fill("Searched the salt store’s books")
    page.get_by_role("button", name="Record time").click()
    page.get_by_text("Officers spent 1 hour 30 minutes on this request").wait_for()
    page.get_by_text("Time recorded by officers").click()
    look(page, "time-request")
    page.get_by_role("link", name="Correct 1 hour 30 minutes").click()
    look(page, "time-correct")
    page.get_by_label("Minutes").fill("60")
    page.get_by_role("button", name="Save time").click()
    page.get_by_text("Officers spent 1 hour on this request").wait_for()


def test_questions_are_looked_for_by_meaning(office, officer, page, sign_in, look):
    sign_in(page, officer)
    page.goto("/search/?by=meaning")
    look(page, "meaning-empty")
    page.get_by_label("Question").fill("What was paid for gritting the carriageways?")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("has not read any questions of your authority").wait_for()
    look(page, "meaning-none")

    with transaction.atomic():
        PreviousAnswerFactory(
            authority=office,
            question="What did it cost to grit the roads in 2019?",
            answer="Gritting cost £41,200 in the winter of 2019. " * 6,
            reference="0207-20",
        )
    find_meanings()
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Looking for questions near in meaning").wait_for()
    look(page, "meaning-waiting")
    find_searches()
    page.get_by_text("the nearest in meaning first").wait_for()
    page.get_by_role("link", name="0207-20").wait_for()
    look(page, "meaning-found")

    page.goto("/search/?q=salt")
    look(page, "search-words")
    page.get_by_role("link", name="Questions like this").first.click()
    page.get_by_role("heading", name="Questions like this").wait_for()
    find_searches()
    page.get_by_text("the nearest in meaning first").wait_for()
    look(page, "meaning-like")


def test_a_manager_counts_requests_alike_and_hours(
    office, officer, page, sign_in, look
):
    for one in FOIRequest.objects.filter(authority=office)[:3]:
        one.times_spent.create(
            person=officer,
            work="locating",
            minutes=75,
            on=one.received_on,
            form_key=uuid4(),
        )
    manager = UserFactory(roles=["manager"], authority=office)
    sign_in(page, manager)
    today = this_day()
    days = f"first={today - timedelta(days=40)}&last={today}&on={today}"
    for key in ("alike", "hours"):
        page.goto(f"/returns/{key}/?{days}")
        look(page, f"return-{key}")
    page.goto(f"/returns/alike/?{days}")
    page.get_by_role("link", name="7 requests").first.click()
    page.get_by_text("7 requests counted").wait_for()
    look(page, "return-alike-list")
    page.goto("/dashboard/over-time/")
    page.get_by_text("Officers recorded").wait_for()
    look(page, "over-time")
