"""Reasons against an action that depend on more than the state of the request.

Each function returns the reason as a sentence, or "" if there is none.
"""

from typing import Final

from requests_app.actions.clarifications import awaiting_clarification
from requests_app.actions.clock_facts import facts_of
from requests_app.models import FOIRequest
from requests_app.workflow import ANSWERABLE_STATES, State
from statute.deadlines.clock import EXTENSIONS
from statute.regimes import Regime
from statute.working_days import format_date

_NO_MORE_TIME: Final = {
    Regime.EIR: "regulation 11(4) gives forty working days, and no more",
    Regime.FOISA: "section 21(1) gives twenty working days, and no more",
    Regime.EISR: "regulation 16(4) gives twenty working days, and no more",
}


def no_extension(foi_request: FOIRequest) -> str:
    """Refuse to extend the time for an answer where the law gives no more time."""
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
    """Refuse to extend a review where the law does not, or where there is no review."""
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
    """Refuse a review of a review, and say who hears the requester instead."""
    if not foi_request.is_review:
        return ""
    return (
        "This is itself a review. A requester who disagrees with the outcome can "
        "complain to the regulator that the letter names."
    )


def nothing_to_clarify(foi_request: FOIRequest) -> str:
    """Refuse a clarification where none was asked for."""
    is_possible = foi_request.state in ANSWERABLE_STATES | {State.AWAITING_FEE}
    if not is_possible or awaiting_clarification(foi_request):
        return ""
    return "No clarification was asked for, or the requester has replied."


def no_clock_fact(foi_request: FOIRequest) -> str:
    """Refuse a clock fact where no such fact can affect the due date."""
    if any(facts_of(foi_request)):
        return ""
    return "No such event can affect the due date of this request."


def no_fact_to_undo(foi_request: FOIRequest) -> str:
    """Refuse to undo where no dated fact stands."""
    if foi_request.clock_events.all():
        return ""
    return "No event that affects the due date is recorded for this request."


def questions_fixed(foi_request: FOIRequest) -> str:
    """Refuse to correct the questions, and say how they can be corrected, if at all."""
    state = State(foi_request.state)
    if foi_request.is_review:
        return "This is a review: its questions are those of the request under review."
    if state in {State.CLEARANCE, State.CLEARED}:
        return (
            f"This request is “{state.label}”: the response is with the approver. "
            "Recall the response to correct the questions."
        )
    if state == State.ISSUED:
        return (
            f"This request is “{state.label}”. Withdraw the letter to correct the "
            "questions."
        )
    if not foi_request.is_open:
        return (
            f"This request is “{state.label}”. Reopen the request to correct the "
            "questions."
        )
    return ""


def no_later_letter(foi_request: FOIRequest) -> str:
    """Refuse a later letter that can add no question, and say where its words go."""
    state = State(foi_request.state)
    as_new = "If the letter asks for more, record the letter as a new request."
    if foi_request.is_review:
        return (
            f"This is a review of what was asked before. {as_new} If the letter says "
            "more about the review, add a note."
        )
    if state == State.RECEIVED:
        return "Register this request first. Then record the letter."
    if state == State.ISSUED or not foi_request.is_open:
        return (
            f"This request is “{state.label}”. {as_new} If the letter disagrees with "
            "the answer, record a request for review."
        )
    return ""


def closed_to_assignment(foi_request: FOIRequest) -> str:
    """Refuse to assign a closed request."""
    if foi_request.is_open:
        return ""
    return (
        f"This request is closed ({foi_request.get_state_display().lower()}). "
        "Reopen the request before you assign it."
    )


def not_to_take(foi_request: FOIRequest) -> str:
    """Refuse to take a request that has an officer."""
    if foi_request.officer is None or not foi_request.is_open:
        return ""
    return f"{foi_request.officer} has this request. Nothing was changed."


def without_officer(foi_request: FOIRequest) -> str:
    """Refuse to pass on, or to give back, a request without an officer."""
    if foi_request.officer is not None or not foi_request.is_open:
        return ""
    return "This request has no officer. Take it from the queue, or assign it."


def not_to_reopen(foi_request: FOIRequest) -> str:
    """Refuse to reopen an open request, and a double."""
    if foi_request.is_double:
        return "This request is a double. Undo the double instead."
    if not foi_request.is_open:
        return ""
    return (
        f"This request is “{foi_request.get_state_display()}”, so the request is "
        "already open."
    )


def no_double(foi_request: FOIRequest) -> str:
    """Refuse to undo a double where there is none."""
    return "" if foi_request.is_double else "This request is not marked as a double."


def not_restricted(foi_request: FOIRequest) -> str:
    """Refuse to lift a restriction where there is none."""
    return "" if foi_request.is_restricted else "This request is not restricted."


def not_late(foi_request: FOIRequest) -> str:
    """Refuse to explain an answer in time."""
    if foi_request.was_in_time is False:
        return ""
    return "The request was not answered late, so there is no lateness to explain."


def priority_already(foi_request: FOIRequest) -> str:
    """Refuse to ask for priority twice."""
    if foi_request.priority == FOIRequest.Priority.GRANTED:
        return "The request has priority already."
    if foi_request.priority == FOIRequest.Priority.ASKED:
        return "Priority was asked for already. A manager decides."
    return ""


def no_priority_to_decide(foi_request: FOIRequest) -> str:
    """Refuse to decide where no priority waits for a decision."""
    if foi_request.priority == FOIRequest.Priority.ASKED:
        return ""
    if foi_request.priority:
        return "Priority was granted already. Withdraw the priority to end it."
    return "Nobody asks for priority for this request."


def without_priority(foi_request: FOIRequest) -> str:
    """Refuse to withdraw a priority where there is none."""
    if foi_request.priority:
        return ""
    return "The request has no priority, and nobody asks for any."
