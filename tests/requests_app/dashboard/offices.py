"""A made-up office for the tests of figures."""

import random
from datetime import timedelta

from requests_app.models import FOIRequest
from requests_app.workflow import CLOSED_STATES, WAITING_STATES, State
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory


def make_office(authority, today, *, number=160, seed=11):
    """Make two years of requests of every kind, and some of another authority."""
    chance = random.Random(seed)  # noqa: S311 - the same office each time
    teams = [None, *(TeamFactory(authority=authority) for _ in range(2))]
    officers = [
        None,
        UserFactory(roles=["officer"], authority=authority, is_active=False),
        *(UserFactory(roles=["officer"], authority=authority) for _ in range(3)),
    ]
    original = FOIRequestFactory(authority=authority, state="transferred")
    other = FOIRequestFactory().authority
    for at in range(number):
        state = chance.choice([State.ANSWERED, State.ANSWERED, *State])
        received_on = today - timedelta(days=chance.choice([20, 130, 800]))
        received_on += timedelta(days=chance.randint(0, 20))
        closed_on = min(received_on + timedelta(days=chance.randint(0, 60)), today)
        due_on = received_on + timedelta(days=chance.choice([7, 28, 35, 90]))
        answered_on = closed_on if state == State.ANSWERED else None
        if state == State.ANSWERING and not at % 5:
            # Open again after an answer.
            answered_on = closed_on
        is_late = answered_on is not None and answered_on > due_on
        is_extended = chance.random() < 0.2
        FOIRequestFactory(
            authority=authority if at % 10 else other,
            state=state,
            regime=chance.choice(["FOIA", "EIR", "FOISA"]),
            received_on=received_on,
            due_on=None if state in WAITING_STATES or not at % 23 else due_on,
            closed_on=closed_on if state in CLOSED_STATES else None,
            answered_on=answered_on,
            was_in_time=None if answered_on is None else not is_late,
            late_reason=chance.choice(["", "search", "clearance"]) if is_late else "",
            extension="complex" if is_extended else "",
            extended_on=received_on + timedelta(days=9) if is_extended else None,
            original_due_on=due_on if is_extended else None,
            officer=chance.choice(officers) if at % 10 else None,
            team=chance.choice(teams) if at % 10 else None,
            is_restricted=not at % 7,
            review_of=original if not at % 9 else None,
        )


def every(scope):
    """Return the requests of a scope, by looking at each that is no double."""
    return [
        each
        for each in FOIRequest.objects.all()
        if each.authority_id == scope.user.authority_id
        and not each.is_double
        and (
            scope.team is None
            or (each.team_id == scope.team.pk and not each.is_restricted)
        )
    ]
