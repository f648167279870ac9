"""The pages of a review."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.models import ReviewPoint
from tests.factories import QuestionFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return kinds.under_review("FOIA")


@pytest.fixture
def reviewer(client, review):
    client.force_login(review.officer, backend="accounts.backends.RoleBackend")
    return client


def at(name, foi_request, **more):
    return reverse(name, kwargs={"reference": foi_request.reference, **more})


def form(**said):
    return {
        "decision": "upheld",
        "reasons": "<p>It was right.</p>",
        "reasons-format": "html",
        "remedy": "",
        "remedy_by_0": "",
        "remedy_by_1": "",
        "remedy_by_2": "",
        "version": 0,
        **said,
    }


def test_the_page_of_a_review_shows_words_points_and_the_line_of_time(reviewer, review):
    page = reviewer.get(review.get_absolute_url()).text

    assert "You withheld too much, and answered late." in page
    assert "0 of 5 decided" in page
    assert "Decide 5 of 5 points of the review" in page
    assert "Last day to ask for a review" in page
    assert review.review_of.get_absolute_url() in page


def test_the_request_leads_to_its_review(reviewer, review):
    page = reviewer.get(review.review_of.get_absolute_url()).text

    assert review.get_absolute_url() in page
    assert "Review due" in page


def test_the_draft_of_a_review_is_its_list_of_points(reviewer, review):
    answer = reviewer.get(at("draft-response", review))

    assert answer.url == at("draft-review", review)
    assert "5 of 5 points still to be decided" in reviewer.get(answer.url).text
    assert reviewer.get(at("draft-review", review.review_of)).status_code == 404


def test_a_point_shows_what_was_said_beside_the_decision(reviewer, review):
    question = review.questions.get(order=2)

    page = reviewer.get(at("decide-review-point", review, question=question.pk)).text

    assert "Original answer" in page
    assert "Withheld" in page
    assert "Section 31(1)(a)" in page
    assert "Offenders would be likely to avoid the places patrolled." in page
    # The question was answered before, so this is no first decision.
    assert "Decided for the first time" not in page


def test_a_decision_leads_to_the_next_point(reviewer, review):
    first, second = review.questions.all()[:2]

    answer = reviewer.post(
        at("decide-review-point", review, question=first.pk), form(next="yes")
    )

    assert answer.url == at("decide-review-point", review, question=second.pk)
    assert ReviewPoint.objects.get().decision == "upheld"


def test_what_came_too_late_is_shown_beside_what_stands(reviewer, review):
    url = at("decide-review-handling", review)
    reviewer.post(url, form())

    page = reviewer.post(url, form(reasons="<p>It was wrong.</p>"))

    assert page.status_code == 409
    assert "Saved text and your text" in page.text
    assert "It was wrong." in page.text
    assert "right" in page.text
    assert ReviewPoint.objects.get().version == 1


def test_the_page_saves_by_itself(reviewer, review):
    url = at("autosave-review-handling", review)

    saved = reviewer.post(url, form(decision="", reasons="<p>It</p>"))

    assert saved.json()["version"] == 1
    late = reviewer.post(url, form(reasons="<p>Other</p>"))
    assert late.status_code == 409


def test_a_day_without_a_remedy_is_refused(reviewer, review):
    given = {"remedy_by_0": "1", "remedy_by_1": "4", "remedy_by_2": "2026"}

    page = reviewer.post(at("decide-review-handling", review), form(**given))

    assert "Say what will be done by that day" in page.text
    assert not ReviewPoint.objects.exists()


def test_an_answer_of_the_review_leads_back_to_its_point(reviewer, review):
    question = review.questions.get(order=2)

    answer = reviewer.post(
        at("answer-question", review, question=question.pk),
        {
            "text": "<p>Four.</p>",
            "text-format": "html",
            "outcome": "disclosed",
            "version": 0,
        },
    )

    assert answer.url == at("decide-review-point", review, question=question.pk)


def test_an_answer_of_the_review_refers_to_no_other(reviewer, review):
    question = review.questions.get(order=2)

    page = reviewer.get(at("answer-question", review, question=question.pk))

    assert "Disclosed" in page.text
    assert "As another question" not in page.text


def test_who_took_the_decision_is_told_that_somebody_else_decides(client, review):
    told = review.review_of.history.get(kind="response_issued")
    client.force_login(told.by, backend="accounts.backends.RoleBackend")

    page = client.post(at("decide-review-handling", review), form())

    assert "so another person must decide this review" in page.text.replace("’", "'")


def test_recording_a_review_offers_nobody_who_took_part(reviewer, review):
    original = review.review_of
    FOIRequest.objects.filter(pk=review.pk).update(
        state="withdrawn", closed_on=kinds.ON
    )
    told = original.history.get(kind="response_issued")

    page = reviewer.get(at("request-review", original)).text

    assert str(review.officer) in page
    assert f">{told.by}</option>" not in page
    assert "1(a)" in page


def test_what_is_found_wrong_leads_to_its_point(reviewer, review):
    question = review.questions.get(order=0)

    page = reviewer.get(at("preview-response", review)).text

    assert (
        at("decide-review-point", review, question=question.pk) + "#id_decision" in page
    )
    assert at("decide-review-handling", review) + "#id_decision" in page


@pytest.mark.parametrize("name", ["draft-review", "foi-request", "preview-response"])
def test_pages_ask_the_same_number_of_questions_however_many_points(
    reviewer, review, name
):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert reviewer.get(at(name, review)).status_code == 200
        return len(asked)

    queries()
    few = queries()
    for order in range(10, 40):
        before = QuestionFactory(
            foi_request=review.review_of, order=order, label=str(order)
        )
        kinds.answer(review.review_of, order, cites=["FOIA 31(1)(a)"])
        QuestionFactory(
            foi_request=review, order=order, label=str(order), asked_before=before
        )
        kinds.decide(review, order, "upheld")

    assert queries() == few
