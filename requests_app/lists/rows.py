"""The rows of a page of a list: each request with the facts that stand beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from requests_app.due import due_status
from requests_app.lists.columns import Row
from requests_app.lists.reading import Found
from requests_app.lists.turns import TurnReader, WhoseTurn, reader_of_turns
from requests_app.models import FOIRequest


def rows_of_list(
    found: Found,
    foi_requests: Sequence[FOIRequest],
    *,
    user: User,
    at: datetime,
) -> list[Row]:
    """Return the rows of a page.

    Args:
        found: What was read beside the requests.
        foi_requests: The requests of the page, which the user may see.
        user: The person who looks.
        at: The moment.
    """
    on = timezone.localtime(at).date()
    turns = reader_of_turns()
    return [
        Row(
            foi_request=each,
            due=due_status(each, on=on, left=found.beside[each.pk].left),
            here=found.beside[each.pk].here,
            away=found.beside[each.pk].away,
            complaint=found.beside[each.pk].complaint,
            turn=_turn_of(turns, each, found.beside[each.pk].facts, user, at),
        )
        for each in foi_requests
    ]


def _turn_of(
    turns: TurnReader | None,
    foi_request: FOIRequest,
    facts: Sequence[Any] | None,
    user: User,
    at: datetime,
) -> WhoseTurn | None:
    """Name the officer, and the day of receipt where no other day is known."""
    if turns is None or facts is None or not foi_request.is_open:
        return None
    turn = turns.turn_of(user, foi_request, facts, at)
    if turn is None:
        return None
    officer = foi_request.officer
    whose = turn.whose
    if not whose:
        whose = "Your office" if officer is None else str(officer)
        whose = "You" if officer == user else whose
    return turn._replace(whose=whose, since=turn.since or foi_request.received_on)
