"""Why an action cannot be done, where a state is not all that can be said."""

from typing import Final

from requests_app.actions.clock_facts import facts_of
from requests_app.models import FOIRequest
from requests_app.workflow import ANSWERABLE_STATES, State
from statute.deadlines.clock import EXTENSIONS
from statute.regimes import Regime
from statute.regulators import regulator_of
from statute.working_days import format_date

_NO_MORE_TIME: Final = {
    Regime.EIR: "regulation 11(4) gives forty working days, and no more",
    Regime.FOISA: "section 21(1) gives twenty working days, and no more",
    Regime.EISR: "regulation 16(4) gives twenty working days, and no more",
}


def no_extension(foi_request: FOIRequest) -> str:
    """Say that the law gives no more time for an answer."""
    regime = Regime(foi_request.regime)
    is_running = foi_request.state in ANSWERABLE_STATES
    if regime in EXTENSIONS or foi_request.is_review or not is_running:
        return ""
    due = format_date(foi_request.due_on) if foi_request.due_on else "no date yet"
    return (
        f"The {regime.title} has no extension of time: section 10(1) gives twenty "
        f"working days, and the answer is due on {due}."
    )


def no_review_extension(foi_request: FOIRequest) -> str:
    """Say that there is no review, or that its law gives it no more time."""
    regime = Regime(foi_request.regime)
    if not foi_request.is_review:
        return "This is not a review. Extend the time for the answer instead."
    if regime not in _NO_MORE_TIME:
        return ""
    return (
        f"The time for a review under the {regime.title} cannot be extended: "
        f"{_NO_MORE_TIME[regime]}."
    )


def no_review_of_a_review(foi_request: FOIRequest) -> str:
    """Say what follows a review instead of another."""
    if not foi_request.is_review:
        return ""
    regulator = regulator_of(Regime(foi_request.regime)).name
    return (
        f"This is itself a review. A requester who disagrees with the outcome can "
        f"apply to the {regulator}."
    )


def no_clock_fact(foi_request: FOIRequest) -> str:
    """Say that no fact of the clock matters to the request."""
    if any(facts_of(foi_request)):
        return ""
    return "No such event can affect the due date of this request."


def questions_fixed(foi_request: FOIRequest) -> str:
    """Say why the questions stay as they are, and how they can be corrected."""
    state = State(foi_request.state)
    if foi_request.is_review:
        return "This is a review: its questions are those of the request under review."
    if state in {State.CLEARANCE, State.CLEARED}:
        return (
            f"This request is “{state.label}”: the response is with the approver. "
            "Recall the response to correct the questions."
        )
    if not foi_request.is_open:
        return (
            f"This request is “{state.label}”. Reopen the request to correct the "
            "questions."
        )
    return ""


def closed_to_assignment(foi_request: FOIRequest) -> str:
    """Say that a closed request is not given to an officer."""
    if foi_request.is_open:
        return ""
    return (
        f"This request is closed ({foi_request.get_state_display().lower()}). "
        "Reopen the request before you assign it."
    )


def open_already(foi_request: FOIRequest) -> str:
    """Say that an open request need not be reopened."""
    if not foi_request.is_open:
        return ""
    return (
        f"This request is “{foi_request.get_state_display()}”, so the request is "
        "already open."
    )


def not_restricted(foi_request: FOIRequest) -> str:
    """Say that there is no restriction to lift."""
    return "" if foi_request.is_restricted else "This request is not restricted."
