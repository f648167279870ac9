"""What waits is kept right whatever happens to requests and what stands beside them."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from threading import Thread

import pytest
from django.db import connections, transaction

from accounts.models import Team
from requests_app.models import ClockEvent, Enquiry, FOIRequest, Waiting
from requests_app.workflow import CLOSED_STATES, WAITING_STATES, State
from responses.models import ResponseDraft
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    FOIRequestFactory,
    ResponseDraftFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
ASKED = {"clarification_sent", "fees_notice", "advance_payment_notice"}


def kept():
    """Return the rows kept."""
    return sorted(
        Waiting.objects.values_list(
            *("foi_request_key", "authority_key", "team_key", "is_restricted"),
            *("is_review", "kind", "since", "by_on"),
        ),
        key=str,
    )


def looked_at():
    """Return the same by looking at each request."""
    found = []
    for each in FOIRequest.objects.filter(closed_on=None):
        waits = []
        if each.state == State.RECEIVED:
            waits.append(("registration", each.received_on, None))
        elif each.officer is None:
            waits.append(("officer", each.registered_on, None))
        if each.state in WAITING_STATES:
            days = [one.on for one in each.clock_events.all() if one.name in ASKED]
            waits.append(("requester", max(days, default=None), None))
        if each.state == State.CLEARANCE:
            draft = ResponseDraft.objects.filter(foi_request=each).first()
            at = draft and draft.submitted_at
            waits.append(("clearance", at and at.date(), None))
        waits += [
            ("department", one.asked_on, one.wanted_by)
            for one in each.enquiries.all()
            if one.is_wanted
        ]
        found += [
            (
                *(each.pk, each.authority_id, each.team_id, each.is_restricted),
                *(each.review_of_id is not None, *wait),
            )
            for wait in waits
        ]
    return sorted(found, key=str)


@pytest.fixture
def chance():
    return random.Random(7)  # noqa: S311 - the same changes each time


@pytest.fixture
def values(chance):
    """Return a function for the values of a request, by chance."""
    authority = AuthorityFactory()
    teams = [None, *(TeamFactory(authority=authority) for _ in range(2))]
    officers = [None, *(UserFactory(authority=authority) for _ in range(2))]

    def some():
        # A double names another request.
        states = [state for state in State if state is not State.DOUBLE]
        state = chance.choice([*states, *WAITING_STATES, State.CLEARANCE])
        return {
            "authority": authority,
            "team": chance.choice(teams),
            "officer": chance.choice(officers),
            "state": state,
            "received_on": DAY + timedelta(days=chance.randint(0, 9)),
            "closed_on": DAY if state in CLOSED_STATES else None,
            "answered_on": DAY if state == State.ANSWERED else None,
            "was_in_time": True if state == State.ANSWERED else None,
            "is_restricted": chance.random() < 0.2,
        }

    return some


@pytest.fixture
def made(chance, values):
    """Make requests with events, questions to departments and drafts."""
    found = [FOIRequestFactory(**values()) for _ in range(40)]
    FOIRequest.objects.bulk_create(
        FOIRequestFactory.build(**values()) for _ in range(9)
    )
    department, by = DepartmentFactory(), UserFactory()
    for each in found:
        for name in (*ASKED, "clarification_received"):
            ClockEvent.objects.create(
                foi_request=each,
                name=name,
                on=DAY + timedelta(days=chance.randint(0, 30)),
            )
    Enquiry.objects.bulk_create(
        Enquiry(
            foi_request=each,
            department=department,
            asked_by=by,
            asked_on=DAY,
            wanted_by=DAY + timedelta(days=chance.randint(0, 30)),
            replied_on=DAY if chance.random() < 0.3 else None,
        )
        for each in chain(found, found[:9])
    )
    for each in found[:30]:
        ResponseDraftFactory(
            foi_request=each,
            submitted_at=datetime(2026, 3, chance.randint(1, 20), 12, tzinfo=UTC),
        )
    return found


def test_what_was_made_is_kept(made):
    assert kept() == looked_at()
    assert {row[5] for row in kept()} == {
        *("registration", "officer", "requester", "department", "clearance")
    }


def test_every_change_of_a_request_is_kept(made, values):
    for each in made[:30]:
        for name, value in values().items():
            setattr(each, name, value)
        each.save()
    made[31].review_of = made[30]
    made[31].save(update_fields=["review_of"])
    assert kept() == looked_at()

    FOIRequest.objects.filter(closed_on=None).update(officer=None)
    FOIRequest.objects.filter(closed_on=None, pk__gt=made[9].pk).update(
        state=State.CLEARANCE
    )
    Team.objects.first().delete()
    assert kept() == looked_at()


def test_every_change_beside_a_request_is_kept(made):
    for number, event in enumerate(ClockEvent.objects.all()):
        if not number % 3:
            event.on += timedelta(days=40)
            event.save()
        elif not number % 5:
            event.undone_on, event.undone_reason = DAY, "In error."
            event.save()
    one, other, third, *_ = Enquiry.objects.filter(foi_request__closed_on=None)
    Enquiry.objects.exclude(pk=one.pk).update(wanted_by=DAY)
    Enquiry.objects.filter(pk=other.pk).update(replied_on=DAY)
    one.withdrawn_at = datetime(2026, 3, 3, tzinfo=UTC)
    one.save()
    third.foi_request = made[0]
    third.save()
    drafts = ResponseDraft.objects.order_by("pk")
    drafts.filter(pk__lte=drafts[9].pk).update(submitted_at=None)
    drafts[20].delete()

    assert kept() == looked_at()


def test_a_request_that_is_gone_waits_for_nothing():
    foi_request = FOIRequestFactory(state=State.RECEIVED)
    assert kept()

    foi_request.delete()

    assert kept() == []


def test_what_is_undone_is_not_kept():
    with transaction.atomic():
        FOIRequestFactory(state=State.RECEIVED)
        transaction.set_rollback(True)

    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_the_same_moment_are_kept():
    foi_request = FOIRequestFactory(state=State.ANSWERING)
    team = TeamFactory(authority=foi_request.authority)
    asked = {
        "foi_request": foi_request,
        "department": DepartmentFactory(authority=foi_request.authority),
        "asked_by": UserFactory(authority=foi_request.authority),
        "asked_on": DAY,
        "wanted_by": DAY,
    }

    def ask():
        try:
            Enquiry.objects.create(**asked)
        finally:
            connections.close_all()

    asking = Thread(target=ask)
    with transaction.atomic():
        FOIRequest.objects.filter(pk=foi_request.pk).update(team=team)
        asking.start()
        # The question waits for the request, which is in another team by then.
        asking.join(0.5)
        assert asking.is_alive()
    asking.join(20)

    assert [(row[2], row[5]) for row in kept()] == [
        (team.pk, "department"),
        (team.pk, "officer"),
    ]
    assert kept() == looked_at()
