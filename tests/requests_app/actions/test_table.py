"""The table of actions: what a page offers, its service does, and nothing else."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from requests_app.actions.table import ACTIONS, ActionNotPossible
from requests_app.assigning.services import (
    assign_request,
    give_back_request,
    pass_on_request,
    take_request,
)
from requests_app.casework.classifying import classify_request, explain_lateness
from requests_app.casework.closing import (
    lapse_request,
    reopen_request,
    transfer_request,
    withdraw_request,
)
from requests_app.casework.doubles import mark_double, undo_double
from requests_app.casework.handling import (
    add_note,
    restrict_request,
    unrestrict_request,
)
from requests_app.casework.later_letters import record_later_letter
from requests_app.casework.printing import choose_print_size
from requests_app.clock.events import (
    receive_clarification,
    receive_fee,
    request_fee,
    seek_clarification,
    withdraw_clarification,
)
from requests_app.clock.extensions import extend_time, record_clock_fact
from requests_app.clock.undoing import undo_clock_fact
from requests_app.complaints.services import record_complaint
from requests_app.intake.details import change_details
from requests_app.intake.registering import mark_not_valid
from requests_app.priority.keeping import keep_priority
from requests_app.priority.services import (
    ask_for_priority,
    decide_priority,
    withdraw_priority,
)
from requests_app.questions.correcting import correct_questions
from requests_app.questions.stored_outline import outline_of
from requests_app.requesters.services import link_requester
from requests_app.reviews.services import extend_review, request_review
from requests_app.time_spent.services import record_time
from requests_app.workflow import State
from responses.advice.services import seek_advice
from responses.enquiries.asking import make_enquiry
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

ASKED, IN_TIME, LATE = date(2026, 3, 5), date(2026, 3, 20), date(2026, 7, 1)
UNTIL = date(2026, 4, 24)
# What a request in these states was asked for.
EVENTS = {
    State.AWAITING_CLARIFICATION: "clarification_sent",
    State.AWAITING_FEE: "fees_notice",
    State.LAPSED: "clarification_sent",
}

DATED = {
    "seek-clarification": (seek_clarification, {"question": "Which years?"}),
    "receive-clarification": (receive_clarification, {"clarification": "2024."}),
    "withdraw-clarification": (withdraw_clarification, {"reason": "Found it."}),
    "request-fee": (request_fee, {"amount_pence": 4550}),
    "receive-fee": (receive_fee, {}),
    "extend-time": (extend_time, {"until": UNTIL, "reason": "To weigh it."}),
    "record-clock-fact": (
        record_clock_fact,
        {"fact": "narrowed_voluntarily", "working_days": None, "reason": "Said so."},
    ),
    "extend-review": (extend_review, {"until": UNTIL, "reason": "Exceptional."}),
    "record-later-letter": (record_later_letter, {"letter": "How many bridges?"}),
    "transfer-request": (transfer_request, {"to": "Midshire", "reason": "Theirs."}),
    "mark-not-valid": (mark_not_valid, {"reason": "No name."}),
    "withdraw-request": (withdraw_request, {"reason": "Told us."}),
}


def do(url_name, foi_request, by, manager):
    """Call the service of an action with what it would accept of an open request."""
    told = {"foi_request": foi_request, "by": by}
    if url_name in DATED:
        service, arguments = DATED[url_name]
        return service(**told, **arguments, on=IN_TIME, today=IN_TIME)
    match url_name:
        case "lapse-request":
            return lapse_request(**told, reason="Silence.", on=LATE, today=LATE)
        case "record-complaint":
            return record_complaint(
                **told, case_number="IC-1", received_on=LATE, on=LATE
            )
        case "record-time":
            return record_time(
                **told,
                minutes=15,
                work="locating",
                form_key=uuid4(),
                on=LATE,
                today=LATE,
            )
        case "request-review":
            return request_review(
                **told,
                received_text="I disagree.",
                questions=[],
                channel="email",
                late_reason="They were away.",
                on=LATE,
                today=LATE,
            )
    told["on"] = IN_TIME
    match url_name:
        case "make-enquiry":
            return make_enquiry(
                **told,
                department=DepartmentFactory(authority=foi_request.authority),
                questions=[QuestionFactory(foi_request=foi_request)],
                message="",
                wanted_by=UNTIL,
            )
        case "seek-advice":
            return seek_advice(
                **told,
                source="legal",
                adviser="Nye and Nye",
                email="",
                questions=[],
                asked="Is this privileged?",
                wanted_by=UNTIL,
                is_mailed=False,
            )
        case "correct-questions":
            outline = replace(outline_of(foi_request), preamble="Something else")
            return correct_questions(**told, version=1, outline=outline)
        case "change-details":
            seen = {"subject": foi_request.subject}
            return change_details(**told, seen=seen, subject="Bridges")
        case "link-requester":
            return link_requester(**told, requester=None)
        case "classify-request":
            return classify_request(**told, flags=["sensitive"], requester_type=None)
        case "ask-for-priority":
            return ask_for_priority(**told, reason="The debate is on Friday.")
        case "decide-priority":
            return decide_priority(**told, decision="granted", reason="")
        case "withdraw-priority":
            told["by"] = manager
            return withdraw_priority(**told, reason="No longer.")
        case "explain-lateness":
            return explain_lateness(**told, reason="search", team=None)
        case "add-note":
            return add_note(**told, note="They rang.")
        case "assign-request":
            return assign_request(**told, team=None, officer=by)
        case "take-request":
            return take_request(**told)
        case "pass-on-request":
            told["by"] = manager
            return pass_on_request(**told, officer=by, team=None, reason="Away.")
        case "give-back-request":
            told["by"] = manager
            return give_back_request(**told, reason="Not theirs.")
        case "restrict-request":
            return restrict_request(**told, people=[manager])
        case "unrestrict-request":
            return unrestrict_request(**told, reason="The trial is over.")
        case "undo-clock-fact":
            fact = foi_request.clock_events.order_by("-on").first()
            return undo_clock_fact(**told, fact=fact.pk, reason="Never happened.")
        case "choose-print-size":
            return choose_print_size(**told, print_size="large")
        case "mark-double":
            original = FOIRequestFactory(authority=foi_request.authority)
            return mark_double(**told, original=original)
        case "undo-double":
            return undo_double(**told, reason="Two requests.")
        case "reopen-request":
            return reopen_request(**told, reason="They wrote again.")
    raise AssertionError(f"{url_name} has no service here.")


def request_in(state, url_name, authority, *, is_review):
    is_registered = state is not State.RECEIVED
    foi_request = FOIRequestFactory(
        authority=authority,
        state=state,
        # Under this law even silence can be reviewed.
        regime="EIR" if url_name == "request-review" else "FOIA",
        is_restricted=url_name == "unrestrict-request",
        **({"due_on": None} if state in EVENTS else {}),
        review_of=FOIRequestFactory(authority=authority) if is_review else None,
        **({} if is_registered else {"reference": None, "registered_on": None}),
    )
    if state in EVENTS:
        foi_request.clock_events.create(name=EVENTS[state], on=ASKED)
    if url_name in {"pass-on-request", "give-back-request"}:
        foi_request.officer = UserFactory(roles=["officer"], authority=authority)
        foi_request.save()
    if url_name in {"decide-priority", "withdraw-priority"}:
        asker = UserFactory(roles=["officer"], authority=authority)
        keep_priority(
            [foi_request.pk], "priority_asked", reason="Friday", by=asker, on=ASKED
        )
        foi_request.refresh_from_db()
    if url_name == "undo-clock-fact":
        foi_request.clock_events.create(name="narrowed_voluntarily", on=IN_TIME)
    return foi_request


@pytest.mark.parametrize("is_review", [False, True], ids=["request", "review"])
@pytest.mark.parametrize("url_name", ACTIONS)
def test_a_service_does_what_its_page_offers_and_refuses_the_rest_in_its_words(
    officer, manager, url_name, is_review
):
    offered, done = {}, {}

    for state in State:
        foi_request = request_in(
            state, url_name, officer.authority, is_review=is_review
        )
        offered[state] = ACTIONS[url_name].refusal(foi_request)
        try:
            do(url_name, foi_request, officer, manager)
        except ActionNotPossible as refusal:
            done[state] = str(refusal)
        else:
            done[state] = ""

    assert done == offered


@pytest.mark.parametrize(
    ("url_name", "regime", "is_review", "said"),
    [
        pytest.param("extend-time", "FOISA", False, "no extension", id="FOISA s.10"),
        pytest.param("extend-review", "EIR", True, "regulation 11", id="EIR reg 11"),
        pytest.param("extend-review", "FOIA", False, "not a review", id="no review"),
        pytest.param("request-review", "FOIA", True, "itself a review", id="a review"),
        pytest.param(
            "record-clock-fact", "FOIA", True, "No such event", id="no such fact"
        ),
    ],
)
def test_the_page_of_an_action_says_what_the_law_has_against_it(
    officer, url_name, regime, is_review, said
):
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        regime=regime,
        review_of=FOIRequestFactory(authority=officer.authority) if is_review else None,
    )

    assert said in ACTIONS[url_name].refusal(foi_request)
