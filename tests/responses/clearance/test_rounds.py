"""A response on its way through the steps of a route."""

from datetime import timedelta

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.models import Notice
from requests_app.workflow import State
from responses.clearance import blocking
from responses.clearance.blocking import ClearanceBlocked
from responses.clearance.history import ClearanceHistory
from responses.clearance.own_work import OwnWork
from responses.clearance.panel import panel_of
from responses.clearance.services import (
    NoReasonGiven,
    NotYourStep,
    RouteNotPossible,
    StepTaken,
    recall_from_clearance,
    return_response,
    send_for_clearance,
)
from responses.clearance.steps import (
    CannotBeNamed,
    MayNotBypass,
    StepNotOpen,
    bypass_step,
    claim_response,
    name_for_step,
    release_response,
)
from responses.models import Clearance, ResponseDraft
from responses.refusals import LetterChanged
from tests.factories import AuthorityFactory, LeaveFactory
from tests.responses import kinds
from tests.responses.clearance.routes import (
    approver_of,
    clear,
    route,
    rule,
    send,
    states_of,
    step_of,
)
from tests.responses.kinds import AT, ON


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


@pytest.fixture
def in_order(authority, legal, press):
    return route(
        authority,
        "Senior",
        (1, "Legal", [legal]),
        (2, "Press", [press]),
        is_default=True,
    )


@pytest.fixture
def side_by_side(authority, legal, press):
    return route(
        authority,
        "Both",
        (1, "Legal", [legal]),
        (1, "Press", [press]),
        is_default=True,
    )


def bypass(foi_request, name, by, **changes):
    return bypass_step(
        **{
            "foi_request": foi_request,
            "clearance_step": step_of(foi_request, name).pk,
            "reason": "The law needs an answer today.",
            "by": by,
            "on": ON,
            "at": AT,
            **changes,
        }
    )


def name(foi_request, step, people, by, **changes):
    return name_for_step(
        **{
            "foi_request": foi_request,
            "clearance_step": step_of(foi_request, step).pk,
            "people": people,
            "reason": "Lee has left.",
            "by": by,
            "on": ON,
            "at": AT,
            **changes,
        }
    )


# --- Steps in order, and steps side by side -----------------------------------------


def test_steps_in_order_open_one_after_the_other(
    foi_request, officer, legal, press, in_order
):
    sent = send(foi_request, by=officer)
    assert states_of(sent) == {"Legal": "open", "Press": "waiting"}

    clear(sent, legal)
    assert states_of(sent) == {"Legal": "cleared", "Press": "open"}

    assert clear(sent, press).state == State.CLEARED
    draft = ResponseDraft.objects.get(foi_request=sent)
    assert draft.cleared_by == press
    kinds_told = [one.kind for one in sent.history.order_by("pk")][-2:]
    assert kinds_told == [
        ClearanceHistory.STEP_CLEARED,
        ClearanceHistory.RESPONSE_CLEARED,
    ]


def test_the_history_says_which_route_and_why(foi_request, officer, in_order):
    sent = send(foi_request, by=officer)

    entry = sent.history.get(kind=ClearanceHistory.SENT_FOR_CLEARANCE)
    assert entry.changes["route"] == ["", "Senior"]
    assert entry.changes["why_route"] == ["", "“Senior” because no rule applies"]


def test_a_later_step_is_not_cleared_before_its_turn(
    foi_request, officer, press, in_order
):
    sent = send(foi_request, by=officer)

    with pytest.raises(NotYourStep, match=r"waits for “Legal” \(Lee Legal\)"):
        clear(sent, press)

    assert states_of(sent) == {"Legal": "open", "Press": "waiting"}


def test_steps_side_by_side_are_cleared_in_any_order(
    foi_request, officer, legal, press, side_by_side
):
    sent = send(foi_request, by=officer)
    assert states_of(sent) == {"Legal": "open", "Press": "open"}

    assert clear(sent, press).state == State.CLEARANCE
    assert clear(sent, legal).state == State.CLEARED


def test_a_person_of_two_open_steps_decides_both(
    foi_request, officer, authority, legal
):
    route(
        authority, "Both", (1, "Legal", [legal]), (1, "Head", [legal]), is_default=True
    )

    assert clear(send(foi_request, by=officer), legal).state == State.CLEARED


