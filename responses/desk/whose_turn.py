"""Whose turn the requests of a list are, and the filter of lists by letter."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from requests_app.lists.filters import Filter
from requests_app.lists.turns import WhoseTurn
from responses.desk.desk import Desk
from responses.desk.reading import read
from responses.desk.steps import step_of_list
from responses.models import Letter
from responses.models.letters import LETTER_TYPE_LABELS


def whose_turns(
    user: User, keys: Collection[int], at: datetime
) -> dict[int, WhoseTurn]:
    """Return whose turn each request is, in one query."""
    desk = Desk(user, timezone.localtime(at).date(), at)
    turns = {}
    for foi_request in read(desk, keys):
        if step := step_of_list(desk, foi_request):
            turns[foi_request.pk] = WhoseTurn(
                # The officer of the request, whom the list knows by name.
                whose="" if step.whose == "You" else step.whose,
                words=step.words,
                since=step.since,
                late=step.late,
            )
    return turns


def _was_given(values: Sequence[str], _on: date) -> Q:
    letters = Letter.objects.given().filter(type__in=values)
    return Q(pk__in=letters.order_by().values("foi_request_id"))


LETTER: Final = Filter(
    "letter", "Letter given", tuple(LETTER_TYPE_LABELS.items()), _was_given
)
