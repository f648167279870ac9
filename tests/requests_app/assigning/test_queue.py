"""Taking a request from the queue, passing one on, and giving one back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from requests_app.actions.table import ActionNotPossible, actions_open_to
from requests_app.assigning.queries import to_take
from requests_app.assigning.services import (
    AssignmentNotPossible,
    NotYours,
    TakenAlready,
    assign_request,
    give_back_request,
    pass_on_request,
    take_request,
)
from requests_app.history.record import record
from requests_app.models import FOIRequest, Notice
from responses.drafting.history import DraftingHistory
from tests.factories import (
    FOIRequestFactory,
    LeaveFactory,
    TeamFactory,
    UserFactory,
)

TODAY = date(2026, 3, 16)


@pytest.fixture
def team(officer):
    officer.team = TeamFactory(authority=officer.authority)
    officer.save()
    return officer.team


@pytest.fixture
def colleague(officer):
    return UserFactory(
        roles=["officer"],
        authority=officer.authority,
        team=TeamFactory(authority=officer.authority),
    )


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, reference="7-26")


def take(foi_request, by):
    return take_request(foi_request=foi_request, by=by, on=TODAY)


def pass_on(foi_request, by, officer=None, team=None):
    return pass_on_request(
        foi_request=foi_request,
        officer=officer,
        team=team,
        reason="I am full.",
        by=by,
        on=TODAY,
    )


def give_back(foi_request, by):
    return give_back_request(
        foi_request=foi_request, reason="Not our subject.", by=by, on=TODAY
    )


def kinds_of(foi_request):
    return list(foi_request.history.order_by("pk").values_list("kind", flat=True))


def test_a_request_taken_is_the_officers_and_in_their_team(foi_request, officer, team):
    taken = take(foi_request, officer)

    taken.refresh_from_db()
    assert (taken.officer, taken.team) == (officer, team)
    assert kinds_of(foi_request) == ["request_taken"]


def test_the_second_to_take_a_request_reads_who_has_it(foi_request, officer, colleague):
    take(foi_request, officer)

    with pytest.raises(ActionNotPossible, match=f"{officer} has this request"):
        take(foi_request, colleague)


def test_a_second_click_shows_the_request_taken(foi_request, officer):
    take(foi_request, officer)

    with pytest.raises(TakenAlready) as refused:
        take(foi_request, officer)

    assert refused.value.go_to == foi_request
    assert kinds_of(foi_request) == ["request_taken"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_the_same_time_one_gets_the_request():
    first, second = (UserFactory(roles=["officer"]) for _ in range(2))
    second.authority = first.authority
    second.save()
    foi_request = FOIRequestFactory(authority=first.authority)
    both = Barrier(2)

    def try_to_take(person):
        try:
            both.wait(10)
            take(foi_request, person)
        except ActionNotPossible as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(try_to_take, (first, second)))

    winner = FOIRequest.objects.get().officer
    assert sorted(said) == ["", f"{winner} has this request. Nothing was changed."]
    assert kinds_of(foi_request) == ["request_taken"]


def test_the_queue_of_another_team_is_not_open(foi_request, officer, team):
    foi_request.team = TeamFactory(authority=officer.authority)
    foi_request.save()

    assert list(to_take(officer)) == []
    with pytest.raises(AssignmentNotPossible, match="in the queue of"):
        take(foi_request, officer)


def test_a_manager_takes_from_every_team(foi_request, manager):
    foi_request.team = TeamFactory(authority=manager.authority)
    foi_request.save()

    assert list(to_take(manager)) == [foi_request]
    assert take(foi_request, manager).officer == manager


def test_the_queue_has_the_most_urgent_first(officer, team, colleague):
    later, sooner, waits = (
        FOIRequestFactory(authority=officer.authority, team=of_team, due_on=due_on)
        for of_team, due_on in (
            (team, date(2026, 4, 9)),
            (None, date(2026, 4, 2)),
            (team, None),
        )
    )
    FOIRequestFactory(authority=officer.authority, officer=colleague)
    FOIRequestFactory(authority=officer.authority, state="answered")
    FOIRequestFactory()

    assert list(to_take(officer)) == [sooner, later, waits]


def test_a_review_is_not_offered_to_who_wrote_the_answer(officer, colleague):
    answered = FOIRequestFactory(authority=officer.authority, state="answered")
    record(
        foi_request=answered,
        kind=DraftingHistory.QUESTION_ANSWERED,
        by=officer,
        on=TODAY,
    )
    review = FOIRequestFactory(authority=officer.authority, review_of=answered)

    assert list(to_take(officer)) == []
    assert list(to_take(colleague)) == [review]
    with pytest.raises(AssignmentNotPossible, match="another person must decide"):
        take(review, officer)


def test_a_request_passed_on_is_the_colleagues(foi_request, officer, colleague):
    take(foi_request, officer)

    passed = pass_on(foi_request, officer, officer=colleague)

    assert (passed.officer, passed.team) == (colleague, colleague.team)
    assert foi_request.history.first().note == "I am full."


def test_a_request_passed_on_to_a_team_waits_in_its_queue(
    foi_request, officer, colleague
):
    take(foi_request, officer)

    passed = pass_on(foi_request, officer, team=colleague.team)

    assert (passed.officer, passed.team) == (None, colleague.team)
    assert list(to_take(colleague)) == [foi_request]


def test_a_request_passed_on_may_be_refused(foi_request, officer, colleague, team):
    take(foi_request, officer)
    pass_on(foi_request, officer, officer=colleague)

    back = give_back(foi_request, colleague)

    assert (back.officer, back.team) == (officer, team)
    assert foi_request.history.first().note == "Not our subject."


def test_a_request_is_not_given_back_to_who_has_left(foi_request, officer, colleague):
    take(foi_request, officer)
    pass_on(foi_request, officer, officer=colleague)
    officer.is_active = False
    officer.save()

    back = give_back(foi_request, colleague)

    assert (back.officer, back.team) == (None, colleague.team)


def test_a_request_taken_or_assigned_goes_back_to_the_queue(
    foi_request, officer, manager, team
):
    take(foi_request, officer)
    assert give_back(foi_request, officer).officer is None

    assign_request(
        foi_request=foi_request, team=None, officer=officer, by=manager, on=TODAY
    )
    back = give_back(foi_request, officer)
    assert (back.officer, back.team) == (None, team)


def test_others_neither_pass_on_nor_give_back(foi_request, officer, colleague):
    take(foi_request, officer)

    with pytest.raises(NotYours, match=f"{officer} has this request"):
        pass_on(foi_request, colleague, officer=colleague)
    with pytest.raises(NotYours, match=f"{officer} has this request"):
        give_back(foi_request, colleague)


def test_a_deputy_passes_on_while_the_leave_lasts(foi_request, officer, colleague):
    take(foi_request, officer)
    leave = LeaveFactory(person=officer, deputy=colleague)

    assert pass_on(foi_request, colleague, officer=colleague).officer == colleague

    foi_request.officer = officer
    foi_request.save()
    leave.last_on = date(2026, 3, 15)
    leave.save()
    with pytest.raises(NotYours):
        give_back(foi_request, colleague)


@pytest.mark.parametrize(
    ("whom", "why"),
    [
        (lambda made: {}, "Choose a colleague or a team"),
        (lambda made: {"officer": made["officer"]}, "has this request now"),
        (lambda made: {"officer": made["stranger"]}, "does not work for"),
        (lambda made: {"team": TeamFactory()}, "another authority"),
    ],
    ids=["nobody", "the officer", "a stranger", "a strange team"],
)
def test_a_request_is_not_passed_on_to(foi_request, officer, whom, why):
    take(foi_request, officer)
    made = {"officer": officer, "stranger": UserFactory(roles=["officer"])}

    with pytest.raises(AssignmentNotPossible, match=why):
        pass_on(foi_request, officer, **whom(made))

    foi_request.refresh_from_db()
    assert foi_request.officer == officer


def names(person, foi_request):
    found = FOIRequest.objects.get(pk=foi_request.pk)
    return {each.url_name for each in actions_open_to(person, found)} & {
        "take-request",
        "pass-on-request",
        "give-back-request",
    }


def test_each_is_offered_what_they_can_do(foi_request, officer, colleague, manager):
    assert names(officer, foi_request) == {"take-request"}

    take(foi_request, officer)
    both = {"pass-on-request", "give-back-request"}
    assert names(officer, foi_request) == names(manager, foi_request) == both
    assert names(colleague, foi_request) == set()

    LeaveFactory(person=officer, deputy=colleague)
    assert names(colleague, foi_request) == both


@pytest.fixture
def page_of(client):
    """Open or send a page as a person."""

    def page_of(person, name, data=None, **named):
        client.force_login(person, backend="accounts.backends.RoleBackend")
        url = reverse(name, kwargs=named)
        return client.get(url) if data is None else client.post(url, data, follow=True)

    return page_of


def test_the_page_of_the_queue_takes_a_request(page_of, foi_request, officer):
    page = page_of(officer, "queue")
    assert "7-26" in page.content.decode()

    page = page_of(officer, "take-request", {"from_queue": "yes"}, reference="7-26")

    assert page.redirect_chain == [("/requests/7-26/", 302)]
    assert "The request is yours" in page.content.decode()
    assert "No request waits" in page_of(officer, "queue").content.decode()


def test_the_loser_is_led_back_to_the_queue(page_of, foi_request, officer, colleague):
    take(foi_request, officer)

    page = page_of(colleague, "take-request", {"from_queue": "yes"}, reference="7-26")

    assert page.redirect_chain == [(reverse("queue"), 302)]
    assert f"7-26: {officer} has this request" in page.content.decode()


def test_where_a_request_goes_back_to_is_said(page_of, foi_request, officer, colleague):
    take(foi_request, officer)
    pass_on(foi_request, officer, officer=colleague)

    page = page_of(colleague, "give-back-request", reference="7-26")

    assert f"{officer} passed this request on" in page.content.decode()


def test_the_queue_takes_the_same_queries_however_long(
    client, officer, manager, django_assert_num_queries
):
    def fill(count):
        for _ in range(count):
            team = TeamFactory(authority=officer.authority)
            FOIRequestFactory(authority=officer.authority, team=team)

    client.force_login(manager, backend="accounts.backends.RoleBackend")
    fill(3)
    with django_assert_num_queries(7):
        client.get(reverse("queue"))
    fill(70)
    with django_assert_num_queries(7):
        page = client.get(reverse("queue"))

    assert len(page.content) < 100_000


def told(person):
    return list(person.notices.order_by("pk").values_list("kind", "words"))


def test_people_are_told_of_what_reaches_them(foi_request, officer, colleague, manager):
    assign_request(
        foi_request=foi_request, team=None, officer=officer, by=manager, on=TODAY
    )
    assert told(officer) == [("assigned", f"{manager} assigned 7-26 to you.")]

    pass_on(foi_request, officer, officer=colleague)
    assert told(colleague) == [("passed_on", f"{officer} passed 7-26 on to you.")]

    give_back(foi_request, colleague)
    words = f"{colleague} gave 7-26 back: it is with {officer}."
    assert told(officer)[1:] == [("given_back", words)]
    assert told(manager) == []


def test_managers_are_told_of_what_comes_back_to_the_queue(
    foi_request, officer, manager
):
    take(foi_request, officer)
    give_back(foi_request, officer)

    words = f"{officer} gave 7-26 back: it is with the queue."
    assert told(manager)[1:] == [("given_back", words)]
    assert told(officer) == []


def test_managers_of_the_team_are_told_who_takes_a_request(
    foi_request, officer, manager, team
):
    own = UserFactory(roles=["manager"], authority=officer.authority, team=team)

    take(foi_request, officer)

    assert told(own) == [("taken", f"{officer} took 7-26 from the queue.")]
    assert told(manager) == told(officer) == []


def test_who_takes_a_request_is_not_told(foi_request, officer, manager):
    other = UserFactory(roles=["manager"], authority=officer.authority)

    take(foi_request, manager)

    assert told(manager) == []
    assert told(other) == [("taken", f"{manager} took 7-26 from the queue.")]


def test_a_restricted_request_taken_is_told_to_named_managers(
    foi_request, officer, manager
):
    named = UserFactory(roles=["manager"], authority=officer.authority)
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.set([officer])

    take(foi_request, officer)
    assert not Notice.objects.exists()

    give_back(foi_request, officer)
    Notice.objects.all().delete()
    foi_request.named_people.add(named)
    take(foi_request, officer)

    assert [each.person for each in Notice.objects.all()] == [named]


def to_queue(foi_request, by, team):
    return assign_request(
        foi_request=foi_request, team=team, officer=None, by=by, on=TODAY
    )


def test_the_team_is_told_once_of_a_request_in_its_queue(
    foi_request, officer, colleague, manager, team
):
    mate = UserFactory(roles=["officer"], authority=officer.authority, team=team)
    away = UserFactory(roles=["officer"], authority=officer.authority, team=team)
    LeaveFactory(person=away, deputy=colleague)
    UserFactory(
        roles=["officer"], authority=officer.authority, team=team, is_active=False
    )
    UserFactory(roles=["auditor"], authority=officer.authority, team=team)

    to_queue(foi_request, manager, team)

    words = [("assigned", f"7-26 is in the queue of {team}.")]
    assert told(officer) == told(mate) == words
    assert Notice.objects.count() == 2

    to_queue(foi_request, manager, colleague.team)
    to_queue(foi_request, manager, team)
    assert told(officer) == words
    assert told(colleague) == [
        ("assigned", f"7-26 is in the queue of {colleague.team}.")
    ]


def test_the_officer_before_reads_of_the_queue_once(
    foi_request, officer, manager, team
):
    take(foi_request, officer)

    to_queue(foi_request, manager, team)

    words = f"{manager} assigned 7-26 to the queue of {team}."
    assert told(officer) == [("passed_on", words)]


def test_a_team_without_officers_has_its_managers_told(foi_request, manager):
    team = TeamFactory(authority=manager.authority)
    own = UserFactory(roles=["manager"], authority=manager.authority, team=team)

    to_queue(foi_request, manager, team)

    assert told(own) == [("assigned", f"7-26 is in the queue of {team}.")]


def test_the_queue_of_a_restricted_request_is_told_to_people_named(
    foi_request, officer, manager, team
):
    mate = UserFactory(roles=["officer"], authority=officer.authority, team=team)
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.set([mate, manager])

    to_queue(foi_request, manager, team)

    assert [each.person for each in Notice.objects.all()] == [mate]


def test_no_team_is_told_of_a_request_of_no_team(foi_request, officer, manager, team):
    to_queue(foi_request, manager, team)
    Notice.objects.all().delete()

    to_queue(foi_request, manager, None)

    assert not Notice.objects.exists()


def test_a_request_without_reference_is_a_new_request(officer, manager, team):
    new = FOIRequestFactory(
        authority=officer.authority,
        state="received",
        reference=None,
        registered_on=None,
    )

    to_queue(new, manager, team)
    assign_request(foi_request=new, team=None, officer=officer, by=manager, on=TODAY)

    assert told(officer) == [
        ("assigned", f"A new request is in the queue of {team}."),
        ("assigned", f"{manager} assigned a new request to you."),
    ]


def test_the_officer_before_is_told_who_has_a_request_now(
    foi_request, officer, colleague, manager
):
    take(foi_request, officer)

    assign_request(
        foi_request=foi_request, team=None, officer=colleague, by=manager, on=TODAY
    )

    words = f"{manager} assigned 7-26 to {colleague}."
    assert told(officer) == [("passed_on", words)]


def test_the_queue_says_whose_requests_it_has(client, officer, manager, team):
    manager.team = team
    manager.save()
    for person, says in (
        (officer, f"{team}, and requests of no team"),
        (manager, "Every team"),
    ):
        client.force_login(person)
        assert says in client.get(reverse("queue")).content.decode()
