"""Answer several questions together, or separately again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import FOIRequest, Question
from requests_app.put_aside.still_asked import check_still_asked
from responses.drafting.as_question import AS_QUESTION, settle_references
from responses.drafting.cited import SAID, keep_version, write_out_citations
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import (
    DraftingRefused,
    begin_answer,
    check_questions,
    current_answer,
    open_draft,
    question_reference,
)
from responses.models import Answer, Citation
from responses.searching.services import index_answers
from statute.facts import FACTS, FactKind


class TooFewQuestions(DraftingRefused):
    """Answering together needs at least two questions."""


class NotShared(DraftingRefused):
    """The question already has an answer of its own."""


@transaction.atomic
def share_answer(
    *, foi_request: FOIRequest, questions: Iterable[Question], by: User, on: date
) -> Answer:
    """Give several questions a single, shared answer.

    No text is lost: different texts follow one another in the order of the questions,
    and earlier versions stay. Where the outcomes differ, the officer must choose again.
    A question that already shares an answer brings the other questions with it.

    Args:
        foi_request: A request in the state "answering".
        questions: Two or more of its questions.
        by: The officer who decided.
        on: The London day.

    Returns:
        The shared answer.

    Raises:
        DraftNotOpen: The request is not being answered.
        TooFewQuestions: Fewer than two questions were chosen.
        NotOfThisRequest: A question belongs to another request.
        QuestionGone: A question is no longer asked.
        NotAQuestion: A heading or a note cannot be answered.
    """
    chosen = sorted(set(questions), key=lambda question: question.order)
    check_questions(foi_request, chosen)
    if len(chosen) < 2:
        raise TooFewQuestions("Choose two or more questions to answer together.")
    foi_request = open_draft(foi_request, by=by)
    check_still_asked(foi_request, chosen)
    before = _answers_of(chosen)
    if len(before) == 1 and before[0].answered_questions.filter(
        question__in=chosen
    ).count() == len(chosen):
        return before[0]
    answer = join(foi_request, before, by=by)
    for question in chosen:
        answer.answered_questions.get_or_create(question=question)
    settle_references(foi_request)
    answer.refresh_from_db()
    record(
        foi_request=foi_request,
        kind=DraftingHistory.ANSWER_SHARED,
        by=by,
        on=on,
        note=question_reference(foi_request, answer.questions.all()),
    )
    index_answers(foi_request=foi_request)
    return answer


@transaction.atomic
def unshare_answer(
    *, foi_request: FOIRequest, question: Question, by: User, on: date
) -> Answer:
    """Give a question its own answer again, apart from the shared answer.

    The new answer begins as a copy of the shared answer, with its citations. The
    outcome is left empty: questions are separated because their outcomes differ.

    Args:
        foi_request: A request in the state "answering".
        question: One of several questions with the same answer.
        by: The officer who decided.
        on: The London day.

    Returns:
        The question's own answer.

    Raises:
        DraftNotOpen: The request is not being answered.
        NotShared: The question does not share its answer.
        NotOfThisRequest: The question belongs to another request.
        QuestionGone: The question is no longer asked.
    """
    check_questions(foi_request, [question])
    foi_request = open_draft(foi_request, by=by)
    shared = current_answer(question)
    if shared is None or shared.answered_questions.count() < 2:
        raise NotShared("This question does not share its answer with another.")
    were = question_reference(foi_request, shared.questions.all())
    shared.answered_questions.filter(question=question).delete()
    own = begin_answer(foi_request, [question], by=by)
    own.text, own.version = shared.text, shared.version + 1
    own.facts = shared.facts
    own.save()
    for citation in shared.citations.all():
        said = {field: getattr(citation, field) for field in SAID}
        own.citations.create(
            provision_key=citation.provision_key,
            facts=citation.facts,
            same_as=citation.same_as,
            **said,
        )
    keep_version(own, by=by)
    settle_references(foi_request)
    record(
        foi_request=foi_request,
        kind=DraftingHistory.ANSWER_UNSHARED,
        by=by,
        on=on,
        note=f"{question_reference(foi_request, [question])}, apart from {were}",
    )
    index_answers(foi_request=foi_request)
    return own


@transaction.atomic
def unshare_all(
    *, foi_request: FOIRequest, question: Question, by: User, on: date
) -> list[Answer]:
    """Give every question of a shared answer its own answer again.

    The first question keeps the answer as it is. The others begin with a copy, as in
    `unshare_answer`.

    Args:
        foi_request: A request in the state "answering".
        question: One of several questions with the same answer.
        by: The officer who decided.
        on: The London day.

    Returns:
        The new answers, in the order of their questions.

    Raises:
        DraftNotOpen: The request is not being answered.
        NotShared: The question does not share its answer.
        NotOfThisRequest: The question belongs to another request.
        QuestionGone: The question is no longer asked.
    """
    check_questions(foi_request, [question])
    shared = current_answer(question)
    together = list(shared.questions.order_by("order")) if shared else [question]
    return [
        unshare_answer(foi_request=foi_request, question=one, by=by, on=on)
        for one in together[1:] or together
    ]


def join(foi_request: FOIRequest, answers: Sequence[Answer], *, by: User) -> Answer:
    """Merge several answers into the first, and return the first.

    The first answer takes over the texts, versions, citations and questions of the
    others. Without any answers, return a new answer without text.
    """
    if not answers:
        return begin_answer(foi_request, [], by=by)
    first, *others = answers
    if not others:
        return first
    texts = dict.fromkeys(answer.text for answer in answers if answer.text)
    outcomes = {answer.outcome for answer in answers if answer.outcome}
    first.text = "".join(texts)
    facts = joined_facts(answer.facts for answer in answers)
    if len({answer.as_question for answer in answers}) > 1:
        # Together they say more than the answer that one of them refers to.
        facts.pop(AS_QUESTION, None)
    first.facts = facts
    first.outcome = outcomes.pop() if len(outcomes) == 1 else ""
    # Higher than any version still open on a page.
    first.version = max(answer.version for answer in answers) + 1
    first.updated_by = by
    first.save()
    for answer in answers:
        write_out_citations(answer)
    for other in others:
        other.revisions.update(answer=first)
        other.suggestion_bases.update(answer=first)
        other.answered_questions.update(answer=first)
        for citation in other.citations.all():
            _take_over(citation, first)
        other.delete()
    keep_version(first, by=by)
    return first


def joined_facts(stored: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the facts of several answers: different words follow one another.

    Of different days or questions the first stays.
    """
    joined: dict[str, Any] = {}
    for facts in stored:
        for name, value in facts.items():
            had = joined.setdefault(name, value)
            if FACTS[name].kind is not FactKind.TEXT or value in had:
                continue
            joined[name] = value if had in value else f"{had}\n{value}"
    return joined


def _take_over(citation: Citation, answer: Answer) -> None:
    """Move a citation to another answer, merging citations of the same provision."""
    same = answer.citations.filter(provision_key=citation.provision_key).first()
    if same is None:
        citation.answer = answer
        citation.save(update_fields=["answer"])
        return
    for field in SAID:
        said = dict.fromkeys(
            filter(None, (getattr(c, field) for c in (same, citation)))
        )
        setattr(same, field, "\n".join(said))
    same.facts = {**citation.facts, **same.facts}
    if same.same_as is None and citation.same_as_id != same.pk:
        same.same_as = citation.same_as
    same.save()
    citation.shared_by.exclude(pk=same.pk).update(same_as=same)


def _answers_of(questions: Iterable[Question]) -> list[Answer]:
    """Return the distinct answers of some questions, in the questions' order."""
    answers = Answer.objects.filter(answered_questions__question__in=questions)
    return list(dict.fromkeys(answers.order_by("answered_questions__question__order")))
