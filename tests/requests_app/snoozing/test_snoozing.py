"""Snoozing a request: until a day or an event, and at most until shortly before due."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.assigning.history import AssigningHistory
from requests_app.casework.history import CaseworkHistory
from requests_app.models import Snooze
from requests_app.snoozing.queries import last_day_for
from requests_app.snoozing.services import (
    DayNotSuitable,
    NothingAwaited,
    SnoozeNotPossible,
    bring_back,
    snooze_request,
)
from responses.advice.history import AdviceHistory
from responses.clearance.history import ClearanceHistory
from responses.enquiries.history import EnquiriesHistory
from tests.factories import (
    CommentFactory,
    DepartmentFactory,
    FOIRequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()  # noqa: TID251 - the day the pages go by


@pytest.fixture
def foi_request(officer, today):
    made = FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="1-26",
        received_on=today - timedelta(days=9),
        registered_on=today - timedelta(days=9),
        due_on=today + timedelta(days=21),
    )
    made.enquiries.create(
        department=DepartmentFactory(authority=officer.authority),
        asked_by=officer,
        asked_on=today,
        wanted_by=today + timedelta(days=9),
    )
    return made


@pytest.fixture
def desk(client, officer):
    """Return the references on the officer's desk: to do, and snoozed."""

    def desk():
        client.force_login(officer)
        day = client.get(reverse("home")).context["day"]
        return (
            [row.title for _, rows in day.groups for row in rows],
            [f"{row.title} {row.until}" for row in day.snoozed],
        )

    return desk


def snooze(foi_request, officer, today, **until):
    return snooze_request(foi_request=foi_request, by=officer, on=today, **until)


def test_a_request_leaves_the_desk_until_the_day(foi_request, officer, today, desk):
    assert desk() == (["1-26"], [])

    made = snooze(foi_request, officer, today, until_on=today + timedelta(days=2))

    to_do, (put_off,) = desk()
    assert to_do == []
    assert put_off.startswith("1-26 until ")
    made.until_on = today
    made.save()
    assert desk() == (["1-26"], [])


@pytest.mark.parametrize(
    ("event", "kind", "words"),
    [
        ("department", EnquiriesHistory.ENQUIRY_ANSWERED, "the department answers"),
        ("department", EnquiriesHistory.ENQUIRY_DECLINED, "the department answers"),
        (
            "requester",
            CaseworkHistory.LATER_LETTER_RECORDED,
            "the requester replies",
        ),
    ],
)
def test_a_request_comes_back_with_the_event(
    foi_request, officer, today, desk, event, kind, words
):
    foi_request.history.create(kind=kind, by=officer, on=today)
    snooze(foi_request, officer, today, event=event)
    assert desk() == ([], [f"1-26 until {words}"])
    foi_request.history.create(kind="note_added", by=officer, on=today)
    assert desk() == ([], [f"1-26 until {words}"])

    foi_request.history.create(kind=kind, by=officer, on=today)

    assert desk() == (["1-26"], [])


def test_a_comment_after_the_snooze_brings_the_request_back(
    foi_request, officer, today, desk
):
    snooze(foi_request, officer, today, event="department")
    comment = CommentFactory(
        foi_request=foi_request, by=UserFactory(), assigned_to=officer
    )
    comment.at = Snooze.objects.get().at + timedelta(minutes=1)
    comment.save()

    assert desk() == (["1-26"], [])


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (ClearanceHistory.RESPONSE_RETURNED, {"state": ["clearance", "answering"]}),
        (ClearanceHistory.RESPONSE_CLEARED, {"state": ["clearance", "cleared"]}),
        (AssigningHistory.REQUEST_ASSIGNED, {"officer": ["Kim", "Sam"]}),
        (AdviceHistory.ADVICE_RECEIVED, {}),
    ],
)
def test_what_happens_later_on_the_same_day_brings_the_request_back(
    foi_request, officer, today, desk, kind, changes
):
    foi_request.history.create(kind=kind, by=officer, on=today, changes=changes)
    snooze(foi_request, officer, today, until_on=today + timedelta(days=3))
    assert desk()[0] == []

    foi_request.history.create(kind=kind, by=officer, on=today, changes=changes)

    assert desk() == (["1-26"], [])


