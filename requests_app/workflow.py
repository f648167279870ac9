"""The path of a request: which state may follow which."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices

from requests_app.refusals import Refusal


class State(TextChoices):
    """Where a request stands.

    "Overdue", "due soon" and "extended" are not states: they follow from `due_on` and
    the day they are asked about.
    """

    RECEIVED = "received", "Received"
    ANSWERING = "answering", "Answering"
    AWAITING_CLARIFICATION = "awaiting_clarification", "Awaiting clarification"
    AWAITING_FEE = "awaiting_fee", "Awaiting fee"
    CLEARANCE = "clearance", "In clearance"
    CLEARED = "cleared", "Cleared"
    ANSWERED = "answered", "Answered"
    NOT_VALID = "not_valid", "Not valid"
    TRANSFERRED = "transferred", "Transferred"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Lapsed"


_S = State
TRANSITIONS: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        _S.RECEIVED: frozenset({_S.ANSWERING, _S.NOT_VALID}),
        _S.ANSWERING: frozenset(
            {
                _S.AWAITING_CLARIFICATION,
                _S.AWAITING_FEE,
                _S.CLEARANCE,
                _S.NOT_VALID,
                _S.TRANSFERRED,
                _S.WITHDRAWN,
            }
        ),
        _S.AWAITING_CLARIFICATION: frozenset({_S.ANSWERING, _S.WITHDRAWN, _S.LAPSED}),
        _S.AWAITING_FEE: frozenset({_S.ANSWERING, _S.WITHDRAWN, _S.LAPSED}),
        _S.CLEARANCE: frozenset({_S.ANSWERING, _S.CLEARED, _S.WITHDRAWN}),
        # Back to answering: taken back to be changed, or an interim reply was issued
        # and the rest is still to be answered.
        _S.CLEARED: frozenset({_S.ANSWERED, _S.ANSWERING, _S.WITHDRAWN}),
        # A request reopened stands where it stood: waiting, if it waited.
        _S.ANSWERED: frozenset({_S.ANSWERING}),
        _S.NOT_VALID: frozenset({_S.RECEIVED, _S.ANSWERING}),
        _S.TRANSFERRED: frozenset(),
        _S.WITHDRAWN: frozenset(
            {_S.ANSWERING, _S.AWAITING_CLARIFICATION, _S.AWAITING_FEE}
        ),
        _S.LAPSED: frozenset({_S.AWAITING_CLARIFICATION, _S.AWAITING_FEE}),
    }
)

# Nothing more is owed to the requester in these.
CLOSED_STATES = frozenset(
    {_S.ANSWERED, _S.NOT_VALID, _S.TRANSFERRED, _S.WITHDRAWN, _S.LAPSED}
)
OPEN_STATES = frozenset(State) - CLOSED_STATES
# In these the requester has the next step: the law's time does not run.
WAITING_STATES = frozenset({_S.AWAITING_CLARIFICATION, _S.AWAITING_FEE})
# In these it runs.
RUNNING_STATES = OPEN_STATES - WAITING_STATES
# In these the draft may be changed.
DRAFTING_STATES = frozenset({_S.ANSWERING})


class TransitionNotAllowed(Refusal):
    """A request was to move where its state does not lead."""


def check_transition(now: State, to: State) -> None:
    """Refuse a move the table does not allow.

    Raises:
        TransitionNotAllowed: In words for the officer.
    """
    if to in TRANSITIONS[now]:
        return
    onward = sorted(state.label for state in TRANSITIONS[now])
    possible = f" From here it can become: {', '.join(onward)}." if onward else ""
    raise TransitionNotAllowed(
        f"This request is “{now.label}” and cannot become “{to.label}”.{possible}"
    )


def as_mermaid() -> str:
    """Return the table as a Mermaid state diagram, for docs/workflow.md."""
    lines = ["stateDiagram-v2", "    [*] --> received"]
    lines += [f"    {state} : {state.label}" for state in State]
    lines += [
        f"    {now} --> {to}" for now in State for to in State if to in TRANSITIONS[now]
    ]
    lines += [f"    {state} --> [*]" for state in State if state in CLOSED_STATES]
    return "\n".join(lines) + "\n"
