"""What was cleared and bypassed in a period, counted for the authority's returns."""

from datetime import UTC, date, datetime, timedelta

import pytest

from responses.clearance.figures import (
    figures_of,
    steps_bypassed,
    steps_naming_leavers,
)
from responses.clearance.services import recall_from_clearance
from responses.clearance.steps import bypass_step
from responses.models import Clearance
from tests.factories import FOIRequestFactory, UserFactory
from tests.responses import kinds
from tests.responses.clearance.routes import (
    approver_of,
    clear,
    route,
    rule,
    send,
    step_of,
)
from tests.responses.kinds import AT, ON


@pytest.fixture
def senior(authority, legal, press):
    return route(
        authority,
        "Senior",
        (1, "Legal", [legal]),
        (1, "Press", [press]),
        is_default=True,
    )


@pytest.fixture
def sent(officer, authority, senior):
    return send(kinds.full_disclosure(authority=authority), by=officer)


def bypass(foi_request, name, by):
    return bypass_step(
        foi_request=foi_request,
        clearance_step=step_of(foi_request, name).pk,
        reason="Due today.",
        by=by,
        on=ON,
        at=AT,
    )


def counted(user, first=ON, last=ON):
    requests, reviews = figures_of(user, first=first, last=last)
    assert [requests.title, reviews.title] == ["Requests", "Internal reviews"]
    return [(each.cleared, each.steps, each.bypassed) for each in (requests, reviews)]


def skipped(foi_request, manager, at):
    made = Clearance.objects.create(foi_request=foi_request, route_name="Senior")
    return made.steps.create(
        name="Legal", state="skipped", by=manager, at=at, reason="Due."
    )


def test_steps_and_their_requests_are_counted_apart(sent, legal, manager):
    bypass(sent, "Press", manager)
    assert counted(manager) == [(0, 1, 1), (0, 0, 0)]

    clear(sent, legal)

    assert counted(manager) == [(1, 1, 1), (0, 0, 0)]


def test_two_steps_of_a_request_count_as_one_request(sent, manager):
    bypass(sent, "Press", manager)
    bypass(sent, "Legal", manager)

    assert counted(manager) == [(1, 2, 1), (0, 0, 0)]


def test_a_step_left_out_when_sending_counts(officer, authority, senior, manager):
    rule(senior, flag="press")
    short = route(authority, "Short", (1, "Any", None))
    foi_request = kinds.full_disclosure(authority=authority)
    foi_request.flags = ["press"]
    foi_request.save()

    send(foi_request, by=manager, route=short, route_reason="Nothing to see.")

    assert counted(manager) == [(0, 2, 1), (0, 0, 0)]
    names = {
        (step.name, step.by, step.reason)
        for step in steps_bypassed(manager, first=ON, last=ON)
    }
    assert names == {
        ("Legal", manager, "Nothing to see."),
        ("Press", manager, "Nothing to see."),
    }


def test_internal_reviews_are_counted_apart(authority, manager):
    review = FOIRequestFactory(
        authority=authority, review_of=FOIRequestFactory(authority=authority)
    )
    skipped(review, manager, AT)

    assert counted(manager) == [(0, 0, 0), (0, 1, 1)]


def test_a_response_recalled_is_not_cleared(sent, officer, legal, press, manager):
    clear(sent, legal)
    clear(sent, press)
    assert counted(manager)[0] == (1, 0, 0)

    recall_from_clearance(foi_request=sent, by=officer, on=ON)

    assert counted(manager)[0] == (0, 0, 0)


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        # London is an hour ahead of UTC in summer.
        (datetime(2026, 5, 31, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 5, 31, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_period_has_its_first_and_last_london_day(authority, manager, at, counts):
    skipped(FOIRequestFactory(authority=authority), manager, at)

    found = counted(manager, date(2026, 6, 1), date(2026, 6, 30))

    assert found[0] == ((0, 1, 1) if counts else (0, 0, 0))


def test_restricted_requests_count_and_are_listed_for_the_people_named(
    authority, manager
):
    named = UserFactory(authority=authority, roles=["manager"])
    secret = FOIRequestFactory(authority=authority, is_restricted=True)
    secret.named_people.add(named)
    skipped(secret, manager, AT)
    elsewhere = FOIRequestFactory()
    skipped(elsewhere, manager, AT)

    assert counted(manager) == counted(named) == [(0, 1, 1), (0, 0, 0)]
    listed = [
        steps_bypassed(each, first=ON, last=ON).count() for each in (manager, named)
    ]
    assert listed == [0, 1]


def test_routes_that_name_people_who_cannot_clear(
    authority, manager, senior, legal, press
):
    assert steps_naming_leavers(manager) == []
    legal.is_active = False
    legal.save()
    press.roles = ["officer"]
    press.save()
    deputy = approver_of(authority)
    senior.steps.get(name="Press").deputies.add(deputy)

    found = steps_naming_leavers(manager)

    assert [
        (each.step.name, each.person, each.why, each.is_decided_by) for each in found
    ] == [
        ("Legal", legal, "has left", False),
        ("Press", press, "is no longer an approver", True),
    ]
    senior.is_default, senior.retired_on = False, ON + timedelta(days=1)
    senior.save()
    assert steps_naming_leavers(manager) == []
