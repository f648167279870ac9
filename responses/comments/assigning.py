"""Make a comment the task of a person."""

from datetime import date

from django.db import transaction

from accounts import policy
from accounts.models import User
from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.comments.history import CommentsHistory, record_comment
from responses.comments.people import people_of
from responses.comments.places import places_of
from responses.comments.telling import tell_assigned
from responses.models import Comment
from statute.working_days import format_date


class TaskNotPossible(Refusal):
    """The comment cannot be a task of this person, or by this day."""

    field = "assigned_to"


@transaction.atomic
def assign_comment(
    *,
    comment: Comment,
    assigned_to: User | None,
    wanted_by: date | None = None,
    by: User,
    on: date,
) -> Comment:
    """Make a comment the task of a person, of another person, or of none.

    Args:
        comment: The first comment of an open thread.
        assigned_to: The person; None where the comment is a task no more.
        wanted_by: The last London day for the task.
        by: The user.
        on: The London day.

    Raises:
        TaskNotPossible: The person cannot take the task, the day has passed, or the
            comment is resolved.
    """
    locked = lock(comment.foi_request)
    comment.refresh_from_db()
    if not comment.is_open:
        raise TaskNotPossible("This comment is resolved. Open it again first.")
    if assigned_to is None:
        wanted_by = None
    else:
        check_can_take(assigned_to, locked, wanted_by=wanted_by, on=on)
    if (comment.assigned_to, comment.wanted_by) == (assigned_to, wanted_by):
        return comment
    comment.assigned_to, comment.wanted_by = assigned_to, wanted_by
    comment.save(update_fields=["assigned_to", "wanted_by"])
    place = places_of(locked).name_of(comment)
    kind, said = CommentsHistory.TASK_WITHDRAWN, ""
    if assigned_to is not None:
        kind, said = CommentsHistory.TASK_ASSIGNED, _said_of_task(comment)
    entry = record_comment(comment, kind, said, place=place, by=by, on=on)
    tell_assigned(comment, by=by, place=place, key=str(entry.pk), on=on)
    return comment


def check_can_take(
    person: User, foi_request: FOIRequest, *, wanted_by: date | None, on: date
) -> None:
    """Refuse a person without the right to take the task, and a day in the past.

    Raises:
        TaskNotPossible: Says why.
    """
    if not people_of(foi_request, policy.COMMENT).filter(pk=person.pk).exists():
        raise TaskNotPossible(f"{person} may not take a task on this request.")
    if wanted_by is not None and wanted_by < on:
        raise TaskNotPossible(
            f"{format_date(wanted_by)} has passed. Enter a later day."
        )


def _said_of_task(comment: Comment) -> str:
    by = f", by {format_date(comment.wanted_by)}" if comment.wanted_by else ""
    return f"{comment.assigned_to}{by}"
