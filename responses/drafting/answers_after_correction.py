"""Move answers to the right questions when the questions are corrected."""

from collections.abc import Mapping

from requests_app.history.record import record
from requests_app.questions.consequences import Correction
from requests_app.questions.numbering.lists import cite
from requests_app.refusals import Refusal
from responses.comments.merged import hand_on_comments
from responses.drafting.as_question import settle_references
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import question_reference
from responses.drafting.sharing import join
from responses.models import Answer, LetterAnswer, Suggestion
from responses.models.answers import AnsweredQuestion
from responses.searching.services import index_answers
from statute.notices import Outcome


class AnswerInTheWay(Refusal):
    """A question to be removed has an answer that no other question shares."""


def follow_questions(correction: Correction) -> None:
    """Hand on the answers of questions that were split, merged or removed.

    The parts of a split question share its answer. A merged question gives its answer
    to the question that remains. Where both had an answer, the two texts follow one
    another, as in `share_answer`.

    The service that corrects the questions calls this in its own transaction.

    Args:
        correction: What became of the questions; the rows to be deleted still exist.

    Raises:
        AnswerInTheWay: A question to be removed has an answer with text, an outcome
            or a citation, and no other question shares that answer.
    """
    _hand_on_letters(correction)
    hand_on_comments(correction)
    touched = {*correction.merged, *correction.merged.values(), *correction.split}
    touched |= correction.removed
    answered = {
        row.question_id: row.answer
        for row in AnsweredQuestion.objects.filter(
            question_id__in=touched
        ).select_related("answer")
    }
    if not answered:
        settle_references(correction.foi_request, correction.merged)
        return
    shared = _share_with_parts(correction, answered)
    shared += _merge_answers(correction, answered)
    _release(correction, answered)
    settle_references(correction.foi_request, correction.merged)
    for answer in shared:
        record(
            foi_request=correction.foi_request,
            kind=DraftingHistory.ANSWER_SHARED,
            by=correction.by,
            on=correction.on,
            note=question_reference(
                correction.foi_request,
                answer.questions.filter(pk__in=correction.outline.by_id),
            ),
        )
    index_answers(foi_request=correction.foi_request)


def _share_with_parts(
    correction: Correction, answered: Mapping[int, Answer]
) -> list[Answer]:
    """Share the answers of split questions with their parts; return the answers."""
    shared = []
    for whole, parts in correction.split.items():
        answer = answered.get(whole)
        if answer is None:
            continue
        AnsweredQuestion.objects.bulk_create(
            [AnsweredQuestion(question_id=part, answer=answer) for part in parts],
            ignore_conflicts=True,
        )
        shared.append(answer)
    return shared


def _merge_answers(
    correction: Correction, answered: Mapping[int, Answer]
) -> list[Answer]:
    """Give the answers of merged questions to the question that remains.

    Where both had an answer, combine them. Return the combined answers.
    """
    grown = []
    now = dict(answered)
    for gone, successor in correction.merged.items():
        left, has = now.get(gone), now.get(successor)
        if left is None or left == has:
            continue
        if has is None:
            AnsweredQuestion.objects.create(question_id=successor, answer=left)
            now[successor] = left
            continue
        answer = join(correction.foi_request, [has, left], by=correction.by)
        # The questions of either answer have the combined answer from now on.
        now = {
            key: answer if each in (has, left) else each for key, each in now.items()
        }
        grown.append(answer)
    return grown


def _release(correction: Correction, answered: Mapping[int, Answer]) -> None:
    """Untie answers from questions that are gone.

    Raises:
        AnswerInTheWay: An answer with content would be left without a question.
    """
    leaving = [*correction.removed, *correction.merged]
    AnsweredQuestion.objects.filter(question_id__in=leaving).delete()
    for key in correction.removed & answered.keys():
        answer = Answer.objects.filter(pk=answered[key].pk).first()
        if answer is None or answer.answered_questions.exists():
            continue
        if _has_content(answer):
            name = answer.get_outcome_display() or "not decided"
            raise AnswerInTheWay(
                f"{cite(correction.before.paths, [key])} has an answer ({name}) that "
                "would be lost. Join the question to another, or empty its answer "
                "first."
            )
        answer.delete()


def _has_content(answer: Answer) -> bool:
    return bool(
        answer.text
        or answer.outcome
        or answer.facts
        or answer.citations.exists()
        or Suggestion.objects.open_for(answer=answer.pk).exists()
    )


def _hand_on_letters(correction: Correction) -> None:
    """Hand on what letters said of questions that were split or merged.

    A letter answers a merged question only if it answered all of it.
    """
    groups: dict[int, set[int]] = {}
    for gone, successor in correction.merged.items():
        own = {successor} & correction.before.by_id.keys()
        groups.setdefault(successor, own).add(gone)
    touched = {*correction.split, *groups, *correction.merged}
    said: dict[int, dict[int, LetterAnswer]] = {}
    for each in LetterAnswer.objects.filter(question__in=touched):
        said.setdefault(each.letter_id, {})[each.question_id] = each
    made = []
    for letter, answers in said.items():
        for whole, parts in correction.split.items():
            if whole in answers:
                made += [_copied(answers[whole], part) for part in parts]
        for successor, group in groups.items():
            said_of_it = [answers[key] for key in group if key in answers]
            LetterAnswer.objects.filter(letter=letter, question=successor).delete()
            if len(said_of_it) == len(group):
                # Where any part was to follow, the whole is.
                said_of_it.sort(key=lambda one: one.outcome != Outcome.TO_FOLLOW)
                made.append(_copied(said_of_it[0], successor))
    LetterAnswer.objects.bulk_create(made, ignore_conflicts=True)


def _copied(said: LetterAnswer, question_id: int) -> LetterAnswer:
    return LetterAnswer(
        letter_id=said.letter_id,
        question_id=question_id,
        outcome=said.outcome,
        follows_by=said.follows_by,
        sha256="",  # the words stood under other questions
    )
