"""The services that restrict access and add notes."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.assigning.services import AssignmentNotPossible, assign_request
from requests_app.casework.handling import (
    RestrictionNotPossible,
    add_note,
    restrict_request,
    unrestrict_request,
)
from requests_app.casework.history import CaseworkHistory
from requests_app.models import FOIRequest
from tests.factories import FOIRequestFactory, UserFactory

TODAY = date(2026, 3, 16)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority)


def assign(foi_request, by, officer=None, team=None):
    return assign_request(
        foi_request=foi_request, officer=officer, team=team, by=by, on=TODAY
    )


def restrict(foi_request, by, *people):
    return restrict_request(foi_request=foi_request, people=people, by=by, on=TODAY)


def test_a_restricted_request_is_given_only_to_people_named(
    foi_request, officer, manager
):
    restrict(foi_request, manager, manager)

    with pytest.raises(AssignmentNotPossible, match="may not see it"):
        assign(foi_request, manager, officer=officer)


def test_a_restricted_request_is_there_for_people_named_only(
    foi_request, officer, approver, manager
):
    restrict(foi_request, manager, manager, approver)

    def sees(person):
        return FOIRequest.objects.visible_to(person).exists()

    assert [sees(each) for each in (manager, approver, officer)] == [True, True, False]


def test_who_may_see_it_is_told_before_and_after(foi_request, officer, manager):
    restrict(foi_request, manager, manager)
    restrict(foi_request, manager, manager, officer)

    entry = foi_request.history.first()
    assert entry.kind == CaseworkHistory.REQUEST_RESTRICTED
    assert entry.changes == {
        "named_people": [[str(manager)], sorted([str(manager), str(officer)])]
    }


def test_restricting_to_the_same_people_changes_nothing(foi_request, manager):
    restrict(foi_request, manager, manager)

    with pytest.raises(RestrictionNotPossible, match="Nothing was changed"):
        restrict(foi_request, manager, manager)


def test_a_restriction_that_nobody_could_lift_is_refused(foi_request, officer, manager):
    with pytest.raises(RestrictionNotPossible, match="at least one manager"):
        restrict(foi_request, manager, officer)

    foi_request.refresh_from_db()
    assert not foi_request.is_restricted


def test_a_restriction_does_not_shut_out_whoever_handles_the_request(
    foi_request, officer, manager
):
    assign(foi_request, manager, officer=officer)

    with pytest.raises(RestrictionNotPossible, match="handles this request"):
        restrict(foi_request, manager, manager)


def test_people_who_see_no_requests_cannot_be_named(foi_request, manager):
    contributor = UserFactory(roles=["contributor"], authority=manager.authority)

    with pytest.raises(RestrictionNotPossible, match="no role"):
        restrict(foi_request, manager, manager, contributor)


def test_lifting_a_restriction_shows_the_request_to_everybody_again(
    foi_request, officer, manager
):
    restrict(foi_request, manager, manager)

    unrestrict_request(
        foi_request=foi_request, reason="The trial is over.", by=manager, on=TODAY
    )

    assert FOIRequest.objects.visible_to(officer).get() == foi_request
    entry = foi_request.history.first()
    assert entry.changes == {
        "is_restricted": [True, False],
        "named_people": [[str(manager)], []],
    }


def test_a_restriction_that_is_not_there_cannot_be_lifted(foi_request, manager):
    with pytest.raises(ActionNotPossible, match="not restricted"):
        unrestrict_request(foi_request=foi_request, reason="?", by=manager, on=TODAY)


def test_a_note_goes_into_the_history_of_a_closed_request_too(officer):
    closed = FOIRequestFactory(authority=officer.authority, state="answered")

    note = add_note(foi_request=closed, note="Rang.", by=officer, on=TODAY)

    assert (note.kind, note.note) == (CaseworkHistory.NOTE_ADDED, "Rang.")
    assert closed.history.get() == note


def test_the_same_note_twice_running_is_one_note(foi_request, officer):
    for text in ("Rang.", "Rang.", "Rang again.", "Rang."):
        add_note(foi_request=foi_request, note=text, by=officer, on=TODAY)

    notes = foi_request.history.order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["Rang.", "Rang again.", "Rang."]
