"""Telling people: each once, passed up where a person cannot act."""

from datetime import date

import pytest

from accounts.models import Leave
from requests_app.models import Notice
from requests_app.telling.reading import mark_read, unread_after_opening
from requests_app.telling.services import ChoiceNotKnown, choose_ways, tell
from tests.factories import (
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)

TODAY = date(2026, 3, 2)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


def told(*people, foi_request=None, by=None, kind="assigned", key="event-1"):
    return tell(
        people=people,
        kind=kind,
        words="Request 7-26 was assigned to you.",
        url="/requests/7-26/",
        key=key,
        foi_request=foi_request,
        by=by,
        on=TODAY,
    )


def people_told():
    return {notice.person for notice in Notice.objects.all()}


def test_a_person_is_told(foi_request, officer, manager):
    told(officer, foi_request=foi_request, by=manager)

    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.by) == (officer, "assigned", manager)
    assert (notice.way, notice.read_at, notice.mailed_at) == ("at_once", None, None)


def test_an_event_is_told_once(foi_request, officer):
    assert len(told(officer, officer, foi_request=foi_request)) == 1
    assert told(officer, foi_request=foi_request) == []

    assert Notice.objects.count() == 1


def test_another_event_is_told_too(foi_request, officer):
    told(officer, foi_request=foi_request)
    told(officer, foi_request=foi_request, key="event-2")

    assert Notice.objects.count() == 2


def test_the_person_who_acted_is_not_told(foi_request, officer, manager):
    told(officer, manager, foi_request=foi_request, by=officer)

    assert people_told() == {manager}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"is_active": False}, id="left"),
        pytest.param({"roles": []}, id="without role"),
        pytest.param({"authority": None}, id="without authority"),
    ],
)
def test_a_notice_for_a_person_who_cannot_act_goes_to_the_managers(
    foi_request, officer, manager, changes
):
    for name, value in changes.items():
        setattr(officer, name, value)
    officer.save()
    told(officer, foi_request=foi_request)

    assert people_told() == {manager}


def test_a_person_without_address_reads_the_page_and_a_manager_is_mailed(
    foi_request, officer, manager
):
    officer.email = ""
    officer.save()
    told(officer, foi_request=foi_request)

    ways = dict(Notice.objects.values_list("person", "way"))
    assert ways == {officer.pk: "none", manager.pk: "at_once"}


@pytest.fixture
def leave(officer):
    """Send the officer on leave, with a deputy or without."""

    def leave(deputy=None):
        Leave.objects.create(
            person=officer,
            first_on=TODAY,
            last_on=date(2099, 12, 31),
            deputy=deputy,
            recorded_by=officer,
        )

    return leave


def test_a_deputy_is_mailed_and_the_person_on_leave_finds_the_notice_on_the_page(
    foi_request, officer, manager, leave
):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    leave(deputy)
    told(officer, foi_request=foi_request)

    ways = dict(Notice.objects.values_list("person", "way"))
    assert ways == {officer.pk: "none", deputy.pk: "at_once"}
    words = dict(Notice.objects.values_list("person", "words"))
    assert words == {
        officer.pk: "Request 7-26 was assigned to you.",
        deputy.pk: f"For {officer}, who is on leave: Request 7-26 was assigned to you.",
    }


def test_a_person_meant_reads_the_own_notice_though_standing_in_too(
    foi_request, officer, leave
):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    leave(deputy)
    told(officer, deputy, foi_request=foi_request)

    notice = Notice.objects.get(person=deputy)
    assert notice.words == "Request 7-26 was assigned to you."


def test_a_deputy_may_be_told_of_a_restricted_request(foi_request, officer, leave):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.set([officer])
    leave(deputy)
    told(officer, foi_request=foi_request)

    assert people_told() == {officer, deputy}


def test_the_manager_is_mailed_for_a_person_on_leave_without_deputy(
    foi_request, officer, manager, leave
):
    leave()
    told(officer, foi_request=foi_request)

    ways = dict(Notice.objects.values_list("person", "way"))
    assert ways == {officer.pk: "none", manager.pk: "at_once"}


def test_the_teams_managers_come_before_the_authoritys(foi_request, officer, manager):
    team = TeamFactory(authority=officer.authority)
    nearest = UserFactory(roles=["manager"], authority=officer.authority, team=team)
    foi_request.team = team
    foi_request.save()
    officer.is_active = False
    officer.save()
    told(officer, foi_request=foi_request)

    assert people_told() == {nearest}


def test_a_team_whose_manager_left_has_the_authoritys(foi_request, officer, manager):
    team = TeamFactory(authority=officer.authority)
    UserFactory(
        roles=["manager"], authority=officer.authority, team=team, is_active=False
    )
    UserFactory(roles=["manager"], authority=officer.authority, team=team, email="")
    foi_request.team = team
    foi_request.save()
    officer.is_active = False
    officer.save()
    told(officer, foi_request=foi_request)

    assert people_told() == {manager}


def test_a_restricted_request_is_told_to_people_named_alone(
    foi_request, officer, manager
):
    named = UserFactory(roles=["manager"], authority=officer.authority)
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.set([named])
    told(officer, foi_request=foi_request)

    assert people_told() == {named}


def test_a_restricted_request_whose_people_left_is_told_without_its_reference(
    foi_request, officer, manager
):
    foi_request.is_restricted = True
    foi_request.save()
    told(officer, foi_request=foi_request)

    notice = Notice.objects.get()
    assert notice.person == manager
    assert notice.foi_request is None
    assert "7-26" not in f"{notice.words}{notice.url}"


def test_the_way_is_as_the_person_chose(foi_request, officer):
    choose_ways(person=officer, ways={"work": "digest"})
    told(officer, foi_request=foi_request)
    told(officer, foi_request=foi_request, kind="returned", key="event-2")

    ways = dict(Notice.objects.values_list("kind", "way"))
    assert ways == {"assigned": "digest", "returned": "at_once"}


@pytest.mark.parametrize("ways", [{"work": "by pigeon"}, {"leisure": "digest"}])
def test_unknown_choices_are_refused(officer, ways):
    with pytest.raises(ChoiceNotKnown):
        choose_ways(person=officer, ways=ways)

    assert not hasattr(officer, "notice_choices")


def test_opening_the_place_told_of_marks_its_notices_read(
    foi_request, officer, django_assert_num_queries
):
    told(officer, foi_request=foi_request)
    told(officer, foi_request=foi_request, key="event-2")
    Notice.objects.filter(key="event-2").update(url="/requests/7-26/#letters")
    with django_assert_num_queries(1):
        assert unread_after_opening(officer, "/requests/7-2") == 2
    with django_assert_num_queries(2):
        assert unread_after_opening(officer, "/requests/7-26/") == 0

    assert not Notice.objects.filter(read_at=None).exists()


def test_a_person_marks_only_their_own_notices(foi_request, officer, manager):
    told(officer, manager, foi_request=foi_request)
    theirs = Notice.objects.get(person=manager)

    assert mark_read(person=officer, notices=[theirs.pk]) == 0
    assert mark_read(person=officer) == 1
    theirs.refresh_from_db()
    assert theirs.read_at is None
