"""Hand over a person's tasks to a colleague."""

from datetime import date
from typing import Final

from django.db.models import QuerySet

from accounts.models import User
from requests_app.assigning.belongings import Belonging
from responses.comments.assigning import TaskNotPossible, assign_comment
from responses.models import Comment


def hand_over_tasks(*, giver: User, to: User, by: User, on: date) -> int:
    """Hand over the open tasks of a person; return how many.

    A task that the colleague may not take stays: the request is restricted. A day that
    has passed becomes today.
    """
    moved = 0
    for comment in _tasks_of(giver).select_related("foi_request"):
        day = comment.wanted_by and max(comment.wanted_by, on)
        try:
            assign_comment(comment=comment, assigned_to=to, wanted_by=day, by=by, on=on)
        except TaskNotPossible:
            continue
        moved += 1
    return moved


def _tasks_of(person: User) -> QuerySet[Comment]:
    return Comment.objects.filter(
        assigned_to=person,
        resolved_at=None,
        reply_to=None,
        foi_request__closed_on=None,
    )


TASKS: Final = Belonging(
    title=("open task", "open tasks"),
    count=lambda person: _tasks_of(person).count(),
    hand_over=hand_over_tasks,
)
