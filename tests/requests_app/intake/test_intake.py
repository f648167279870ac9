"""The services to record, correct, register and refuse a request."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connections

from requests_app.actions.table import ActionNotPossible
from requests_app.casework.handling import AssignmentNotPossible
from requests_app.clock.events import seek_clarification
from requests_app.history.steps import DayNotPossible
from requests_app.intake.details import (
    DETAILS,
    DetailsChanged,
    DetailsNotPossible,
    change_details,
)
from requests_app.intake.recording import record_request
from requests_app.intake.registering import (
    AlreadyRegistered,
    NothingAsked,
    mark_not_valid,
    register_request,
)
from requests_app.models import FOIRequest, Question, ReferenceCounter
from requests_app.questions.outline.tree_edits import edit
from requests_app.questions.stored_outline import outline_of
from requests_app.workflow import State
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    QuestionFactory,
    TeamFactory,
    UserFactory,
)

TODAY = date(2026, 3, 4)
TEXT = """Dear team,

1. How many drones do you own?
 a. What did they cost?
 b. Who flies them?
2. Do you have a drone policy?

Yours faithfully
Robin Writer"""


def record(by, **details):
    given = {
        "authority": by.authority,
        "received_text": TEXT,
        "received_on": date(2026, 3, 2),
        "regime": "FOIA",
        "channel": "email",
        "requester_name": "Robin Writer",
        "by": by,
        "on": TODAY,
    }
    return record_request(**{**given, **details})


def changes_of(foi_request):
    return foi_request.history.first().changes


# --- Recording -----------------------------------------------------------------------


def test_recording_keeps_the_text_and_reads_its_questions(officer):
    foi_request = record(officer)

    outline = outline_of(foi_request)
    assert foi_request.received_text == TEXT
    assert foi_request.state == State.RECEIVED
    assert foi_request.reference is None
    assert list(outline.paths.values()) == ["1", "1(a)", "1(b)", "2"]
    assert outline.preamble == "Dear team,"
    assert outline.closing.startswith("Yours faithfully")
    assert outline.nodes[1].marker == "a."
    start, end = outline.nodes[1].span
    assert TEXT[start:end] == "a. What did they cost?"


def test_recording_starts_the_clock_and_the_history(officer):
    foi_request = record(officer)

    entry = foi_request.history.get()
    assert foi_request.due_on == date(2026, 3, 31)
    assert entry.kind == "request_recorded"
    assert entry.by == officer
    assert "2 questions and 2 sub-questions" in entry.note


def test_a_subject_is_taken_from_the_text_where_none_is_given(officer):
    plain = record(officer)
    line = record(officer, received_text=f"Subject: FOI request – drones\n\n{TEXT}")
    given = record(officer, subject="Drones")
    long = record(officer, received_text="1. How many " + "very " * 60 + "old drones?")

    assert plain.subject == "How many drones do you own?"
    assert line.subject == "FOI request – drones"
    assert given.subject == "Drones"
    assert len(long.subject) < 90
    assert long.subject.endswith("very …")


def test_a_subject_is_not_cut_within_a_bracket(officer):
    text = "1. How many " + "very " * 10 + "old drones (e.g. " + "one, " * 20 + "two)?"

    subject = record(officer, received_text=text).subject

    assert subject.endswith("old drones …")


def test_a_request_without_questions_is_recorded_all_the_same(officer):
    foi_request = record(officer, received_text="Yours faithfully\nRobin Writer")

    assert not foi_request.questions.exists()
    assert foi_request.closing


@pytest.mark.parametrize(
    ("field", "details", "sentence"),
    [
        pytest.param(
            "received_text", {"received_text": " \n "}, "Paste the text", id="empty"
        ),
        pytest.param(
            "received_text",
            {"received_text": "How many? " * 300_000},
            "3,000,000 characters",
            id="too long",
        ),
        pytest.param(
            "received_on",
            {"received_on": date(2026, 3, 5)},
            "is in the future",
            id="tomorrow",
        ),
        pytest.param(
            "received_on",
            {"received_on": date(2004, 12, 31)},
            "before 1 January 2005",
            id="before the Act",
        ),
        pytest.param(
            "received_on",
            {"received_on": date(2006, 5, 4)},
            "known only from",
            id="before the known holidays",
        ),
        pytest.param(
            "channel", {"channel": "spoken"}, "environmental", id="spoken under FOIA"
        ),
        pytest.param(
            "requester_name",
            {"requester_name": " "},
            "Enter the name",
            id="gave no right",
        ),
    ],
)
def test_what_cannot_be_so_is_refused_with_a_sentence(
    officer, field, details, sentence
):
    with pytest.raises(DetailsNotPossible, match=sentence) as refusal:
        record(officer, **details)

    assert refusal.value.field == field
    assert not FOIRequest.objects.exists()


def test_environmental_information_may_be_asked_for_by_word_of_mouth(officer):
    assert record(officer, regime="EIR", channel="spoken").channel == "spoken"


def test_the_same_form_sent_twice_is_one_request(officer):
    key = uuid.uuid4()

    first, second = record(officer, form_key=key), record(officer, form_key=key)

    assert first == second
    assert FOIRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_once_is_one_request():
    officer, key = UserFactory(roles=["officer"]), uuid.uuid4()
    gate = threading.Barrier(4)
    recorded = []

    def send():
        try:
            gate.wait(timeout=20)
            recorded.append(record(officer, form_key=key).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(recorded) == 4
    assert len(set(recorded)) == FOIRequest.objects.count() == 1


def test_what_stands_under_a_number_nobody_wrote_out_is_a_question(officer):
    foi_request = record(officer, received_text="1a. How many?\n1b. How much?")

    assert "2 questions." in foi_request.history.get().note


def test_a_recorded_request_can_have_its_officer_at_once(officer):
    team = TeamFactory(authority=officer.authority)

    foi_request = record(officer, team=team, officer=officer)

    assert (foi_request.team, foi_request.officer) == (team, officer)
    assert foi_request.history.first().kind == "request_assigned"


def test_an_officer_of_another_authority_is_refused(officer):
    with pytest.raises(AssignmentNotPossible, match="does not work"):
        record(officer, officer=UserFactory(roles=["officer"]))


# --- Details -------------------------------------------------------------------------


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


# --- Registering ---------------------------------------------------------------------


def test_registering_gives_the_next_reference_of_the_year(officer):
    authority = officer.authority
    authority.reference_scheme = "{number}-{year}"
    authority.save()
    ReferenceCounter.objects.create(authority=authority, year=2026, last_number=1432)

    foi_request = register_request(foi_request=record(officer), by=officer, on=TODAY)

    assert foi_request.reference == "1433-26"
    assert foi_request.state == State.ANSWERING
    assert foi_request.registered_on == TODAY
    assert foi_request.due_on == date(2026, 3, 31)
    assert foi_request.history.first().note == "As 1433-26, due 31 March 2026."


def test_a_reference_somebody_has_already_is_passed_over(officer):
    authority = officer.authority
    authority.reference_scheme = "{number}-{year}"
    authority.save()
    FOIRequestFactory(authority=AuthorityFactory(), reference="1-26")

    foi_request = register_request(foi_request=record(officer), by=officer, on=TODAY)

    assert foi_request.reference == "2-26"


def test_each_year_counts_from_one(officer):
    for year, end in ((2025, "{}-25"), (2026, "{}-26")):
        foi_request = register_request(
            foi_request=record(officer, received_on=date(2025, 1, 2)),
            by=officer,
            on=date(year, 3, 4),
        )
        expected = officer.authority.reference_scheme.format(number=1, year=end[-2:])
        assert foi_request.reference == expected


def test_registering_twice_gives_one_reference(officer):
    foi_request = record(officer)
    register_request(foi_request=foi_request, by=officer, on=TODAY)

    with pytest.raises(AlreadyRegistered) as refusal:
        register_request(foi_request=foi_request, by=officer, on=TODAY)

    assert refusal.value.foi_request.reference in str(refusal.value)
    assert ReferenceCounter.objects.get().last_number == 1


def test_registering_saves_the_questions_as_last_typed(officer):
    foi_request = record(officer)
    outline = outline_of(foi_request)

    register_request(
        foi_request=foi_request,
        by=officer,
        on=TODAY,
        version=1,
        outline=edit(outline, outline.nodes[-1].id, text="Is there a policy?"),
    )

    assert foi_request.questions.last().text == "Is there a policy?"


def test_a_request_that_asks_nothing_is_not_registered(officer):
    nothing = record(officer, received_text="Yours faithfully\nRobin Writer")
    empty = record(officer)
    QuestionFactory(foi_request=empty, order=99, label="3", text="")

    with pytest.raises(NothingAsked, match="no question yet"):
        register_request(foi_request=nothing, by=officer, on=TODAY)
    with pytest.raises(NothingAsked, match="3 has no text"):
        register_request(foi_request=empty, by=officer, on=TODAY)


def test_a_registered_request_is_found_by_what_it_asks(officer):
    foi_request = register_request(foi_request=record(officer), by=officer, on=TODAY)
    other = record(officer, received_text="1. How many dogs do you keep?")

    def found(words):
        return list(FOIRequest.objects.matching(words))

    assert found("drone policy") == [foi_request]
    assert found(foi_request.reference) == [foi_request]
    assert found("writer dogs") == [other]
    assert found("cats") == []


def test_a_text_too_rich_for_the_index_is_found_by_its_beginning(officer):
    words = " ".join(f"w{n:06}" for n in range(60_000))

    foi_request = record(officer, received_text=f"1. Where are the badgers? {words}")

    assert list(FOIRequest.objects.matching("badgers")) == [foi_request]


@pytest.mark.django_db(transaction=True)
def test_no_reference_is_given_twice_to_requests_registered_at_once():
    officer = UserFactory(roles=["officer"])
    waiting = [record(officer) for _ in range(24)]
    gate = threading.Barrier(8)
    given, failures = [], []

    def register(some):
        try:
            gate.wait(timeout=20)
            for foi_request in some:
                given.append(
                    register_request(
                        foi_request=foi_request, by=officer, on=TODAY
                    ).reference
                )
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=register, args=(waiting[n::8],)) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    scheme = officer.authority.reference_scheme
    assert not failures
    assert sorted(given) == sorted(
        scheme.format(number=n, year="26") for n in range(1, 25)
    )


@pytest.mark.django_db(transaction=True)
def test_one_request_registered_at_once_by_several_people_has_one_reference():
    officer = UserFactory(roles=["officer"])
    foi_request = record(officer)
    gate = threading.Barrier(6)
    outcomes = []

    def register():
        try:
            gate.wait(timeout=20)
            register_request(foi_request=foi_request, by=officer, on=TODAY)
            outcomes.append("registered")
        except AlreadyRegistered:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=register) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == ["refused"] * 5 + ["registered"]
    assert ReferenceCounter.objects.get().last_number == 1


def test_a_number_is_not_given_again_when_its_request_goes(officer):
    first = register_request(foi_request=record(officer), by=officer, on=TODAY)
    FOIRequest.objects.filter(pk=first.pk).update(reference="elsewhere")

    second = register_request(foi_request=record(officer), by=officer, on=TODAY)

    assert second.reference == officer.authority.reference_scheme.format(
        number=2, year="26"
    )


# --- Not valid -----------------------------------------------------------------------


def test_a_request_found_not_valid_is_closed_with_the_reason(officer):
    foi_request = mark_not_valid(
        foi_request=record(officer),
        reason="It gives no name.",
        by=officer,
        on=TODAY,
        today=TODAY,
    )

    assert foi_request.state == State.NOT_VALID
    assert foi_request.closed_on == TODAY
    assert foi_request.history.first().note == "It gives no name."


def test_finding_a_request_not_valid_twice_is_refused(officer):
    foi_request = mark_not_valid(
        foi_request=record(officer),
        reason="No name.",
        by=officer,
        on=TODAY,
        today=TODAY,
    )

    with pytest.raises(ActionNotPossible, match="Not valid"):
        mark_not_valid(
            foi_request=foi_request,
            reason="No name.",
            by=officer,
            on=TODAY,
            today=TODAY,
        )


def test_a_request_is_not_found_invalid_before_it_came(officer):
    with pytest.raises(DayNotPossible, match="received on 2 March"):
        mark_not_valid(
            foi_request=record(officer),
            reason="No name.",
            by=officer,
            on=date(2026, 3, 1),
            today=TODAY,
        )


def test_the_example_is_four_questions_and_eight_sub_questions(officer, shared):
    path = shared / "examples" / "btp-1433-19" / "request.txt"

    foi_request = record(officer, received_text=path.read_text("utf-8"))

    assert Question.objects.filter(parent=None).count() == 4
    assert Question.objects.exclude(parent=None).count() == 8
    assert "4 questions and 8 sub-questions" in foi_request.history.get().note
