"""Recording, changing and ending leave, and naming a deputy."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.acting import deputies_of
from accounts.models import Leave
from requests_app.assigning.leave import (
    LeaveNotPossible,
    change_leave,
    end_leave,
    record_leave,
)
from requests_app.models import AdministrationEntry
from tests.factories import DepartmentFactory, LeaveFactory, UserFactory

TODAY = date(2026, 3, 16)
FIRST, LAST = date(2026, 3, 23), date(2026, 3, 27)


@pytest.fixture
def deputy(officer):
    return UserFactory(roles=["officer"], authority=officer.authority)


def leave_of(person, *, by=None, deputy=None, first_on=FIRST, last_on=LAST):
    return record_leave(
        person=person,
        first_on=first_on,
        last_on=last_on,
        deputy=deputy,
        by=by or person,
        on=TODAY,
    )


def told(person):
    return list(person.notices.order_by("pk").values_list("words", flat=True))


def test_leave_is_recorded_and_the_deputy_told(officer, deputy):
    leave_of(officer, deputy=deputy)

    assert deputies_of(officer, FIRST) == [deputy]
    words = f"You act as deputy for {officer} from 23 March 2026 to 27 March 2026."
    assert told(deputy) == [words]
    assert told(officer) == []
    entry = AdministrationEntry.objects.get()
    assert (entry.subject, entry.what) == (f"Leave of {officer}", "Recorded")


def test_a_manager_records_leave_and_the_person_is_told(officer, manager):
    leave_of(officer, by=manager)

    (words,) = told(officer)
    assert words.startswith(f"{manager} recorded leave for you from 23 March")


def test_others_record_no_leave(officer, deputy):
    with pytest.raises(LeaveNotPossible, match="or a manager"):
        leave_of(officer, by=deputy)
    with pytest.raises(LeaveNotPossible, match="or a manager"):
        leave_of(officer, by=UserFactory(roles=["manager"]))


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"last_on": FIRST - timedelta(days=1)}, "before the first day"),
        ({"first_on": date(2026, 3, 2), "last_on": date(2026, 3, 13)}, "has passed"),
        ({"last_on": date(2036, 3, 27)}, "two years"),
    ],
)
def test_days_that_cannot_be_right_are_refused(officer, days, why):
    with pytest.raises(LeaveNotPossible, match=why) as refused:
        leave_of(officer, **days)

    assert refused.value.field == "last_on"
    assert not Leave.objects.exists()


def test_one_person_has_one_leave_on_a_day(officer):
    leave_of(officer)

    with pytest.raises(LeaveNotPossible, match="Change that leave instead"):
        leave_of(officer, first_on=LAST, last_on=LAST)


def stranger(officer):
    return UserFactory(roles=["officer"])


def gone(officer):
    return UserFactory(roles=["officer"], authority=officer.authority, is_active=False)


def without_role(officer):
    return UserFactory(roles=["approver"], authority=officer.authority)


def away(officer):
    person = UserFactory(roles=["officer"], authority=officer.authority)
    LeaveFactory(person=person, first_on=LAST, last_on=LAST)
    return person


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (lambda officer: officer, "another person"),
        (stranger, "does not work for"),
        (gone, "does not work for"),
        (without_role, "answer requests"),
        (away, "on leave from 27 March"),
    ],
)
def test_nobody_is_deputy_who_cannot_act(officer, who, why):
    with pytest.raises(LeaveNotPossible, match=why) as refused:
        leave_of(officer, deputy=who(officer))

    assert refused.value.field == "deputy"


def test_a_deputy_in_a_department_is_of_the_same_department(officer):
    department = DepartmentFactory(authority=officer.authority)
    fields = {"roles": ["contributor"], "authority": officer.authority}
    person = UserFactory(department=department, **fields)

    with pytest.raises(LeaveNotPossible, match="another department"):
        leave_of(person, deputy=UserFactory(**fields))

    leave_of(person, deputy=UserFactory(department=department, **fields))


def test_a_changed_deputy_and_the_deputy_before_are_told(officer, deputy):
    other = UserFactory(roles=["officer"], authority=officer.authority)
    leave = leave_of(officer, deputy=deputy)

    change_leave(
        leave=leave,
        first_on=FIRST,
        last_on=LAST,
        deputy=other,
        by=officer,
        on=TODAY,
    )

    assert deputies_of(officer, FIRST) == [other]
    assert told(deputy)[1:] == [f"You no longer act as deputy for {officer}."]
    assert len(told(other)) == 1


def test_leave_changed_to_what_it_is_stays(officer):
    leave = leave_of(officer)

    change_leave(
        leave=leave, first_on=FIRST, last_on=LAST, deputy=None, by=officer, on=TODAY
    )

    assert AdministrationEntry.objects.count() == 1


def test_who_is_back_early_ends_the_leave(officer, deputy):
    leave = leave_of(officer, deputy=deputy)

    ended = end_leave(leave=leave, by=officer, on=FIRST + timedelta(days=2))

    assert ended.last_on == FIRST + timedelta(days=1)
    assert deputies_of(officer, FIRST + timedelta(days=2)) == []
    assert "has ended" in told(deputy)[-1]


def test_leave_not_yet_begun_is_withdrawn(officer):
    leave = leave_of(officer)

    assert end_leave(leave=leave, by=officer, on=TODAY).withdrawn_on == TODAY
    with pytest.raises(LeaveNotPossible, match="is over"):
        end_leave(leave=leave, by=officer, on=TODAY)
    leave_of(officer)


@pytest.fixture
def page_of(client):
    def page_of(person, name, data=None, query="", **named):
        client.force_login(person, backend="accounts.backends.RoleBackend")
        url = reverse(name, kwargs=named) + query
        return client.get(url) if data is None else client.post(url, data, follow=True)

    return page_of


def days(first_on, last_on):
    return {
        f"{name}_{place}": value
        for name, day in (("first_on", first_on), ("last_on", last_on))
        for place, value in enumerate((day.day, day.month, day.year))
    }


@pytest.fixture
def tomorrow():
    return timezone.localdate() + timedelta(days=1)  # noqa: TID251 - the page's day


def test_the_page_records_changes_and_ends_leave(page_of, officer, deputy, tomorrow):
    data = {**days(tomorrow, tomorrow), "deputy": deputy.pk}

    page = page_of(officer, "record-leave", data)
    assert f"deputy {deputy}" in page.content.decode()

    leave = Leave.objects.get()
    later = tomorrow + timedelta(days=3)
    page_of(officer, "change-leave", days(tomorrow, later), leave=leave.pk)
    leave.refresh_from_db()
    assert (leave.last_on, leave.deputy) == (later, None)

    page = page_of(officer, "end-leave", {}, leave=leave.pk)
    assert "You have no leave recorded" in page.content.decode()


def test_leave_that_has_begun_is_ended_and_later_leave_is_cancelled(
    page_of, officer, tomorrow
):
    leave = LeaveFactory(person=officer)
    html = page_of(officer, "leave").content.decode()
    assert "Away now" in html
    assert "End today" in html

    Leave.objects.filter(pk=leave.pk).update(first_on=tomorrow)
    html = page_of(officer, "leave").content.decode()
    assert "Away now" not in html
    assert "Cancel leave" in html


def test_a_refused_form_comes_back_filled_in(page_of, officer, deputy, tomorrow):
    LeaveFactory(person=deputy)

    page = page_of(
        officer, "record-leave", {**days(tomorrow, tomorrow), "deputy": deputy.pk}
    )

    html = page.content.decode()
    assert "Choose another deputy" in html
    assert f'value="{tomorrow.year}"' in html


def test_a_manager_sees_and_records_leave_of_colleagues(
    page_of, officer, manager, tomorrow
):
    page = page_of(manager, "leave")
    assert "Record leave<span class" in page.content.decode()

    query = f"?person={officer.pk}"
    page_of(manager, "record-leave", days(tomorrow, tomorrow), query=query)
    assert Leave.objects.get().person == officer


def test_the_pages_of_leave_of_others_are_closed(page_of, officer, deputy):
    stranger = UserFactory(roles=["manager"])

    query = f"?person={officer.pk}"
    assert page_of(deputy, "record-leave", query=query).status_code == 404
    assert page_of(stranger, "record-leave", query=query).status_code == 404


def test_the_deputy_finds_the_requests(page_of, officer, deputy):
    LeaveFactory(person=officer, deputy=deputy)

    html = page_of(deputy, "leave").content.decode()

    assert f"{reverse('foi-requests')}?officer={officer.pk}" in html


def test_the_page_of_leave_takes_the_same_queries_however_many(
    client, manager, django_assert_num_queries
):
    def fill(count):
        for _ in range(count):
            someone = UserFactory(roles=["officer"], authority=manager.authority)
            LeaveFactory(person=someone, deputy=manager)

    client.force_login(manager, backend="accounts.backends.RoleBackend")
    fill(2)
    with django_assert_num_queries(9):
        client.get(reverse("leave"))
    fill(20)
    with django_assert_num_queries(9):
        page = client.get(reverse("leave"))

    assert len(page.content) < 100_000
