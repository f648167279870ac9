"""Tell people of comments naming them, and of their tasks."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from accounts.models import User
from requests_app.models import Notice
from requests_app.telling.services import tell
from responses.models import Comment


def tell_mentioned(
    comment: Comment, people: Collection[User], *, place: str, on: date
) -> None:
    """Tell the people named in a comment, or the author of the comment replied to.

    Neither the comment nor the requester is in the notice.

    Args:
        comment: The comment.
        people: The people to tell.
        place: The question or part commented on, for a sentence.
        on: The London day.
    """
    _tell(
        comment,
        people,
        kind=Notice.Kind.MENTIONED,
        words=f"{comment.by} wrote to you in a comment on {place}",
        key=f"comment-{comment.pk}",
        by=comment.by,
        on=on,
    )


def tell_assigned(
    comment: Comment, *, by: User, place: str, key: str, on: date
) -> None:
    """Tell a person of a task assigned to them.

    Args:
        comment: The task.
        by: The user assigning the task.
        place: The question or part commented on, for a sentence.
        key: Tells this assignment from an earlier one of the same task.
        on: The London day.
    """
    if comment.assigned_to is None:
        return
    _tell(
        comment,
        [comment.assigned_to],
        kind=Notice.Kind.TASK,
        words=f"{by} gave you a task on {place}",
        key=f"comment-task-{key}",
        by=by,
        on=on,
    )


def _tell(
    comment: Comment,
    people: Collection[User],
    *,
    kind: Notice.Kind,
    words: str,
    key: str,
    by: User,
    on: date,
) -> None:
    if not people:
        return
    foi_request = comment.foi_request
    tell(
        people=people,
        kind=kind,
        words=f"{words}, request {foi_request}.",
        url=reverse(
            "comment",
            kwargs={"reference": foi_request.reference, "comment": comment.pk},
        ),
        key=key,
        foi_request=foi_request,
        by=by,
        on=on,
    )
