"""Find what became of a question, and the words put aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from requests_app.history.kinds import HistoryKind
from requests_app.models import FOIRequest, PutAside, Question, QuestionsRevision


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the thing that a page was about.

    Attributes:
        reason: Who changed what and when, in a sentence.
        question: The question that took its place; None for none.
    """

    reason: str
    question: Question | None = None


def put_aside_of(foi_request: FOIRequest) -> QuerySet[PutAside]:
    """Return the words put aside for a request that still wait for a person."""
    return foi_request.put_aside.filter(dealt_with_at__isnull=True).select_related("by")


def fate_of(foi_request: FOIRequest, key: int) -> Fate | None:
    """Return what became of a question; None for a question that never was here.

    Args:
        foi_request: The request.
        key: The key of a question of the request that is not asked now.
    """
    changed: QuestionsRevision | None = None
    successor = key
    revisions = foi_request.questions_revisions.select_related("by")
    for revision in revisions.iterator(chunk_size=20):
        if _asks(revision.outline, key):
            break
        changed = revision
    else:
        return None
    if changed is None:
        return None
    later = revisions.filter(version__gte=changed.version).order_by("version")
    for joined in later.values_list("joined", flat=True):
        # A question merged with none has None: nothing took its place.
        successor = dict(map(tuple, joined)).get(successor, successor) or 0
    at = timezone.localtime(changed.at)
    who = changed.by or "Another user"
    return Fate(
        f"{who} corrected the questions on {at:%-d %B} at {at:%H:%M}: "
        f"{changed.note.rstrip('.')}.",
        foi_request.questions.filter(pk=successor, kind=Question.Kind.QUESTION).first(),
    )


def fate_by_history(
    foi_request: FOIRequest, kind: HistoryKind, question: Question | None = None
) -> Fate:
    """Return the fate that the newest entry of a kind tells."""
    entry = foi_request.history.filter(kind=kind).select_related("by").first()
    if entry is None:
        return Fate("Another user removed it after you opened the page.", question)
    at = timezone.localtime(entry.recorded_at)
    who = entry.by or "The system"
    return Fate(
        f"{kind.label} by {who} on {at:%-d %B} at {at:%H:%M}: {entry.note}.", question
    )


def _asks(outline: Any, key: int) -> bool:
    nodes: Iterable[dict[str, Any]] = outline["nodes"]
    return any(node["id"] == key and node["kind"] == "question" for node in nodes)
