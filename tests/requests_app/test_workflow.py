"""The table of transitions, and the sets of states derived from the table."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from requests_app.actions.table import ACTIONS
from requests_app.workflow import (
    CLOSED_STATES,
    DRAFTING_STATES,
    OPEN_STATES,
    RUNNING_STATES,
    TRANSITIONS,
    State,
    TransitionNotAllowed,
    as_mermaid,
    check_transition,
)

WORKFLOW_PAGE = Path(__file__).resolve().parents[2] / "docs" / "workflow.md"


def test_the_page_about_the_workflow_is_the_codes():
    printed = StringIO()

    call_command("describe_workflow", stdout=printed)

    assert WORKFLOW_PAGE.read_text("utf-8") == printed.getvalue(), (
        "Run: manage.py describe_workflow > docs/workflow.md"
    )


def test_every_state_has_its_line():
    assert set(TRANSITIONS) == set(State)


def test_every_state_can_be_reached():
    reached = {State.RECEIVED}
    while new := {to for now in reached for to in TRANSITIONS[now]} - reached:
        reached |= new

    assert reached == set(State)


def test_every_open_request_can_still_be_answered():
    for state in OPEN_STATES:
        reached = {state}
        while new := {to for now in reached for to in TRANSITIONS[now]} - reached:
            reached |= new
        assert State.ANSWERED in reached


def test_only_a_transfer_is_reopened_by_no_person():
    reopened = ACTIONS["reopen-request"].states | ACTIONS["undo-double"].states

    assert reopened == CLOSED_STATES - {State.TRANSFERRED}


def test_a_request_is_answered_only_once_its_letter_is_issued():
    leading = {now for now in State if State.ANSWERED in TRANSITIONS[now]}

    assert leading == {State.ISSUED}
    assert State.ISSUED in RUNNING_STATES - DRAFTING_STATES


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("to", State)
def test_a_move_is_allowed_as_the_table_says(now, to):
    if to in TRANSITIONS[now]:
        check_transition(now, to)
    else:
        with pytest.raises(TransitionNotAllowed, match=f"“{now.label}” and cannot"):
            check_transition(now, to)


def test_the_diagram_draws_every_move():
    moves = sum(len(onward) for onward in TRANSITIONS.values())

    assert as_mermaid().count("-->") == moves + 1 + len(CLOSED_STATES)