def test_two_approvers_of_a_step_do_not_both_clear(
    foi_request, officer, authority, legal, press
):
    route(authority, "One", (1, "Head", [legal, press]), is_default=True)
    sent = send(foi_request, by=officer)
    clear(sent, legal)

    with pytest.raises(ActionNotPossible, match="Cleared"):
        clear(sent, press)


def test_who_cleared_a_step_does_not_clear_the_next(
    foi_request, officer, legal, in_order
):
    sent = send(foi_request, by=officer)
    clear(sent, legal)

    with pytest.raises(NotYourStep, match="Press"):
        clear(sent, legal)


def test_who_cleared_a_step_is_not_any_approver_of_the_next(
    foi_request, officer, authority, legal, approver
):
    route(authority, "Two", (1, "Legal", [legal]), (2, "Head", None), is_default=True)
    sent = send(foi_request, by=officer)
    clear(sent, legal)

    with pytest.raises(NotYourStep, match="Head"):
        clear(sent, legal)
    assert clear(sent, approver).state == State.CLEARED


def test_a_step_cleared_in_other_words_is_opened_again(
    foi_request, officer, legal, press, side_by_side
):
    sent = send(foi_request, by=officer)
    clear(sent, legal)
    sent.requester_name = "Sam Somebody-Else"
    sent.save()

    assert clear(sent, press).state == State.CLEARANCE
    assert states_of(sent) == {"Legal": "open", "Press": "cleared"}


def test_words_that_were_not_read_clear_no_step(foi_request, officer, legal, in_order):
    sent = send(foi_request, by=officer)

    with pytest.raises(LetterChanged):
        clear(sent, legal, words_sha256="0" * 64)

    assert states_of(sent)["Legal"] == "open"


# --- The right to decide a step -----------------------------------------------------


def test_an_approver_who_is_not_named_does_not_clear(
    foi_request, officer, approver, in_order
):
    with pytest.raises(NotYourStep, match="and not for you"):
        clear(send(foi_request, by=officer), approver)


def test_who_lost_the_role_does_not_clear(foi_request, officer, legal, in_order):
    sent = send(foi_request, by=officer)
    legal.roles = ["officer"]
    legal.save()

    with pytest.raises(NotYourStep, match="not an approver"):
        clear(sent, legal)


def test_a_deputy_of_the_step_may_clear(foi_request, officer, authority, in_order):
    deputy = approver_of(authority)
    in_order.steps.get(name="Legal").deputies.add(deputy)

    clear(send(foi_request, by=officer), deputy)

    assert states_of(foi_request)["Legal"] == "cleared"


def test_a_deputy_on_leave_clears_only_while_the_leave_lasts(
    foi_request, officer, authority, legal, in_order
):
    deputy = approver_of(authority)
    LeaveFactory(person=legal, deputy=deputy, first_on=ON, last_on=ON)
    sent = send(foi_request, by=officer)

    with pytest.raises(NotYourStep, match="Lee Legal"):
        clear(sent, deputy, on=ON + timedelta(days=1))
    clear(sent, deputy)

    assert states_of(sent)["Legal"] == "cleared"


def test_the_deputy_of_a_deputy_on_leave_does_not_act(
    foi_request, officer, authority, legal, in_order, manager
):
    deputy = approver_of(authority, first_name="Kit", last_name="Law")
    third = approver_of(authority)
    LeaveFactory(person=legal, deputy=deputy, first_on=ON, last_on=ON)
    LeaveFactory(person=deputy, deputy=third, first_on=ON, last_on=ON)
    sent = send(foi_request, by=officer)

    for person in (deputy, third):
        with pytest.raises(NotYourStep, match="Lee Legal"):
            clear(sent, person)

    panel = panel_of(sent, manager, on=ON, at=AT)
    assert panel.rows[0].missing == (
        "Lee Legal is away until 9 March 2026, and the deputy Kit Law is away too"
    )
    told = Notice.objects.get(foi_request=sent, person=manager)
    assert "Kit Law is away too. Name others for the step." in told.words
    assert not Notice.objects.filter(person__in=[deputy, third]).exists()


