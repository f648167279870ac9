"""Steps that the counted paths from paper to PDF share."""

from io import BytesIO

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from responses.letters.records import MAKE_PDF
from tests.jobs import run_jobs


def heading(page):
    return page.locator("#room-middle h1")


def choose_together(page, hand, first, last):
    hand.click(
        page.get_by_role("checkbox", name=f"Choose Question {first}", exact=True)
    )
    box = page.get_by_role("checkbox", name=f"Choose Question {last}", exact=True)
    hand.click(box, with_key="Shift")
    hand.click(page.get_by_role("button", name="Answer together"))
    expect(page.locator("#room-list input:checked")).to_have_count(0)


def check_letter(page, foi_request, download, words):
    """Take the PDF of the answer, made by the worker, and read what it must say."""
    page.get_by_text("The PDF is being made").wait_for()
    letter = foi_request.letters.responses().get()
    run_jobs(MAKE_PDF, on=letter.issued_on)
    button = page.get_by_role("button", name="Download the PDF")
    button.wait_for()
    with page.expect_download() as taken:
        download(button)
    sheets = PdfReader(BytesIO(taken.value.path().read_bytes())).pages
    text = " ".join("".join(sheet.extract_text() for sheet in sheets).split()).lower()
    for one in words:
        assert one in text


def clear_the_rest(desk, press=Locator.click):
    """Approve all parts of a response in one act, and clear the response."""
    press(desk.get_by_role("button", name="Approve the rest and clear"))
    press(desk.get_by_role("button", name="and clear the response"))
    desk.get_by_text("Response cleared. The officer can issue the letter.").wait_for()


def clear_by_keys(desk, press):
    """Approve a response part by part without a mouse, and clear it."""
    desk.locator("[data-part]").first.wait_for()
    left = desk.locator("[data-part]:not([data-approved])").count()
    press("n")
    for _ in range(left):
        press("a")
    clear = desk.get_by_role("button", name="Clear response")
    expect(clear).to_be_focused()
    press("Enter")
    desk.get_by_text("Response cleared. The officer can issue the letter.").wait_for()