def test_a_request_that_became_overdue_meanwhile_is_back(
    foi_request, officer, today, desk, client
):
    snooze(foi_request, officer, today, event="department")
    assert desk()[0] == []
    row = client.get(reverse("home")).context["day"].snoozed[0]
    # The time of the law stays in sight.
    assert row.due.on == foi_request.due_on
    foi_request.due_on = today - timedelta(days=1)
    foi_request.save()

    assert desk() == (["1-26"], [])


def test_no_answer_of_a_department_is_waited_for_where_none_was_asked(
    client, foi_request, officer, today
):
    foi_request.enquiries.update(replied_on=today)
    client.force_login(officer)
    url = reverse("snooze-request", args=["1-26"])

    with pytest.raises(NothingAwaited, match="No department has a question"):
        snooze(foi_request, officer, today, event="department")
    page = client.post(url, typed(until="department"))

    assert "No department has a question of this request" in page.text
    assert not Snooze.objects.exists()


def test_a_request_is_back_the_working_day_before_it_is_due(
    foi_request, officer, today, desk
):
    snooze(foi_request, officer, today, event="requester")
    foi_request.due_on = today + timedelta(days=1)
    foi_request.save()

    assert desk() == (["1-26"], [])


def test_a_day_too_near_the_due_date_is_refused(foi_request, officer, today):
    last = last_day_for(foi_request)

    with pytest.raises(DayNotSuitable, match="the last working day before"):
        snooze(foi_request, officer, today, until_on=last + timedelta(days=1))
    with pytest.raises(DayNotSuitable, match="Choose a day after today"):
        snooze(foi_request, officer, today, until_on=today)
    assert not Snooze.objects.exists()
    snooze(foi_request, officer, today, until_on=last)


def test_what_is_overdue_or_closed_is_not_put_off(foi_request, officer, today):
    foi_request.due_on = today - timedelta(days=1)
    foi_request.save()
    with pytest.raises(SnoozeNotPossible, match="so it stays on your desk"):
        snooze(foi_request, officer, today, event="department")

    closed = FOIRequestFactory(authority=officer.authority, state="answered")
    with pytest.raises(SnoozeNotPossible, match="closed"):
        snooze(closed, officer, today, event="department")


def test_a_later_snooze_replaces_the_earlier(foi_request, officer, today):
    snooze(foi_request, officer, today, event="department")
    snooze(foi_request, officer, today, until_on=today + timedelta(days=3))

    (made,) = Snooze.objects.all()
    assert (made.event, made.until_on) == ("", today + timedelta(days=3))


def test_only_the_own_desk_changes(foi_request, officer, today, client):
    colleague = UserFactory(roles=["officer"], authority=officer.authority)
    foi_request.officer = colleague
    foi_request.save()
    snooze(foi_request, officer, today, event="department")
    client.force_login(colleague)

    day = client.get(reverse("home")).context["day"]

    assert [row.title for _, rows in day.groups for row in rows] == ["1-26"]
    bring_back(foi_request=foi_request, by=colleague)
    assert Snooze.objects.get().person == officer


# --- The pages ---


def typed(day=None, until="day"):
    parts = [day.day, day.month, day.year] if day else ["", "", ""]
    return {"until": until, **{f"until_on_{n}": one for n, one in enumerate(parts)}}


def test_a_person_snoozes_and_brings_back(client, foi_request, officer, today, desk):
    client.force_login(officer)
    url = reverse("snooze-request", args=["1-26"])

    page = client.post(url, typed(today + timedelta(days=3)), follow=True)

    assert "Snoozed: the request comes back" in page.text
    assert "You snoozed this request" in client.get(url).text
    assert desk()[0] == []
    page = client.post(reverse("bring-back", args=["1-26"]), follow=True)
    assert "1-26 is back on your desk." in page.text
    assert desk() == (["1-26"], [])


def test_a_refused_day_comes_back_filled_in(client, foi_request, officer):
    client.force_login(officer)
    url = reverse("snooze-request", args=["1-26"])
    late = foi_request.due_on + timedelta(days=400)

    page = client.post(url, typed(late))

    assert "the last working day before" in page.text
    assert f'value="{late.year}"' in page.text
    assert (
        "Enter the day for the request to come back" in client.post(url, typed()).text
    )
    assert not Snooze.objects.exists()


def test_a_request_out_of_sight_is_not_there(client, foi_request):
    client.force_login(UserFactory(roles=["officer"]))

    for name in ("snooze-request", "bring-back"):
        url = reverse(name, args=["1-26"])
        assert client.post(url, typed(until="department")).status_code == 404