def test_two_people_who_stand_in_for_each_other_leave_the_step_stuck(
    foi_request, officer, authority, legal, in_order, manager
):
    other = approver_of(authority, first_name="Kit", last_name="Law")
    LeaveFactory(person=legal, deputy=other, first_on=ON, last_on=ON)
    LeaveFactory(person=other, deputy=legal, first_on=ON, last_on=ON)

    sent = send(foi_request, by=officer)

    panel = panel_of(sent, manager, on=ON, at=AT)
    assert "the deputy Kit Law is away too" in panel.rows[0].missing


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda deputy: setattr(deputy, "is_active", False), "Kit Law has left"),
        (
            lambda deputy: setattr(deputy, "roles", ["officer"]),
            "Kit Law is no longer an approver",
        ),
    ],
)
def test_a_deputy_who_cannot_clear_is_named_as_the_reason(
    foi_request, officer, authority, legal, in_order, manager, happens, why
):
    deputy = approver_of(authority, first_name="Kit", last_name="Law")
    LeaveFactory(person=legal, deputy=deputy, first_on=ON, last_on=ON)
    happens(deputy)
    deputy.save()

    sent = send(foi_request, by=officer)

    panel = panel_of(sent, manager, on=ON, at=AT)
    assert panel.rows[0].missing == (
        f"Lee Legal is away until 9 March 2026, and the deputy {why}"
    )


def test_standing_in_does_not_help_a_writer(
    foi_request, officer, authority, legal, in_order
):
    writer = approver_of(authority, roles=["approver", "officer"])
    LeaveFactory(person=legal, deputy=writer, first_on=ON, last_on=ON)
    foi_request.answers.update(updated_by=writer)

    with pytest.raises(OwnWork):
        clear(send(foi_request, by=officer), writer)


# --- Returns, and clearances kept across rounds -------------------------------------


def test_a_clearance_stands_where_the_words_are_the_same(
    foi_request, officer, legal, press, in_order
):
    sent = send(foi_request, by=officer)
    clear(sent, legal)
    return_response(foi_request=sent, reasons="Call me.", by=press, on=ON, at=AT)

    again = send(sent, by=officer)

    assert states_of(again) == {"Legal": "cleared", "Press": "open"}
    assert step_of(again, "Legal").carried_from.by == legal


def test_a_clearance_falls_where_a_word_changed(
    foi_request, officer, legal, press, in_order
):
    sent = send(foi_request, by=officer)
    clear(sent, legal)
    return_response(foi_request=sent, reasons="Name.", by=press, on=ON, at=AT)
    sent.refresh_from_db()
    sent.requester_name = "Sam Somebody-Else"
    sent.save()

    again = send(sent, by=officer)

    assert states_of(again) == {"Legal": "open", "Press": "waiting"}


def test_who_is_not_asked_does_not_return(foi_request, officer, press, in_order):
    sent = send(foi_request, by=officer)

    with pytest.raises(NotYourStep):
        return_response(foi_request=sent, reasons="No.", by=press, on=ON, at=AT)

    assert states_of(sent)["Legal"] == "open"


def test_a_recalled_round_is_over(foi_request, officer, legal, in_order):
    sent = send(foi_request, by=officer)
    clear(sent, legal)

    recall_from_clearance(foi_request=sent, by=officer, on=ON)
    again = send(sent, by=officer)

    assert states_of(again) == {"Legal": "open", "Press": "waiting"}
    assert Clearance.objects.filter(state="recalled").count() == 1


# --- Another route ------------------------------------------------------------------


def test_another_route_needs_a_reason(foi_request, officer, authority, in_order):
    other = route(authority, "Short", (1, "Head", None))

    with pytest.raises(RouteNotPossible, match="Say why"):
        send(foi_request, by=officer, route=other)


def test_another_route_is_taken_with_a_reason(
    foi_request, officer, authority, in_order
):
    other = route(authority, "Short", (1, "Head", None))

    sent = send(foi_request, by=officer, route=other, route_reason="A plain question.")

    made = Clearance.objects.get(foi_request=sent)
    assert (made.chosen_by, made.reason) == (officer, "A plain question.")
    assert states_of(sent) == {"Head": "open"}


