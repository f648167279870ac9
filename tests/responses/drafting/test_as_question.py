from datetime import date

import pytest

from responses.drafting.answers import answer_question
from responses.drafting.as_question import CannotRefer, RefersToAnother
from responses.drafting.citations import cite_exemption
from responses.drafting.restoring import restore_answer
from responses.drafting.sharing import share_answer, unshare_answer
from responses.models import Answer
from responses.standing.standing import standing_of
from tests.factories import AnswerFactory, CitationFactory, QuestionFactory

TODAY = date(2026, 3, 9)


@pytest.fixture
def save(foi_request, questions, officer):
    """Save the answer to a question, with its facts."""

    def save(name, text="", outcome="", version=None, **facts):
        answer = Answer.objects.filter(answered_questions__question=questions[name])
        had = answer.first()
        return answer_question(
            foi_request=foi_request,
            question=questions[name],
            text=text,
            outcome=outcome,
            version=(had.version if had else 0) if version is None else version,
            facts=facts,
            by=officer,
            on=TODAY,
        )

    return save


@pytest.fixture
def refer(save, questions):
    """Let the answer to a question refer to the answer to another."""
    return lambda name, to, **said: save(name, as_question=questions[to].pk, **said)


@pytest.fixture
def standing(foi_request, questions):
    """Return how a question stands."""

    def standing(name):
        found = standing_of(foi_request).questions
        return next(one for one in found if one.question == questions[name])

    return standing


def of(question):
    return Answer.objects.get(answered_questions__question=question)


def test_an_answer_has_the_outcome_of_the_answer_it_refers_to(
    save, refer, questions, standing
):
    save("1(a)", "<p>There are twelve.</p>", "disclosed")

    answer = refer("2", "1(a)", outcome="withheld")

    assert (answer.outcome, answer.as_question) == ("disclosed", questions["1(a)"].pk)
    assert standing("2").stands == "ready"
    assert answer.revisions.first().facts == answer.facts


def test_its_outcome_and_its_completeness_follow_the_other(save, refer, standing):
    answer = refer("2", "1(a)")

    assert answer.outcome == ""
    assert standing("2").missing == [
        "complete the answer to question 1(a), to which it refers"
    ]
    save("1(a)", outcome="disclosed")
    answer.refresh_from_db()
    assert (answer.outcome, standing("2").stands) == ("disclosed", "begun")
    save("1(a)", "<p>Twelve.</p>", "disclosed")
    assert (standing("2").stands, standing("2").missing) == ("ready", [])
    save("1(a)", "<p>Twelve.</p>", "")
    answer.refresh_from_db()
    assert (answer.outcome, standing("2").stands) == ("", "begun")


def test_an_outcome_of_its_own_ends_the_reference(save, refer):
    save("1(a)", "<p>Twelve.</p>", "disclosed")
    refer("2", "1(a)")

    answer = save("2", "<p>None.</p>", "not_held", searches="The files of the depot.")

    assert (answer.outcome, answer.as_question) == ("not_held", None)
    save("1(a)", "<p>Twelve.</p>", "withheld")
    answer.refresh_from_db()
    assert answer.outcome == "not_held"


@pytest.mark.parametrize(
    ("name", "to", "refused"),
    [
        pytest.param("2", "2", "cannot refer to itself", id="itself"),
        pytest.param("2", "1(b)", "refers to another answer itself", id="a chain"),
        pytest.param("1(a)", "2", "Question 1\\(b\\) already refers", id="a circle"),
        pytest.param("2", "heading", "no longer asked", id="a heading"),
        pytest.param("2", "other", "no longer asked", id="another request's"),
    ],
)
def test_circles_and_chains_are_refused(save, refer, questions, name, to, refused):
    questions["other"] = QuestionFactory()
    save("1(a)", "<p>Twelve.</p>", "disclosed")
    refer("1(b)", "1(a)")

    with pytest.raises(CannotRefer, match=refused):
        refer(name, to)


def test_a_question_answered_together_is_itself_too(
    foi_request, questions, officer, save, refer
):
    both = [questions["1(a)"], questions["2"]]
    share_answer(foi_request=foi_request, questions=both, by=officer, on=TODAY)

    with pytest.raises(CannotRefer, match="itself"):
        refer("2", "1(a)")


