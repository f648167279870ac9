"""The details of a request are corrected, and the due date follows."""

from datetime import date

import pytest

from requests_app.clock.events import seek_clarification
from requests_app.intake.details import (
    DETAILS,
    DetailsChanged,
    DetailsNotPossible,
    change_details,
)
from requests_app.intake.registering import register_request
from tests.requests_app.intake.received import TODAY, record


def changes_of(foi_request):
    return foi_request.history.first().changes


def seen(foi_request):
    return {name: getattr(foi_request, name) for name in DETAILS}


def change(foi_request, officer, *, before=None, **details):
    before = before or seen(foi_request)
    return change_details(
        foi_request=foi_request,
        seen=before,
        by=officer,
        on=TODAY,
        **{**before, **details},
    )


def test_changing_the_day_of_receipt_moves_the_due_date(officer):
    foi_request = record(officer)

    changed = change(foi_request, officer, received_on=date(2026, 3, 3))

    assert changed.due_on == date(2026, 4, 1)
    assert changes_of(foi_request) == {
        "received_on": ["2026-03-02", "2026-03-03"],
        "due_on": ["2026-03-31", "2026-04-01"],
    }


def test_changing_the_regime_moves_the_due_date_where_the_law_differs(officer):
    foi_request = record(officer)

    changed = change(foi_request, officer, regime="FOISA")

    assert changed.due_on == date(2026, 3, 30)


def test_only_what_was_changed_is_written(officer):
    foi_request = record(officer)
    before = seen(foi_request)
    change(foi_request, officer, subject="Drones")

    changed = change(foi_request, officer, before=before, requester_name="R. Writer")

    assert (changed.subject, changed.requester_name) == ("Drones", "R. Writer")


def test_two_changes_of_the_same_detail_are_not_overwritten(officer):
    foi_request = record(officer)
    before = seen(foi_request)
    change(foi_request, officer, subject="Drones")

    with pytest.raises(DetailsChanged) as refusal:
        change(foi_request, officer, before=before, subject="Aircraft")

    assert refusal.value.fields == {"subject": "Drones"}


def test_changing_nothing_leaves_no_trace(officer):
    foi_request = record(officer)

    change(foi_request, officer)

    assert foi_request.history.count() == 1


def test_a_request_was_received_before_anything_happened_to_it(officer):
    foi_request = register_request(foi_request=record(officer), by=officer, on=TODAY)
    seek_clarification(
        foi_request=foi_request,
        question="Which?",
        by=officer,
        on=date(2026, 3, 3),
        today=TODAY,
    )
    foi_request.refresh_from_db()

    with pytest.raises(DetailsNotPossible, match="3 March 2026"):
        change(foi_request, officer, received_on=TODAY)
