"""The versions of an answer or of another part of the draft, as pages list them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

from django.db.models import Q

from documents.richtext.plain import from_plain
from requests_app.models import FOIRequest
from responses.drafting.draft import Draft
from responses.drafting.facts import facts_in_words
from responses.models import Answer, AnswerRevision, DraftRevision

Revision: TypeAlias = AnswerRevision | DraftRevision

# A longer pause between autosaves by the same person starts a new group in the list.
LONGEST_PAUSE = timedelta(minutes=30)
MOST_LISTED = 100
# Of a group of autosaves, the list has so many at first.
MOST_BETWEEN = 50
MOST_READ = 3_000


@dataclass(slots=True)
class Version:
    """A listed version, and the autosaves folded behind it.

    Attributes:
        revision: The version.
        between: The latest of the autosaves behind it, latest first.
        left_out: The number of further autosaves.
    """

    revision: Revision
    between: list[Revision] = field(default_factory=list)
    left_out: int = 0

    @property
    def count(self) -> int:
        """The number of autosaves folded behind the version."""
        return len(self.between) + self.left_out


def versions_of(answer: Answer, *, most_between: int = MOST_BETWEEN) -> list[Version]:
    """Return the versions of an answer, newest first, without their texts.

    All versions are stored. Of a group of autosaves only the last is listed, with the
    others folded behind it. `has_citations` tells of each whether it changed what is
    cited.
    """
    listed: list[Version] = []
    later: AnswerRevision | None = None
    revisions = answer.revisions.defer("text", "facts", "citations")
    # A new answer begins with a version that cites nothing.
    is_first = Q(version=1, citations=[])
    changed = Q(citations__isnull=False) & ~is_first
    revisions = revisions.annotate(has_citations=changed)
    for revision in revisions.select_related("by")[:MOST_READ]:
        if later is not None and _is_between(revision, later):
            _fold(revision, listed[-1], most_between)
        else:
            listed.append(Version(revision))
        later = revision
    return listed[:MOST_LISTED]


def versions_of_part(
    foi_request: FOIRequest, part: DraftRevision.Part
) -> list[Version]:
    """Return the versions of a part of the draft, newest first."""
    revisions = foi_request.draft_revisions.filter(part=part).defer("citations")
    return [Version(one) for one in revisions.select_related("by")[:MOST_LISTED]]


def whole_text(saved: Answer | AnswerRevision, draft: Draft) -> str:
    """Return the text of an answer with its facts under their labels, as HTML.

    Args:
        saved: The answer, or a version of it.
        draft: The draft, which knows the questions by their references.
    """
    facts = (
        from_plain(f"{label}\n{value}")
        for label, value in facts_in_words(saved.facts, draft.called)
    )
    return "".join([saved.text, *facts])


def _fold(revision: AnswerRevision, version: Version, most: int) -> None:
    if len(version.between) < most:
        version.between.append(revision)
    else:
        version.left_out += 1


def _is_between(revision: AnswerRevision, later: AnswerRevision) -> bool:
    return (
        revision.is_autosave
        and not revision.is_unused
        and not later.is_unused
        and revision.by_id == later.by_id
        and later.at - revision.at <= LONGEST_PAUSE
    )
