"""Two people in a draft see each other, and each other's typing."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.models import HistoryEntry, Presence
from tests.factories import UserFactory
from tests.journeys.bicycles import ask_about_bicycles
from tests.journeys.test_room import LAPTOP

pytestmark = pytest.mark.django_db(transaction=True)
ODD_NAME = "<script>alert(1)</script> O’Neil 🐝"
BEAT = re.compile(r"/presence/$")
# What the page tells screen readers, in order.
LISTEN = """() => {
  window.told = [];
  const status = document.getElementById('room-company');
  new MutationObserver(() => status.textContent && window.told.push(status.textContent))
    .observe(status, {childList: true, characterData: true, subtree: true});
}"""


@pytest.fixture
def aled():
    return UserFactory(roles=["officer"], first_name="Aled", last_name="Rees")


@pytest.fixture
def priya(aled):
    return UserFactory(
        roles=["officer"],
        first_name="Priya",
        last_name="Nair",
        authority=aled.authority,
    )


@pytest.fixture
def foi_request(aled):
    return ask_about_bicycles(aled)


@pytest.fixture
def desk(new_page, sign_in):
    """Open a window of the room for a person."""

    def desk(person, place):
        page = new_page()
        page.set_viewport_size(LAPTOP)
        sign_in(page, person)
        page.goto(place)
        expect(page.locator(".foi-editor [contenteditable]")).to_be_visible()
        return page

    return desk


def type_in(page, words):
    with page.expect_response(BEAT):
        page.locator(".foi-editor [contenteditable]").click()
        page.keyboard.type(words)


def test_who_is_typing_is_seen_on_the_answer_the_row_and_in_the_bar(
    desk, aled, priya, address, check_axe
):
    his = desk(aled, address("2"))
    hers = desk(priya, address("3"))
    bar = hers.locator("#room-bar [data-beat]")
    expect(bar).to_have_text("Aled Rees is here")
    recorded = HistoryEntry.objects.count()

    type_in(his, "In Derby.")
    row = hers.locator(f"#room-list li:has(a[href='{address('2')}']) .foi-here")
    expect(row).to_have_text("Aled Rees is typing", timeout=15_000)
    expect(hers.locator("[data-beside]")).to_be_hidden()

    # Aled types on: the mark of typing ends soon after the last key.
    type_in(his, " Near the river.")
    hers.locator(f"#room-list a[href='{address('2')}']").click()
    expect(hers.locator("[data-beside]")).to_have_text(
        "Aled Rees is typing in this answer", timeout=15_000
    )
    expect(hers.locator("#room-company")).to_have_text(
        "Aled Rees is typing in this answer"
    )
    check_axe(hers)
    assert HistoryEntry.objects.count() == recorded + 1  # his answer, autosaved


def test_a_screen_reader_is_told_once_and_not_at_each_beat(desk, aled, priya, address):
    his, hers = desk(aled, address("3")), desk(priya, address("2"))
    hers.evaluate(LISTEN)
    hers.locator(f"#room-list a[href='{address('3')}']").click()
    expect(hers.locator("[data-beside]")).to_have_text("Aled Rees is in this answer")
    type_in(his, "In Derby.")
    for _ in range(2):
        with hers.expect_response(BEAT, timeout=15_000):
            pass
    expect(hers.locator("[data-beside]")).to_contain_text("Aled Rees is")

    told = hers.evaluate("window.told")
    assert told[0] == "Aled Rees is in this answer"
    assert len(told) == len(set(told)) <= 2


def test_who_comes_later_moves_nothing_under_the_hand(desk, aled, priya, address):
    aled.first_name, aled.last_name = "Kimberley-Anne", "Featherstonehaugh"
    aled.save()
    hers = desk(priya, address("2"))
    editor = hers.locator(".foi-editor")
    before = editor.bounding_box()
    desk(aled, address("2"))

    expect(hers.locator("[data-beside]")).to_have_text(
        "Kimberley-Anne Featherstonehaugh is in this answer", timeout=15_000
    )
    assert editor.bounding_box() == before


def test_a_page_out_of_sight_is_silent_and_its_person_gone(desk, aled, priya, address):
    his = desk(aled, address("2"))
    beats = []
    his.on("request", lambda one: BEAT.search(one.url) and beats.append(one.url))
    his.evaluate(
        "() => { Object.defineProperty(document, 'visibilityState',"
        " {get: () => 'hidden', configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    his.wait_for_timeout(13_000)
    assert not beats

    Presence.objects.update(seen_at=F("seen_at") - timedelta(seconds=31))
    hers = desk(priya, address("3"))
    expect(hers.locator("#room-bar [data-beat]")).to_be_hidden()
    his.evaluate(
        "() => { delete document.visibilityState;"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    expect(hers.locator("#room-bar [data-beat]")).to_have_text(
        "Aled Rees is here", timeout=15_000
    )


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_wrong_by_a_year_changes_nothing(
    new_page, sign_in, aled, priya, address, years, desk
):
    his = new_page()
    his.clock.install(time=f"{2026 + years}-11-29T09:00:00Z")
    sign_in(his, aled)
    his.goto(address("2"))
    hers = desk(priya, address("2"))
    expect(hers.locator("[data-beside]")).to_have_text("Aled Rees is in this answer")

    type_in(his, "In Derby.")

    beside = hers.locator("[data-beside]")
    expect(beside).to_have_text("Aled Rees is typing in this answer", timeout=15_000)


def test_a_name_of_markup_is_read_as_a_name(
    desk, aled, priya, address, foi_request, sign_in, check_widths
):
    aled.first_name, aled.last_name = ODD_NAME, ""
    aled.save()
    hers = desk(priya, address("2"))
    his = desk(aled, address("2"))
    expect(hers.locator("[data-beside]")).to_have_text(
        f"{ODD_NAME} is in this answer", timeout=15_000
    )
    row = hers.locator(f"#room-list li:has(a[href='{address('2')}']) .foi-here")
    expect(row).to_have_text(f"{ODD_NAME} is here")
    check_widths(hers)

    his.close()
    for address in (reverse("foi-requests"), foi_request.get_absolute_url()):
        hers.goto(address)
        expect(hers.get_by_text(f"{ODD_NAME} is here")).to_be_visible()
        check_widths(hers)


def test_without_scripts_pages_name_who_was_here_when_they_opened(
    new_page, sign_in, desk, aled, priya, address
):
    desk(aled, address("2"))
    hers = new_page(javascript=False)
    sign_in(hers, priya)

    hers.goto(address("2"))

    expect(hers.locator("[data-beside]")).to_have_text("Aled Rees is in this answer")
