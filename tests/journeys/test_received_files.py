"""An officer adds files to a request, looks at them, removes one and puts it back."""

import pytest

from requests_app.files.previewing import PREVIEW_FILE
from tests.factories import FOIRequestFactory
from tests.jobs import run_jobs
from tests.responses.files import plain_table

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "What O’Neill wrote <script>alert(1)</script>"


def test_files_are_added_looked_at_removed_and_put_back(
    officer, page, sign_in, check_axe, check_widths
):
    foi_request = FOIRequestFactory(authority=officer.authority)
    sign_in(page, officer)
    page.goto(f"/requests/{foi_request.reference}/received-files/")
    page.get_by_text("No files are kept with this request.").wait_for()
    check_axe(page)

    page.get_by_role("button", name="Add files", exact=True).click()
    page.get_by_text("There is a problem").wait_for()
    check_axe(page)

    page.locator("input[type=file]").set_input_files(
        [
            {"name": "note.txt", "mimeType": "text/plain", "buffer": TEXT.encode()},
            {"name": "figures.csv", "mimeType": "text/csv", "buffer": plain_table()},
            {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"broken"},
        ]
    )
    page.get_by_role("button", name="Add files", exact=True).click()
    page.get_by_text("Added: note.txt, figures.csv, plan.pdf.").wait_for()
    page.get_by_text("Its name says that it is a PDF").wait_for()
    check_widths(page)

    page.get_by_role("link", name="note.txt", exact=True).click()
    page.get_by_text("The preview is being made.").wait_for()
    run_jobs(PREVIEW_FILE)
    page.get_by_text(TEXT).wait_for()
    check_widths(page)

    page.get_by_role("link", name="All files of the request").click()
    page.get_by_role("link", name="Remove note.txt").click()
    page.get_by_role("button", name="Remove file").click()
    page.get_by_text("There is a problem").wait_for()
    check_axe(page)
    page.get_by_label("Why the file does not belong to the request").fill("Not ours.")
    page.get_by_role("button", name="Remove file").click()
    page.get_by_text("Removed files (1)").click()
    check_axe(page)
    page.get_by_role("button", name="Put back note.txt").click()
    page.get_by_role("link", name="note.txt", exact=True).wait_for()
