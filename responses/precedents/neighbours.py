"""Find and store the previous answers whose questions are near a question, in a worker.

Sketches are compared first. The nearest are scored by their vectors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Exists, OuterRef

from documents.meaning.asking import LEAST_NEAR
from documents.meaning.sketches import MOST_SCORED, Sketches
from responses.models import AnswerMeaning, Neighbour, PreviousAnswer, QuestionMeaning
from responses.precedents.held import sketches_held

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Kept for each question: more than a page shows, as a user may not see all of them.
# Answers not open to every user are counted apart, so that they displace none.
MOST_KEPT: Final = 50
# Of the nearest by sketch, so many must be open to every user, or more are taken.
_OPEN_ENOUGH: Final = 20
_MOST_TAKEN: Final = 50 * MOST_SCORED
_IS_OPEN: Final = Exists(
    PreviousAnswer.objects.open_to_all().filter(pk=OuterRef("previous_answer"))
)


_MOST_READ: Final = 5_000  # vectors in memory
# Previous answer, vector and whether open to all, by the key of the `AnswerMeaning`;
# None where the answer was removed meanwhile.
_Answers = dict[int, tuple[int, "NDArray[Any]", bool] | None]


class Near(NamedTuple):
    """A previous answer near a question."""

    previous_answer: int
    score: float
    is_open: bool


def find_neighbours(
    *, questions: Sequence[QuestionMeaning], mark: str, upto: int
) -> None:
    """Compare questions with the answers learnt since, and keep the nearest.

    Args:
        questions: The questions, of one authority, compared as far as each other.
        mark: The mark of the model.
        upto: The key of the newest `AnswerMeaning` to compare with.
    """
    held = sketches_held(authority_id=questions[0].authority_id, mark=mark, upto=upto)
    found = [
        Neighbour(
            question_id=question.question_id,
            previous_answer_id=near.previous_answer,
            score=near.score,
        )
        for question, of_question in nearest(questions, held)
        for near in of_question
        if near.score >= LEAST_NEAR
    ]
    Neighbour.objects.bulk_create(found, ignore_conflicts=True)
    _leave_the_nearest({one.question_id for one in found})


def nearest(
    questions: Sequence[QuestionMeaning], held: Sketches
) -> Iterator[tuple[QuestionMeaning, list[Near]]]:
    """Yield each question with the nearest answers by sketch, scored by the vectors."""
    answers: _Answers = {}
    for one in questions:
        most, keys = MOST_SCORED, _keys_near(one, held, MOST_SCORED)
        near = _scored(one, keys, answers)
        while (
            len(keys) == most < _MOST_TAKEN
            and sum(each.is_open for each in near) < _OPEN_ENOUGH
        ):
            most *= 4
            keys = _keys_near(one, held, most)
            near = _scored(one, keys, answers)
        yield one, near


def _keys_near(one: QuestionMeaning, held: Sketches, most: int) -> list[int]:
    return held.nearest(_bytes(one.sketch), most, after=one.searched_to)


def _scored(one: QuestionMeaning, keys: Sequence[int], answers: _Answers) -> list[Near]:
    """Return the answers of some keys, scored; those removed meanwhile are left out."""
    import numpy as np

    _read(keys, answers)
    vector = _vector(one.vector)
    found = (answers[key] for key in keys)
    return [
        Near(each[0], float(np.clip(vector @ each[1], -1, 1)), each[2])
        for each in found
        if each
    ]


def _read(keys: Sequence[int], answers: _Answers) -> None:
    """Add what is not among the answers read so far, in small memory."""
    missing = set(keys) - answers.keys()
    if not missing:
        return
    if len(answers) > _MOST_READ:
        answers.clear()
        missing = set(keys)
    answers.update(dict.fromkeys(missing))
    for pk, answer, vector, is_open in (
        AnswerMeaning.objects.filter(pk__in=missing)
        .annotate(is_open=_IS_OPEN)
        .values_list("pk", "previous_answer_id", "vector", "is_open")
    ):
        answers[pk] = answer, _vector(vector), is_open


def _leave_the_nearest(questions: Set[int]) -> None:
    """Delete the neighbours beyond the nearest of each question."""
    kept: dict[tuple[int, bool], int] = defaultdict(int)
    surplus = []
    for pk, question, is_open in (
        Neighbour.objects.filter(question__in=questions)
        .annotate(is_open=_IS_OPEN)
        .order_by("-score", "-pk")
        .values_list("pk", "question_id", "is_open")
    ):
        kept[question, is_open] += 1
        if kept[question, is_open] > MOST_KEPT:
            surplus.append(pk)
    Neighbour.objects.filter(pk__in=surplus).delete()


def _vector(stored: Any) -> NDArray[Any]:
    import numpy as np

    return np.frombuffer(bytes(stored), dtype="<f2").astype(np.float32)


def _bytes(stored: Any) -> NDArray[Any]:
    import numpy as np

    return np.frombuffer(bytes(stored), dtype=np.uint8)
