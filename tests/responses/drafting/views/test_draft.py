import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.models import Answer, NCNDStatement, ResponseDraft
from responses.models.answers import AnsweredQuestion
from tests.factories import AnswerFactory, FOIRequestFactory, QuestionFactory


def test_questions_answered_together_are_parted_all_at_once(
    drafter, at, foi_request, questions
):
    together = [questions[name] for name in ("1(a)", "1(b)", "1(c)")]
    AnswerFactory(foi_request=foi_request, to=together)

    page = drafter.get(at("answer-question", together[1].pk))
    assert at("unshare-all", together[1].pk) in page.text
    done = drafter.post(at("unshare-all", together[1].pk), follow=True)

    assert "Questions 1(a) to 1(c) are answered separately" in done.text
    assert foi_request.answers.count() == 3
    again = drafter.post(at("unshare-all", together[1].pk), follow=True)
    assert "does not share its answer" in again.text


def test_the_page_lists_what_is_to_be_done(drafter, at, foi_request, questions):
    answer = AnswerFactory(
        foi_request=foi_request, outcome="withheld", text="", to=[questions["1(b)"]]
    )
    answer.citations.create(provision_key="FOIA 31(1)(a)", why_applies="It would.")

    page = drafter.get(at("answer-question", questions["1(b)"].pk))

    # Question 1 only introduces its parts, so four questions are to be answered.
    assert "Answer 4 questions" in page.text
    assert "0 of 4 answered" in page.text
    assert "s.31(1)(a)" in page.text
    assert "say what harm would follow under section 31(1)(a)" in page.text
    assert "weigh the public interest under section 31(1)(a)" in page.text
    assert "See its parts" in page.text
    assert at("answer-question", questions["1(a)"].pk) in page.text


def test_the_outcome_of_the_request_is_shown_with_its_rule(
    drafter, at, foi_request, questions
):
    AnswerFactory(foi_request=foi_request, to=list(questions.values()))

    page = drafter.get(at("draft-response"))

    assert "Every question is answered" in page.text
    assert "Granted in full" in page.text
    assert "Everything that is asked for is given." in page.text
    assert at("send-for-clearance") in page.text


def test_why_the_approver_returned_it_stands_first(drafter, at, foi_request):
    ResponseDraft.objects.create(
        foi_request=foi_request, return_reason="Say more on 1(b)."
    )

    assert "Say more on 1(b)." in drafter.get(at("draft-response")).text


@pytest.mark.parametrize("state", ["clearance", "cleared", "issued", "answered"])
def test_a_draft_that_is_not_open_is_shown_and_not_changed(drafter, at, state):
    closed_on = "2026-03-20" if state == "answered" else None
    FOIRequest.objects.update(state=state, closed_on=closed_on, answered_on=closed_on)

    page = drafter.get(at("draft-response"))

    assert "can be changed only while" in page.text
    assert "Answer together" not in page.text
    assert 'type="checkbox"' not in page.text


def test_a_request_without_questions_says_so(drafter, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)

    page = drafter.get(reverse("draft-response", args=[foi_request.reference]))

    assert "The request has no questions" in page.text


def test_questions_are_answered_together(drafter, at, questions):
    chosen = [questions["1(b)"].pk, questions["1(c)"].pk]

    page = drafter.post(at("share-answer"), {"questions": chosen}, follow=True)

    assert page.redirect_chain[-1][0] == at("answer-question", questions["1(b)"].pk)
    assert "Questions 1(b) and 1(c) now have one answer." in page.text
    assert Answer.objects.get().questions.count() == 2


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        ([], "Choose the questions to answer together."),
        (["1(b)"], "Choose two or more questions"),
    ],
)
def test_too_few_questions_are_refused_and_stay_chosen(
    drafter, at, questions, chosen, refusal
):
    posted = {"questions": [questions[name].pk for name in chosen]}

    page = drafter.post(at("share-answer"), posted)

    assert refusal in page.text
    assert page.text.count(" checked") == len(chosen)
    assert "<title>Error: " in page.text


