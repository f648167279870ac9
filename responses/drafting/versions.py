"""The versions of an answer, as a page lists them."""

from dataclasses import dataclass
from datetime import timedelta

from responses.models import Answer, AnswerRevision

# Autosaves by one person with shorter pauses than this are one sitting.
LONGEST_PAUSE = timedelta(minutes=30)
MOST_LISTED = 100
_MOST_READ = 3_000


@dataclass(slots=True)
class Version:
    """One version as listed, and how many the page saved on the way to it."""

    revision: AnswerRevision
    on_the_way: int = 0


def versions_of(answer: Answer) -> list[Version]:
    """Return the versions of an answer, the newest first, without their texts.

    All are kept; of those that the page saved by itself in one sitting, the last is
    listed.
    """
    listed: list[Version] = []
    later: AnswerRevision | None = None
    for revision in answer.revisions.defer("text").select_related("by")[:_MOST_READ]:
        if later is not None and _is_on_the_way(revision, later):
            listed[-1].on_the_way += 1
        else:
            listed.append(Version(revision))
        later = revision
    return listed[:MOST_LISTED]


def _is_on_the_way(revision: AnswerRevision, later: AnswerRevision) -> bool:
    return (
        revision.is_autosave
        and not revision.is_set_aside
        and not later.is_set_aside
        and revision.by_id == later.by_id
        and later.at - revision.at <= LONGEST_PAUSE
    )
