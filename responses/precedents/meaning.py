"""Store what questions mean and which earlier questions are near, in a worker.

Only one worker at a time writes meanings, so that their keys grow in the order in which
they are committed: a question remembers the last key with which it was compared.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import MD5, Coalesce, Concat

from documents.meaning.model import NoModel, is_installed, load, mark_of
from documents.meaning.sketches import sketches_of
from documents.meaning.words import with_lead_in
from requests_app.models import Question
from requests_app.workflow import OPEN_STATES
from responses.models import AnswerMeaning, Neighbour, PreviousAnswer, QuestionMeaning
from responses.precedents.by_meaning import find_looked_for
from responses.precedents.neighbours import find_neighbours

_LEARNT_AT_ONCE: Final = 64
# Questions searched in a step: as many as make so many pairs, within these bounds.
_COMPARED_AT_ONCE: Final = 100_000_000
_FEWEST_SEARCHED: Final = 100
_MOST_SEARCHED: Final = 5_000
_LOCK: Final = 726_350_411
_SPACE: Final = Value(" ", output_field=TextField())
_NOTHING: Final = Value("", output_field=TextField())
# What leads into a question, and its own words.
_LEAD_IN: Final = Concat(
    Coalesce("parent__parent__text", _NOTHING),
    _SPACE,
    Coalesce("parent__text", _NOTHING),
)
_WORDS: Final = Concat("text", _SPACE, "after")

# Stores more of what is missing, with the mark of the model, at a moment; returns
# whether more may remain.
Step = Callable[[str, datetime], bool]

_further: Final[dict[Step, None]] = {}

logger = logging.getLogger(__name__)


def register_step(step: Step) -> None:
    """Have the worker with the model take a step too; call it in `AppConfig.ready`."""
    _further[step] = None


def find_meanings(*, ends: float, at: datetime) -> None:
    """Store the meanings and the neighbours that are missing, until the turn is over.

    Harmless to run twice. Without the model's packages nothing is done.

    Args:
        ends: The end of the turn, in seconds of the monotonic clock.
        at: The moment.
    """
    folder = settings.MEANING_MODEL
    if not is_installed(folder):
        return
    steps = (_learn_questions, _learn_answers, _search)
    try:
        mark = mark_of(folder)
        is_more = True
        while is_more and monotonic() < ends:
            # Each step in each round: new questions do not wait for a large import, and
            # a person who searches waits for neither.
            taken = [find_looked_for(mark, at=at)]
            taken += [_alone(step, mark) for step in steps]
            taken += [_alone(_begun(step, at), mark) for step in _further]
            is_more = any(taken)
    except NoModel as reason:
        logger.warning("Questions cannot be compared by meaning: %s", reason)


def find_searches(*, at: datetime) -> None:
    """Find at once what people look for by meaning.

    Args:
        at: The moment.
    """
    folder = settings.MEANING_MODEL
    if not is_installed(folder):
        return
    try:
        find_looked_for(mark_of(folder), at=at)
    except NoModel as reason:
        logger.warning("Nothing can be looked for by meaning: %s", reason)


def _begun(step: Step, at: datetime) -> Callable[[str], bool]:
    return lambda mark: step(mark, at)


@transaction.atomic
def _alone(step: Callable[[str], bool], mark: str) -> bool:
    """Take one step unless another worker is at work; return whether more may remain.

    The lock ends with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        (is_free,) = cursor.fetchone()
    return bool(is_free) and step(mark)


