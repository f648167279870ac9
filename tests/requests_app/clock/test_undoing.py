"""The service that undoes a dated fact of the clock, and its page."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from requests_app.casework.closing import lapse_request, reopen_request
from requests_app.clock.events import (
    receive_clarification,
    receive_fee,
    request_fee,
    seek_clarification,
)
from requests_app.clock.extensions import extend_time, record_clock_fact
from requests_app.clock.history import ClockHistory
from requests_app.clock.undoing import FactNotUndone, undo_clock_fact
from requests_app.models import ClockEvent
from requests_app.workflow import State
from tests.factories import FOIRequestFactory, QuestionFactory

ASKED, TODAY = date(2026, 3, 9), date(2026, 3, 16)
DUE = date(2026, 3, 31)


@pytest.fixture
def answering(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


def undo(foi_request, by, *, name=None, reason="Meant for another request."):
    facts = foi_request.clock_events.order_by("-on", "-pk")
    fact = facts.filter(name=name).first() if name else facts.first()
    return undo_clock_fact(
        foi_request=foi_request, fact=fact.pk, reason=reason, by=by, on=TODAY
    )


def extend(foi_request, by):
    return extend_time(
        foi_request=foi_request,
        until=date(2026, 4, 24),
        reason="To weigh it.",
        by=by,
        on=ASKED,
        today=TODAY,
    )


def seek(foi_request, by):
    return seek_clarification(
        foi_request=foi_request, question="Which?", by=by, on=ASKED, today=TODAY
    )


def clarify(foi_request, by):
    return receive_clarification(
        foi_request=foi_request, clarification="2024.", by=by, on=TODAY, today=TODAY
    )


def charge(foi_request, by):
    return request_fee(
        foi_request=foi_request, amount_pence=4550, by=by, on=ASKED, today=TODAY
    )


def pay(foi_request, by):
    return receive_fee(foi_request=foi_request, by=by, on=TODAY, today=TODAY)


def narrow(foi_request, by):
    return record_clock_fact(
        foi_request=foi_request,
        fact="transferred_public_record",
        working_days=None,
        reason="An old file.",
        by=by,
        on=ASKED,
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("steps", "state", "due_on"),
    [
        pytest.param([extend], State.ANSWERING, DUE, id="an extension"),
        pytest.param([narrow], State.ANSWERING, DUE, id="another fact"),
        pytest.param([seek], State.ANSWERING, DUE, id="a question"),
        pytest.param(
            [seek, clarify], State.AWAITING_CLARIFICATION, None, id="its answer"
        ),
        pytest.param([charge], State.ANSWERING, DUE, id="a fees notice"),
        pytest.param([charge, pay], State.AWAITING_FEE, None, id="a payment"),
    ],
)
def test_a_fact_undone_leaves_the_request_as_if_it_had_never_been_recorded(
    answering, officer, steps, state, due_on
):
    foi_request = answering
    for step in steps:
        foi_request = step(foi_request, officer)
    before = foi_request.due_on

    undone = undo(foi_request, officer)

    undone.refresh_from_db()
    assert (undone.state, undone.due_on) == (state, due_on)
    assert undone.due_on != before
    entry = undone.history.first()
    assert entry.kind == ClockHistory.CLOCK_FACT_UNDONE
    assert entry.note.endswith("2026. Meant for another request.")
    assert entry.changes["due_on"] == [
        before and before.isoformat(),
        due_on and due_on.isoformat(),
    ]


def test_both_the_fact_and_its_undoing_stay_on_record(answering, officer):
    undo(extend(answering, officer), officer)

    (fact,) = ClockEvent.recorded.filter(foi_request=answering)
    assert (fact.undone_by, fact.undone_on) == (officer, TODAY)
    assert fact.undone_reason == "Meant for another request."
    assert not answering.clock_events.exists()
    kinds = answering.history.values_list("kind", flat=True)
    assert ClockHistory.TIME_EXTENDED in kinds


def test_the_same_fact_can_be_recorded_again(answering, officer):
    undone = undo(extend(answering, officer), officer)

    assert extend(undone, officer).due_on == date(2026, 4, 24)


def test_a_fact_is_undone_once(answering, officer):
    extended = extend(answering, officer)
    fact = extended.clock_events.get().pk
    narrow(extended, officer)
    undo(extended, officer, name="pit_extension_notice")

    with pytest.raises(FactNotUndone, match="already"):
        undo_clock_fact(
            foi_request=extended, fact=fact, reason="Again.", by=officer, on=TODAY
        )


def test_a_fact_of_another_request_is_not_undone(answering, officer):
    extended = extend(answering, officer)
    other = narrow(
        FOIRequestFactory(authority=officer.authority, officer=officer), officer
    )

    with pytest.raises(FactNotUndone):
        undo_clock_fact(
            foi_request=other,
            fact=extended.clock_events.get().pk,
            reason="Wrong.",
            by=officer,
            on=TODAY,
        )


def test_a_fact_that_a_later_fact_rests_on_is_undone_after_it(answering, officer):
    clarified = clarify(seek(answering, officer), officer)

    with pytest.raises(FactNotUndone, match="Undo the later event first"):
        undo(clarified, officer, name="clarification_sent")

    clarified.refresh_from_db()
    assert clarified.clock_events.count() == 2
    undone = undo(undo(clarified, officer), officer)
    assert (undone.state, undone.due_on) == (State.ANSWERING, DUE)


def test_what_a_closed_request_was_closed_for_is_undone_after_reopening(
    answering, officer
):
    late = date(2026, 7, 1)
    lapsed = lapse_request(
        foi_request=seek(answering, officer),
        reason="Silence.",
        by=officer,
        on=late,
        today=late,
    )

    with pytest.raises(FactNotUndone, match="“Lapsed”"):
        undo(lapsed, officer)

    opened = reopen_request(
        foi_request=lapsed, reason="Never asked.", by=officer, on=late
    )
    assert undo(opened, officer).due_on == DUE


def test_the_time_of_an_answered_request_can_be_put_right(answering, officer):
    extended = extend(answering, officer)
    extended.state, extended.closed_on = State.ANSWERED, date(2026, 4, 10)
    extended.answered_on, extended.was_in_time = date(2026, 4, 10), True
    extended.save()

    undone = undo(extended, officer)

    assert (undone.state, undone.due_on) == (State.ANSWERED, DUE)
    assert undone.was_in_time is False


def test_a_fact_undone_says_who_when_and_why(answering):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockEvent.objects.create(
            foi_request=answering, name="posted", on=ASKED, undone_on=TODAY
        )


def test_the_page_offers_the_facts_that_stand_and_keeps_what_was_typed(
    client, answering, officer
):
    extended = extend(answering, officer)
    client.force_login(officer)
    page = reverse("undo-clock-fact", kwargs={"reference": extended.reference})

    shown = client.get(page)
    assert "Notice that the public interest needs more time" in shown.text

    refused = client.post(page, {"reason": "Wrong request."})
    assert "Choose the event recorded in error" in refused.text
    assert "Wrong request." in refused.text

    done = client.post(
        page,
        {"fact": extended.clock_events.get().pk, "reason": "Wrong request."},
        follow=True,
    )
    assert "Event undone. The due date has been recalculated." in done.text
    answering.refresh_from_db()
    assert answering.due_on == DUE


def test_the_page_and_the_history_name_the_questions_of_a_partial_fact(
    client, answering, officer
):
    questions = [
        QuestionFactory(foi_request=answering, order=order, label=str(order))
        for order in (1, 2)
    ]
    for question, until in zip(
        questions, (date(2026, 4, 24), date(2026, 4, 27)), strict=True
    ):
        extended = extend_time(
            foi_request=answering,
            until=until,
            reason="To weigh it.",
            questions=[question],
            by=officer,
            on=ASKED,
            today=TODAY,
        )
    client.force_login(officer)
    shown = client.get(
        reverse("undo-clock-fact", kwargs={"reference": answering.reference})
    )
    for number in (1, 2):
        assert f"needs more time (question {number}), until" in shown.text

    undone = undo(extended, officer)

    entry = undone.history.get(kind=ClockHistory.CLOCK_FACT_UNDONE)
    assert "needs more time (question 2), until 27 April 2026" in entry.note


def test_the_working_shows_a_fact_undone_struck_through(client, answering, officer):
    undo(extend(answering, officer), officer)
    client.force_login(officer)

    page = client.get(reverse("due-date", kwargs={"reference": answering.reference}))

    assert "<s>Notice that the public interest needs more time" in page.text
    assert "Meant for another request." in page.text


def test_the_page_says_so_where_nothing_is_recorded(client, answering, officer):
    client.force_login(officer)

    page = client.get(
        reverse("undo-clock-fact", kwargs={"reference": answering.reference})
    )

    assert "No event that affects the due date is recorded" in page.text
