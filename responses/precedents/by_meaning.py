"""Look for questions by the meaning of words typed, in a worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from accounts.models import Authority
from documents.meaning.asking import LEAST_NEAR
from documents.meaning.model import load
from documents.meaning.sketches import Sketches, sketches_of
from requests_app.workflow import OPEN_STATES
from responses.models import AnswerMeaning, MeaningSearch, QuestionMeaning
from responses.precedents.held import sketches_held
from responses.precedents.neighbours import nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CHARACTERS: Final = 1_000
# What was found is looked for again after this: more was answered meanwhile.
FRESH_FOR: Final = timedelta(minutes=30)
_KEPT: Final = timedelta(days=1)
_AT_ONCE: Final = 20
# So many of restricted requests, and so many of the others: none displaces another.
_MOST_KEPT: Final = 50
_READ: Final = """
    SELECT string_agg(int8send(meaning.id), ''::bytea ORDER BY meaning.id),
           string_agg(meaning.sketch, ''::bytea ORDER BY meaning.id)
    FROM responses_questionmeaning AS meaning
    JOIN requests_app_question AS question ON question.id = meaning.question_id
    JOIN requests_app_foirequest AS request ON request.id = question.foi_request_id
    WHERE meaning.authority_id = %s AND meaning.model = %s
        AND request.state = ANY(%s) AND request.is_restricted = %s
"""


def has_meanings(authority: Authority) -> bool:
    """Return whether a worker has stored what any question of the authority means."""
    kinds = (AnswerMeaning, QuestionMeaning)
    return any(kind.objects.filter(authority=authority).exists() for kind in kinds)


@transaction.atomic
def look_for(words: str, *, authority: Authority, at: datetime) -> MeaningSearch:
    """Return what was found for some words, or have a worker look for these.

    Args:
        words: The words typed, or a question; only the beginning is read.
        authority: The authority: its questions are looked through.
        at: The moment.
    """
    words = words[:MOST_CHARACTERS]
    made, is_new = MeaningSearch.objects.select_for_update().get_or_create(
        authority=authority, words=words, defaults={"asked_at": at}
    )
    if not is_new and made.found_at and made.found_at < at - FRESH_FOR:
        made.asked_at, made.found_at = at, None
        made.save(update_fields=["asked_at", "found_at"])
    return made


@transaction.atomic
def find_looked_for(mark: str, *, at: datetime) -> bool:
    """Find what waits, in a worker; return whether more may wait.

    Args:
        mark: The mark of the model.
        at: The moment.
    """
    MeaningSearch.objects.filter(asked_at__lt=at - _KEPT).delete()
    waiting = MeaningSearch.objects.filter(found_at__isnull=True).order_by("pk")
    found = list(waiting.select_for_update(skip_locked=True)[:_AT_ONCE])
    if not found:
        return False
    vectors = load(settings.MEANING_MODEL).vectors([one.words for one in found])
    for one, vector, sketch in zip(found, vectors, sketches_of(vectors), strict=True):
        one.answers = near_answers(one.authority_id, vector, sketch, mark)
        one.questions = OpenQuestions(one.authority_id, mark).near(vector, sketch)
        one.found_at = at
    MeaningSearch.objects.bulk_update(found, ["answers", "questions", "found_at"])
    return len(found) == _AT_ONCE


def near_answers(
    authority: int, vector: NDArray[Any], sketch: NDArray[Any], mark: str
) -> list[tuple[int, float]]:
    """Return the keys of previous answers with a near question, and their scores.

    Args:
        authority: The key of the authority.
        vector: What the words looked for mean.
        sketch: The sketch of the vector.
        mark: The mark of the model.
    """
    known = AnswerMeaning.objects.filter(authority=authority, model=mark)
    newest = known.aggregate(newest=Max("pk"))["newest"]
    if newest is None:
        return []
    held = sketches_held(authority_id=authority, mark=mark, upto=newest)
    asked = QuestionMeaning(
        sketch=sketch.tobytes(), vector=vector.astype("<f2").tobytes()
    )
    ((_, near),) = nearest([asked], held)
    best = sorted(near, key=lambda each: (-each.score, -each.previous_answer))
    found = []
    for is_open in (True, False):
        apart = [each for each in best if each.is_open is is_open][:_MOST_KEPT]
        found += [(each.previous_answer, each.score) for each in apart]
    return _near_enough(found)


class OpenQuestions:
    """The questions of open requests of an authority, read once for several searches.

    Args:
        authority: The key of the authority.
        mark: The mark of the model.
    """

    def __init__(self, authority: int, mark: str) -> None:
        self._held = [_sketches(authority, mark, each) for each in (False, True)]

    def near(
        self, vector: NDArray[Any], sketch: NDArray[Any]
    ) -> list[tuple[int, float]]:
        """Return the keys of near questions, and their scores.

        Args:
            vector: What the words looked for mean.
            sketch: The sketch of the vector.
        """
        import numpy as np

        near = [key for held in self._held for key in held.nearest(sketch, _MOST_KEPT)]
        return _near_enough(
            [
                (key, float(np.clip(np.frombuffer(kept, "<f2") @ vector, -1, 1)))
                for key, kept in QuestionMeaning.objects.filter(
                    pk__in=near
                ).values_list("question", "vector")
            ]
        )


def _sketches(authority: int, mark: str, is_restricted: bool) -> Sketches:
    import numpy as np

    read = Sketches()
    with connection.cursor() as cursor:
        states = sorted(OPEN_STATES)
        cursor.execute(_READ, [authority, mark, states, is_restricted])
        keys, sketches = cursor.fetchone()
    if keys is not None:
        rows = np.frombuffer(keys, dtype=">i8").astype(np.int64)
        read.add(rows, np.frombuffer(sketches, np.uint8).reshape(len(rows), -1))
    return read


def _near_enough(found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    near = [(key, round(score, 4)) for key, score in found if score >= LEAST_NEAR]
    return sorted(near, key=lambda pair: (-pair[1], -pair[0]))
