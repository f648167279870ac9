"""The versions of an answer, as a page lists them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from documents.richtext.plain import from_plain
from responses.drafting.draft import Draft
from responses.drafting.facts import in_words
from responses.models import Answer, AnswerRevision
from statute.facts import FACTS, Fact, FactKind

# A longer pause between autosaves by the same person starts a new group in the list.
LONGEST_PAUSE = timedelta(minutes=30)
MOST_LISTED = 100
_MOST_READ = 3_000


@dataclass(slots=True)
class Version:
    """A listed version, and the number of autosaves hidden behind it."""

    revision: AnswerRevision
    on_the_way: int = 0


def versions_of(answer: Answer) -> list[Version]:
    """Return the versions of an answer, newest first, without their texts.

    All versions are stored. Of a group of autosaves only the last is listed.
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


def whole_text(saved: Answer | AnswerRevision, draft: Draft) -> str:
    """Return the text of an answer with its facts under their labels, as HTML.

    Args:
        saved: The answer, or a version of it.
        draft: The draft, which knows the questions by their references.
    """
    facts = (
        from_plain(f"{fact.label}\n{_shown(fact, saved.facts[fact.id], draft)}")
        for fact in FACTS.values()
        if fact.id in saved.facts
    )
    return "".join([saved.text, *facts])


def _shown(fact: Fact, value: Any, draft: Draft) -> str:
    if fact.kind is FactKind.QUESTION:
        return draft.called(value)
    return in_words(fact.id, value)


def _is_on_the_way(revision: AnswerRevision, later: AnswerRevision) -> bool:
    return (
        revision.is_autosave
        and not revision.is_unused
        and not later.is_unused
        and revision.by_id == later.by_id
        and later.at - revision.at <= LONGEST_PAUSE
    )
