"""Routes and rules for tests."""

from responses.clearance.services import clear_response, send_for_clearance
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Clearance, ClearanceRoute, RouteRule
from tests.factories import UserFactory
from tests.responses.kinds import AT, ON, nothing_warns


def approver_of(authority, **fields):
    return UserFactory(authority=authority, **{"roles": ["approver"], **fields})


def route(authority, name, *steps, **fields):
    """Make a route. A step is (order, name, people), with None for any approver."""
    made = ClearanceRoute.objects.create(authority=authority, name=name, **fields)
    for order, step_name, people in steps:
        step = made.steps.create(
            order=order, name=step_name, is_for_anyone=people is None
        )
        step.people.set(people or ())
    return made


def rule(made, **conditions):
    return RouteRule.objects.create(authority=made.authority, route=made, **conditions)


def send(foi_request, *, by, **more):
    nothing_warns(foi_request, by=by)
    return send_for_clearance(foi_request=foi_request, by=by, on=ON, at=AT, **more)


def clear(foi_request, by, **changes):
    return clear_response(
        **{
            "foi_request": foi_request,
            "words_sha256": sha256_of_words(compose(foi_request, on=ON)),
            "by": by,
            "on": ON,
            "at": AT,
            **changes,
        }
    )


def states_of(foi_request):
    """Return the state of each step of the latest round, by name."""
    latest = Clearance.objects.filter(foi_request=foi_request).order_by("-pk").first()
    return {step.name: step.state for step in latest.steps.all()}


def step_of(foi_request, name):
    return Clearance.objects.get(foi_request=foi_request, state="running").steps.get(
        name=name
    )
