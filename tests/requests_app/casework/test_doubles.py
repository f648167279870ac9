"""A double is closed on the file of another request, outside all figures."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from requests_app.casework.doubles import (
    DoubleNotPossible,
    DoubleNotUndone,
    SamePersonNotSaid,
    mark_double,
    undo_double,
)
from requests_app.casework.history import CaseworkHistory
from requests_app.casework.pairs import exported, offered_as_original
from requests_app.dashboard.counting import count
from requests_app.dashboard.scope import Scope
from requests_app.dashboard.spans import spans_up_to
from requests_app.lists.queries import narrow
from requests_app.models import Enquiry, FOIRequest, Waiting
from requests_app.workflow import State
from tests.at_once import at_once
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
)

FIRST, SECOND, TODAY = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 16)


@pytest.fixture
def original(officer):
    return FOIRequestFactory(
        authority=officer.authority, officer=officer, received_on=FIRST
    )


@pytest.fixture
def twin(officer):
    return FOIRequestFactory(
        authority=officer.authority, officer=officer, received_on=SECOND
    )


def mark(foi_request, original, by, on=TODAY, **given):
    return mark_double(
        foi_request=foi_request, original=original, by=by, on=on, **given
    )


def test_a_double_is_closed_without_a_clock_and_both_say_so(officer, original, twin):
    double = mark(twin, original, officer, reason="Sent twice.")

    assert (double.state, double.closed_on) == (State.DOUBLE, TODAY)
    assert (double.double_of, double.due_on) == (original, None)
    on_double = double.history.get()
    assert on_double.kind == CaseworkHistory.DOUBLE_MARKED
    assert on_double.changes["double_of"] == [None, str(original)]
    on_original = original.history.get()
    assert on_original.kind == CaseworkHistory.DOUBLE_ADDED
    assert str(double) in on_original.note
    assert "Sent twice." in on_original.note


def test_a_request_not_yet_registered_can_be_a_double(officer, original):
    pasted = FOIRequestFactory(
        authority=officer.authority,
        reference=None,
        registered_on=None,
        state=State.RECEIVED,
        received_on=SECOND,
    )

    double = mark(pasted, original, officer)
    undone = undo_double(
        foi_request=double, reason="It asks for more.", by=officer, on=TODAY
    )

    assert (undone.state, undone.double_of) == (State.RECEIVED, None)


def test_a_double_is_undone_within_thirty_days(officer, original, twin):
    due_on = twin.due_on
    double = mark(twin, original, officer)

    with pytest.raises(DoubleNotUndone, match="until 15 April 2026"):
        undo_double(
            foi_request=double,
            reason="Late.",
            by=officer,
            on=TODAY + timedelta(days=31),
        )
    undone = undo_double(
        foi_request=double,
        reason="Other years.",
        by=officer,
        on=TODAY + timedelta(days=30),
    )

    assert (undone.state, undone.closed_on) == (State.ANSWERING, None)
    assert undone.due_on > due_on  # it came two days after the factory's day
    kinds = [entry.kind for entry in original.history.order_by("pk")]
    assert kinds == [CaseworkHistory.DOUBLE_ADDED, CaseworkHistory.DOUBLE_REMOVED]


def test_a_request_is_no_double_of_itself(officer, twin):
    with pytest.raises(DoubleNotPossible, match="no double of itself"):
        mark(twin, twin, officer)


def test_a_request_to_another_authority_is_no_double(officer, twin):
    with pytest.raises(DoubleNotPossible, match="another authority"):
        mark(twin, FOIRequestFactory(received_on=FIRST), officer)


def test_doubles_make_neither_chain_nor_circle(officer, original, twin):
    third = FOIRequestFactory(authority=officer.authority, received_on=SECOND)
    mark(twin, original, officer)

    with pytest.raises(DoubleNotPossible, match=f"Choose {original}"):
        mark(third, FOIRequest.objects.get(pk=twin.pk), officer)
    with pytest.raises(DoubleNotPossible, match="itself a double"):
        mark(original, FOIRequest.objects.get(pk=twin.pk), officer)
    third.received_on = FIRST
    third.save()
    with pytest.raises(DoubleNotPossible, match="on the file of this request"):
        mark(original, third, officer)


def test_a_review_is_not_the_request_that_is_answered(officer, original, twin):
    review = FOIRequestFactory(
        authority=officer.authority, received_on=FIRST, review_of=original
    )

    with pytest.raises(DoubleNotPossible, match="internal review"):
        mark(twin, review, officer)


def test_the_time_runs_from_the_first_receipt(officer, original, twin):
    with pytest.raises(DoubleNotPossible, match=f"Mark {twin} as a double"):
        mark(original, twin, officer)


def test_what_is_asked_again_after_the_answer_is_a_request_of_its_own(officer, twin):
    answered = FOIRequestFactory(
        authority=officer.authority,
        state=State.ANSWERED,
        received_on=FIRST,
        closed_on=SECOND - timedelta(days=1),
    )

    with pytest.raises(DoubleNotPossible, match="refuse it as repeated"):
        mark(twin, answered, officer)


def test_what_crossed_the_answer_is_a_double(officer, twin):
    answered = FOIRequestFactory(
        authority=officer.authority,
        state=State.ANSWERED,
        received_on=FIRST,
        closed_on=SECOND + timedelta(days=1),
    )

    assert mark(twin, answered, officer).double_of == answered


def test_a_letter_other_than_an_acknowledgement_speaks_against(officer, original, twin):
    LetterFactory(foi_request=twin, type="acknowledgement", number=1)
    mark(twin, original, officer)
    undo_double(foi_request=twin, reason="See.", by=officer, on=TODAY)
    LetterFactory(foi_request=twin, type="interim", number=2)

    with pytest.raises(DoubleNotPossible, match="other than an acknowledgement"):
        mark(twin, original, officer)


def test_a_question_to_the_requester_speaks_against(officer, original, twin):
    twin.clock_events.create(name="clarification_sent", on=TODAY, is_partial=True)

    with pytest.raises(DoubleNotPossible, match="counts in law"):
        mark(twin, original, officer)


def test_a_department_still_asked_speaks_against(officer, original, twin):
    Enquiry.objects.create(
        foi_request=twin,
        department=DepartmentFactory(authority=officer.authority),
        asked_by=officer,
        asked_on=TODAY,
        wanted_by=TODAY,
    )

    with pytest.raises(DoubleNotPossible, match="has not replied"):
        mark(twin, original, officer)


def test_a_review_of_the_request_speaks_against(officer, original, twin):
    FOIRequestFactory(authority=officer.authority, review_of=twin)

    with pytest.raises(DoubleNotPossible, match="answer of its own"):
        mark(twin, original, officer)


def test_both_are_visible_to_the_same_people(officer, original, twin):
    twin.is_restricted = True
    twin.save()
    twin.named_people.add(officer)

    with pytest.raises(DoubleNotPossible, match="same people"):
        mark(twin, original, officer)
    original.is_restricted = True
    original.save()
    original.named_people.add(officer)
    assert mark(twin, original, officer).is_double


def test_two_people_have_two_answers(officer, original, twin):
    twin.requester_name, twin.requester_email = "Robin Hale", "robin@hale.example"
    twin.save()

    with pytest.raises(SamePersonNotSaid, match="two people have two answers"):
        mark(twin, original, officer)
    assert mark(twin, original, officer, is_same_person=True).is_double


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_marks_the_double(officer, original, twin):
    third = FOIRequestFactory(authority=officer.authority, received_on=FIRST)

    outcomes = at_once(lambda one: mark(twin, one, officer), [original, third])

    assert outcomes == ["done", "refused"]


def test_the_database_knows_no_double_without_its_original(twin):
    doubles = FOIRequest.objects.filter(pk=twin.pk)

    with (
        pytest.raises(IntegrityError, match="double_says_of_which"),
        transaction.atomic(),
    ):
        doubles.update(state=State.DOUBLE, closed_on=TODAY)


def figures(manager):
    counted = count(Scope(manager), on=TODAY)
    bands = Counter()
    for one in counted.open["state"]:
        bands += one.by_band
    facts = ("received", "closed", "extended", "in_time", "late")
    return bands, {
        (fact, span.title): counted.in_span(fact, span)
        for fact in facts
        for span in spans_up_to(TODAY)
    }


def listed(user, **wanted):
    visible = FOIRequest.objects.visible_to(user)
    return set(narrow(visible, wanted, on=TODAY))


def test_figures_are_as_if_the_double_had_never_come(officer, manager, original):
    without = figures(manager)
    twin = FOIRequestFactory(authority=officer.authority, received_on=SECOND)
    assert figures(manager) != without

    mark(twin, original, officer)

    assert figures(manager) == without


def test_lists_show_doubles_only_where_asked_for(officer, original, twin):
    double = mark(twin, original, officer)

    assert listed(officer) == {original}
    assert listed(officer, state=["all"]) == {original}
    assert listed(officer, state=["closed"]) == set()
    assert listed(officer, state=["open"]) == {original}
    assert listed(officer, state=["double"]) == {double}
    assert listed(officer, state=["all", "double"]) == {original, double}
    assert listed(officer, q="cameras") == {original, double}


def test_nothing_waits_for_a_double(officer, original, twin):
    FOIRequest.objects.filter(pk=twin.pk).update(officer=None)
    assert Waiting.objects.filter(foi_request_key=twin.pk).exists()

    mark(twin, original, officer)

    assert not Waiting.objects.filter(foi_request_key=twin.pk).exists()


def test_the_page_offers_what_came_first_from_the_same_requester(officer, twin):
    first = FOIRequestFactory(authority=officer.authority, received_on=FIRST)
    FOIRequestFactory(authority=officer.authority, received_on=TODAY)
    FOIRequestFactory(received_on=FIRST)

    assert offered_as_original(twin, officer) == [first]


def test_exports_name_the_original_of_a_double(officer, original, twin):
    double = mark(twin, original, officer)

    assert exported([original.pk, double.pk]) == {double.pk: [str(original)]}
    FOIRequest.objects.filter(pk=original.pk).update(is_restricted=True)
    assert exported([double.pk]) == {double.pk: ["Restricted"]}
