"""Recording a request keeps its text and reads its questions."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connections

from requests_app.assigning.services import AssignmentNotPossible
from requests_app.intake.details import DetailsNotPossible
from requests_app.models import FOIRequest, Question
from requests_app.questions.stored_outline import outline_of
from requests_app.search.matching import has_words_of
from requests_app.workflow import State
from tests.factories import TeamFactory, UserFactory
from tests.requests_app.intake.received import TEXT, record


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


def test_the_example_is_four_questions_and_eight_sub_questions(officer, shared):
    path = shared / "examples" / "btp-1433-19" / "request.txt"

    foi_request = record(officer, received_text=path.read_text("utf-8"))

    assert Question.objects.filter(parent=None).count() == 4
    assert Question.objects.exclude(parent=None).count() == 8
    assert "4 questions and 8 sub-questions" in foi_request.history.get().note


def test_a_text_too_rich_for_the_index_is_found_by_its_beginning(officer):
    words = " ".join(f"w{n:06}" for n in range(60_000))

    foi_request = record(officer, received_text=f"1. Where are the badgers? {words}")

    assert list(FOIRequest.objects.filter(has_words_of("badgers"))) == [foi_request]
