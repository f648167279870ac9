"""The actions on a request: the states and permissions they need."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.urls import reverse

from accounts import policy
from accounts.acting import absent_through
from accounts.models import User
from requests_app.actions import reasons
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import (
    ANSWERABLE_STATES,
    CLOSED_STATES,
    DECIDED_STATES,
    OPEN_STATES,
    TRANSITIONS,
    State,
)


class ActionNotPossible(Refusal):
    """The action is not possible in the current state of the request."""

    keeps_words = True


@dataclass(frozen=True, slots=True)
class Action:
    """An action on a request, named after its page.

    Attributes:
        url_name: The name of its page and of its service, with dashes.
        title: The text of its link.
        permission: The permission needed.
        states: The states in which it is possible.
        group: The heading above its link.
        is_for_reviews: True for reviews only, False for requests other than reviews,
            None for both, or where `why_not` gives the refusal.
        why_not: A reason of its own against the action, as a sentence, or ""; asked
            before the other conditions.
        is_for_holder: Whether only the request's officer, a deputy and people who
            assign requests are offered the action.
    """

    url_name: str
    title: str
    permission: str
    states: frozenset[State]
    group: str
    is_for_reviews: bool | None = None
    why_not: Callable[[FOIRequest], str] | None = None
    is_for_holder: bool = False

    def url(self, foi_request: FOIRequest) -> str:
        """Return the URL of its page."""
        if foi_request.reference is None:
            return reverse(self.url_name, kwargs={"foi_request": foi_request.pk})
        return reverse(self.url_name, kwargs={"reference": foi_request.reference})

    def refusal(self, foi_request: FOIRequest) -> str:
        """Return why the action is not possible now; "" if it is possible."""
        if self.why_not is not None and (sentence := self.why_not(foi_request)):
            return sentence
        if self.is_for_reviews not in {None, foi_request.is_review}:
            only = "is only for" if self.is_for_reviews else "is not for"
            return f"“{self.title}” {only} internal reviews."
        state = State(foi_request.state)
        if state not in self.states:
            possible = [each.label for each in State if each in self.states]
            return (
                f"This request is “{state.label}”. You can do this only while a "
                f"request is: {', '.join(possible)}."
            )
        return ""


def _leading_to(state: State) -> frozenset[State]:
    """Return the open states that a request can leave for this one."""
    return frozenset(now for now in OPEN_STATES if state in TRANSITIONS[now])


_REGISTERED = OPEN_STATES - {State.RECEIVED}
_EVERY = frozenset(State)
# A double is worked on under the reference of the other request.
_WITH_A_FILE = _EVERY - {State.RECEIVED, State.NOT_VALID, State.DOUBLE}
_CHANGE, _ASSIGN = policy.CHANGE_REQUEST, policy.ASSIGN_REQUEST
_RESTRICT = policy.RESTRICT_REQUEST

_ALL: Final = (
    Action(
        "seek-clarification",
        "Seek clarification",
        _CHANGE,
        _leading_to(State.AWAITING_CLARIFICATION),
        "Clock",
        is_for_reviews=False,
    ),
    Action(
        "receive-clarification",
        "Record clarification received",
        _CHANGE,
        # While some questions wait, the others are answered.
        ANSWERABLE_STATES | {State.AWAITING_CLARIFICATION, State.AWAITING_FEE},
        "Clock",
        is_for_reviews=False,
        why_not=reasons.nothing_to_clarify,
    ),
    Action(
        "withdraw-clarification",
        "Record that clarification is not needed",
        _CHANGE,
        ANSWERABLE_STATES | {State.AWAITING_CLARIFICATION},
        "Clock",
        is_for_reviews=False,
        why_not=reasons.nothing_to_clarify,
    ),
    Action(
        "request-fee",
        "Record a fees notice",
        _CHANGE,
        _leading_to(State.AWAITING_FEE),
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
        ANSWERABLE_STATES,
        "Clock",
        is_for_reviews=False,
        why_not=reasons.no_extension,
    ),
    Action(
        "record-clock-fact",
        "Record another event that affects the due date",
        _CHANGE,
        _REGISTERED,
        "Clock",
        why_not=reasons.no_clock_fact,
    ),
    Action(
        "undo-clock-fact",
        "Undo an event that affects the due date",
        _CHANGE,
        _WITH_A_FILE,
        "Clock",
        why_not=reasons.no_fact_to_undo,
    ),
    Action(
        "extend-review",
        "Extend the time for the review",
        _CHANGE,
        ANSWERABLE_STATES,
        "Clock",
        why_not=reasons.no_review_extension,
    ),
    Action(
        "record-later-letter",
        "Record a later letter",
        _CHANGE,
        _REGISTERED - {State.ISSUED},
        "Work",
        why_not=reasons.no_later_letter,
    ),
    Action("make-enquiry", "Ask a department", _CHANGE, _REGISTERED, "Work"),
    Action("seek-advice", "Seek advice from outside", _CHANGE, _REGISTERED, "Work"),
    Action(
        "correct-questions",
        "Correct the questions",
        _CHANGE,
        OPEN_STATES - {State.CLEARANCE, State.CLEARED, State.ISSUED},
        "Work",
        why_not=reasons.questions_fixed,
    ),
    Action(
        "request-review",
        "Record a request for review",
        _CHANGE,
        ANSWERABLE_STATES | DECIDED_STATES,
        "Work",
        why_not=reasons.no_review_of_a_review,
    ),
    Action(
        "record-complaint",
        "Record a complaint to the regulator",
        _CHANGE,
        _WITH_A_FILE,
        "Work",
        is_for_reviews=False,
    ),
    Action(
        "record-time",
        "Record your time",
        _CHANGE,
        _WITH_A_FILE,
        "Work",
    ),
    Action(
        "change-details",
        "Change details",
        _CHANGE,
        _EVERY - {State.DOUBLE},
        "Work",
    ),
    Action("link-requester", "Say who the requester is", _CHANGE, _EVERY, "Work"),
    Action("classify-request", "Flag the request", _CHANGE, OPEN_STATES, "Work"),
    Action(
        "choose-print-size", "Choose the size of print", _CHANGE, OPEN_STATES, "Work"
    ),
    Action(
        "ask-for-priority",
        "Ask for priority",
        _CHANGE,
        OPEN_STATES,
        "Work",
        why_not=reasons.priority_already,
    ),
    Action(
        "decide-priority",
        "Decide on the priority asked for",
        _ASSIGN,
        OPEN_STATES,
        "Work",
        why_not=reasons.no_priority_to_decide,
    ),
    Action(
        "withdraw-priority",
        "Withdraw the priority",
        _CHANGE,
        OPEN_STATES,
        "Work",
        why_not=reasons.without_priority,
    ),
    Action(
        "explain-lateness",
        "Say why the answer was late",
        _CHANGE,
        frozenset({State.ANSWERED}),
        "Work",
        why_not=reasons.not_late,
    ),
    Action("add-note", "Add a note", _CHANGE, _EVERY, "Work"),
    Action(
        "assign-request",
        "Assign request",
        _ASSIGN,
        OPEN_STATES,
        "People",
        why_not=reasons.closed_to_assignment,
    ),
    Action(
        "take-request",
        "Take request",
        policy.DRAFT_RESPONSE,
        OPEN_STATES,
        "People",
        why_not=reasons.not_to_take,
    ),
    Action(
        "pass-on-request",
        "Pass request on",
        policy.DRAFT_RESPONSE,
        OPEN_STATES,
        "People",
        why_not=reasons.without_officer,
        is_for_holder=True,
    ),
    Action(
        "give-back-request",
        "Give request back",
        policy.DRAFT_RESPONSE,
        OPEN_STATES,
        "People",
        why_not=reasons.without_officer,
        is_for_holder=True,
    ),
    Action(
        "restrict-request",
        "Choose who may see the request",
        _RESTRICT,
        _EVERY,
        "People",
    ),
    Action(
        "unrestrict-request",
        "Lift the restriction",
        _RESTRICT,
        _EVERY,
        "People",
        why_not=reasons.not_restricted,
    ),
    Action(
        "transfer-request",
        "Transfer to another authority",
        _CHANGE,
        _leading_to(State.TRANSFERRED),
        "Close or reopen",
        is_for_reviews=False,
    ),
    Action(
        "mark-not-valid",
        "Mark as not valid",
        _CHANGE,
        _leading_to(State.NOT_VALID),
        "Close or reopen",
        is_for_reviews=False,
    ),
    Action(
        "mark-double",
        "Mark as a double",
        _CHANGE,
        _leading_to(State.DOUBLE),
        "Close or reopen",
        is_for_reviews=False,
    ),
    Action(
        "undo-double",
        "Undo the double",
        _CHANGE,
        frozenset({State.DOUBLE}),
        "Close or reopen",
        why_not=reasons.no_double,
    ),
    Action(
        "withdraw-request",
        "Record withdrawal",
        _CHANGE,
        _leading_to(State.WITHDRAWN),
        "Close or reopen",
    ),
    Action(
        "lapse-request",
        "Close request as lapsed",
        _CHANGE,
        _leading_to(State.LAPSED),
        "Close or reopen",
        is_for_reviews=False,
    ),
    Action(
        "reopen-request",
        "Reopen request",
        _CHANGE,
        CLOSED_STATES - {State.TRANSFERRED, State.DOUBLE},
        "Close or reopen",
        why_not=reasons.not_to_reopen,
    ),
)
ACTIONS: Final[Mapping[str, Action]] = MappingProxyType(
    {action.url_name: action for action in _ALL}
)


def actions_open_to(user: User, foi_request: FOIRequest) -> Iterator[Action]:
    """Yield the actions this user may take on the request in its current state."""
    allowed = user.role_permissions
    held = foi_request.officer_id is not None and _holds(user, foi_request.officer_id)
    for action in _ALL:
        if action.permission not in allowed or (action.is_for_holder and not held):
            continue
        if not action.refusal(foi_request):
            yield action


def _holds(user: User, officer: int) -> bool:
    if user.pk == officer or policy.ASSIGN_REQUEST in user.role_permissions:
        return True
    if policy.DRAFT_RESPONSE not in user.role_permissions:
        return False
    return absent_through(user).filter(person=officer).exists()


def check_action(foi_request: FOIRequest, url_name: str) -> None:
    """Refuse an action that the page of the request does not offer.

    Raises:
        ActionNotPossible: In the sentence that the action's page shows.
    """
    if refusal := ACTIONS[url_name].refusal(foi_request):
        raise ActionNotPossible(refusal)
