"""An officer replaces a workbook with hidden data by a safe copy, and takes it back."""

import io

import pypdfium2
import pytest

from responses.enclosures.adding import replace_enclosure
from responses.enclosures.copying import COPY_ENCLOSURE
from responses.enclosures.reading import read
from responses.models import OriginalFile, SafeCopy
from tests.documents.hidden.plants import pdfs
from tests.jobs import run_jobs
from tests.journeys.test_enclosures import at, look_at
from tests.responses import kinds
from tests.responses.enclosures.added import MOST, add, look
from tests.responses.files import hidden_sheet, saved, workbook
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


def three_pages():
    """Return a PDF of three pages."""
    with pypdfium2.PdfDocument.new() as made:
        for number in range(3):
            written = pdfs.pdf(f"BT /F1 24 Tf 72 600 Td (Ward {number}) Tj ET")
            with pypdfium2.PdfDocument(written) as one:
                made.import_pages(one)
        file = io.BytesIO()
        made.save(file)
    return file.getvalue()


def see_pictures(page):
    """Scroll to each picture, and return how many have arrived."""
    page.get_by_text("Pages 2 to 3, before and after").click()
    for picture in page.locator(".foi-page img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.foi-page img')]"
        ".every((one) => one.complete && one.naturalWidth > 0)"
    )
    return page.locator(".foi-page img").count()


def test_a_pdf_is_compared_page_by_page(officer, new_page, sign_in, check_widths):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    content = three_pages()
    report = look(add(foi_request, officer, content, "report.pdf"))
    page = new_page()
    sign_in(page, officer)
    page.goto(at(foi_request, f"draft/files/{report.pk}/copies/flat/"))
    look_at(page, "copy-flat-explained")
    page.get_by_role("button", name="Make this copy").dblclick()
    page.get_by_text("Being made and checked").wait_for()
    look_at(page, "copy-flat-waiting")
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    page.get_by_alt_text("Page 1 after, larger").wait_for()

    assert see_pictures(page) == 6
    assert "Before: 3 pages. After: 3 pages." in page.locator("#copy").inner_text()
    assert SafeCopy.objects.count() == 1
    look_at(page, "copy-flat-ready")
    check_widths(page)
    page.set_viewport_size({"width": 400, "height": 900})
    look_at(page, "copy-flat-ready-narrow")


def test_why_no_copy_can_be_made_is_told(officer, new_page, sign_in, check_widths):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    report = look(add(foi_request, officer, b"%PDF-1.7 broken", "report.pdf"))
    page = new_page()
    sign_in(page, officer)
    page.goto(at(foi_request, f"draft/files/{report.pk}/copies/flat/"))
    page.get_by_role("button", name="Make this copy").click()
    page.get_by_text("Being made and checked").wait_for()
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    page.get_by_text("The file is damaged, or asks for a password.").wait_for()
    look_at(page, "copy-refused")
    check_widths(page)
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("Being made and checked").wait_for()
    report.refresh_from_db()

    assert read(report) == b"%PDF-1.7 broken"


def test_two_browsers_use_one_copy_once(enclosure, officer, new_page, sign_in):
    copies = at(enclosure.foi_request, f"draft/files/{enclosure.pk}/copies/values/")
    pages = [new_page(), new_page()]
    for page in pages:
        sign_in(page, officer)
        page.goto(copies)
    # Both ask: one copy is made.
    for page in pages:
        page.get_by_role("button", name="Make this copy").click()
        page.get_by_text("Being made and checked").wait_for()
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    for page in pages:
        page.get_by_role("button", name="Use this copy").wait_for()
    assert SafeCopy.objects.count() == 1

    # Both use it: the second is told, and nothing more changes.
    pages[0].get_by_role("button", name="Use this copy").click()
    pages[0].get_by_text("Safe copy in use: staff.xlsx.").wait_for()
    pages[1].get_by_role("button", name="Use this copy").click()
    pages[1].get_by_text("has been replaced since you opened the page").wait_for()
    look_at(pages[1], "copy-used-elsewhere")
    assert OriginalFile.objects.count() == 1


def test_a_file_replaced_while_its_copy_is_made_is_told(
    enclosure, officer, new_page, sign_in
):
    page = new_page()
    sign_in(page, officer)
    page.goto(at(enclosure.foi_request, f"draft/files/{enclosure.pk}/copies/values/"))
    page.get_by_role("button", name="Make this copy").click()
    page.get_by_text("Being made and checked").wait_for()
    replace_enclosure(
        enclosure=enclosure,
        chunks=[saved(workbook())],
        name="staff.xlsx",
        most_bytes=MOST,
        by=officer,
        on=ON,
    )
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    page.get_by_text("The file was replaced meanwhile.").wait_for()
    look_at(page, "copy-file-replaced")

    assert not page.get_by_role("button", name="Use this copy").count()
    assert not SafeCopy.objects.exists()
