"""Handing over the requests of a person, a few at once or many in the background."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from requests_app.assigning.handing_over import (
    BATCH,
    HAND_OVER,
    HandOverNotPossible,
    hand_over,
    hand_over_batch,
    hand_over_url,
    held_by,
)
from requests_app.history.record import record
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import FOIRequest, HandOver, HistoryEntry, Job
from responses.drafting.history import DraftingHistory
from tests.factories import (
    CommentFactory,
    FOIRequestFactory,
    LeaveFactory,
    ParagraphFactory,
    TeamFactory,
    UserFactory,
)

TODAY = date(2026, 3, 16)


@pytest.fixture
def leaver(officer):
    officer.is_active = False
    officer.save()
    return officer


@pytest.fixture
def colleagues(officer):
    return [
        UserFactory(
            roles=["officer"],
            authority=officer.authority,
            team=TeamFactory(authority=officer.authority),
        )
        for _ in range(2)
    ]


def held(leaver, count, **fields):
    return [
        FOIRequestFactory(
            authority=leaver.authority,
            officer=leaver,
            due_on=TODAY + timedelta(days=number),
            **fields,
        )
        for number in range(count)
    ]


def give(leaver, receivers, by, foi_requests=None):
    return hand_over(
        giver=leaver,
        receivers=receivers,
        foi_requests=foi_requests,
        reason="Bob has left.",
        by=by,
        on=TODAY,
    )


def officers_of(requests):
    found = FOIRequest.objects.in_bulk([each.pk for each in requests])
    return [found[each.pk].officer for each in requests]


def test_requests_go_to_the_colleague_with_the_fewest(leaver, colleagues, manager):
    first, second = colleagues
    held(first, 2)
    requests = held(leaver, 4)

    made = give(leaver, colleagues, manager)

    assert made.done_at is not None
    assert officers_of(requests) == [second, second, first, second]
    entry = requests[0].history.get()
    assert entry.note == "Bob has left."
    assert entry.changes == {
        "officer": [str(leaver), str(second)],
        "team": [None, str(second.team)],
    }


def test_only_the_requests_chosen_go(leaver, colleagues, manager):
    one, other = held(leaver, 2)

    give(leaver, colleagues[:1], manager, foi_requests=[other.pk])

    assert officers_of([one, other]) == [leaver, colleagues[0]]


def test_closed_requests_and_those_of_others_stay(leaver, colleagues, manager):
    (closed,) = held(leaver, 1, state="answered")
    (theirs,) = held(manager, 1)
    held(leaver, 1)

    give(leaver, colleagues[:1], manager, foi_requests=None)

    assert officers_of([closed, theirs]) == [leaver, manager]


def test_what_no_colleague_can_have_stays_with_the_reason(leaver, colleagues, manager):
    (restricted,) = held(leaver, 1, is_restricted=True)
    restricted.named_people.set([manager, leaver])
    answered = FOIRequestFactory(authority=leaver.authority, state="answered")
    record(
        foi_request=answered,
        kind=DraftingHistory.QUESTION_ANSWERED,
        by=colleagues[0],
        on=TODAY,
    )
    (review,) = held(leaver, 1, review_of=answered)

    made = give(leaver, colleagues[:1], manager)

    problems = dict(made.requests.values_list("foi_request", "problem"))
    assert "may not see it" in problems[restricted.pk]
    assert "another person must decide" in problems[review.pk]
    assert officers_of([restricted, review]) == [leaver, leaver]


def test_another_colleague_gets_what_the_first_cannot(leaver, colleagues, manager):
    (restricted,) = held(leaver, 1, is_restricted=True)
    restricted.named_people.set([manager, colleagues[1]])

    give(leaver, colleagues, manager)

    assert officers_of([restricted]) == [colleagues[1]]


def test_an_administrator_hands_over_what_is_not_restricted(leaver, colleagues):
    administrator = UserFactory(roles=["administrator"], authority=leaver.authority)
    held(leaver, 1, is_restricted=True)
    (open_to_all,) = held(leaver, 1)

    assert list(held_by(leaver, by=administrator)) == [open_to_all]
    give(leaver, colleagues[:1], administrator)

    assert officers_of([open_to_all]) == colleagues[:1]


def test_an_officer_hands_over_nothing(leaver, colleagues):
    held(leaver, 1)

    with pytest.raises(HandOverNotPossible, match="No open request"):
        give(leaver, colleagues[:1], colleagues[1])


def gone(colleague):
    colleague.is_active = False


def without_role(colleague):
    colleague.roles = ["approver"]


def away(colleague):
    LeaveFactory(person=colleague)


def moved(colleague):
    colleague.authority = UserFactory().authority
    colleague.team = None


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (gone, "does not work for"),
        (moved, "does not work for"),
        (without_role, "no role"),
        (away, "on leave without a deputy"),
    ],
)
def test_requests_are_not_handed_over_to(leaver, colleagues, manager, happens, why):
    requests = held(leaver, 1)
    happens(colleagues[0])
    colleagues[0].save()

    with pytest.raises(HandOverNotPossible, match=why):
        give(leaver, colleagues, manager)

    assert officers_of(requests) == [leaver]
    assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    ("who", "why"), [("none", "at least one"), ("leaver", "has these requests now")]
)
def test_a_hand_over_needs_another_person(leaver, manager, who, why):
    held(leaver, 1)

    with pytest.raises(HandOverNotPossible, match=why):
        give(leaver, [leaver] if who == "leaver" else [], manager)


def test_tasks_and_paragraphs_go_along(leaver, colleagues, manager):
    task = CommentFactory(
        foi_request__authority=leaver.authority,
        assigned_to=leaver,
        wanted_by=TODAY - timedelta(days=3),
    )
    paragraph = ParagraphFactory(authority=leaver.authority, owner=leaver)

    made = give(leaver, colleagues[:1], manager)

    task.refresh_from_db()
    paragraph.refresh_from_db()
    assert (task.assigned_to, task.wanted_by) == (colleagues[0], TODAY)
    assert paragraph.owner == colleagues[0]
    assert paragraph.versions.count() == paragraph.version == 2
    assert made.besides == "1 open task, 1 paragraph of the wording library"


def run(on=TODAY):
    return run_due(
        handler=handler_of(HAND_OVER.name), on=on, at=datetime(2026, 3, 16, tzinfo=UTC)
    )


@pytest.fixture
def many(leaver):
    """Give the leaver more requests than one batch has."""
    FOIRequestFactory.create_batch(
        BATCH + 20, authority=leaver.authority, officer=leaver, due_on=TODAY
    )


def test_many_requests_go_in_the_background(leaver, colleagues, manager, many):
    made = give(leaver, colleagues, manager)
    assert made.done_at is None
    assert not HistoryEntry.objects.exists()

    assert run() == 1

    made.refresh_from_db()
    assert made.done_at is not None
    counts = [each.foi_requests.count() for each in (leaver, *colleagues)]
    assert counts == [0, BATCH // 2 + 10, BATCH // 2 + 10]
    assert HistoryEntry.objects.count() == BATCH + 20


def test_each_colleague_is_told_once_of_all_requests(leaver, colleagues, manager, many):
    give(leaver, colleagues, manager)
    run()

    half = BATCH // 2 + 10
    for each in colleagues:
        (notice,) = each.notices.all()
        assert (
            notice.words == f"{manager} handed {half} requests of {leaver} over to you."
        )
        assert notice.url == f"{reverse('foi-requests')}?officer={each.pk}"
    assert not leaver.notices.exists()


def test_a_hand_over_goes_on_where_it_stopped(leaver, colleagues, manager, many):
    made = give(leaver, colleagues, manager)

    assert hand_over_batch(hand_over_id=made.pk)
    assert made.requests.filter(is_done=True).count() == BATCH
    assert run() == 1
    assert not hand_over_batch(hand_over_id=made.pk)

    assert HistoryEntry.objects.count() == BATCH + 20


def test_what_changed_meanwhile_stays_as_it_is(leaver, colleagues, manager, many):
    made = give(leaver, colleagues, manager)
    first, second = leaver.foi_requests.order_by("pk")[:2]
    FOIRequest.objects.filter(pk=first.pk).update(officer=manager)
    FOIRequest.objects.filter(pk=second.pk).update(state="withdrawn", closed_on=TODAY)

    run()

    problems = dict(made.requests.values_list("foi_request", "problem"))
    assert problems[first.pk] == f"{leaver} did not have the request any more."
    assert problems[second.pk] == "The request was closed meanwhile."
    assert officers_of([first, second]) == [manager, leaver]


def test_a_batch_takes_the_same_queries_however_full(
    leaver, colleagues, manager, many, django_assert_max_num_queries
):
    made = give(leaver, colleagues, manager)

    with django_assert_max_num_queries(12):
        hand_over_batch(hand_over_id=made.pk)


@pytest.fixture
def page(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


def test_the_page_hands_over_all(page, leaver, colleagues):
    requests = held(leaver, 3)

    form = page.get(hand_over_url(leaver)).content.decode()
    assert "<strong>3</strong> open requests" in form
    assert "Has left" in form
    told = page.post(
        hand_over_url(leaver),
        {"receivers": [colleagues[0].pk], "which": "all", "reason": "Left."},
        follow=True,
    ).content.decode()

    assert "3 requests handed over" in told
    assert officers_of(requests) == colleagues[:1] * 3


def test_the_page_hands_over_those_chosen(page, leaver, colleagues):
    one, other = held(leaver, 2)
    data = {"receivers": [colleagues[0].pk], "which": "chosen", "reason": "Busy."}

    refused = page.post(hand_over_url(leaver), data)
    assert "Choose the requests to hand over" in refused.content.decode()
    assert "Busy." in refused.content.decode()

    page.post(hand_over_url(leaver), {**data, "foi_requests": [one.pk]})
    assert officers_of([one, other]) == [colleagues[0], leaver]


def test_people_with_requests_are_offered_who_has_left_first(page, leaver, manager):
    held(leaver, 1)
    held(manager, 1)

    people = page.get(reverse("hand-over")).context["people"]

    assert [person for person, *_ in people] == [leaver, manager]


@pytest.mark.parametrize("person", ["999999", "x", "0", "9" * 20])
def test_a_person_of_no_authority_is_not_there(page, person):
    assert page.get(reverse("hand-over"), {"person": person}).status_code == 404


def test_what_the_user_may_not_see_is_counted_only(page, leaver):
    (hidden,) = held(leaver, 1, is_restricted=True, reference="SECRET-1")

    html = page.get(hand_over_url(leaver)).content.decode()

    assert "1 restricted request that you may not see stays" in html
    assert hidden.reference not in html


def test_the_page_of_a_person_with_many_requests_stays_small(
    page, leaver, colleagues, many
):
    response = page.get(hand_over_url(leaver))

    assert len(response.content) < 100_000
    assert "The 100 most urgent are listed." in response.content.decode()


def test_the_page_shows_how_far_a_hand_over_is(page, leaver, colleagues, many):
    told = page.post(
        hand_over_url(leaver),
        {"receivers": [colleagues[0].pk], "which": "all", "reason": "Left."},
        follow=True,
    )
    assert f"Handing over: 0 of {BATCH + 20} done" in told.content.decode()

    made = HandOver.objects.get()
    hand_over_batch(hand_over_id=made.pk)
    part = page.get(made.get_absolute_url(), headers={"HX-Request": "true"})
    assert f"Handing over: {BATCH} of" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_a_second_click_plans_nothing_twice(leaver, colleagues, manager, many):
    give(leaver, colleagues, manager)

    with pytest.raises(HandOverNotPossible, match="being handed over just now"):
        give(leaver, colleagues, manager)

    assert HandOver.objects.count() == 1


def test_a_request_restricted_meanwhile_reaches_no_stranger(
    leaver, colleagues, manager, many
):
    made = give(leaver, colleagues[:1], manager)
    secret = leaver.foi_requests.earliest("pk")
    FOIRequest.objects.filter(pk=secret.pk).update(is_restricted=True)

    run()

    assert officers_of([secret]) == [leaver]
    assert "may not see it" in made.requests.get(foi_request=secret).problem


@pytest.mark.parametrize("happens", [gone, without_role, moved])
def test_a_colleague_lost_meanwhile_gets_nothing(
    leaver, colleagues, manager, many, happens
):
    made = give(leaver, colleagues, manager)
    happens(colleagues[0])
    colleagues[0].save()

    run()

    made.refresh_from_db()
    assert made.done_at is not None
    assert not colleagues[0].foi_requests.exists()
    stayed = leaver.foi_requests.count()
    assert stayed == made.requests.exclude(problem="").count() == BATCH // 2 + 10


def test_the_page_says_when_the_work_has_stopped(
    page, client, leaver, colleagues, manager, many
):
    made = give(leaver, colleagues, manager)
    url = made.get_absolute_url()
    assert "The work has stopped" not in page.get(url).text

    Job.objects.update(needs_attention=True)
    assert "The work has stopped" in page.get(url).text
    assert reverse("jobs") in page.get(url).text

    Job.objects.update(needs_attention=False)
    run()
    assert "The work has stopped" not in page.get(url).text
