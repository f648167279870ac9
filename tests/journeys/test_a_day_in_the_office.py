"""A day in the office: issue by post, hold back, and read what the figures say."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from requests_app.clock.events import recalculate_due_date
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.clearance.draft_pdf import MAKE_DRAFT_PDF
from responses.models import Dispatch, Letterhead
from tests.factories import UserFactory
from tests.jobs import run_jobs
from tests.responses import kinds

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def now():
    return timezone.now()  # noqa: TID251 - the moment the pages go by


@pytest.fixture
def today(now):
    return timezone.localdate(now)  # noqa: TID251 - the day the pages go by


@pytest.fixture
def cleared(officer, approver, today, now):
    """Clear two requests: one is not due yet and one is overdue, on any weekday."""
    Letterhead.objects.create(authority=officer.authority, undo_minutes=5)
    made = []
    for age in (14, 42):
        foi_request = kinds.full_disclosure(
            authority=officer.authority,
            officer=officer,
            received_on=today - timedelta(days=age),
            requester_address="12 Example Street\nMidtown\nLS2 2BB",
        )
        with transaction.atomic():
            recalculate_due_date(foi_request)
            foi_request.save()
        kinds.nothing_warns(foi_request, by=officer, on=today, at=now)
        made.append(kinds.cleared(foi_request, by=officer, approver=approver))
    return made


def test_a_day_in_the_office(
    cleared, now, today, officer, manager, new_page, sign_in, check_widths
):
    posted, undone = cleared
    desk, managers = new_page(), new_page()
    sign_in(desk, officer)
    sign_in(managers, manager)

    # Two letters are issued by post. None of the requests is answered by that.
    for foi_request in cleared:
        desk.goto(f"{foi_request.get_absolute_url()}issue/")
        desk.get_by_label("By post").check()
        desk.get_by_text("The letter is being checked for the envelope.").wait_for()
        run_jobs(MAKE_DRAFT_PDF, on=today, at=now + timedelta(minutes=1))
        desk.get_by_text("The letter fits a window envelope.").wait_for()
        desk.get_by_role("button", name="Issue the letter").click()
        desk.get_by_text("The letter is issued.").wait_for()
        desk.get_by_text("The request is answered on the day").wait_for()
        check_widths(desk)
    managers.goto("/dashboard/")
    managers.get_by_role("row", name="This month").first.get_by_text(
        "None answered"
    ).first.wait_for()
    row = managers.get_by_role("row", name="Issued, not yet sent")
    assert row.get_by_role("cell").last.inner_text() == "0"
    assert row.get_by_role("link").last.inner_text() == "2"
    check_widths(managers)

    # One sending is undone: the request stays open and overdue, for all to see.
    desk.get_by_role("button", name="Undo send").click()
    desk.get_by_text("Sending undone: nothing was sent.").wait_for()
    check_widths(desk)
    desk.goto("/")
    row = desk.get_by_role("row", name=str(undone))
    row.get_by_role("link", name="The sending was undone: send the letter").wait_for()
    check_widths(desk)

    # The other waits for the post. Four days later, home and dashboard say so.
    Dispatch.objects.waiting().update(due_at=now - timedelta(days=4))
    desk.reload()
    desk.get_by_role("link", name="1 letter waits for the post").wait_for()
    desk.goto("/requests/?state=issued")
    desk.get_by_text("2 requests", exact=True).wait_for()
    managers.reload()
    row = managers.get_by_role("row", name="Printing and posting")
    row.get_by_role("link", name="1", exact=True).wait_for()
    row.get_by_text("4 days ago").wait_for()
    row = managers.get_by_role("row", name="A letter that went nowhere")
    row.get_by_role("link", name="1", exact=True).wait_for()
    check_widths(managers)

    # It is posted today. Now it is answered, in time; the other is not.
    desk.goto("/post/")
    desk.get_by_label(str(posted)).check()
    desk.get_by_role("button", name="Record ticked letters as posted").click()
    desk.get_by_text("1 letter is recorded as posted.").wait_for()
    assert FOIRequest.objects.get(pk=posted.pk).state == State.ANSWERED
    assert FOIRequest.objects.get(pk=undone.pk).state == State.ISSUED
    managers.reload()
    managers.get_by_text("100%, on target").first.wait_for()
    managers.get_by_role("link", name="1 Overdue").click()
    managers.get_by_role("link", name=str(undone), exact=True).wait_for()

    # What the figures mean can be read.
    managers.goto("/dashboard/")
    managers.get_by_role("link", name="How figures are counted").click()
    managers.get_by_role(
        "heading", name="Requests answered in time, by period", exact=True
    ).wait_for()
    check_widths(managers)


def test_an_auditor_sees_the_same_totals_and_no_restricted_request(
    officer, today, new_page, sign_in, check_widths
):
    secret = kinds.full_disclosure(
        authority=officer.authority, is_restricted=True, due_on=today
    )
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)
    page = new_page()
    sign_in(page, auditor)

    page.goto("/dashboard/")

    page.get_by_text("1 is restricted to named people").wait_for()
    page.get_by_role("link", name="1 Due today").click()
    page.get_by_text("No request matches these filters.").wait_for()
    assert str(secret) not in page.content()
    page.goto("/dashboard/")
    check_widths(page)
