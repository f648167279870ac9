"""A draft is sent for clearance, returned, sent again, cleared, issued, downloaded."""

from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from requests_app.models import Job
from requests_app.workflow import State
from responses.letters.records import MAKE_PDF
from responses.models import Letter
from responses.sending.queueing import SEND_LETTER
from tests.factories import QuestionFactory, UserFactory
from tests.jobs import run_jobs
from tests.journeys.paths import clear_the_rest
from tests.responses import kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def foi_request(officer):
    return kinds.mixed_with_ncnd(authority=officer.authority)


def at(foi_request, page=""):
    return f"/requests/{foi_request.reference}/{page}"


def test_a_letter_goes_from_draft_to_pdf(
    foi_request, officer, approver, new_page, sign_in, check_axe
):
    now = timezone.now()  # noqa: TID251 - the pages go by today
    kinds.nothing_warns(foi_request, by=officer, on=timezone.localdate(now), at=now)  # noqa: TID251
    page, desk = new_page(), new_page()
    sign_in(page, officer)
    sign_in(desk, approver)

    # The officer reads the letter and sends it for clearance.
    page.goto(at(foi_request, "preview/"))
    letter = page.get_by_role("region", name="The letter", exact=True)
    assert "neither confirms nor denies" in letter.inner_text()
    assert "Nothing that the law requires is missing" in page.content()
    check_axe(page)
    page.get_by_role("button", name="Send for clearance").click()
    page.get_by_text("Sent for clearance. An approver other than you").wait_for()

    # The approver opens the request from the queue, and returns the response.
    desk.goto("/clearance/")
    check_axe(desk)
    desk.get_by_role("link", name=foi_request.reference, exact=True).click()
    check_axe(desk)
    desk.get_by_role("button", name="Return to the officer").click()
    desk.get_by_role("alert").get_by_text("Say what has to change").wait_for()
    check_axe(desk)
    desk.get_by_label("What has to change").fill("Thank them more warmly.")
    desk.get_by_role("button", name="Return to the officer").click()
    desk.get_by_text("Response returned. The officer sees what you want").wait_for()

    # The officer reads the reason and sends again; the approver clears the response.
    page.goto(at(foi_request, "preview/"))
    page.get_by_text("Thank them more warmly.").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Send for clearance").click()
    desk.goto(at(foi_request, "clearance/"))
    clear_the_rest(desk)
    check_axe(desk)

    # The officer issues the letter. No worker runs, so the PDF is still missing.
    page.goto(at(foi_request, "issue/"))
    check_axe(page)
    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_text("The PDF is being made and will appear here.").wait_for()
    check_axe(page)
    assert Letter.objects.get().pdf == ""

    # A worker comes back, and the PDF appears without anyone's help.
    run_jobs(MAKE_PDF, on=kinds.ON)
    link = page.get_by_role("button", name="Download the PDF")
    link.wait_for()
    check_axe(page)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.startswith(foi_request.reference)
    reader = PdfReader(BytesIO(download.value.path().read_bytes()))
    assert "Yours sincerely" in "".join(one.extract_text() for one in reader.pages)
    foi_request.refresh_from_db()
    assert foi_request.state == State.ISSUED


def test_a_second_tab_learns_that_the_letter_was_issued(
    foi_request, officer, approver, new_page, sign_in, check_axe
):
    kinds.cleared(foi_request, by=officer, approver=approver)
    page = new_page()
    sign_in(page, officer)
    page.goto(at(foi_request, "issue/"))
    other = page.context.new_page()
    other.goto(at(foi_request, "issue/"))

    page.get_by_role("button", name="Issue the letter").click()
    page.get_by_text("The letter is issued.").wait_for()
    other.get_by_role("button", name="Issue the letter").click()

    other.get_by_text(f"This letter was already issued by {officer} at").wait_for()
    check_axe(other)
    assert Letter.objects.count() == 1
    assert Job.objects.filter(kind=SEND_LETTER.name).count() == 1


def test_what_is_missing_is_said_with_where_to_put_it_right(
    foi_request, officer, page, sign_in, check_axe
):
    asked = QuestionFactory(foi_request=foi_request, order=9, label="3")
    sign_in(page, officer)

    page.goto(at(foi_request, "preview/"))

    page.get_by_text("Question 3 has no outcome yet.").wait_for()
    assert page.get_by_role("button", name="Send for clearance").count() == 0
    check_axe(page)
    page.get_by_role("link", name="Open the answer to question 3").click()
    page.wait_for_url(f"**/questions/{asked.pk}/answer/#*")


def test_who_wrote_a_response_is_told_that_another_must_clear_it(
    foi_request, officer, page, sign_in, check_axe
):
    both = UserFactory(roles=["officer", "approver"], authority=officer.authority)
    kinds.in_clearance(foi_request, by=both)
    sign_in(page, both)

    page.goto("/clearance/")
    page.get_by_text("you: another approver must clear").wait_for()
    page.get_by_role("link", name=foi_request.reference, exact=True).click()

    page.get_by_text("so another approver must clear it").wait_for()
    assert page.get_by_role("button", name="Approve").count() == 0
    check_axe(page)


def test_the_pages_work_on_a_narrow_screen(
    foi_request, officer, approver, new_page, sign_in, check_axe
):
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    page = new_page(is_narrow=True)
    sign_in(page, officer)

    for address in (at(foi_request, "preview/"), letter.get_absolute_url()):
        page.goto(address)
        check_axe(page)
        too_wide = page.evaluate(
            "[...document.querySelectorAll('main *')]"
            ".filter(each => each.getBoundingClientRect().right > innerWidth)"
            ".map(each => each.outerHTML.slice(0, 120))"
            ".slice(document.documentElement.scrollWidth > innerWidth ? 0 : Infinity)"
        )
        assert not too_wide, address


def test_an_empty_queue_says_so(approver, page, sign_in, check_axe):
    sign_in(page, approver)

    page.goto("/clearance/")

    page.get_by_text("No response is waiting for you.").wait_for()
    check_axe(page)
