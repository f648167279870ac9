"""An administrator adds a login and a mailbox, and tries a rule before it acts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mail.fetching.trials import TRY_MAILBOX
from mail.models import IncomingRule, Mailbox, Message
from tests.factories import UserFactory
from tests.graph import BOX, CLIENT, SECRET, TENANT, moments_ago
from tests.jobs import run_jobs
from tests.mail.made import entry
from tests.mail.mails import mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administrator(officer):
    return UserFactory(authority=officer.authority, roles=["administrator"])


def test_a_mailbox_is_added_and_tried(
    administrator, graph, page, sign_in, check_axe, check_widths
):
    graph.deliver(mail("A request"), at=moments_ago(minutes=5))
    sign_in(page, administrator)
    page.goto("/administration/mailboxes/")
    check_axe(page)
    page.get_by_role("link", name="add a login").click()
    page.get_by_role("button", name="Add a login").click()
    page.get_by_role("button", name="Add login").click()
    page.get_by_text("There is a problem").wait_for()
    check_widths(page)
    page.get_by_label("Name of the login").fill("Ours")
    page.get_by_label("Microsoft 365, as an application").check()
    page.get_by_label("Tenant").fill(TENANT)
    page.get_by_label("Application (client) id").fill(CLIENT)
    page.get_by_label("Secret").fill(SECRET)
    page.get_by_role("button", name="Add login").click()
    page.get_by_text("Login added.").wait_for()
    check_widths(page)

    page.goto("/administration/mailboxes/add/")
    page.get_by_label("Name of the mailbox").fill("FOI inbox")
    page.get_by_label("Login").select_option("Ours")
    page.get_by_role("button", name="Save mailbox").click()
    page.get_by_text("There is a problem").wait_for()
    check_widths(page)
    page.get_by_label("Address whose mail is read").fill(BOX)
    page.get_by_role("button", name="Save mailbox").click()
    page.get_by_role("heading", name="Mailboxes").wait_for()

    page.get_by_role("button", name=re.compile("^Try")).click()
    page.get_by_text("Looking whose mail is read").wait_for()
    run_jobs(TRY_MAILBOX)
    page.get_by_text("this was the mail of").wait_for()
    check_widths(page)
    page.get_by_role("button", name=re.compile("^Switch on")).click()
    page.get_by_role("button", name=re.compile("^Switch off")).wait_for()
    assert Mailbox.objects.get().is_on


def test_a_rule_is_tried_on_the_last_30_days_and_saved(
    administrator, page, sign_in, check_axe, check_widths
):
    now = timezone.now()  # noqa: TID251 - the time the pages go by
    entry(administrator.authority)
    Message.objects.update(received_at=now - timedelta(days=2))
    sign_in(page, administrator)
    page.goto("/administration/incoming-rules/")
    check_axe(page)
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_role("button", name="Save the rule").click()
    page.get_by_text("There is a problem").wait_for()
    check_widths(page)

    page.get_by_label("Subject or message").check()
    page.get_by_label("Words").fill("bicycles, O’Neill")
    page.get_by_label("Press interest").check()
    page.get_by_role("button", name="Try on the last 30 days").click()
    page.get_by_text("The rule fits 1 of 1 messages").wait_for()
    check_axe(page)
    assert not IncomingRule.objects.exists()

    page.get_by_role("button", name="Save the rule").click()
    page.get_by_text("Rule added.").wait_for()
    check_widths(page)
    assert IncomingRule.objects.get().flags == ["press_interest"]
