"""The rows of a page of a list: each request with the facts that stand beside it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from requests_app.due import due_status
from requests_app.lists.columns import Row
from requests_app.lists.reading import Found
from requests_app.lists.turns import WhoseTurn, turns_of
from requests_app.models import FOIRequest


def rows_of_list(
    found: Found,
    foi_requests: Sequence[FOIRequest],
    *,
    columns: Collection[str],
    user: User,
    at: datetime,
) -> list[Row]:
    """Return the rows of a page.

    Args:
        found: What was read beside the requests.
        foi_requests: The requests of the page, which the user may see.
        columns: The columns shown. What stands in no column is not read.
        user: The person who looks.
        at: The moment.
    """
    on = timezone.localtime(at).date()
    keys = [each.pk for each in foi_requests if each.is_open]
    turns = turns_of(user, keys, at=at) if "turn" in columns and keys else {}
    return [
        Row(
            foi_request=each,
            due=due_status(each, on=on, left=found.beside[each.pk].left),
            here=found.beside[each.pk].here,
            away=found.beside[each.pk].away,
            turn=_with_name(turns.get(each.pk), each, user),
        )
        for each in foi_requests
    ]


def _with_name(
    turn: WhoseTurn | None, foi_request: FOIRequest, user: User
) -> WhoseTurn | None:
    """Name the officer, and the day of receipt where no other day is known."""
    if turn is None:
        return None
    officer = foi_request.officer
    whose = turn.whose
    if not whose:
        whose = "Your office" if officer is None else str(officer)
        whose = "You" if officer == user else whose
    return turn._replace(whose=whose, since=turn.since or foi_request.received_on)
