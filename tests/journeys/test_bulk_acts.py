"""Requests are ticked in the list, assigned together after a preview, and set back."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.assigning.services import assign_request
from requests_app.models import FOIRequest, HistoryEntry
from tests.factories import FOIRequestFactory, UserFactory

TODAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def kim(manager):
    return UserFactory(
        roles=["officer"],
        authority=manager.authority,
        first_name="Kim",
        last_name="Lee",
    )


@pytest.fixture
def four(manager):
    FOIRequestFactory(
        authority=manager.authority, is_restricted=True, reference="SECRET-9"
    )
    return [
        FOIRequestFactory(authority=manager.authority, reference=f"FOI-{number}")
        for number in range(4)
    ]


def plan(page, kim):
    """Choose the officer and a reason; show what will happen."""
    page.get_by_label("Officer").select_option(str(kim.pk))
    page.get_by_label("Reason").fill("Kim is back.")
    page.get_by_role("button", name="See what will happen").click()


def test_ticked_requests_are_assigned_and_set_back_by_keys(
    manager, kim, four, page, sign_in, check_widths
):
    sign_in(page, manager)
    page.goto(reverse("foi-requests"))
    said = page.locator("[data-said]")
    expect(page.get_by_role("button", name="Assign", exact=True)).to_be_disabled()
    page.get_by_label("Choose FOI-1").focus()
    page.keyboard.press("Space")
    expect(said).to_have_text("1 chosen")
    page.get_by_label("All on this page").press("Space")
    expect(said).to_have_text("4 chosen")
    page.get_by_label("Choose FOI-3").press("Space")
    expect(said).to_have_text("3 chosen")
    check_widths(page)
    page.get_by_role("button", name="Assign", exact=True).press("Enter")
    plan(page, kim)
    expect(page.locator("main")).to_contain_text("3 requests will be assigned to Kim")
    assert not FOIRequest.objects.filter(officer=kim).exists()
    page.get_by_role("button", name="Assign 3 requests").dblclick()
    expect(page.locator("#bulk-act")).to_contain_text("3 requests were assigned")
    assert HistoryEntry.objects.filter(kind="request_assigned").count() == 3
    assert "SECRET-9" not in page.content()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#bulk-act")).to_contain_text("3 requests were set back")

    assert not FOIRequest.objects.filter(officer=kim).exists()


def test_all_that_match_work_without_scripts_on_a_telephone(
    manager, kim, four, new_page, sign_in
):
    page = new_page(javascript=False, is_narrow=True)
    sign_in(page, manager)
    page.goto(reverse("foi-requests"))
    page.get_by_label("All 4 that match").check()
    page.get_by_role("button", name="Flag", exact=True).click()
    page.get_by_role("group", name="Flags to add").get_by_label("Sensitive").check()
    page.get_by_role("button", name="See what will happen").click()
    page.get_by_role("button", name="Change flags of 4 requests").click()
    expect(page.locator("#bulk-act")).to_contain_text(
        "4 requests were flagged Sensitive"
    )
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#bulk-act")).to_contain_text("4 requests were set back")

    assert not FOIRequest.objects.filter(flags=["sensitive"]).exists()


def test_of_two_managers_the_second_does_not_overwrite_the_first(
    manager, kim, four, new_page, sign_in
):
    other = UserFactory(roles=["manager"], authority=manager.authority)
    sam = UserFactory(roles=["officer"], authority=manager.authority)
    pages = []
    for person in (manager, other):
        page = new_page()
        sign_in(page, person)
        page.goto(reverse("foi-requests"))
        page.get_by_label("All 4 that match").check()
        page.get_by_role("button", name="Assign", exact=True).click()
        plan(page, kim)
        pages.append(page)
    assign_request(foi_request=four[0], team=None, officer=sam, by=other, on=TODAY)
    first, second = pages

    first.get_by_role("button", name="Assign 4 requests").click()
    expect(first.locator("#bulk-act")).to_contain_text("3 requests were assigned")
    expect(first.locator("#bulk-act")).to_contain_text("1 stayed as it was")
    second.get_by_role("button", name="Assign 4 requests").click()
    expect(second.locator("#bulk-act")).to_contain_text("0 requests were assigned")
    expect(second.locator("#bulk-act")).to_contain_text("4 stayed as they were")

    assert FOIRequest.objects.get(pk=four[0].pk).officer == sam
    assert FOIRequest.objects.filter(officer=kim).count() == 3
