from datetime import date

import pytest

from requests_app.models import FOIRequest
from responses.drafting.permitted import DraftNotOpen, NotAQuestion, NotOfThisRequest
from responses.drafting.sharing import (
    NotShared,
    TooFewQuestions,
    share_answer,
    unshare_all,
    unshare_answer,
)
from responses.models import Answer
from responses.models.answers import AnsweredQuestion
from tests.factories import AnswerFactory, CitationFactory, QuestionFactory

TODAY = date(2026, 3, 9)


@pytest.fixture
def share(foi_request, questions, officer):
    def share(*names):
        return share_answer(
            foi_request=foi_request,
            questions=[questions[name] for name in names],
            by=officer,
            on=TODAY,
        )

    return share


@pytest.fixture
def unshare(foi_request, questions, officer):
    def unshare(name):
        return unshare_answer(
            foi_request=foi_request, question=questions[name], by=officer, on=TODAY
        )

    return unshare


@pytest.fixture
def answered(foi_request, questions, officer):
    """Give some questions a shared answer."""

    def answered(*names, **fields):
        answer = AnswerFactory(
            foi_request=foi_request,
            to=[questions[name] for name in names],
            updated_by=officer,
            **fields,
        )
        answer.revisions.create(
            version=answer.version, text=answer.text, outcome=answer.outcome, by=officer
        )
        return answer

    return answered


def labels(answer):
    return [question.label for question in answer.questions.order_by("order")]


def test_questions_nobody_answered_begin_one_answer(share, foi_request):
    answer = share("1(b)", "1(a)", "1(c)")

    assert labels(answer) == ["a", "b", "c"]
    assert answer.text == answer.outcome == ""
    entry = foi_request.history.get()
    assert (entry.kind, entry.note) == ("answer_shared", "Questions 1(a) to 1(c)")


def test_an_answer_is_extended_to_questions_without_one(share, answered):
    answer = answered("1(b)")

    assert share("1(b)", "2") == answer
    answer.refresh_from_db()
    assert (answer.text, answer.version) == ("<p>There are twelve.</p>", 1)
    assert labels(answer) == ["b", "2"]


def test_texts_that_differ_follow_one_another_in_the_questions_order(share, answered):
    second = answered("2", text="<p>Two.</p>", version=5)
    first = answered("1(a)", text="<p>One.</p>", version=2)

    answer = share("2", "1(a)")

    assert answer == first
    assert answer.text == "<p>One.</p><p>Two.</p>"
    assert answer.version == 6, "above any version that a page may still show"
    assert not Answer.objects.filter(pk=second.pk).exists()
    assert set(answer.revisions.values_list("text", flat=True)) == {
        "<p>One.</p>",
        "<p>Two.</p>",
        "<p>One.</p><p>Two.</p>",
    }


def test_a_text_said_twice_is_said_once(share, answered):
    answered("1(a)"), answered("1(b)")

    assert share("1(a)", "1(b)").text == "<p>There are twelve.</p>"


@pytest.mark.parametrize(
    ("outcomes", "left"),
    [
        pytest.param(("disclosed", "disclosed"), "disclosed", id="alike"),
        pytest.param(("", "withheld"), "withheld", id="one undecided"),
        pytest.param(("disclosed", "withheld"), "", id="different: chosen again"),
    ],
)
def test_an_outcome_stays_only_where_all_agree(share, answered, outcomes, left):
    for name, outcome in zip(("1(a)", "1(b)"), outcomes, strict=True):
        answered(name, outcome=outcome)

    assert share("1(a)", "1(b)").outcome == left


def test_citations_come_along_and_the_same_provision_is_cited_once(share, answered):
    first, second = answered("1(a)"), answered("1(b)")
    first.citations.create(
        provision_key="FOIA 31(1)(a)", harm="First.", balance="Same."
    )
    second.citations.create(
        provision_key="FOIA 31(1)(a)", harm="Second.", balance="Same."
    )
    second.citations.create(provision_key="FOIA 43(2)", why_applies="Trade.")

    answer = share("1(a)", "1(b)")

    crime, trade = answer.citations.all()
    assert (crime.harm, crime.balance) == ("First.\nSecond.", "Same.")
    assert (trade.provision_key, trade.why_applies) == ("FOIA 43(2)", "Trade.")


def test_a_question_brings_along_those_it_shares_with(share, answered):
    answered("1(a)", "1(b)")
    answered("1(c)", text="<p>Other.</p>")

    assert labels(share("1(b)", "1(c)")) == ["a", "b", "c"]


def test_sharing_twice_is_sharing_once(share, foi_request):
    once = share("1(a)", "1(b)")
    again = share("1(a)", "1(b)")

    assert once == again
    assert foi_request.history.count() == 1
    assert AnsweredQuestion.objects.count() == 2


def test_one_question_alone_is_not_answered_together(share):
    with pytest.raises(TooFewQuestions, match="two or more"):
        share("1(a)", "1(a)")


def test_a_heading_shares_no_answer(share):
    with pytest.raises(NotAQuestion):
        share("1(a)", "heading")


def test_questions_of_two_requests_share_no_answer(foi_request, questions, officer):
    with pytest.raises(NotOfThisRequest):
        share_answer(
            foi_request=foi_request,
            questions=[questions["2"], QuestionFactory()],
            by=officer,
            on=TODAY,
        )


def test_a_question_answered_apart_begins_with_a_copy(
    unshare, answered, foi_request, questions
):
    shared = answered("1(a)", "1(b)", "1(c)", version=4)
    shared.citations.create(provision_key="FOIA 31(1)(a)", harm="Harm.")

    own = unshare("1(b)")

    assert labels(shared) == ["a", "c"]
    assert labels(own) == ["b"]
    assert (own.text, own.outcome) == ("<p>There are twelve.</p>", "")
    assert own.version == 5
    assert own.citations.get().harm == "Harm."
    assert own.revisions.get().text == own.text
    assert foi_request.history.get().note == (
        "Question 1(b), apart from Questions 1(a) to 1(c)"
    )


def test_a_question_with_an_answer_of_its_own_is_apart_already(unshare, answered):
    answered("1(a)")

    with pytest.raises(NotShared):
        unshare("1(a)")
    with pytest.raises(NotShared):
        unshare("2")


def test_sharing_waits_for_the_request_to_be_answered(share, unshare, foi_request):
    FOIRequest.objects.update(state="clearance")

    with pytest.raises(DraftNotOpen):
        share("1(a)", "1(b)")
    with pytest.raises(DraftNotOpen):
        unshare("1(a)")


def test_all_questions_are_parted_at_once_and_lose_nothing(
    foi_request, questions, officer, share, answered
):
    shared = answered("1(a)", "1(b)", "2", outcome="withheld", facts={"advice": "Ask."})
    cited = CitationFactory(
        answer=shared, provision_key="FOIA 43(2)", harm="It would.", facts={}
    )

    made = unshare_all(
        foi_request=foi_request, question=questions["1(b)"], by=officer, on=TODAY
    )

    assert [labels(one) for one in made] == [["b"], ["2"]]
    assert labels(shared) == ["a"]
    for one in made:
        assert (one.text, one.facts) == (shared.text, {"advice": "Ask."})
        assert one.citations.get().harm == cited.harm
        assert one.outcome == ""
    shared.refresh_from_db()
    assert shared.outcome == "withheld"


def test_a_question_answered_alone_has_nothing_to_part(
    foi_request, questions, officer, answered
):
    answered("2")

    for name in ("2", "1(a)"):
        with pytest.raises(NotShared):
            unshare_all(
                foi_request=foi_request, question=questions[name], by=officer, on=TODAY
            )
