"""The address of a calendar: renewed, stopped, and closed to people who left."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Leave
from requests_app.feeds.services import address_of, make_feed
from tests.factories import FOIRequestFactory, UserFactory


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="7-26",
        requester_name="Ada Asker",
        subject="Speed cameras",
        due_on=date(2026, 3, 31),
    )


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return lambda: client.get(reverse("calendar"))


def read(address):
    return Client().get(address.removeprefix("http://localhost:8000"))


def address_on(page):
    return page().context["address"]


def test_the_calendar_has_the_own_due_dates_by_reference_alone(
    page, client, foi_request
):
    FOIRequestFactory(authority=foi_request.authority, reference="8-26")
    FOIRequestFactory(
        authority=foi_request.authority,
        officer=foi_request.officer,
        state="answered",
        reference="9-26",
    )
    client.post(reverse("make-calendar"))
    answer = read(address_on(page))
    written = answer.content.decode()

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert written.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Request 7-26 is due" in written
    assert "DTSTART;VALUE=DATE:20260331" in written
    assert "Asker" not in written
    assert "cameras" not in written


def test_a_new_address_ends_the_old(page, client):
    client.post(reverse("make-calendar"))
    old = address_on(page)
    client.post(reverse("make-calendar"))
    new = address_on(page)

    assert old != new
    assert [read(old).status_code, read(new).status_code] == [404, 200]


def test_a_stopped_calendar_ends_and_an_old_address_never_returns(page, client):
    client.post(reverse("make-calendar"))
    old = address_on(page)
    client.post(reverse("stop-calendar"))
    client.post(reverse("make-calendar"))

    assert read(old).status_code == 404


def test_a_forged_address_is_nothing(officer):
    feed = make_feed(person=officer)
    address = address_of(feed)

    assert read(address.replace(feed.key, "0" * 32)).status_code == 404
    assert read(address.replace(".ics", "x.ics")).status_code == 404
    assert read(f"/calendar/{feed.key}.ics").status_code == 404


@pytest.mark.parametrize("changes", [{"is_active": False}, {"roles": []}])
def test_a_person_who_left_has_no_calendar(officer, changes):
    address = address_of(make_feed(person=officer))
    assert read(address).status_code == 200
    for name, value in changes.items():
        setattr(officer, name, value)
    officer.save()

    assert read(address).status_code == 404


def test_a_restricted_request_leaves_the_calendar_of_people_not_named(
    officer, foi_request
):
    foi_request.is_restricted = True
    foi_request.save()

    assert "7-26" not in read(address_of(make_feed(person=officer))).content.decode()


def test_a_deputy_has_the_due_dates_of_the_person_on_leave(officer, foi_request):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    address = address_of(make_feed(person=deputy))
    assert "7-26" not in read(address).content.decode()
    Leave.objects.create(
        person=officer,
        deputy=deputy,
        first_on=date(2026, 3, 2),
        last_on=date(2099, 12, 31),
    )

    assert "7-26" in read(address).content.decode()


def test_a_moved_date_keeps_its_entry(officer, foi_request):
    address = address_of(make_feed(person=officer))
    uid = f"UID:due-{foi_request.pk}@localhost"
    assert uid in read(address).content.decode()
    foi_request.due_on = date(2026, 4, 30)
    foi_request.save()
    written = read(address).content.decode()

    assert uid in written
    assert "DTSTART;VALUE=DATE:20260430" in written


@pytest.mark.parametrize("number", [1, 20])
def test_the_calendar_takes_as_many_queries_for_many(
    officer, number, django_assert_num_queries
):
    for _ in range(number):
        FOIRequestFactory(authority=officer.authority, officer=officer)
    address = address_of(make_feed(person=officer))
    with django_assert_num_queries(3):
        assert read(address).content.count(b"BEGIN:VEVENT") == number