def _learn_answers(mark: str) -> bool:
    """Store what some questions of previous answers mean."""
    # Not `exclude`, which no index answers.
    of_other_models = AnswerMeaning.objects.filter(
        Q(model__lt=mark) | Q(model__gt=mark)
    ).values_list("pk", "previous_answer_id")
    if old := list(of_other_models[:_LEARNT_AT_ONCE]):
        PreviousAnswer.objects.filter(pk__in=[answer for _, answer in old]).update(
            has_meaning=False
        )
        AnswerMeaning.objects.filter(pk__in=[pk for pk, _ in old]).delete()
    missing = PreviousAnswer.objects.filter(has_meaning=False).order_by("pk")
    rows = list(
        missing.select_for_update(skip_locked=True).values_list(
            "pk", "lead_in", "question", "authority_id"
        )[:_LEARNT_AT_ONCE]
    )
    if not rows:
        return False
    asked = [row for row in rows if row[2].strip()]
    AnswerMeaning.objects.bulk_create(
        AnswerMeaning(previous_answer_id=pk, authority_id=authority, **stored)
        for (pk, _, _, authority), stored in zip(
            asked, _stored([row[1:3] for row in asked], mark), strict=True
        )
    )
    PreviousAnswer.objects.filter(pk__in=[row[0] for row in rows]).update(
        has_meaning=True
    )
    return True


def _learn_questions(mark: str) -> bool:
    """Store what some questions of open requests mean, anew where they were changed."""
    known = QuestionMeaning.objects.filter(
        question=OuterRef("pk"), model=mark, words_md5=OuterRef("md5")
    )
    rows = list(
        Question.objects.filter(
            kind=Question.Kind.QUESTION, foi_request__state__in=OPEN_STATES
        )
        .exclude(text="", after="")
        .annotate(
            lead_in=_LEAD_IN,
            words=_WORDS,
            md5=MD5(Concat("lead_in", _SPACE, "words")),
        )
        .filter(~Exists(known))
        .order_by("pk")
        .values_list("pk", "lead_in", "words", "md5", "foi_request__authority_id")[
            :_LEARNT_AT_ONCE
        ]
    )
    if not rows:
        return False
    keys = [row[0] for row in rows]
    QuestionMeaning.objects.filter(question__in=keys).delete()
    Neighbour.objects.filter(question__in=keys).delete()
    QuestionMeaning.objects.bulk_create(
        QuestionMeaning(question_id=pk, words_md5=md5, authority_id=authority, **stored)
        for (pk, _, _, md5, authority), stored in zip(
            rows, _stored([row[1:3] for row in rows], mark), strict=True
        )
    )
    return True


def _stored(asked: Sequence[tuple[str, str]], mark: str) -> Iterable[dict[str, Any]]:
    """Yield the fields of what each question means, from its lead-in and its words."""
    if not asked:
        return
    model = load(settings.MEANING_MODEL)
    vectors = model.vectors([with_lead_in(*one) for one in asked])
    for vector, sketch in zip(vectors, sketches_of(vectors), strict=True):
        yield {
            "model": mark,
            "sketch": sketch.tobytes(),
            "vector": vector.astype("<f2").tobytes(),
        }


def _search(mark: str) -> bool:
    """Compare some questions with the previous answers they were not compared with."""
    newest = (
        AnswerMeaning.objects.filter(authority=OuterRef("authority"), model=mark)
        .order_by("-pk")
        .values("pk")[:1]
    )
    behind = (
        QuestionMeaning.objects.filter(
            model=mark, question__foi_request__state__in=OPEN_STATES
        )
        .annotate(newest=Subquery(newest))
        .filter(searched_to__lt=F("newest"))
    )
    rows = list(behind.order_by("searched_to", "authority")[:_MOST_SEARCHED])
    if not rows:
        return False
    first = rows[0]
    # Many where little is new, few where all is to be compared.
    most = max(
        _COMPARED_AT_ONCE // (first.newest - first.searched_to), _FEWEST_SEARCHED
    )
    alike = (first.authority_id, first.searched_to)
    questions = [one for one in rows if (one.authority_id, one.searched_to) == alike][
        :most
    ]
    find_neighbours(questions=questions, mark=mark, upto=first.newest)
    QuestionMeaning.objects.filter(pk__in=[one.pk for one in questions]).update(
        searched_to=first.newest
    )
    return True
