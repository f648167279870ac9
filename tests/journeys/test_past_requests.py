"""An administrator imports past requests, and sees the rejected rows with reasons."""

import pytest

from requests_app.models import FOIRequest
from requests_app.past_requests.records import IMPORT_REQUESTS
from tests.factories import UserFactory
from tests.jobs import A_DAY, run_jobs
from tests.requests_app.past_requests.tables import as_csv, row

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_table_is_checked_and_imported_with_its_rejected_rows(
    officer, page, sign_in, check_axe, check_widths
):
    sign_in(page, UserFactory(authority=officer.authority, roles=["administrator"]))
    page.goto("/administration/past-requests/")
    page.get_by_text("Columns of the table").click()
    check_widths(page)
    page.get_by_role("button", name="Check the table").click()
    page.get_by_text("There is a problem").wait_for()
    check_axe(page)

    content = as_csv(
        row(), row(reference="OLD/2", received_on="1999-03-04", subject="<b>Roads</b>")
    )
    page.locator("input[type=file]").set_input_files(
        {"name": "log.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Check the table").click()
    page.get_by_text("Reading the table").wait_for()
    check_axe(page)

    # The page shows by itself how far the work is.
    run_jobs(IMPORT_REQUESTS, on=A_DAY)
    page.get_by_text("1 request would be imported").wait_for()
    page.get_by_text("These laws gave no right to information before").wait_for()
    check_widths(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rejected rows").click()
    assert download.value.suggested_filename == "log.rejected.csv"

    page.get_by_role("button", name="Import 1 request").click()
    page.get_by_text("The import was started.").wait_for()
    run_jobs(IMPORT_REQUESTS, on=A_DAY)
    page.get_by_text("1 request imported").wait_for()
    check_axe(page)
    assert FOIRequest.objects.get().reference == "OLD/1"
