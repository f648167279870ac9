"""The pages of a list: forwards, backwards, in every order."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from requests_app.lists.sorting import SORTS
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def many(officer):
    """Make requests that share days, names, officers and teams, or lack them."""
    people = [
        officer,
        UserFactory(roles=["officer"], authority=officer.authority, last_name="Abel"),
        None,
    ]
    team = TeamFactory(authority=officer.authority)
    states = ["answering", "answered", "received", "awaiting_fee"]
    for number in range(23):
        state = states[number % 4]
        received_on = date(2026, 3, 2) + timedelta(days=number % 5)
        FOIRequestFactory(
            reference=None if state == "received" else f"{number}-26",
            authority=officer.authority,
            state=state,
            received_on=received_on,
            due_on=received_on + timedelta(days=28) if number % 3 else None,
            officer=people[number % 3],
            team=team if number % 2 else None,
            requester_name="ABCDE"[number % 5],
            provisions=["FOIA 31(3)"],
        )


def keys_on(page):
    return [row.foi_request.pk for row in page.context["object_list"]]


def walk(client, page, link):
    """Return the keys of each page from a page on, by one of its links."""
    found = [keys_on(page)]
    while url := page.context["links"].get(link):
        page = client.get(reverse("foi-requests") + url, follow=True)
        found.append(keys_on(page))
    return found, page


@pytest.mark.parametrize(
    "by",
    [
        *(f"{sign}{name}" for name in SORTS for sign in ("", "-")),
        "due,-received",
        "-closed,requester",
        "officer,-due,team",
    ],
)
@pytest.mark.parametrize("most", [10_000, 5])
def test_pages_have_every_request_once_in_order(client, many, by, most, monkeypatch):
    monkeypatch.setattr("requests_app.lists.around.MOST_COUNTED", most)
    monkeypatch.setattr("requests_app.lists.views.lists.is_quick", lambda _orders: True)
    wanted = {"state": "all", "sort": by}
    whole = keys_on(client.get(reverse("foi-requests"), wanted))
    monkeypatch.setattr("requests_app.lists.pages.PAGE_SIZE", 4)
    assert len(whole) == 23

    first = client.get(reverse("foi-requests"), wanted)
    forwards, last = walk(client, first, "next")
    backwards, _ = walk(client, last, "previous")

    assert [key for page in forwards for key in page] == whole
    assert backwards == forwards[::-1]


@pytest.mark.parametrize("by", ["received", "-due", "-closed,requester", "officer"])
def test_requests_with_a_rare_provision_are_in_the_same_order(
    client, many, by, monkeypatch
):
    wanted = {"state": "all", "sort": by}
    whole = keys_on(client.get(reverse("foi-requests"), wanted))
    monkeypatch.setattr("requests_app.lists.pages.PAGE_SIZE", 4)

    first = client.get(reverse("foi-requests"), wanted | {"provision": "s.31(3)"})
    forwards, last = walk(client, first, "next")
    backwards, _ = walk(client, last, "previous")

    assert [key for page in forwards for key in page] == whole
    assert backwards == forwards[::-1]


def test_the_last_page_is_reached_at_once(client, many, monkeypatch):
    monkeypatch.setattr("requests_app.lists.around.MOST_COUNTED", 5)
    wanted = {"state": "all", "sort": "received"}
    whole = keys_on(client.get(reverse("foi-requests"), wanted))
    monkeypatch.setattr("requests_app.lists.pages.PAGE_SIZE", 4)

    first = client.get(reverse("foi-requests"), wanted)
    last = client.get(reverse("foi-requests") + first.context["links"]["last"])

    assert keys_on(last) == whole[-4:]
    assert "next" not in last.context["links"]


@pytest.mark.parametrize(
    "place",
    [
        {"page": "1000000000"},
        {"page": "9" * 40},
        {"page": "-1"},
        {"page": "two"},
        {"after": "9" * 18},
        {"after": "9" * 40},
        {"after": "x"},
        {"before": ""},
        {"page": "3", "before": "0"},
    ],
)
@pytest.mark.parametrize("most", [10_000, 5])
def test_an_absurd_place_shows_a_page_all_the_same(
    client, many, place, most, monkeypatch
):
    monkeypatch.setattr("requests_app.lists.around.MOST_COUNTED", most)
    monkeypatch.setattr("requests_app.lists.pages.PAGE_SIZE", 4)

    page = client.get(reverse("foi-requests"), {"state": "all", **place}, follow=True)

    assert page.status_code == 200
    assert keys_on(page)


@pytest.mark.parametrize("most", [10_000, 5])
def test_a_page_that_a_list_does_not_have_is_said(client, many, most, monkeypatch):
    monkeypatch.setattr("requests_app.lists.around.MOST_COUNTED", most)
    monkeypatch.setattr("requests_app.lists.pages.PAGE_SIZE", 4)
    wanted = {"state": "all", "sort": "received", "page": "1000000000"}
    monkeypatch.setattr("requests_app.lists.pages.MOST_COUNTED", 8)

    page = client.get(reverse("foi-requests"), wanted)

    assert "This list has no page 1,000,000,000. Here is its last page." in (
        page.content.decode()
    )
    assert "next" not in page.context["links"]


def test_a_page_of_a_long_list_is_found_by_its_number(client, many, monkeypatch):
    wanted = {"state": "all", "sort": "received"}
    whole = keys_on(client.get(reverse("foi-requests"), wanted))
    monkeypatch.setattr("requests_app.lists.around.MOST_SORTED", 5)
    monkeypatch.setattr("requests_app.lists.pages.PAGE_SIZE", 4)

    page = client.get(reverse("foi-requests"), wanted | {"page": "2"})

    assert keys_on(page) == whole[4:8]
    assert "no page" not in page.content.decode()


def test_a_long_list_is_not_sorted_without_an_index(client, many, monkeypatch):
    wanted = {"state": "all", "sort": "officer"}
    newest = keys_on(client.get(reverse("foi-requests"), {"state": "all"}))
    monkeypatch.setattr("requests_app.lists.around.MOST_SORTED", 5)

    page = client.get(reverse("foi-requests"), wanted)

    assert keys_on(page) == newest
    assert "cannot be sorted by this column" in page.content.decode()


def test_a_page_begins_beside_no_request_that_is_hidden(client, many, officer):
    hidden = FOIRequestFactory(
        authority=officer.authority, is_restricted=True, due_on=date(2026, 3, 30)
    )
    first = keys_on(client.get(reverse("foi-requests")))

    page = client.get(reverse("foi-requests"), {"after": hidden.pk}, follow=True)

    assert keys_on(page) == first