def test_an_officer_leaves_out_no_step_that_a_rule_asks_for(
    foi_request, officer, authority, in_order
):
    rule(in_order, is_for_reviews=False, flag="sensitive")
    foi_request.flags = ["sensitive"]
    foi_request.save()
    other = route(authority, "Short", (1, "Head", None))

    with pytest.raises(RouteNotPossible, match="ask for “Legal” and “Press”"):
        send(foi_request, by=officer, route=other, route_reason="Quick.")


@pytest.fixture
def on_a_shorter_route(foi_request, officer, manager, authority, in_order):
    """Send a response as a manager, without the steps that a rule asks for."""
    rule(in_order, flag="sensitive")
    foi_request.flags = ["sensitive"]
    foi_request.save()
    other = route(authority, "Short", (1, "Head", None))
    kinds.nothing_warns(foi_request, by=officer)
    return lambda: send_for_clearance(
        foi_request=foi_request,
        route=other,
        route_reason="Counsel agreed by telephone.",
        by=manager,
        on=ON,
        at=AT,
    )


def test_steps_that_a_manager_leaves_out_count_as_bypassed(on_a_shorter_route, manager):
    sent = on_a_shorter_route()

    assert states_of(sent) == {"Legal": "skipped", "Head": "open", "Press": "skipped"}
    entry = sent.history.get(kind=ClearanceHistory.SENT_FOR_CLEARANCE)
    assert entry.changes["bypassed"] == ["", "Legal, Press"]
    steps = Clearance.objects.get(foi_request=sent).steps.filter(state="skipped")
    assert {(one.by, one.reason) for one in steps} == {
        (manager, "Counsel agreed by telephone.")
    }


def test_a_manager_who_wrote_leaves_out_no_step(
    on_a_shorter_route, foi_request, manager
):
    foi_request.answers.update(updated_by=manager)

    with pytest.raises(OwnWork):
        on_a_shorter_route()


@pytest.mark.parametrize("is_retired", [True, False])
def test_a_route_retired_or_of_another_authority_is_refused(
    foi_request, officer, authority, in_order, is_retired
):
    other = (
        route(authority, "Old", (1, "Head", None), retired_on=ON)
        if is_retired
        else route(AuthorityFactory(), "Theirs", (1, "Head", None))
    )

    with pytest.raises(RouteNotPossible, match="not a route of this authority"):
        send(foi_request, by=officer, route=other, route_reason="Quick.")


# --- Bypassing a step, and naming more people for a step ----------------------------


def test_a_manager_bypasses_a_step_with_a_reason(
    foi_request, officer, manager, press, in_order
):
    sent = send(foi_request, by=officer)

    bypass(sent, "Legal", manager)

    assert states_of(sent) == {"Legal": "skipped", "Press": "open"}
    entry = sent.history.get(kind=ClearanceHistory.STEP_BYPASSED)
    assert entry.note == "Legal: The law needs an answer today."
    assert clear(sent, press).state == State.CLEARED


def test_who_bypasses_the_only_step_answers_for_the_response(
    foi_request, officer, manager, authority, legal
):
    route(authority, "One", (1, "Legal", [legal]), is_default=True)
    sent = send(foi_request, by=officer)

    assert bypass(sent, "Legal", manager).state == State.CLEARED
    draft = ResponseDraft.objects.get(foi_request=sent)
    assert draft.cleared_by == manager


def test_after_a_bypass_the_last_who_cleared_stands(
    foi_request, officer, manager, legal, in_order
):
    sent = send(foi_request, by=officer)
    clear(sent, legal)

    assert bypass(sent, "Press", manager).state == State.CLEARED
    assert ResponseDraft.objects.get(foi_request=sent).cleared_by == legal


def test_only_a_manager_bypasses(foi_request, officer, legal, in_order):
    sent = send(foi_request, by=officer)

    with pytest.raises(MayNotBypass):
        bypass(sent, "Legal", legal)


def test_a_bypass_needs_a_reason(foi_request, officer, manager, in_order):
    sent = send(foi_request, by=officer)

    with pytest.raises(NoReasonGiven):
        bypass(sent, "Legal", manager, reason=" ")


def test_a_manager_who_wrote_bypasses_nothing(foi_request, officer, manager, in_order):
    foi_request.answers.update(updated_by=manager)
    sent = send(foi_request, by=officer)

    with pytest.raises(OwnWork):
        bypass(sent, "Legal", manager)


