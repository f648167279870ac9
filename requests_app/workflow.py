"""The states of a request, and the transitions allowed between them."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices

from requests_app.refusals import Refusal


class State(TextChoices):
    """The state of a request.

    "Overdue", "due soon" and "extended" are not states: they follow from `due_on` and
    the day of asking.
    """

    RECEIVED = "received", "Received"
    ANSWERING = "answering", "Answering"
    AWAITING_CLARIFICATION = "awaiting_clarification", "Awaiting clarification"
    AWAITING_FEE = "awaiting_fee", "Awaiting fee"
    CLEARANCE = "clearance", "In clearance"
    CLEARED = "cleared", "Cleared"
    ISSUED = "issued", "Issued, not yet sent"
    ANSWERED = "answered", "Answered"
    NOT_VALID = "not_valid", "Not valid"
    TRANSFERRED = "transferred", "Transferred"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Lapsed"
    DOUBLE = "double", "Double"


_S = State
TRANSITIONS: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        _S.RECEIVED: frozenset({_S.ANSWERING, _S.NOT_VALID, _S.DOUBLE}),
        _S.ANSWERING: frozenset(
            {
                _S.AWAITING_CLARIFICATION,
                _S.AWAITING_FEE,
                _S.CLEARANCE,
                _S.NOT_VALID,
                _S.TRANSFERRED,
                _S.WITHDRAWN,
                _S.DOUBLE,
            }
        ),
        _S.AWAITING_CLARIFICATION: frozenset({_S.ANSWERING, _S.WITHDRAWN, _S.LAPSED}),
        _S.AWAITING_FEE: frozenset({_S.ANSWERING, _S.WITHDRAWN, _S.LAPSED}),
        _S.CLEARANCE: frozenset({_S.ANSWERING, _S.CLEARED, _S.WITHDRAWN}),
        # Back to answering: the response was recalled from clearance to be changed, or
        # an interim reply was issued and the rest is still to be answered.
        _S.CLEARED: frozenset({_S.ISSUED, _S.ANSWERING, _S.WITHDRAWN}),
        # Answered once the letter is given; back to answering if it is taken back.
        _S.ISSUED: frozenset({_S.ANSWERED, _S.ANSWERING, _S.WITHDRAWN}),
        # A reopened request returns to its former state, which may be a waiting state.
        # A letter that turns out not to have been given is issued, not yet sent.
        _S.ANSWERED: frozenset({_S.ANSWERING, _S.ISSUED}),
        _S.NOT_VALID: frozenset({_S.RECEIVED, _S.ANSWERING}),
        # Only where the letter about the transfer was never given.
        _S.TRANSFERRED: frozenset({_S.ANSWERING}),
        _S.WITHDRAWN: frozenset(
            {_S.ANSWERING, _S.AWAITING_CLARIFICATION, _S.AWAITING_FEE}
        ),
        _S.LAPSED: frozenset({_S.AWAITING_CLARIFICATION, _S.AWAITING_FEE}),
        _S.DOUBLE: frozenset({_S.RECEIVED, _S.ANSWERING}),
    }
)

# Nothing more is owed to the requester.
CLOSED_STATES = frozenset(
    {
        *(_S.ANSWERED, _S.NOT_VALID, _S.TRANSFERRED, _S.WITHDRAWN, _S.LAPSED),
        _S.DOUBLE,
    }
)
OPEN_STATES = frozenset(State) - CLOSED_STATES
# The requester has the next step: the statutory time does not run.
WAITING_STATES = frozenset({_S.AWAITING_CLARIFICATION, _S.AWAITING_FEE})
# The statutory time runs.
RUNNING_STATES = OPEN_STATES - WAITING_STATES
# The statutory time runs, and the request has its reference.
ANSWERABLE_STATES = RUNNING_STATES - {_S.RECEIVED}
# The requester was told a decision, by a letter stored here or otherwise.
DECIDED_STATES = frozenset({_S.ANSWERED, _S.TRANSFERRED, _S.LAPSED})
# The draft may be changed.
DRAFTING_STATES = frozenset({_S.ANSWERING})


class TransitionNotAllowed(Refusal):
    """The request cannot move to this state from its current state."""

    keeps_words = True


def check_transition(now: State, to: State) -> None:
    """Refuse a transition that `TRANSITIONS` does not allow.

    Raises:
        TransitionNotAllowed: The message names the states that are allowed.
    """
    if to in TRANSITIONS[now]:
        return
    onward = sorted(state.label for state in TRANSITIONS[now])
    possible = f" From here it can become: {', '.join(onward)}." if onward else ""
    raise TransitionNotAllowed(
        f"This request is “{now.label}” and cannot become “{to.label}”.{possible}"
    )


def as_mermaid() -> str:
    """Return `TRANSITIONS` as a Mermaid state diagram, for docs/workflow.md."""
    lines = ["stateDiagram-v2", "    [*] --> received"]
    lines += [f"    {state} : {state.label}" for state in State]
    lines += [
        f"    {now} --> {to}" for now in State for to in State if to in TRANSITIONS[now]
    ]
    lines += [f"    {state} --> [*]" for state in State if state in CLOSED_STATES]
    return "\n".join(lines) + "\n"
