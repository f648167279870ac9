"""The address of a calendar: renewed, stopped, and closed to people who left."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Leave
from requests_app.feeds.services import address_of, make_feed
from requests_app.models import CalendarEvent, Enquiry, FOIRequest
from responses.models import LetterAnswer
from statute.notices import LetterType
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    UserFactory,
)


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


def events_in(written):
    """Return the lines of each event by its UID, without the host."""
    found = {}
    for part in written.split("BEGIN:VEVENT")[1:]:
        lines = dict(line.split(":", 1) for line in part.strip().splitlines())
        found[lines["UID"].partition("@")[0]] = lines
    return found


def events_of(address):
    return events_in(read(address).content.decode().replace("\r\n ", ""))


def test_a_moved_date_moves_its_event(officer, foi_request):
    address = address_of(make_feed(person=officer))
    uid = f"due-{foi_request.pk}"
    assert events_of(address)[uid]["SEQUENCE"] == "0"
    assert events_of(address)[uid]["SEQUENCE"] == "0"
    foi_request.due_on = date(2026, 4, 30)
    foi_request.save()
    event = events_of(address)[uid]

    assert (event["SEQUENCE"], event["STATUS"]) == ("1", "CONFIRMED")
    assert event["DTSTART;VALUE=DATE"] == "20260430"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            {"state": "withdrawn", "closed_on": date(2026, 3, 3)}, id="closed"
        ),
        pytest.param({"officer": None}, id="with another person"),
        pytest.param({"is_restricted": True}, id="restricted to others"),
    ],
)
def test_what_no_longer_waits_is_cancelled_and_may_return(
    officer, foi_request, changes
):
    address = address_of(make_feed(person=officer))
    uid = f"due-{foi_request.pk}"
    events_of(address)
    before = {name: getattr(foi_request, name) for name in changes}
    FOIRequest.objects.filter(pk=foi_request.pk).update(**changes)

    for _ in range(2):
        event = events_of(address)[uid]
        assert (event["SEQUENCE"], event["STATUS"]) == ("1", "CANCELLED")
    FOIRequest.objects.filter(pk=foi_request.pk).update(**before)
    event = events_of(address)[uid]
    assert (event["SEQUENCE"], event["STATUS"]) == ("2", "CONFIRMED")


def test_a_cancelled_event_is_left_out_after_a_month(officer, foi_request):
    address = address_of(make_feed(person=officer))
    events_of(address)
    FOIRequest.objects.filter(pk=foi_request.pk).update(officer=None)
    events_of(address)
    long_ago = timezone.now() - timedelta(days=31)
    CalendarEvent.objects.update(changed_at=long_ago)

    assert events_of(address) == {}
    assert not CalendarEvent.objects.exists()


def test_a_review_is_named_as_a_review(officer, foi_request):
    review = FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="8-26",
        review_of=foi_request,
        due_on=date(2026, 4, 2),
    )
    event = events_of(address_of(make_feed(person=officer)))[f"due-{review.pk}"]

    assert event["SUMMARY"] == "Internal review 8-26 is due"


@pytest.fixture
def contributor(foi_request):
    department = DepartmentFactory(authority=foi_request.authority, name="Operations")
    return UserFactory(
        roles=["contributor"], authority=foi_request.authority, department=department
    )


@pytest.fixture
def enquiry(foi_request, contributor):
    return Enquiry.objects.create(
        foi_request=foi_request,
        department=contributor.department,
        asked_by=foi_request.officer,
        asked_on=date(2026, 3, 9),
        wanted_by=date(2026, 3, 16),
    )


def test_an_officer_has_the_days_of_replies_wanted(officer, foi_request, enquiry):
    event = events_of(address_of(make_feed(person=officer)))[
        f"reply-wanted-{enquiry.pk}"
    ]

    assert event["SUMMARY"] == "Reply of Operations wanted: request 7-26"
    assert event["DTSTART;VALUE=DATE"] == "20260316"
    assert event["URL"].endswith(f"/requests/7-26/#enquiry-{enquiry.pk}")


def test_a_contributor_has_the_days_of_replies_to_give_without_the_reference(
    client, contributor, enquiry
):
    client.force_login(contributor)
    client.post(reverse("make-calendar"))
    address = address_on(lambda: client.get(reverse("calendar")))
    event = events_of(address)[f"reply-{enquiry.pk}"]

    assert event["SUMMARY"] == "Questions for Operations: your reply is wanted"
    assert "7-26" not in read(address).content.decode()
    assert client.get(reverse("answer-enquiry", args=[enquiry.pk])).status_code == 200
    Enquiry.objects.update(withdrawn_at=timezone.now())
    assert events_of(address)[f"reply-{enquiry.pk}"]["STATUS"] == "CANCELLED"


def promise(foi_request, number, *days, given_on=date(2026, 3, 10)):
    """Give a letter that promises answers to the questions by these days."""
    letter = LetterFactory(
        foi_request=foi_request,
        number=number,
        type=LetterType.INTERIM,
        given_on=given_on,
    )
    for question, day in zip(
        foi_request.questions.order_by("order"), days, strict=True
    ):
        LetterAnswer.objects.create(
            letter=letter,
            question=question,
            outcome="to_follow" if day else "disclosed",
            follows_by=day,
            sha256="0" * 64,
        )
    return letter


def test_an_officer_has_the_days_of_answers_to_follow(officer, foi_request):
    for order in range(3):
        QuestionFactory(foi_request=foi_request, order=order)
    first, second = date(2026, 3, 20), date(2026, 3, 27)
    promise(foi_request, 1, first, first, None)
    address = address_of(make_feed(person=officer))
    follow = [each for each in events_of(address).values() if "follow" in each["UID"]]

    assert [each["SUMMARY"] for each in follow] == ["2 answers to follow: request 7-26"]
    # The latest letter counts; a letter that was not given promises nothing.
    promise(foi_request, 2, second, None, None)
    promise(foi_request, 3, None, None, None, given_on=None)
    follow = [each for each in events_of(address).values() if "follow" in each["UID"]]
    assert {(each["SUMMARY"], each["STATUS"]) for each in follow} == {
        ("2 answers to follow: request 7-26", "CANCELLED"),
        ("Answer to follow: request 7-26", "CONFIRMED"),
    }


@pytest.mark.parametrize("number", [1, 20])
def test_the_calendar_takes_as_many_queries_for_many(
    officer, contributor, number, django_assert_num_queries
):
    for order in range(number):
        foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)
        QuestionFactory(foi_request=foi_request, order=0)
        promise(foi_request, 1, date(2026, 3, 20 + order % 9))
        Enquiry.objects.create(
            foi_request=foi_request,
            department=contributor.department,
            asked_by=officer,
            asked_on=date(2026, 3, 9),
            wanted_by=date(2026, 3, 16),
        )
    address = address_of(make_feed(person=officer))
    # The first reading notes the events.
    with django_assert_num_queries(11):
        assert read(address).content.count(b"BEGIN:VEVENT") == number * 3 + 1
    with django_assert_num_queries(10):
        assert read(address).content.count(b"BEGIN:VEVENT") == number * 3 + 1