def test_a_question_of_another_request_is_not_shared(drafter, at, questions):
    posted = {"questions": [questions["2"].pk, QuestionFactory().pk]}

    page = drafter.post(at("share-answer"), posted)

    assert "A question you chose is no longer there." in page.text
    assert not Answer.objects.exists()


def test_a_question_is_answered_apart_again(drafter, at, foi_request, questions):
    AnswerFactory(foi_request=foi_request, to=[questions["1(b)"], questions["1(c)"]])

    page = drafter.post(at("unshare-answer", questions["1(c)"].pk), follow=True)

    assert "now has an answer of its own" in page.text
    assert Answer.objects.count() == 2

    again = drafter.post(at("unshare-answer", questions["1(c)"].pk), follow=True)

    assert "does not share its answer" in again.text


def fill(foi_request, number):
    """Add `number` questions, all answered, some together, each with provisions."""
    questions = QuestionFactory.create_batch(
        number, foi_request=foi_request, label="9", text="How many are there? " * 12
    )
    for question in questions:
        answer = AnswerFactory(
            foi_request=foi_request, outcome="withheld", to=[question]
        )
        for key in ("FOIA 31(1)(a)", "FOIA 40(2)"):
            answer.citations.create(provision_key=key)
    shared = Answer.objects.filter(foi_request=foi_request).first()
    more = QuestionFactory(foi_request=foi_request)
    AnsweredQuestion.objects.create(question=more, answer=shared)
    NCNDStatement.objects.get_or_create(
        foi_request=foi_request,
        defaults={"scope": "more", "updated_by": shared.updated_by},
    )


def queries(drafter, url):
    with CaptureQueriesContext(connection) as captured:
        page = drafter.get(url)
    assert page.status_code == 200
    return len(captured), len(page.content)


@pytest.mark.parametrize("name", ["draft-response", "answer-question"])
def test_a_page_takes_as_many_queries_for_5_questions_as_for_40(drafter, officer, name):
    counts = {}
    for number in (5, 40):
        foi_request = FOIRequestFactory(authority=officer.authority)
        fill(foi_request, number - 1)
        first = foi_request.questions.first()
        args = [first.pk] if name == "answer-question" else []
        url = reverse(name, args=[foi_request.reference, *args])
        queries(drafter, url)
        counts[number], size = queries(drafter, url)

    assert counts[5] == counts[40]
    assert size <= 85_000


def test_200_questions_are_one_page_of_bounded_size(drafter, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    for number in range(1, 201):
        QuestionFactory(
            foi_request=foi_request,
            label=str(number),
            text="How many cameras did the force have in that year? " * 3,
        )

    _, size = queries(drafter, reverse("draft-response", args=[foi_request.reference]))

    assert size <= 100_000


PAGES = (
    ("draft-response", 0),
    ("save-statement", 0),
    ("save-letter-text", 0),
    ("answer-question", 1),
    ("answer-versions", 1),
    ("cite-exemption", 1),
)


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize(
    ("roles", "status"),
    [
        (["officer"], 200),
        (["manager"], 200),
        (["approver"], 403),
        (["auditor"], 403),
        (["contributor"], 404),
        (["administrator"], 404),
    ],
)
def test_only_who_drafts_opens_the_pages(
    client, at, officer, questions, name, args, roles, status
):
    officer.roles = roles
    officer.save()
    client.force_login(officer)

    page = client.get(at(name, *[questions["2"].pk][:args]))

    assert page.status_code == status


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_the_pages_of_a_restricted_request_are_not_there_for_others(
    drafter, at, foi_request, questions, name, args
):
    FOIRequest.objects.update(is_restricted=True)

    assert drafter.get(at(name, *[questions["2"].pk][:args])).status_code == 404
