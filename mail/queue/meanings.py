"""Store the meaning of waiting messages, and near questions, in a worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import F, Q

from documents.meaning.model import load
from documents.meaning.sketches import sketches_of
from documents.meaning.words import with_lead_in
from mail.models import Entry, EntryMeaning
from mail.models.messages import AUTOMATIC
from mail.queue.outline import outline_of_entry
from requests_app.models import FOIRequest
from requests_app.questions.outline.nodes import Outline
from responses.precedents.by_meaning import FRESH_FOR, OpenQuestions, near_answers

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Measured on twenty requests of five questions, each asked again in other words: with
# half of the questions so near, 18 are found, and no other request.
LEAST_NEAR: Final = 0.5
# A single question tells less.
LEAST_NEAR_ALONE: Final = 0.6
MOST_QUESTIONS: Final = 8
_AT_ONCE: Final = 20
_MOST_COMPARED: Final = 1_000
_MOST_NEAR: Final = 10


def learn_entries(mark: str, at: datetime) -> bool:
    """Store the meaning of some waiting entries; return whether more wait.

    Near questions are looked for again after half an hour: more came meanwhile.

    Args:
        mark: The mark of the model.
        at: The moment.
    """
    stale = (
        Q(meaning=None)
        | ~Q(meaning__version=F("version"))
        | ~Q(meaning__model=mark)
        | Q(meaning__found_at__lt=at - FRESH_FOR)
    )
    waiting = (
        Entry.objects.filter(stale, ended_as="", question_count__gt=0)
        .exclude(message__kind__in=AUTOMATIC)
        # The model knows English.
        .exclude(language=FOIRequest.Language.WELSH)
        .select_related("meaning")
        .order_by(F("meaning__found_at").asc(nulls_first=True), "pk")
    )
    entries = list(waiting[:_AT_ONCE])
    by_authority = sorted(entries, key=lambda one: one.authority_id)
    for authority, few in groupby(by_authority, key=lambda one: one.authority_id):
        _find(authority, list(few), mark, at)
    return len(entries) == _AT_ONCE


def questions_of(outline: Outline) -> list[str]:
    """Return the first questions, each after its lead-in."""
    return list(_asked(outline))[:MOST_QUESTIONS]


def _asked(outline: Outline) -> Iterator[str]:
    for node in outline.nodes:
        words = f"{node.text} {node.after}".strip()
        if node.kind == "question" and words:
            lead_in, above = "", node.parent_id
            while above is not None:
                over = outline.by_id[above]
                lead_in, above = f"{over.text} {lead_in}", over.parent_id
            yield with_lead_in(lead_in.strip(), words)


def _find(authority: int, entries: Sequence[Entry], mark: str, at: datetime) -> None:
    import numpy as np

    asked = OpenQuestions(authority, mark)
    rows = [_learn(one, mark, at) for one in entries]
    # Learnt first, so that messages of one morning find each other.
    for row in rows:
        row.save()
    others = _others(authority, mark)
    for row in rows:
        vectors = _vectors_of(row)
        sketches = sketches_of(vectors)
        pairs = list(zip(vectors, sketches, strict=True))
        row.answers = [_near(near_answers(authority, *one, mark)) for one in pairs]
        row.asked = [_near(asked.near(*one)) for one in pairs]
        matching = {
            key: number
            for key, theirs in others.items()
            if key != row.pk
            and (number := common(np.asarray(vectors @ theirs.T).max(axis=1).tolist()))
        }
        nearest = sorted(matching, key=lambda key: (-matching[key], -key))
        row.near = nearest[:_MOST_NEAR]
        row.save()


def common(scores: Sequence[float]) -> int:
    """Return how many questions of a message are near; 0 where these are too few.

    Args:
        scores: For each question of the message, the score of the nearest.
    """
    number = sum(score >= LEAST_NEAR for score in scores)
    if 2 * number < len(scores):
        return 0
    is_enough = number > 1 or max(scores, default=0) >= LEAST_NEAR_ALONE
    return number if is_enough else 0


def _learn(entry: Entry, mark: str, at: datetime) -> EntryMeaning:
    """Return the row of an entry, with the vectors of its questions as they stand."""
    row: EntryMeaning | None = getattr(entry, "meaning", None)
    if row is None or row.version != entry.version or row.model != mark:
        questions = questions_of(outline_of_entry(entry))
        vectors = load(settings.MEANING_MODEL).vectors(questions) if questions else None
        row = EntryMeaning(
            entry=entry,
            model=mark,
            version=entry.version,
            questions=questions,
            vectors=b"" if vectors is None else vectors.astype("<f2").tobytes(),
        )
        row._state.adding = not EntryMeaning.objects.filter(pk=entry.pk).exists()
    row.found_at = at
    return row


def _others(authority: int, mark: str) -> dict[int, NDArray[Any]]:
    """Return the vectors of the waiting entries of an authority, the newest."""
    rows = EntryMeaning.objects.filter(
        entry__authority=authority, entry__ended_as="", model=mark
    ).exclude(questions=[])
    newest = rows.order_by("-pk").defer("answers", "asked")[:_MOST_COMPARED]
    return {row.pk: _vectors_of(row) for row in newest}


def _vectors_of(row: EntryMeaning) -> NDArray[Any]:
    import numpy as np

    read = np.frombuffer(bytes(row.vectors), "<f2").astype(np.float32)
    return read.reshape(len(row.questions), -1) if row.questions else read.reshape(0, 8)


def _near(found: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(key, score) for key, score in found if score >= LEAST_NEAR]
