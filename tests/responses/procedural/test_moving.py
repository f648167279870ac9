"""A letter moves its request on the day it is given, and not before."""

from datetime import date

import pytest

from requests_app.clock.events import receive_clarification
from requests_app.clock.undoing import undo_clock_fact
from requests_app.workflow import State
from responses.giving.effects import effect_of
from responses.letters.composing import compose
from responses.models import Dispatch, ProceduralDraft
from responses.procedural.history import ProceduralHistory
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import kinds_open_to
from responses.procedural.services import ProceduralLetterNotPossible
from responses.sending.outcomes import record_returned
from responses.sending.post import mark_posted
from responses.sending.queueing import Sending, send_letter, undo_send
from responses.sending.withdrawing import withdraw_letter
from statute.working_days import format_date
from tests.responses import procedural_letters as made

pytestmark = pytest.mark.django_db

BY_POST = Sending(Dispatch.Channel.POST, "Alex Requester\n12 Example Street\nLS2 2BB")
POSTED_ON = date(2026, 3, 12)
DUE_ON = date(2026, 3, 31)
EXTENDED_TO = date(2026, 4, 29)


@pytest.fixture
def request_of(officer):
    def request_of(regime="FOIA"):
        return made.request(regime, authority=officer.authority)

    return request_of


def by_post(letter, officer):
    return send_letter(
        letter=letter, sending=BY_POST, by=officer, on=made.ON, at=made.AT
    )


def posted(letter, officer, *, on=POSTED_ON):
    dispatch = by_post(letter, officer)
    mark_posted(dispatches=[dispatch], by=officer, on=on, today=on)
    return dispatch


def came_back(dispatch, officer, *, on=date(2026, 3, 20)):
    record_returned(
        dispatch=dispatch, reason="Gone away.", by=officer, on=on, at=made.AT
    )


def now(letter):
    letter.foi_request.refresh_from_db()
    return letter.foi_request.state, letter.foi_request.due_on


def draft_of(letter):
    return ProceduralDraft.objects.get(letter=letter)


def kinds_told(letter):
    return set(letter.foi_request.history.values_list("kind", flat=True))


def test_an_extension_waits_for_its_giving(request_of, officer):
    letter = made.issued(request_of(), "pit_extension", by=officer)

    assert now(letter) == (State.ANSWERING, DUE_ON)
    assert not letter.foi_request.clock_events.exists()
    posted(letter, officer)
    assert now(letter) == (State.ANSWERING, EXTENDED_TO)
    event = letter.foi_request.clock_events.get()
    assert (event.on, draft_of(letter).moved_on) == (POSTED_ON, POSTED_ON)


def test_time_runs_until_a_clarification_is_given(request_of, officer):
    letter = made.issued(request_of(), "clarification", by=officer)

    undo_send(dispatch=by_post(letter, officer), by=officer, on=made.ON, at=made.AT)
    assert now(letter) == (State.ANSWERING, DUE_ON)

    posted(letter, officer)
    assert now(letter) == (State.AWAITING_CLARIFICATION, None)


@pytest.mark.parametrize(
    ("kind", "moved"),
    [
        ("clarification", (State.AWAITING_CLARIFICATION, None)),
        ("fees_notice", (State.AWAITING_FEE, None)),
        ("pit_extension", (State.ANSWERING, EXTENDED_TO)),
        ("invalid_request", (State.NOT_VALID, DUE_ON)),
    ],
)
def test_what_came_back_moved_nothing(request_of, officer, kind, moved):
    letter = made.issued(request_of(), kind, by=officer)
    dispatch = posted(letter, officer)
    assert now(letter) == moved

    came_back(dispatch, officer)

    assert now(letter) == (State.ANSWERING, DUE_ON)
    assert not letter.foi_request.clock_events.exists()
    assert draft_of(letter).moved_on is None
    assert ProceduralHistory.NOTICE_UNDONE in kinds_told(letter)


def test_sent_again_it_moves_from_the_second_giving(request_of, officer):
    letter = made.issued(request_of(), "pit_extension", by=officer)
    came_back(posted(letter, officer), officer, on=date(2026, 3, 16))

    posted(letter, officer, on=date(2026, 3, 17))

    assert now(letter) == (State.ANSWERING, EXTENDED_TO)
    assert letter.foi_request.clock_events.get().on == date(2026, 3, 17)


