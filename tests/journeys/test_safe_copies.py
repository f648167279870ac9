"""An officer replaces a workbook with hidden data by a safe copy, and takes it back."""

import pytest

from responses.enclosures.copying import COPY_ENCLOSURE
from tests.jobs import run_jobs
from tests.journeys.test_enclosures import at, look_at
from tests.responses import kinds
from tests.responses.enclosures.added import add, look
from tests.responses.files import hidden_sheet
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def enclosure(officer):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    return look(add(foi_request, officer, hidden_sheet(), "staff.xlsx"))


def test_a_safe_copy_is_looked_at_used_and_taken_back(
    enclosure, officer, new_page, sign_in, check_axe
):
    page = new_page()
    sign_in(page, officer)
    page.goto(at(enclosure.foi_request, f"draft/files/{enclosure.pk}/"))
    check_axe(page)
    look_at(page, "copies-offered")
    page.get_by_role("link", name="A workbook of values").click()
    page.get_by_text("Formulas become values.").wait_for()
    check_axe(page)
    look_at(page, "copy-explained")

    # The copy is made meanwhile; the page updates itself.
    page.get_by_role("button", name="Make this copy").click()
    page.get_by_text("Being made and checked").wait_for()
    check_axe(page)
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    page.get_by_text("Words that go").wait_for()
    page.get_by_text("Source, row 1: HIDDEN-CANARY-0000").wait_for()
    page.get_by_text("Words that stay").click()
    check_axe(page)
    look_at(page, "copy-ready")
    with page.expect_download() as download:
        page.get_by_role("link", name="staff.xlsx").last.click()
    assert download.value.suggested_filename == "staff.xlsx"

    page.get_by_role("button", name="Use this copy").click()
    page.get_by_text("Safe copy in use: staff.xlsx.").wait_for()
    check_axe(page)
    look_at(page, "copy-used")
    page.get_by_role("button", name="Use the original again").click()
    page.get_by_text("The original is with the letter again").wait_for()
    page.get_by_text("Hidden data found", exact=True).wait_for()


def test_each_sheet_is_made_a_file_without_scripts(
    enclosure, officer, new_page, sign_in
):
    page = new_page(is_narrow=True, javascript=False)
    sign_in(page, officer)
    page.goto(at(enclosure.foi_request, f"draft/files/{enclosure.pk}/"))
    look_at(page, "copies-offered-narrow")
    page.get_by_role("link", name="A CSV file of each sheet").click()
    page.get_by_role("button", name="Make this copy").click()
    page.get_by_text("Being made and checked").wait_for()
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    page.get_by_role("link", name="See whether it is ready").click()
    page.get_by_text("Words that go").wait_for()
    look_at(page, "copy-ready-narrow")
    page.get_by_role("button", name="Use this copy").click()
    page.get_by_text("Safe copy in use: staff.csv.").wait_for()
    look_at(page, "copy-used-narrow")
