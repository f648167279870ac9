"""The main path, end to end: an e-mail comes in, a formal letter goes out."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from requests_app.intake.history import IntakeHistory
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.issuing.history import IssuingHistory
from responses.letters.records import MAKE_PDF
from tests.factories import UserFactory
from tests.jobs import run_jobs
from tests.journeys.paths import clear_the_rest

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """Dear Sirs,

1. Do you lend bicycles to the public? If so, how many?
 a. If so, who pays for repairs?
 b. If so, how many were stolen last year?
 c. If so, how many were found again?
2. Do you have a policy on lending them?

Yours faithfully
Zoë O'Hara"""


def answer(page: Page, words: str, outcome: str) -> None:
    box = page.get_by_role("textbox", name="Answer")
    box.and_(page.locator("[contenteditable]")).click()
    page.keyboard.type(words)
    page.get_by_label(outcome, exact=True).check()


def test_a_request_comes_in_and_a_letter_goes_out(
    new_page, sign_in, check_axe, officer, approver
):
    manager = UserFactory(roles=["manager"], authority=officer.authority)
    page, desk, overview = new_page(), new_page(), new_page(is_narrow=True)
    sign_in(page, officer)
    sign_in(desk, approver)
    sign_in(overview, manager)

    # Intake: paste, see the questions, register.
    page.goto("/")
    page.get_by_role("link", name="New request").click()
    page.get_by_label("Text of the request").fill(TEXT)
    page.get_by_label("Requester’s name").fill("Zoë O'Hara")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="2 questions and 3 sub-")).to_be_visible()
    page.get_by_role("button", name="Register request").dblclick()
    page.wait_for_url("**/requests/*/")
    foi_request = FOIRequest.objects.get()
    assert foi_request.reference in page.content()
    check_axe(page)

    # The due date is explained, and the manager sees it.
    page.get_by_role("link", name="How was this date calculated?").click()
    expect(page.get_by_text("Day one is")).to_be_visible()
    check_axe(page)
    overview.goto("/")
    overview.get_by_role("button", name="Menu").click()
    overview.get_by_role("link", name="Dashboard").click()
    check_axe(overview)

    # Drafting: a single question, then three together, then another single question.
    page.goto(f"/requests/{foi_request.reference}/draft/")
    page.get_by_role("link", name="Do you lend bicycles").click()
    answer(page, "Yes, forty of them.", "Disclosed")
    page.get_by_role("button", name="Save", exact=True).click()
    for path in ("1(a)", "1(b)", "1(c)"):
        page.get_by_role("checkbox", name=f"Choose Question {path}").check()
    page.get_by_role("button", name="Answer together").click()
    expect(page.locator("#room-middle h1", has_text="Questions 1(a)")).to_be_visible()
    answer(page, "The lender keeps these records, not we.", "Not held")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Do you have a policy").click()
    expect(page.locator("#room-middle h1", has_text="Question 2")).to_be_visible()
    answer(page, "No.", "Not held")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Every question is answered")).to_be_visible()

    # Preview, clearance by another user, issue.
    page.get_by_role("link", name="Preview").click()
    shown = page.get_by_role("region", name="The letter", exact=True).inner_text()
    assert "Questions 1(a) to 1(c)" in shown
    page.get_by_role("button", name="Send for clearance").click()
    desk.goto("/clearance/")
    desk.get_by_role("link", name=foi_request.reference, exact=True).click()
    clear_the_rest(desk)
    page.goto(f"/requests/{foi_request.reference}/issue/")
    page.get_by_label("Uploaded or handed over elsewhere").check()
    page.get_by_role("textbox", name="Where").fill("handed over at the counter")
    page.get_by_role("button", name="Issue the letter").dblclick()
    page.get_by_text("The PDF is being made").wait_for()

    # Issue: the worker makes the PDF, and the letter says what the preview showed.
    foi_request.refresh_from_db()
    run_jobs(MAKE_PDF, on=foi_request.closed_on)
    button = page.get_by_role("button", name="Download the PDF")
    button.wait_for()
    with page.expect_download() as download:
        button.click()
    reader = PdfReader(BytesIO(download.value.path().read_bytes()))
    text = " ".join("".join(p.extract_text() for p in reader.pages).split())
    assert "Zoë O'Hara" in text
    assert "Questions 1(a) to 1(c)" in text
    assert "The lender keeps these records, not we." in text
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"

    assert foi_request.state == State.ANSWERED
    assert foi_request.letters.count() == 1
    done = foi_request.history.values_list("kind", flat=True)
    assert list(done).count(IntakeHistory.REQUEST_REGISTERED) == 1
    assert list(done).count(IssuingHistory.RESPONSE_ISSUED) == 1
