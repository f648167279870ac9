"""Tell people by e-mail of comments naming them, and of their tasks."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from requests_app.jobs.emails import enqueue_email
from responses.models import Comment


def tell_mentioned(comment: Comment, people: Iterable[User], *, place: str) -> None:
    """Tell the people named in a comment, or the author of the comment replied to.

    Neither the comment nor the requester is in the e-mail.

    Args:
        comment: The comment.
        people: The people to tell.
        place: The question or part commented on, for a sentence.
    """
    for person in people:
        _tell(
            comment,
            person,
            subject=f"{comment.by} wrote to you on request {comment.foi_request}",
            text=f"{comment.by} wrote to you in a comment on {place}",
            key=f"comment-{comment.pk}-{person.pk}",
        )


def tell_assigned(comment: Comment, *, by: User, place: str, key: str) -> None:
    """Tell a person of a task assigned to them.

    Args:
        comment: The task.
        by: The user assigning the task.
        place: The question or part commented on, for a sentence.
        key: Tells this assignment from an earlier one of the same task.
    """
    person = comment.assigned_to
    if person is not None and person != by:
        _tell(
            comment,
            person,
            subject=f"{by} gave you a task on request {comment.foi_request}",
            text=f"{by} gave you a task on {place}",
            key=f"comment-task-{key}",
        )


def _tell(comment: Comment, person: User, *, subject: str, text: str, key: str) -> None:
    if not person.email:
        return
    foi_request = comment.foi_request
    url = reverse(
        "comment", kwargs={"reference": foi_request.reference, "comment": comment.pk}
    )
    enqueue_email(
        to=person,
        subject=subject,
        text=(
            f"{text}, request {foi_request}. Read it here:\n{settings.SITE_URL}{url}\n"
        ),
        idempotency_key=key,
        foi_request=foi_request,
    )
