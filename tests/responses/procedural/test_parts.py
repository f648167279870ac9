"""Procedural letters about some of the questions, and what they move."""

from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from requests_app.workflow import State
from responses.checks.findings import findings_in
from responses.giving.services import work_out_giving
from responses.letters.pages import page_of
from responses.procedural.kinds.catalogue import compose_procedural
from statute.notices.drafts import Severity
from tests.responses import procedural_letters as made

pytestmark = pytest.mark.django_db
_WHY = "Bidders would learn what each supplier charges before the tender closes."


def details_of(foi_request, kind, *places, **more):
    """Return the content of a letter about the questions in these places."""
    keys = [str(pk) for pk in foi_request.questions.values_list("pk", flat=True)]
    about = [keys[place] for place in places]
    details = {**made.DETAILS[kind], "questions": about, **more}
    if kind == "pit_extension":
        details["reliances"] = [{"key": "FOIA 43(2)", "questions": about, "why": _WHY}]
    return details


def composed(foi_request, kind, *places, **more):
    details = details_of(foi_request, kind, *places, **more)
    content = compose_procedural(foi_request, kind=kind, details=details, on=made.ON)
    return content, " ".join(strip_tags(page_of(content)).split())


def test_an_extension_names_its_questions_and_the_day_of_the_rest():
    content, words = composed(made.request(), "pit_extension", 3)

    assert "This is about question 2." in words
    assert "answer the rest of your request by 31 March 2026" in words
    assert not findings_in(content)


def test_a_late_extension_says_what_happens_to_the_overdue_rest():
    foi_request = made.request()
    foi_request.questions.update(due_on=made.ON - timedelta(days=1))
    content, words = composed(foi_request, "pit_extension", 3, meanwhile="")

    (asks,) = [each for each in findings_in(content) if each.code == "rest_not_said"]
    assert asks.severity is Severity.BLOCK
    assert "About the rest of the request" in asks.message
    assert "The rest of your request" not in words

    content, words = composed(
        foi_request, "pit_extension", 3, meanwhile="We will write by Friday."
    )
    assert "rest_not_said" not in {each.code for each in findings_in(content)}
    assert "We will write by Friday." in words
    assert "answer the rest of your request by" not in words


@pytest.mark.parametrize("kind", ["pit_extension", "clarification"])
def test_a_letter_without_its_questions_cannot_be_issued(kind):
    content, _ = composed(made.request(), kind)

    assert "part_not_chosen" in {finding.code for finding in findings_in(content)}


def test_a_clarification_names_what_is_unclear_and_lets_the_rest_run_on():
    _, words = composed(made.request(), "clarification", 1, 2)

    assert "We are asking about questions 1(a) and 1(b) only." in words
    assert "Our time for the rest runs on." in words
    assert "that part of your request" in words


def test_a_refusal_of_what_is_too_general_leaves_the_rest():
    _, words = composed(made.request("EIR"), "clarification", 3)

    assert "we refuse that part of your request (question 2) under" in words
    assert "we refuse your request, wholly" not in words


def test_the_letter_moves_its_questions_alone_once_it_is_given(officer):
    foi_request = made.request(authority=officer.authority)
    details = details_of(foi_request, "pit_extension", 3)

    letter = made.given(foi_request, "pit_extension", by=officer, details=details)

    dates = [str(day) for day in foi_request.questions.values_list("due_on", flat=True)]
    assert dates == ["2026-03-31", "2026-03-31", "2026-03-31", "2026-04-29"]
    event = letter.procedural_draft.clock_event
    assert event.is_partial
    assert event.questions.get().label == "2"


def test_a_clarification_that_came_back_lets_its_question_run_again(officer):
    foi_request = made.request(authority=officer.authority)
    details = details_of(foi_request, "clarification", 3)
    letter = made.given(foi_request, "clarification", by=officer, details=details)
    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING
    assert foi_request.questions.last().due_on is None

    letter.dispatches.update(failed_at=made.AT, failure="Came back.")
    work_out_giving(letter=letter, by=officer, on=made.ON)

    assert foi_request.questions.last().due_on is not None
    assert not foi_request.clock_events.exists()
