"""An export is asked for with chosen columns, and priority is asked for and decided."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.exports.services import MAKE_EXPORT
from requests_app.models import Export
from tests.factories import FOIRequestFactory, UserFactory
from tests.jobs import run_jobs
from tests.journeys.test_narrow_windows import WIDEST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    officer = UserFactory(roles=["officer"])
    FOIRequestFactory(authority=officer.authority, reference="1-26", officer=officer)
    return officer


def test_columns_are_ticked_by_keys_and_the_file_comes(
    officer, page, sign_in, check_widths, check_axe
):
    sign_in(page, officer)
    page.goto(reverse("foi-requests"))
    page.get_by_role("link", name="Save as a spreadsheet").click()
    check_widths(page)
    page.get_by_label("The columns ticked below").focus()
    page.keyboard.press("Space")
    page.get_by_text("Columns of requests: 10 of").focus()
    page.keyboard.press("Enter")
    boxes = page.get_by_role("group", name="Who asked").get_by_label("Language")
    boxes.focus()
    page.keyboard.press("Space")
    check_axe(page)
    page.get_by_role("button", name="Make the file").click()

    expect(page.get_by_text("Waiting to begin.")).to_be_visible()
    assert "Language" in Export.objects.get().columns
    run_jobs(MAKE_EXPORT)
    # The page refreshes itself.
    link = page.get_by_role("link", name="Download 1 row")
    expect(link).to_be_visible()
    check_widths(page)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("width", [1024, 900, 768])
def test_the_columns_fit_a_middling_window(officer, page, sign_in, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, officer)
    page.goto(reverse("export-requests"))
    page.get_by_label("The columns ticked below").check()
    page.locator(".foi-titles summary").first.click()

    assert page.evaluate(WIDEST) == [width, ""]


def test_a_forgotten_tick_is_said_without_scripts(officer, new_page, sign_in):
    page = new_page(javascript=False, is_narrow=True)
    sign_in(page, officer)
    page.goto(reverse("export-requests"))
    page.get_by_label("A row for each letter").check()
    page.get_by_label("The columns of my list").check()
    page.get_by_role("button", name="Make the file").click()

    expect(page.get_by_role("alert")).to_contain_text("The columns of your list are")
    expect(page.get_by_label("A row for each letter")).to_be_checked()
    page.get_by_label("The columns ticked below").check()
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("A row for each letter")).to_be_visible()
    assert Export.objects.get().of == "letters"


def test_priority_is_asked_for_and_granted(
    officer, new_page, sign_in, check_widths, check_axe
):
    manager = UserFactory(roles=["manager"], authority=officer.authority)
    desk, office = new_page(), new_page()
    sign_in(desk, officer)
    sign_in(office, manager)
    desk.goto(reverse("foi-request", args=["1-26"]))
    desk.get_by_role("link", name="Ask for priority").click()
    check_widths(desk)
    desk.get_by_label("Why, and until when").fill("The debate is on Friday.")
    desk.get_by_role("button", name="Ask for priority").click()
    expect(desk.locator(".foi-title")).to_contain_text("Priority asked for")
    check_axe(desk)

    office.goto(reverse("notices"))
    office.get_by_role("link", name="asks for priority").click()
    check_widths(office)
    office.get_by_label("Grant priority").check()
    office.get_by_role("button", name="Save decision").click()

    desk.goto(reverse("foi-requests"))
    expect(desk.locator(".foi-priority")).to_have_text("Priority")
    check_widths(desk)
