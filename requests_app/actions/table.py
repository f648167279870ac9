"""The actions on a request: the states and permissions they need."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.urls import reverse

from accounts import policy
from accounts.models import User
from requests_app.actions.clock_facts import facts_of
from requests_app.models import FOIRequest
from requests_app.workflow import (
    CLOSED_STATES,
    OPEN_STATES,
    RUNNING_STATES,
    WAITING_STATES,
    State,
)


@dataclass(frozen=True, slots=True)
class Action:
    """An action on a request, named after its page.

    Attributes:
        url_name: The name of its page and of its service, with dashes.
        title: The text of its link.
        permission: The permission needed.
        states: The states in which it is possible.
        group: The heading above its link.
        is_for_restricted: Whether it applies to restricted requests only.
        regimes: The regimes where it applies; empty for all.
        is_for_reviews: True for reviews only, False for requests other than reviews,
            None for both.
        needs: A further condition on the request; None for none.
    """

    url_name: str
    title: str
    permission: str
    states: frozenset[State]
    group: str
    is_for_restricted: bool = False
    regimes: frozenset[str] = frozenset()
    is_for_reviews: bool | None = None
    needs: Callable[[FOIRequest], bool] | None = None

    def url(self, foi_request: FOIRequest) -> str:
        """Return the URL of its page."""
        if foi_request.reference is None:
            return reverse(self.url_name, kwargs={"foi_request": foi_request.pk})
        return reverse(self.url_name, kwargs={"reference": foi_request.reference})

    def refusal(self, foi_request: FOIRequest) -> str:
        """Return why the action is not possible now; "" if it is possible."""
        if self.is_for_reviews not in {None, foi_request.is_review}:
            only = "is a step of" if self.is_for_reviews else "is no step of"
            return f"“{self.title}” {only} an internal review."
        state = State(foi_request.state)
        if state not in self.states:
            possible = [each.label for each in State if each in self.states]
            return (
                f"This request is “{state.label}”. That can be done while a request "
                f"is: {', '.join(possible)}."
            )
        if self.is_for_restricted and not foi_request.is_restricted:
            return "This request is not restricted."
        if self.regimes and foi_request.regime not in self.regimes:
            return (
                f"There is no such step under the {foi_request.get_regime_display()}."
            )
        if self.needs is not None and not self.needs(foi_request):
            return "Nothing of the kind can matter to it."
        return ""


_REGISTERED = OPEN_STATES - {State.RECEIVED}
_EVERY = frozenset(State)
_CHANGE, _ASSIGN = policy.CHANGE_REQUEST, policy.ASSIGN_REQUEST
_RESTRICT = policy.RESTRICT_REQUEST

_ALL: Final = (
    Action(
        "seek-clarification",
        "Seek clarification",
        _CHANGE,
        frozenset({State.ANSWERING}),
        "Clock",
        is_for_reviews=False,
    ),
    Action(
        "receive-clarification",
        "Record clarification received",
        _CHANGE,
        frozenset({State.AWAITING_CLARIFICATION}),
        "Clock",
        is_for_reviews=False,
    ),
    Action(
        "request-fee",
        "Record a fees notice",
        _CHANGE,
        frozenset({State.ANSWERING}),
        "Clock",
        is_for_reviews=False,
    ),
    Action(
        "receive-fee",
        "Record payment received",
        _CHANGE,
        frozenset({State.AWAITING_FEE}),
        "Clock",
        is_for_reviews=False,
    ),
    Action(
        "extend-time",
        "Extend the time",
        _CHANGE,
        RUNNING_STATES - {State.RECEIVED},
        "Clock",
        regimes=frozenset({"FOIA", "EIR", "EISR"}),
        is_for_reviews=False,
    ),
    Action(
        "record-clock-fact",
        "Record another fact of the clock",
        _CHANGE,
        _REGISTERED,
        "Clock",
        needs=lambda foi_request: any(facts_of(foi_request)),
    ),
    Action(
        "extend-review",
        "Take more time for the review",
        _CHANGE,
        RUNNING_STATES - {State.RECEIVED},
        "Clock",
        regimes=frozenset({"FOIA"}),
        is_for_reviews=True,
    ),
    Action("make-enquiry", "Ask a department", _CHANGE, _REGISTERED, "Work"),
    Action(
        "correct-questions",
        "Correct the questions",
        _CHANGE,
        WAITING_STATES | {State.ANSWERING},
        "Work",
        is_for_reviews=False,
    ),
    Action(
        "request-review",
        "Record a request for review",
        _CHANGE,
        _EVERY - WAITING_STATES - {State.RECEIVED, State.NOT_VALID, State.WITHDRAWN},
        "Work",
        is_for_reviews=False,
    ),
    Action("change-details", "Change details", _CHANGE, _EVERY, "Work"),
    Action("add-note", "Add a note", _CHANGE, _EVERY, "Work"),
    Action("assign-request", "Assign", _ASSIGN, OPEN_STATES, "People"),
    Action("restrict-request", "Choose who may see it", _RESTRICT, _EVERY, "People"),
    Action(
        "unrestrict-request",
        "Lift the restriction",
        _RESTRICT,
        _EVERY,
        "People",
        is_for_restricted=True,
    ),
    Action(
        "transfer-request",
        "Transfer to another authority",
        _CHANGE,
        frozenset({State.ANSWERING}),
        "Close or reopen",
        is_for_reviews=False,
    ),
    Action(
        "mark-not-valid",
        "Find not valid",
        _CHANGE,
        frozenset({State.RECEIVED, State.ANSWERING}),
        "Close or reopen",
        is_for_reviews=False,
    ),
    Action(
        "withdraw-request", "Record withdrawal", _CHANGE, _REGISTERED, "Close or reopen"
    ),
    Action(
        "lapse-request",
        "Close as lapsed",
        _CHANGE,
        WAITING_STATES,
        "Close or reopen",
        is_for_reviews=False,
    ),
    Action(
        "reopen-request",
        "Reopen",
        _CHANGE,
        CLOSED_STATES - {State.TRANSFERRED},
        "Close or reopen",
    ),
)
ACTIONS: Final[Mapping[str, Action]] = MappingProxyType(
    {action.url_name: action for action in _ALL}
)


def actions_open_to(user: User, foi_request: FOIRequest) -> Iterator[Action]:
    """Yield the actions this user may take on the request in its current state."""
    allowed = user.role_permissions
    for action in _ALL:
        if action.permission in allowed and not action.refusal(foi_request):
            yield action
