"""An officer acknowledges many requests at once."""

from dataclasses import replace
from math import inf

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.clock.events import recalculate_due_date
from requests_app.jobs.handlers import Handler
from requests_app.jobs.queue import run_due
from responses.batches.queueing import RUN_BATCH
from responses.batches.running import run_batch
from responses.models import Letter
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def run(*, ends=inf):
    now = timezone.now()  # noqa: TID251 - the worker's clock
    run_due(
        handler=Handler(RUN_BATCH, lambda run: run_batch(replace(run, ends=ends))),
        on=timezone.localdate(),  # noqa: TID251
        at=now,
    )


def test_a_mornings_intake_is_acknowledged_in_one_go(page, sign_in, check_axe):
    officer = UserFactory(roles=["officer"])
    for _ in range(3):
        foi_request = FOIRequestFactory(
            authority=officer.authority,
            received_on=timezone.localdate(),  # noqa: TID251 - this morning
            requester_email="person@example.org",
        )
        QuestionFactory(foi_request=foi_request)
        with transaction.atomic():
            recalculate_due_date(foi_request)
            foi_request.save()
    sign_in(page, officer)
    page.goto(reverse("batches"))
    check_axe(page)

    page.get_by_role("button", name="Write bulk letters").click()
    check_axe(page)
    page.get_by_role("button", name="Continue with ticked requests").click()
    expect(page.locator("main h1").first).to_contain_text("3 letters")
    check_axe(page)
    page.get_by_label("Anything to add").fill("We are glad to help.")
    page.get_by_role("button", name="Preview first letter").click()
    expect(page.get_by_label("Preview of the first letter")).to_contain_text(
        "We are glad to help."
    )
    page.get_by_role("button", name="Issue 3 letters").click()
    expect(page.get_by_text("0 of 3 done")).to_be_visible()
    check_axe(page)

    run(ends=0)  # a turn that is over after one letter
    expect(page.get_by_text("1 of 3 done")).to_be_visible()
    run()
    expect(page.get_by_text("3 of 3 done")).to_be_visible()

    check_axe(page)
    assert Letter.objects.filter(html__contains="We are glad to help.").count() == 3


def test_letters_are_printed_again_by_keyboard(page, sign_in, check_axe):
    sign_in(page, UserFactory(roles=["officer"]))
    page.goto(reverse("reprint-letters"))
    page.get_by_role("button", name="Create print file").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    check_axe(page)
