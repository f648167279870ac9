"""Let answers follow their questions when those are corrected."""

from collections.abc import Mapping

from requests_app.history.record import record
from requests_app.models import HistoryEntry
from requests_app.questions.consequences import Correction
from requests_app.questions.numbering.lists import cite
from requests_app.refusals import Refusal
from responses.drafting.permitted import question_reference
from responses.drafting.search import index_answers
from responses.drafting.sharing import join
from responses.models import Answer
from responses.models.answers import AnsweredQuestion


class AnswerInTheWay(Refusal):
    """A question was to go that has an answer nothing else would have."""


def follow_questions(correction: Correction) -> None:
    """Hand on the answers of questions that were split, joined or taken out.

    The parts of a question that was split share its answer. A question joined to
    another leaves it its answer; where both had one, they become one, text after text,
    as when questions are answered together. It is called in the transaction that
    corrects the questions, by the service that does.

    Args:
        correction: What became of the questions; the rows that go are still there.

    Raises:
        AnswerInTheWay: A question that is to go has an answer with words or an outcome,
            and no other question has it.
    """
    touched = {*correction.merged, *correction.merged.values(), *correction.split}
    touched |= correction.removed
    answered = {
        row.question_id: row.answer
        for row in AnsweredQuestion.objects.filter(
            question_id__in=touched
        ).select_related("answer")
    }
    if not answered:
        return
    shared = _share_with_parts(correction, answered)
    shared += _leave_to_heirs(correction, answered)
    _release(correction, answered)
    for answer in shared:
        record(
            foi_request=correction.foi_request,
            kind=HistoryEntry.Kind.ANSWER_SHARED,
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
    """Let the parts of split questions have their answers; return those."""
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


def _leave_to_heirs(
    correction: Correction, answered: Mapping[int, Answer]
) -> list[Answer]:
    """Give questions the answers of those joined to them; return what grew so."""
    grown = []
    now = dict(answered)
    for gone, heir in correction.merged.items():
        left, has = now.get(gone), now.get(heir)
        if left is None or left == has:
            continue
        if has is None:
            AnsweredQuestion.objects.create(question_id=heir, answer=left)
            now[heir] = left
            continue
        answer = join(correction.foi_request, [has, left], by=correction.by)
        # Whoever had one of the two has the joint one from now on.
        now = {
            key: answer if each in (has, left) else each for key, each in now.items()
        }
        grown.append(answer)
    return grown


def _release(correction: Correction, answered: Mapping[int, Answer]) -> None:
    """Untie answers from what is no question any longer, unless they would be lost."""
    leaving = [*correction.removed, *correction.merged]
    AnsweredQuestion.objects.filter(question_id__in=leaving).delete()
    for key in correction.removed & answered.keys():
        answer = Answer.objects.filter(pk=answered[key].pk).first()
        if answer is None or answer.answered_questions.exists():
            continue
        if answer.text or answer.outcome or answer.citations.exists():
            name = answer.get_outcome_display() or "not decided"
            raise AnswerInTheWay(
                f"{cite(correction.before.paths, [key])} has an answer ({name}) that "
                "would be lost. Join the question to another, or empty its answer "
                "first."
            )
        answer.delete()
