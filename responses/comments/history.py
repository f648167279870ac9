"""The history of comments: its kinds, and an entry of each."""

from datetime import date

from django.utils.text import capfirst

from accounts.models import User
from requests_app.history.kinds import HistoryKind, Trait
from requests_app.history.record import record
from requests_app.models import HistoryEntry
from responses.models import Comment


class CommentsHistory(HistoryKind):
    """What is recorded of comments."""

    COMMENTED = "commented", "Comment added", Trait.GROUPED
    COMMENT_ANSWERED = "comment_answered", "Comment answered", Trait.GROUPED
    COMMENT_RESOLVED = "comment_resolved", "Comment resolved", Trait.GROUPED
    COMMENT_REOPENED = "comment_reopened", "Comment opened again", Trait.GROUPED
    TASK_ASSIGNED = "comment_task_assigned", "Task assigned", Trait.GROUPED
    TASK_WITHDRAWN = "comment_task_withdrawn", "Task withdrawn", Trait.GROUPED


def record_comment(
    comment: Comment,
    kind: CommentsHistory,
    said: str,
    *,
    place: str,
    by: User,
    on: date,
) -> HistoryEntry:
    """Record a step of a comment's thread.

    Args:
        comment: The comment.
        kind: The step.
        said: The words of the step, as typed; "" where it has none.
        place: The question or part commented on.
        by: The user.
        on: The London day.
    """
    source = f", {comment.said_by} in a document" if said and comment.said_by else ""
    note = "\n".join(filter(None, [f"{capfirst(place)}{source}", said]))
    return record(foi_request=comment.foi_request, kind=kind, by=by, on=on, note=note)
