"""An officer encloses files: hidden data is found, corrected, and the letter issued."""

import os
import re
from pathlib import Path

import pytest

from requests_app.workflow import State
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.issuing.services import issue_response
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.files import hidden_sheet, plain_table, saved, workbook
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db(transaction=True)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


def at(foi_request, page=""):
    return f"/requests/{foi_request.reference}/{page}"


def look_at(page, name):
    """Save a screenshot of the page where FOI_PICTURES names a folder."""
    if folder := os.environ.get("FOI_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def file(name, content, kind="text/csv"):
    return {"name": name, "mimeType": kind, "buffer": content}


def test_files_go_with_the_letter_once_nothing_is_hidden_in_them(
    foi_request, officer, approver, new_page, sign_in, check_axe
):
    page = new_page()
    sign_in(page, officer)

    # The officer adds two files; a third file is refused.
    page.goto(at(foi_request, "draft/"))
    check_axe(page)
    page.get_by_role("link", name="Files with the letter").click()
    check_axe(page)
    look_at(page, "files-empty")
    page.locator("input[type=file]").set_input_files(
        [
            file("figures.csv", plain_table()),
            file("staff.xlsx", hidden_sheet("veryHidden", 9_483), XLSX),
            file("old.xls", b"\xd0\xcf\x11\xe0", "application/vnd.ms-excel"),
        ]
    )
    page.get_by_role("button", name="Add files", exact=True).click()
    page.get_by_role("alert").get_by_text("save it as .xlsx").wait_for()
    check_axe(page)
    look_at(page, "files-refused")

    # The files are checked meanwhile; the page updates itself.
    page.goto(at(foi_request, "draft/files/"))
    page.get_by_text("Being checked for hidden data").first.wait_for()
    run_jobs(SCAN_ENCLOSURE, on=ON, at=AT)
    page.get_by_text("Hidden data found", exact=True).wait_for()
    check_axe(page)
    look_at(page, "files-found")

    # The workbook with the hidden sheet cannot be sent; a corrected workbook can.
    page.get_by_role("link", name="Staff", exact=True).click()
    page.get_by_text("9,483 rows of data").wait_for()
    check_axe(page)
    look_at(page, "file-found")
    page.locator("input[type=file]").set_input_files(
        [file("staff.xlsx", saved(workbook()), XLSX)]
    )
    page.get_by_role("button", name="Replace").click()
    page.get_by_text("Replaced by staff.xlsx.").wait_for()
    run_jobs(SCAN_ENCLOSURE, on=ON, at=AT)
    page.get_by_text("Being checked for hidden data").wait_for(state="detached")

    # The officer orders the files, and the letter lists them.
    page.get_by_role("button", name=re.compile("Move up.*Staff")).click()
    page.locator("li").first.wait_for()
    page.goto(at(foi_request, "preview/"))
    page.get_by_role("heading", name="Enclosed with this letter").wait_for()
    check_axe(page)
    look_at(page, "preview")

    # After issue, any user who may see the request can download the files.
    kinds.cleared(foi_request, by=officer, approver=approver)
    foi_request.refresh_from_db()
    assert foi_request.state == State.CLEARED
    letter = issue_response(foi_request=foi_request, number=1, by=officer, on=ON, at=AT)
    page.goto(letter.get_absolute_url())
    check_axe(page)
    look_at(page, "letter")
    with page.expect_download() as download:
        page.get_by_role("link", name="Figures", exact=True).click()
    assert Path(download.value.path()).read_bytes() == plain_table()
    page.goto(at(foi_request))
    page.get_by_role("link", name="Staff", exact=True).wait_for()
    check_axe(page)
    look_at(page, "request")


def test_files_are_added_and_removed_without_scripts(
    foi_request, officer, new_page, sign_in
):
    page = new_page(is_narrow=True, javascript=False)
    sign_in(page, officer)

    page.goto(at(foi_request, "draft/files/"))
    page.get_by_label("Choose files, or drop them here").set_input_files(
        [file("a.csv", plain_table())]
    )
    page.get_by_label("Title in the letter").fill("Spending by year")
    page.get_by_role("button", name="Add files", exact=True).click()
    page.get_by_role("link", name="Spending by year").first.wait_for()
    look_at(page, "files-narrow")
    page.get_by_role("link", name=re.compile("Remove.*Spending by year")).click()
    look_at(page, "remove-narrow")
    page.get_by_role("button", name="Remove file").click()
    page.get_by_text("No files are enclosed with the letter.").wait_for()
