"""The frame of the room: its list, its filters, its panel, and its parts alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.models import FOIRequest
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    DepartmentFactory,
    EnclosureFactory,
    FOIRequestFactory,
    QuestionFactory,
)

PART = {"HX-Request": "true"}


def rows(page):
    return {row.path: row for row in page.context["room"].rows}


def test_the_room_opens_at_the_first_question_that_is_left(
    drafter, at, foi_request, questions
):
    AnswerFactory(foi_request=foi_request, outcome="disclosed", to=[questions["1(a)"]])

    page = drafter.get(at("draft-response"))

    assert page.context["line"].path == "1(b)"
    assert rows(page)["1(b)"].is_current


def test_the_script_gets_the_room_without_its_frame(drafter, at, questions):
    address = at("answer-question", questions["2"].pk)

    whole, part = drafter.get(address), drafter.get(address, headers=PART)

    assert 'id="room"' in part.text
    assert "<title>Question 2" in part.text
    assert "<html" not in part.text
    assert "<html" in whole.text
    assert "HX-Request" in part.headers["Vary"]


def test_questions_with_one_answer_have_one_row(drafter, at, foi_request, questions):
    AnswerFactory(
        foi_request=foi_request,
        outcome="to_follow",
        to=[questions["1(a)"], questions["1(b)"], questions["2"]],
    )

    page = drafter.get(at("draft-response"))

    assert list(rows(page)) == ["1", "1(a), 1(b) and 2", "1(c)"]
    assert "0 of 4 answered, 3 to follow" in page.text


def test_a_filter_shows_the_rows_that_wait_for_one_department(
    drafter, at, foi_request, questions, officer
):
    today = timezone.localdate()
    department = DepartmentFactory(authority=officer.authority, name="Fleet")
    enquiry = foi_request.enquiries.create(
        department=department, asked_by=officer, asked_on=today, wanted_by=today
    )
    enquiry.questions.add(questions["1(b)"])
    AnswerFactory(foi_request=foi_request, outcome="disclosed", to=[questions["2"]])

    page = drafter.get(at("draft-response"), {"show": "waiting-fleet"})

    filters = {one.label: one.count for one in page.context["room"].filters}
    assert filters == {"To do": 2, "Waiting for Fleet": 1, "Drafted": 1, "All": 4}
    shown = [path for path, row in rows(page).items() if "waiting-fleet" in row.kinds]
    assert shown == ["1(b)"]
    assert "With Fleet, wanted by" in page.text
    assert rows(page)["2"].holder == str(foi_request.answers.get().updated_by)
    assert page.text.count('data-kinds="to-do" hidden') == 2
    assert 'data-kinds="waiting-fleet">' in page.text


def test_an_unknown_filter_and_an_unknown_tab_show_what_is_usual(drafter, at):
    page = drafter.get(at("draft-response"), {"show": "x", "panel": "x"})

    assert page.context["room"].shown == "all"
    assert page.context["panel"].key == "letter"


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        ("letter", "See the whole letter"),
        ("law", "Prevention or detection of crime"),
        ("before", "No earlier answer to a similar question was found."),
        ("departments", "No department has been asked about this question."),
        ("files", "numbers.csv"),
        ("versions", "There are no versions yet."),
    ],
)
def test_each_tab_is_a_link_and_has_its_own_matter(
    drafter, at, foi_request, questions, panel, words
):
    answer = AnswerFactory(foi_request=foi_request, to=[questions["2"]])
    CitationFactory(answer=answer, provision_key="FOIA 31(1)(a)")
    EnclosureFactory(foi_request=foi_request, name="numbers.csv")
    address = at("answer-question", questions["2"].pk)

    page = drafter.get(address, {"panel": panel})
    by_script = drafter.get(address, headers={**PART, "Room-Panel": panel})

    assert words.lower() in page.text.lower()
    assert by_script.context["panel"].key == panel


def test_the_reasons_of_each_provision_stand_on_the_page_of_the_answer(
    drafter, at, foi_request, questions
):
    answer = AnswerFactory(foi_request=foi_request, to=[questions["2"]])
    CitationFactory(
        answer=answer, provision_key="FOIA 43(2)", why_applies="Bidders would ask more."
    )

    page = drafter.get(at("answer-question", questions["2"].pk))

    (cited,) = page.context["cited"]
    assert cited.form["why_applies"].value() == "Bidders would ask more."
    assert f'id="c{cited.citation.pk}_harm"' in page.text
    assert at("change-citation", questions["2"].pk, cited.citation.pk) in page.text


def test_reasons_of_another_answer_can_be_chosen_there(
    drafter, at, foi_request, questions
):
    for name in ("1(a)", "2"):
        answer = AnswerFactory(foi_request=foi_request, to=[questions[name]])
        CitationFactory(answer=answer, provision_key="FOIA 43(2)")

    page = drafter.get(at("answer-question", questions["2"].pk))

    assert "Use the reasons of question 1(a)" in page.text


def test_a_closed_room_shows_reasons_as_text(drafter, at, foi_request, questions):
    answer = AnswerFactory(foi_request=foi_request, to=[questions["2"]])
    CitationFactory(
        answer=answer, provision_key="FOIA 43(2)", harm="Bidders would ask more."
    )
    FOIRequest.objects.update(state="clearance")

    page = drafter.get(at("answer-question", questions["2"].pk))

    assert "Bidders would ask more." in page.text
    assert "Recall from clearance" in page.text
    assert "<textarea" not in page.text


def measured(drafter, officer, number, **get):
    """Return the queries and bytes of a question's page in a request of that size."""
    foi_request = FOIRequestFactory(authority=officer.authority)
    for n in range(number):
        question = QuestionFactory(
            foi_request=foi_request, order=n, label=str(n), text="How many? " * 15
        )
        answer = AnswerFactory(
            foi_request=foi_request, outcome="withheld", to=[question]
        )
        CitationFactory(answer=answer, provision_key="FOIA 31(1)(a)")
    named = [foi_request.reference, question.pk]
    address = reverse("answer-question", args=named)
    drafter.get(address, **get)
    with CaptureQueriesContext(connection) as captured:
        page = drafter.get(address, **get)
    return len(captured), len(page.content)


@pytest.mark.parametrize("headers", [{}, PART], ids=["the page", "a move"])
def test_50_questions_take_as_many_queries_as_5(drafter, officer, headers):
    few, _ = measured(drafter, officer, 5, headers=headers)

    many, size = measured(drafter, officer, 50, headers=headers)

    assert many == few
    assert many <= 23
    assert size < 100_000
