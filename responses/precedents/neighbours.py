"""Find and store the previous answers whose questions are near a question, in a worker.

The sketches of an authority are read in slices, so that memory stays small however many
answers there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, Final

from documents.meaning import sketches
from documents.meaning.asking import LEAST_NEAR
from documents.meaning.model import MARK
from responses.models import AnswerMeaning, Neighbour, QuestionMeaning

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Kept for each question: more than a page shows, as a user may not see all of them.
# Answers about restricted requests are counted apart, so that they displace none.
MOST_KEPT: Final = 50
_SLICE: Final = 65_536
# The distance of a sketch, and the key of the `AnswerMeaning`.
_Near = tuple[int, int]


def find_neighbours(*, questions: Sequence[QuestionMeaning], upto: int) -> None:
    """Compare questions with the answers learnt since, and keep the nearest.

    Args:
        questions: The questions, of one authority, compared as far as each other.
        upto: The key of the newest `AnswerMeaning` to compare with.
    """
    near: dict[tuple[int, bool], list[_Near]] = defaultdict(list)
    for is_restricted, keys, columns in _slices(questions[0], upto):
        for at, question in enumerate(questions):
            places, distances = sketches.nearest(columns, _bytes(question.sketch))
            pairs = zip(distances.tolist(), keys[places].tolist(), strict=True)
            near[at, is_restricted].extend(pairs)
    best: list[list[_Near]] = [[] for _ in questions]
    for (at, _), of_kind in near.items():
        best[at] += nsmallest(MOST_KEPT, of_kind)
    _keep(questions, best)


def _slices(
    of: QuestionMeaning, upto: int
) -> Iterator[tuple[bool, NDArray[Any], NDArray[Any]]]:
    """Yield keys and sketches; those about restricted requests, True, come apart."""
    import numpy as np

    after = of.searched_to
    while True:
        rows = list(
            AnswerMeaning.objects.filter(
                authority=of.authority_id, model=MARK, pk__gt=after, pk__lte=upto
            )
            .order_by("pk")
            .values_list("pk", "sketch", "previous_answer__foi_request__is_restricted")[
                :_SLICE
            ]
        )
        if not rows:
            return
        after = rows[-1][0]
        for is_restricted in (False, True):
            part = [row for row in rows if bool(row[2]) == is_restricted]
            if part:
                keys = np.array([row[0] for row in part], dtype=np.int64)
                whole = b"".join(bytes(row[1]) for row in part)
                yield is_restricted, keys, sketches.columns_of(_bytes(whole))


def _keep(questions: Sequence[QuestionMeaning], best: list[list[_Near]]) -> None:
    """Score the nearest by their vectors, and store those near enough."""
    import numpy as np

    meanings = {
        pk: (answer, np.frombuffer(bytes(vector), dtype="<f2").astype(np.float32))
        for pk, answer, vector in AnswerMeaning.objects.filter(
            pk__in={pk for pairs in best for _, pk in pairs}
        ).values_list("pk", "previous_answer_id", "vector")
    }
    found = []
    for question, pairs in zip(questions, best, strict=True):
        vector = np.frombuffer(bytes(question.vector), dtype="<f2").astype(np.float32)
        for _, pk in pairs:
            if pk not in meanings:  # the answer was removed meanwhile
                continue
            answer, other = meanings[pk]
            score = float(np.clip(vector @ other, -1, 1))
            if score >= LEAST_NEAR:
                found.append(
                    Neighbour(
                        question_id=question.question_id,
                        previous_answer_id=answer,
                        score=score,
                    )
                )
    Neighbour.objects.bulk_create(found, ignore_conflicts=True)
    _leave_the_nearest([question.question_id for question in questions])


def _leave_the_nearest(questions: Sequence[int]) -> None:
    """Delete the neighbours beyond the nearest of each question."""
    kept: dict[tuple[int, bool], int] = defaultdict(int)
    surplus = []
    for pk, question, is_restricted in (
        Neighbour.objects.filter(question__in=questions)
        .order_by("-score", "-pk")
        .values_list("pk", "question_id", "previous_answer__foi_request__is_restricted")
    ):
        kept[question, bool(is_restricted)] += 1
        if kept[question, bool(is_restricted)] > MOST_KEPT:
            surplus.append(pk)
    Neighbour.objects.filter(pk__in=surplus).delete()


def _bytes(stored: Any) -> NDArray[Any]:
    import numpy as np

    return np.frombuffer(bytes(stored), dtype=np.uint8)
