"""A list is kept as a view, pinned, counted, and found in the palette."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.models import SavedView
from tests.factories import FOIRequestFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    officer = UserFactory(roles=["officer"])
    for number in range(3):
        FOIRequestFactory(
            authority=officer.authority, flags=["sensitive"] if number else []
        )
    return officer


def save(page, name):
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Save view").click()


def test_a_view_is_saved_pinned_counted_and_found(
    office, page, sign_in, check_widths, check_axe
):
    sign_in(page, office)
    page.goto(f"{reverse('foi-requests')}?flag=sensitive")
    save(page, "Delicate & urgent <b>")

    pins = page.get_by_role("navigation", name="Pinned views")
    expect(pins.locator("[aria-current]")).to_have_text(
        "Delicate & urgent <b> 2 requests"
    )
    check_axe(page)
    page.goto(reverse("foi-requests"))
    page.keyboard.press("Control+k")
    page.locator("#palette").fill("delicate")
    expect(page.locator("#palette-list [role=option]").first).to_contain_text(
        "Saved view"
    )
    page.keyboard.press("Enter")
    expect(page.locator(".foi-view-now")).to_contain_text("Delicate & urgent <b>")
    expect(page.locator("[data-count]")).to_have_text("2 requests")
    page.get_by_label("Officer").select_option("none")
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("button", name="Save the changes in this view").click()
    expect(page.locator(".foi-view-now")).not_to_contain_text("not saved")
    assert "officer=none" in SavedView.objects.get().query
    page.goto(reverse("saved-views"))
    check_widths(page)


def test_without_scripts_the_counts_are_on_the_page_of_views(office, new_page, sign_in):
    page = new_page(javascript=False, is_narrow=True)
    sign_in(page, office)
    page.goto(f"{reverse('foi-requests')}?flag=sensitive")
    save(page, "Delicate")

    pins = page.get_by_role("navigation", name="Pinned views")
    expect(pins.get_by_role("link", name="Delicate")).to_be_visible()
    pins.get_by_role("link", name="All views").click()
    expect(page.locator(".foi-view__count")).to_have_text("2 requests")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete view").click()
    expect(page.get_by_text("No views yet")).to_be_visible()
