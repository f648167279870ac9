"""The dashboard in a browser: it stays up to date by itself, and prints."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from requests_app.models import FOIRequest, ForecastCheck, StageTime
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)
from tests.requests_app.dashboard.offices import make_office

pytestmark = pytest.mark.django_db(transaction=True)

DASHBOARD = reverse("dashboard")


@pytest.fixture
def today():
    return timezone.localdate()  # noqa: TID251 - the day the pages go by


@pytest.fixture
def manager():
    authority = AuthorityFactory(name="Midshire Police")
    team = TeamFactory(authority=authority, name="Disclosure")
    return UserFactory(roles=["manager"], authority=authority, team=team)


@pytest.fixture
def busy(manager, today):
    """Make an office with 26 officers and 12 teams, and what is kept at night."""
    make_office(manager.authority, today)
    for number in range(26):
        team = TeamFactory(authority=manager.authority) if number % 2 else manager.team
        officer = UserFactory(roles=["officer"], authority=manager.authority, team=team)
        for days in (-30, -2, 0, 1, 3, 9, 20):
            FOIRequestFactory(
                authority=manager.authority,
                officer=officer,
                team=team,
                state="clearance" if days == 9 else "answering",
                received_on=today - timedelta(days=40),
                due_on=today + timedelta(days=days),
            )
    for state, days in (("received", 18), ("answering", 12), ("clearance", 4)):
        StageTime.objects.create(
            authority=manager.authority,
            state=state,
            days=days,
            median_days=days,
            requests=40,
        )
    ForecastCheck.objects.create(
        authority=manager.authority,
        learned_on=today,
        first_on=today - timedelta(days=150),
        last_on=today - timedelta(days=60),
        forecast=120,
        late=100,
        both=80,
    )
    return manager


def look_again(page):
    page.evaluate("htmx.trigger('#dashboard', 'look')")


def test_an_open_dashboard_changes_what_differs_and_keeps_the_rest(
    page, sign_in, busy, today
):
    sign_in(page, busy)
    page.goto(DASHBOARD)
    page.locator("#by_month-numbers summary").click()
    link = page.locator("#waits-registration a").first
    before = int(link.inner_text().replace(",", ""))
    link.focus()
    link.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top - 200)")
    place = page.evaluate("window.scrollY")
    page.evaluate("document.querySelector('#part-in-time').dataset.same = 'yes'")

    FOIRequestFactory(
        authority=busy.authority, state="received", received_on=today, due_on=today
    )
    look_again(page)

    expect(page.locator("#waits-registration a").first).to_have_text(str(before + 1))
    # The part that did not change is the same element; focus and scrolling are kept.
    expect(page.locator("#part-in-time[data-same=yes]")).to_have_count(1)
    assert page.evaluate("document.activeElement.closest('tr')?.id") == (
        "waits-registration"
    )
    assert abs(page.evaluate("window.scrollY") - place) < 5
    expect(page.locator("#by_month-numbers")).to_have_attribute("open", "")


def test_a_hidden_dashboard_does_not_look(page, sign_in, busy):
    sign_in(page, busy)
    page.clock.install()
    page.goto(DASHBOARD)
    asked = []
    page.on("request", lambda request: asked.append(request.headers.get("hx-request")))
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {get: () => window.away ?? true})"
    )

    page.clock.run_for(150_000)
    assert "true" not in asked

    page.evaluate("window.away = false")
    with page.expect_request(
        lambda request: request.headers.get("hx-request") == "true"
    ):
        page.clock.run_for(61_000)


def test_who_was_signed_out_keeps_the_page(page, sign_in, busy):
    sign_in(page, busy)
    page.goto(DASHBOARD)
    page.context.clear_cookies()

    with page.expect_response(re.compile(DASHBOARD)):
        look_again(page)

    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


@pytest.mark.parametrize("is_busy", [False, True])
def test_the_dashboard_prints_on_two_pages_without_addresses(
    request, page, sign_in, manager, tmp_path, is_busy
):
    if is_busy:
        request.getfixturevalue("busy")
    sign_in(page, manager)
    page.goto(DASHBOARD)

    (tmp_path / "dashboard.pdf").write_bytes(
        page.pdf(format="A4", prefer_css_page_size=True)
    )

    printed = PdfReader(tmp_path / "dashboard.pdf")
    text = " ".join(each.extract_text() for each in printed.pages)
    assert len(printed.pages) <= 2
    assert "Midshire Police" in text
    assert not re.search(r"http|/requests/|\?kind", text)


def test_the_dashboard_is_useful_on_a_telephone(new_page, sign_in, busy, check_axe):
    page = new_page(is_narrow=True)
    sign_in(page, busy)

    page.goto(DASHBOARD)

    check_axe(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 9000
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_telephone_says_the_nought_of_a_row_with_one_number(
    new_page, sign_in, manager
):
    page = new_page(is_narrow=True)
    sign_in(page, manager)

    page.goto(DASHBOARD)

    cells = page.locator("[data-figure=extended] td")
    assert cells.all_inner_texts() == ["0"] * 5
    for cell in cells.all():
        expect(cell).to_be_visible()


def test_a_team_is_chosen_without_scripts(new_page, sign_in, busy, check_widths):
    page = new_page(javascript=False)
    sign_in(page, busy)
    page.goto(DASHBOARD)

    page.get_by_label("Whose requests").select_option("Disclosure (my team)")
    page.get_by_role("button", name="Show figures").click()

    expect(page).to_have_url(re.compile(rf"team={busy.team_id}$"))
    page.get_by_role("link", name="13 Due today").click()
    expect(page.get_by_text("13 requests", exact=True)).to_be_visible()


def test_one_request_makes_a_sensible_page(page, sign_in, manager, check_widths, today):
    FOIRequestFactory(authority=manager.authority, due_on=today, officer=manager)
    assert FOIRequest.objects.count() == 1
    sign_in(page, manager)

    page.goto(DASHBOARD)

    check_widths(page)
    expect(page.get_by_role("link", name="1 Due today")).to_be_visible()