def test_a_step_decided_meanwhile_is_not_bypassed(
    foi_request, officer, manager, legal, in_order
):
    sent = send(foi_request, by=officer)
    step = step_of(sent, "Legal").pk
    clear(sent, legal)

    with pytest.raises(StepNotOpen):
        bypass(sent, "Press", manager, clearance_step=step)


def test_a_manager_names_another_for_a_step_whose_people_left(
    foi_request, officer, manager, authority, legal, in_order
):
    sent = send(foi_request, by=officer)
    legal.is_active = False
    legal.save()
    other = approver_of(authority)

    name(sent, "Legal", [other], manager)
    clear(sent, other)

    assert states_of(sent)["Legal"] == "cleared"
    entry = sent.history.get(kind=ClearanceHistory.STEP_PEOPLE_NAMED)
    assert entry.changes["people_named"] == [
        [str(legal)],
        [str(legal), str(other)],
    ]


def test_who_cannot_clear_is_not_named(foi_request, officer, manager, legal, in_order):
    sent = send(foi_request, by=officer)

    with pytest.raises(CannotBeNamed, match="no approver"):
        name(sent, "Legal", [officer], manager)
    with pytest.raises(CannotBeNamed, match="not named"):
        name(sent, "Legal", [legal], manager)


def test_naming_needs_the_right_and_a_reason(
    foi_request, officer, manager, authority, in_order
):
    sent = send(foi_request, by=officer)
    other = approver_of(authority)

    with pytest.raises(MayNotBypass):
        name(sent, "Legal", [other], officer)
    with pytest.raises(NoReasonGiven):
        name(sent, "Legal", [other], manager, reason="")


# --- Taking a response, and giving the response back --------------------------------


@pytest.fixture
def shared(foi_request, officer, authority, legal, press):
    """A response waiting for either of two approvers."""
    route(authority, "One", (1, "Head", [legal, press]), is_default=True)
    return send(foi_request, by=officer)


def take(foi_request, by, **changes):
    return claim_response(
        **{"foi_request": foi_request, "by": by, "on": ON, "at": AT, **changes}
    )


def test_what_one_takes_another_does_not_decide(shared, legal, press):
    take(shared, legal)

    with pytest.raises(StepTaken, match="Lee Legal has taken"):
        clear(shared, press)
    with pytest.raises(StepTaken):
        take(shared, press)
    with pytest.raises(StepTaken):
        return_response(foi_request=shared, reasons="No.", by=press, on=ON, at=AT)
    assert clear(shared, legal).state == State.CLEARED


def test_what_was_taken_is_free_after_a_day(shared, legal, press):
    take(shared, legal)

    later = AT + timedelta(days=1)
    assert clear(shared, press, at=later).state == State.CLEARED


def test_what_is_given_back_is_free(shared, legal, press):
    take(shared, legal)

    assert release_response(foi_request=shared, by=legal) == 1
    assert clear(shared, press).state == State.CLEARED


def test_what_was_taken_can_be_taken_over(shared, legal, press):
    take(shared, legal)

    take(shared, press, takes_over=True)

    with pytest.raises(StepTaken, match="Pat Press"):
        clear(shared, legal)


def test_who_is_not_asked_takes_nothing(shared, approver):
    with pytest.raises(NotYourStep):
        take(shared, approver)


def test_a_writer_takes_nothing(shared, legal):
    shared.answers.update(updated_by=legal)

    with pytest.raises(OwnWork):
        take(shared, legal)


# --- Clearance blocked by advice still to come --------------------------------------


def test_what_another_subject_needs_first_blocks_sending_and_clearing(
    foi_request, officer, legal, in_order, monkeypatch
):
    monkeypatch.setattr(blocking, "_blockers", [])
    sent = send(foi_request, by=officer)
    blocking.register(lambda one: "Counsel has not replied.")

    with pytest.raises(ClearanceBlocked, match="Counsel"):
        clear(sent, legal)
    recall_from_clearance(foi_request=sent, by=officer, on=ON)
    with pytest.raises(ClearanceBlocked, match="Counsel"):
        send(sent, by=officer)
