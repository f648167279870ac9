"""How many messages wait, as "My day" says it."""

from datetime import date

from django.urls import reverse

from accounts import policy
from accounts.models import User
from mail.queue.due import waiting_on
from responses.desk.lines import Line


def line_of_incoming(user: User, on: date) -> Line | None:
    """Return how many messages wait for the people who register; None for none.

    Args:
        user: The person.
        on: The London day.
    """
    if policy.RECORD_REQUEST not in user.role_permissions:
        return None
    found = waiting_on(user, on=on)
    if not found.number:
        return None
    many = "s wait" if found.number > 1 else " waits"
    late = ""
    if found.overdue:
        late = f"{found.overdue:,} past the day by which a request is answered"
    return Line(
        f"{found.number:,} message{many} under Incoming", reverse("incoming"), late
    )
