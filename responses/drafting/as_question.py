"""Answers referring to the answer of another question of the same request.

The reference is a fact of the answer, so that its versions have it too. The outcome of
such an answer is a copy: whatever changes an outcome, or the answer of a question,
calls `settle_references`.
"""

from collections.abc import Mapping

from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import listed
from responses.drafting.permitted import DraftingRefused, question_reference
from responses.models import Answer
from responses.models.answers import AnsweredQuestion

AS_QUESTION = "as_question"


class CannotRefer(DraftingRefused):
    """An answer cannot refer to the answer of this question."""


class RefersToAnother(DraftingRefused):
    """The answer refers to another answer with the provisions."""


def check_says_itself(answer: Answer) -> None:
    """Refuse an answer referring to another answer.

    Raises:
        RefersToAnother: The answer refers to another answer.
    """
    if answer.as_question is not None:
        raise RefersToAnother(
            "This answer refers to the answer to another question. Cite the provision "
            "there, or choose an outcome of its own first."
        )


def referring(foi_request: FOIRequest) -> list[Answer]:
    """Return the answers of a request referring to another answer."""
    found = Answer.objects.filter(foi_request=foi_request, facts__has_key=AS_QUESTION)
    return list(found.prefetch_related("answered_questions"))


def outcome_referred_to(
    foi_request: FOIRequest, key: int, *, by_answer: Answer | None, of: Question
) -> str:
    """Return the outcome of an answer for another answer referring to it.

    Args:
        foi_request: The request, locked.
        key: The key of the question whose answer is referred to.
        by_answer: The answer that refers to it; None where it is not begun.
        of: A question of the answer that refers.

    Raises:
        CannotRefer: The question is not asked, has the same answer, or refers to
            another itself; or the answer is referred to, or cites provisions.
    """
    asked = foi_request.questions.filter(pk=key, kind=Question.Kind.QUESTION)
    question = asked.select_related("answered__answer").first()
    if question is None:
        raise CannotRefer("The question you refer to is no longer asked. Choose again.")
    own = {of.pk}
    if by_answer is not None:
        own |= {tie.question_id for tie in by_answer.answered_questions.all()}
    if key in own:
        raise CannotRefer("An answer cannot refer to itself. Choose another question.")
    called = question_reference(foi_request, [question])
    tie = getattr(question, "answered", None)
    if tie is not None and tie.answer.as_question is not None:
        raise CannotRefer(
            f"{called} refers to another answer itself. Choose the question that has "
            "the answer."
        )
    _check_free(foi_request, by_answer, own)
    return tie.answer.outcome if tie else ""


def _check_free(
    foi_request: FOIRequest, answer: Answer | None, questions: set[int]
) -> None:
    """Refuse an answer with provisions, or with other answers referring to it."""
    others = [
        tie.question
        for one in referring(foi_request)
        if one.as_question in questions
        for tie in one.answered_questions.select_related("question")
    ]
    if others:
        raise CannotRefer(
            f"{question_reference(foi_request, others)} already refers to this answer. "
            "Change that first."
        )
    cited = answer.citations.all() if answer else ()
    if cited:
        provisions = listed([one.provision.short_citation for one in cited])
        raise CannotRefer(
            f"This answer cites {provisions}. Remove what it cites first: the answer "
            "you refer to has provisions of its own."
        )


def settle_references(
    foi_request: FOIRequest, merged: Mapping[int, int] | None = None
) -> None:
    """Give each answer referring to another the outcome of the other.

    Where the other question is gone, or is not answered, the outcome is empty. An
    answer that would refer to itself refers to nothing any more.

    Args:
        foi_request: The request, locked.
        merged: The question that each merged question has become part of.
    """
    answers = referring(foi_request)
    if not answers:
        return
    for answer in answers:
        while (key := answer.as_question) in (merged or {}):
            answer.facts[AS_QUESTION] = (merged or {})[key or 0]
    outcomes = {
        tie.question_id: tie.answer.outcome
        for tie in AnsweredQuestion.objects.filter(
            question__in=[answer.as_question for answer in answers],
            question__foi_request=foi_request,
            question__kind=Question.Kind.QUESTION,
        ).select_related("answer")
    }
    for answer in answers:
        own = {tie.question_id for tie in answer.answered_questions.all()}
        answer.outcome = outcomes.get(answer.as_question or 0, "")
        if answer.as_question in own:
            answer.outcome = ""
            del answer.facts[AS_QUESTION]
        answer.save(update_fields=["outcome", "facts"])