def test_what_the_requester_replied_to_stands_though_a_copy_came_back(
    request_of, officer
):
    letter = made.issued(request_of(), "clarification", by=officer)
    dispatch = posted(letter, officer)
    on = date(2026, 3, 18)
    receive_clarification(
        foi_request=letter.foi_request,
        clarification="I mean fixed cameras.",
        by=officer,
        on=on,
        today=on,
    )
    due_on = now(letter)[1]

    came_back(dispatch, officer)

    assert now(letter) == (State.ANSWERING, due_on)
    assert "moved on since" in draft_of(letter).not_moved
    assert ProceduralHistory.NOTICE_NOT_UNDONE in kinds_told(letter)


def test_a_request_passed_on_stays_so_though_its_letter_came_back(request_of, officer):
    letter = made.issued(request_of(), "transfer", by=officer)

    came_back(posted(letter, officer), officer)

    assert now(letter)[0] == State.TRANSFERRED
    assert "Tell the requester" in draft_of(letter).not_moved


def test_a_requester_sent_elsewhere_by_a_letter_that_came_back_is_still_owed(
    request_of, officer
):
    details = {**made.details_of("transfer", "FOIA"), "way": "ask_them"}
    letter = made.issued(request_of(), "transfer", by=officer, details=details)
    dispatch = posted(letter, officer)
    assert now(letter)[0] == State.TRANSFERRED

    came_back(dispatch, officer)

    assert now(letter) == (State.ANSWERING, DUE_ON)


def test_a_notice_posted_too_late_is_given_without_effect(request_of, officer):
    letter = made.issued(request_of("EIR"), "eir_extension", by=officer)
    late = date(2026, 4, 7)

    posted(letter, officer, on=late)

    letter.refresh_from_db()
    assert letter.given_on == late
    assert not letter.foi_request.clock_events.exists()
    assert "extends nothing" in draft_of(letter).not_moved
    entry = letter.foi_request.history.get(kind=ProceduralHistory.NOTICE_WITHOUT_EFFECT)
    assert "extends nothing" in entry.note


def test_an_acknowledgement_that_came_back_changes_nothing(request_of, officer):
    letter = made.issued(request_of(), "acknowledgement", by=officer)

    came_back(posted(letter, officer), officer)

    assert now(letter) == (State.ANSWERING, DUE_ON)
    assert draft_of(letter).not_moved == ""


def test_the_same_letter_is_not_written_while_the_first_waits(request_of, officer):
    foi_request = request_of()
    letter = made.issued(foi_request, "clarification", by=officer)
    by_post(letter, officer)

    offered = {kind.type for kind in kinds_open_to(Case(foi_request, on=made.ON))}
    assert "clarification" not in offered
    with pytest.raises(ProceduralLetterNotPossible):
        made.issued(foi_request, "clarification", by=officer)

    withdraw_letter(
        letter=letter, reason="A slip.", asks="", by=officer, on=made.ON, at=made.AT
    )
    offered = {kind.type for kind in kinds_open_to(Case(foi_request, on=made.ON))}
    assert "clarification" in offered


def test_a_letter_held_back_may_be_written_anew(request_of, officer):
    foi_request = request_of()
    letter = made.issued(foi_request, "acknowledgement", by=officer)
    undo_send(dispatch=by_post(letter, officer), by=officer, on=made.ON, at=made.AT)

    again = made.issued(foi_request, "acknowledgement", by=officer)

    assert again.number == 2


def test_the_answer_speaks_of_no_extension_that_was_not_given(request_of, officer):
    foi_request = request_of()
    letter = made.issued(foi_request, "pit_extension", by=officer)

    assert compose(foi_request, on=POSTED_ON).more_time is None

    posted(letter, officer)
    assert compose(foi_request, on=POSTED_ON).more_time.until == EXTENDED_TO


def test_a_notice_whose_event_was_undone_says_by_whom_when_and_why(request_of, officer):
    letter = made.issued(request_of(), "pit_extension", by=officer)
    posted(letter, officer)
    event = letter.foi_request.clock_events.get()

    undo_clock_fact(
        foi_request=letter.foi_request,
        fact=event.pk,
        reason="Meant for another request.",
        by=officer,
        on=POSTED_ON,
    )

    letter = type(letter).objects.get(pk=letter.pk)
    assert effect_of(letter).in_words(letter) == (
        f"Undone on {format_date(POSTED_ON)} by {officer}: Meant for another request."
    )