def test_an_answer_that_refers_cites_nothing_itself(
    foi_request, questions, officer, save, refer
):
    answer = save("2", "<p>Names.</p>", "withheld")
    CitationFactory(answer=answer, provision_key="FOIA 43(2)")
    with pytest.raises(CannotRefer, match=r"cites s\.43\(2\)"):
        refer("2", "1(a)")

    answer.citations.all().delete()
    refer("2", "1(a)")
    with pytest.raises(RefersToAnother, match="Cite the provision there"):
        cite_exemption(
            foi_request=foi_request,
            question=questions["2"],
            provision_key="FOIA 43(2)",
            by=officer,
            on=TODAY,
        )


def test_a_question_parted_from_the_others_leaves_the_reference_open(
    foi_request, questions, officer, save, refer, standing
):
    both = [questions["1(a)"], questions["1(b)"]]
    share_answer(foi_request=foi_request, questions=both, by=officer, on=TODAY)
    save("1(a)", "<p>Twelve.</p>", "disclosed")
    refer("2", "1(b)")
    assert standing("2").stands == "ready"

    unshare_answer(
        foi_request=foi_request, question=questions["1(b)"], by=officer, on=TODAY
    )

    assert of(questions["2"]).outcome == ""
    assert standing("2").missing == [
        "complete the answer to question 1(b), to which it refers"
    ]


def test_answers_that_are_joined_refer_no_more(
    foi_request, questions, officer, save, refer
):
    save("1(a)", "<p>Twelve.</p>", "disclosed")
    refer("2", "1(a)", text="<p>See the map too.</p>")
    both = [questions["1(a)"], questions["2"]]

    answer = share_answer(foi_request=foi_request, questions=both, by=officer, on=TODAY)

    assert (answer.as_question, answer.outcome) == (None, "disclosed")
    assert answer.text == "<p>Twelve.</p><p>See the map too.</p>"


def test_a_referring_answer_extended_to_the_question_it_refers_to_is_undecided(
    foi_request, questions, officer, refer
):
    refer("2", "1(a)", text="<p>See there.</p>")
    both = [questions["1(a)"], questions["2"]]

    answer = share_answer(foi_request=foi_request, questions=both, by=officer, on=TODAY)

    assert (answer.as_question, answer.outcome) == (None, "")


def test_answers_that_refer_to_the_same_question_are_joined_with_it(
    foi_request, questions, officer, save, refer
):
    save("1(a)", "<p>Twelve.</p>", "disclosed")
    refer("1(b)", "1(a)")
    refer("2", "1(a)")
    both = [questions["1(b)"], questions["2"]]

    answer = share_answer(foi_request=foi_request, questions=both, by=officer, on=TODAY)

    assert answer.as_question == questions["1(a)"].pk
    assert answer.outcome == "disclosed"


def test_a_version_comes_back_with_its_reference(
    foi_request, questions, officer, save, refer
):
    save("1(a)", "<p>Twelve.</p>", "disclosed")
    referred = refer("2", "1(a)").revisions.first()
    answer = save("2", "<p>None.</p>", "not_held", searches="The files.")
    save("1(a)", "<p>Twelve.</p>", "withheld")

    restored = restore_answer(
        foi_request=foi_request,
        revision=referred,
        version=answer.version,
        by=officer,
        on=TODAY,
    )

    assert restored.as_question == questions["1(a)"].pk
    assert restored.outcome == "withheld", "as the other answer is now"


def test_a_version_that_would_make_a_circle_stays_where_it_is(
    foi_request, questions, officer, save, refer
):
    referred = refer("2", "1(a)").revisions.first()
    answer = save("2", "<p>None.</p>", "not_held", searches="The files.")
    refer("1(a)", "2")

    with pytest.raises(CannotRefer, match="refers to another"):
        restore_answer(
            foi_request=foi_request,
            revision=referred,
            version=answer.version,
            by=officer,
            on=TODAY,
        )


def test_different_days_are_not_run_together(foi_request, questions, officer):
    for name, day in (("1(a)", "2026-04-01"), ("2", "2026-05-01")):
        AnswerFactory(
            foi_request=foi_request,
            to=[questions[name]],
            outcome="to_follow",
            text="<p>We are still looking.</p>",
            facts={"follow_by": day},
        )
    both = [questions["1(a)"], questions["2"]]

    answer = share_answer(foi_request=foi_request, questions=both, by=officer, on=TODAY)

    assert answer.follow_by == date(2026, 4, 1)
