"""Administrators maintain calendars; officers see the effect on due dates."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.calendars.recalculating import (
    RECALCULATE_DUE_DATES,
    request_recalculation,
)
from requests_app.calendars.working_days import calendar_for
from statute.regimes import Regime
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.jobs import run_jobs


@pytest.fixture
def today(transactional_db):
    return timezone.localdate()  # noqa: TID251 - the day the pages go by


@pytest.fixture
def authority(today):
    return AuthorityFactory(name="Midshire Council", kind="council")


@pytest.fixture
def chief(authority):
    """A user who administers and manages, and so also sees requests."""
    return UserFactory(roles=["administrator", "manager", "owner"], authority=authority)


@pytest.fixture
def due_soon(authority, today):
    """An open request due ten working days from now."""
    calendar = calendar_for(Regime.FOIA)
    received_on = calendar.add(today + timedelta(days=1), -10)
    return FOIRequestFactory(
        authority=authority,
        received_on=received_on,
        due_on=calendar.add(received_on, 20),
    )


def type_day(page, group, day):
    fields = page.get_by_role("group", name=group)
    fields.get_by_label("Day").fill(str(day.day))
    fields.get_by_label("Month").fill(str(day.month))
    fields.get_by_label("Year").fill(str(day.year))


def test_a_proclaimed_holiday_moves_a_due_date_before_ones_eyes(
    page, sign_in, check_axe, chief, due_soon, today
):
    holiday = calendar_for(Regime.FOIA).add(today, 3)
    sign_in(page, chief)
    page.goto(reverse("home"))
    page.get_by_role("link", name="Administration").click()
    check_axe(page)
    page.get_by_role("link", name="Bank holidays").click()
    check_axe(page)
    page.get_by_role("button", name="Add a bank holiday").click()
    check_axe(page)

    page.get_by_role("button", name="Add bank holiday").click()
    page.get_by_role("alert").get_by_text("Enter the day of the holiday").wait_for()
    check_axe(page)

    type_day(page, "Day of the holiday", holiday)
    page.get_by_label("Name of the holiday").fill("Jubilee")
    page.get_by_label("Source").fill("Proclaimed this morning.")
    page.get_by_role("button", name="Add bank holiday").click()
    page.get_by_text("Recalculating due dates: 0 of 1 checked").wait_for()
    check_axe(page)

    run_jobs(RECALCULATE_DUE_DATES, on=today)  # as a worker does, elsewhere
    page.get_by_text("1 due date moved", exact=True).wait_for()
    assert "Finished. 1 due date moved." in page.locator("#said").text_content()
    check_axe(page)
    page.get_by_role("link", name=due_soon.reference).click()
    page.get_by_text("Jubilee. Proclaimed this morning.").wait_for()
    page.goto(reverse("due-date", kwargs={"reference": due_soon.reference}))
    assert page.get_by_text("Jubilee").count() == 1


def test_a_holiday_is_removed_and_restored_without_javascript(
    new_page, sign_in, chief, today
):
    page = new_page(javascript=False)
    sign_in(page, chief)
    page.goto(f"{reverse('holidays')}?year=2026")

    page.get_by_role("link", name=re.compile("Remove.*Boxing Day")).click()
    page.get_by_label("Source").fill("A mistake.")
    page.get_by_role("button", name="Remove").click()
    page.goto(f"{reverse('holidays')}?year=2026")
    page.get_by_text("Removed here").wait_for()
    page.get_by_role("link", name=re.compile("Restore.*Boxing Day")).click()
    page.get_by_label("Reason for restoring the day").fill("It is one.")
    page.get_by_role("button", name="Restore day as published").click()

    page.goto(f"{reverse('holidays')}?year=2026")
    assert page.get_by_text("Removed here").count() == 0


def test_disputed_points_are_settled_with_their_reasons(
    page, sign_in, check_axe, chief, authority
):
    sign_in(page, chief)
    page.goto(reverse("administration"))
    page.get_by_role("link", name="How we calculate deadlines").click()
    check_axe(page)
    page.get_by_role("button", name="Change interpretations").click()
    check_axe(page)

    page.get_by_label("Continues from where it stopped").check()
    page.get_by_label("By which working days").fill("ten")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").get_by_text("Enter the reason for the change").wait_for()
    assert page.get_by_label("Continues from where it stopped").is_checked()
    check_axe(page)
    page.get_by_label("By which working days").fill("5, 12")
    page.get_by_label("Reason for the change").fill("The board said so.")
    page.get_by_role("button", name="Save").click()

    page.get_by_text(
        "Midshire Council changed how it calculates deadlines"
    ).first.wait_for()
    page.goto(reverse("interpretations", kwargs={"authority": authority.pk}))
    assert page.get_by_text("Not the default").count() == 2
    check_axe(page)


def test_a_school_enters_its_holidays(page, sign_in, check_widths, today):
    school = AuthorityFactory(name="Hillside Academy", kind="academy")
    sign_in(page, UserFactory(roles=["administrator"], authority=school))
    page.goto(reverse("closures", kwargs={"authority": school.pk}))
    check_widths(page)
    page.get_by_role("button", name="Add days without a session").click()
    check_widths(page)

    page.get_by_label("Between terms, or closed").check()
    page.get_by_label("Name of these days").fill("Half-term")
    type_day(page, "First day", today + timedelta(days=20))
    type_day(page, "Last day", today + timedelta(days=24))
    page.get_by_role("button", name="Add days without a session").click()
    page.get_by_text("became days without a session").first.wait_for()

    page.goto(reverse("closures", kwargs={"authority": school.pk}))
    page.get_by_role("link", name=re.compile("Withdraw.*Half-term")).wait_for()
    check_widths(page)


def test_an_officer_extends_the_time(page, sign_in, check_axe, due_soon, today):
    officer = UserFactory(roles=["officer"], authority=due_soon.authority)
    sign_in(page, officer)
    page.goto(due_soon.get_absolute_url())
    page.get_by_role("link", name="Extend the time: public interest").click()
    page.get_by_role("link", name="already told the requester another way").click()
    check_axe(page)

    type_day(page, "Date notice was given", today)
    type_day(page, "New date for the answer", due_soon.due_on)
    page.get_by_label("Why more time is needed").fill("Section 31.")
    page.get_by_role("button", name="Record the extension").click()
    page.get_by_role("alert").get_by_text("Enter a later date").wait_for()
    check_axe(page)
    until = due_soon.due_on + timedelta(days=14)
    type_day(page, "New date for the answer", until)
    page.get_by_role("button", name="Record the extension").click()

    page.get_by_text("Extension recorded").wait_for()
    due_soon.refresh_from_db()
    assert due_soon.due_on == until
    page.get_by_role(
        "link", name="Record another event that affects the due date"
    ).click()
    check_axe(page)


def test_the_other_pages_are_accessible(page, sign_in, check_axe, chief, due_soon):
    recalculation = request_recalculation(reason="A release.", by=chief)
    sign_in(page, chief)

    for url in (
        reverse("recalculations"),
        recalculation.get_absolute_url(),
        reverse("request-recalculation"),
        reverse("complete-year", kwargs={"year": 2029}),
        f"{reverse('holidays')}?year=2029",
    ):
        page.goto(url)
        check_axe(page)


def test_a_regulator_that_moved_is_entered_and_the_entry_withdrawn(
    page, sign_in, check_axe, chief, today
):
    sign_in(page, chief)
    page.goto(reverse("administration"))
    page.get_by_role("link", name="Regulators, limits and fees").click()
    check_axe(page)
    page.get_by_text("Not confirmed").first.wait_for()
    page.get_by_role(
        "link", name=re.compile("Add an entry.*Regulator for FOIA")
    ).click()
    check_axe(page)

    page.get_by_role("button", name="Add entry").click()
    page.get_by_role("alert").get_by_text("Enter the first day").wait_for()
    check_axe(page)

    type_day(page, "First day on which this holds", today + timedelta(days=1))
    page.get_by_label("Postal address", exact=True).first.fill("1 New Street\nLeeds")
    page.get_by_label("Source").fill("Its page of contacts.")
    page.get_by_label("Reason for the entry").fill("It moved house.")
    page.get_by_role("button", name="Add entry").click()
    page.get_by_text("1 New Street, Leeds").wait_for()
    check_axe(page)

    page.get_by_role("link", name=re.compile("Withdraw.*FOIA and EIR")).click()
    check_axe(page)
    page.get_by_label("Why this entry is wrong").fill("A typing error.")
    page.get_by_role("button", name="Withdraw this entry").click()
    page.get_by_text("A typing error.").wait_for()
    check_axe(page)


def test_an_office_is_set_up_and_every_change_is_on_record(
    page, sign_in, check_widths, chief, authority
):
    sign_in(page, chief)
    page.goto(reverse("administration"))
    check_widths(page)
    page.get_by_role("link", name="Name, address and contacts").click()
    page.get_by_label("Telephone").fill("0161 496 0000")
    check_widths(page)
    page.get_by_role("button", name="Save details").click()
    page.get_by_text("Details saved.").wait_for()

    page.get_by_role("link", name="References").click()
    page.get_by_label("Form of references").fill("M{number}/{year4}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="What follows").wait_for()
    check_widths(page)
    page.get_by_role("button", name="Confirm the new references").click()
    page.get_by_text("Reference scheme changed.").wait_for()

    page.get_by_role("link", name="Teams", exact=True).click()
    page.get_by_role("button", name="Add a team").click()
    page.get_by_label("Name").fill("Central")
    page.get_by_role("button", name="Add team").click()
    page.get_by_text("Team added.").wait_for()
    check_widths(page)

    page.goto(reverse("add-department"))
    page.get_by_label("Name").fill("Fleet")
    check_widths(page)
    page.get_by_role("button", name="Add department").click()
    page.get_by_text("Department added.").wait_for()
    check_widths(page)

    page.goto(reverse("add-requester-type"))
    page.get_by_label("Name").fill("Unions")
    page.get_by_role("button", name="Add kind").click()
    page.get_by_text("Kind of requester added.").wait_for()
    check_widths(page)

    page.goto(reverse("administration-changes"))
    page.get_by_text("Kind of requester Unions").wait_for()
    page.get_by_text("Department Fleet").wait_for()
    page.get_by_text("0161 496 0000").wait_for()
    check_widths(page)
