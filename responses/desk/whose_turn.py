"""Whose turn the requests of a list are, and the filter of lists by letter."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from requests_app.lists.filters import Filter
from requests_app.lists.turns import TurnReader, WhoseTurn
from requests_app.lists.unclear import closing_in_words
from requests_app.models import FOIRequest
from responses.desk.desk import Desk
from responses.desk.reading import FACTS, with_facts, with_read_facts
from responses.desk.steps import step_of_list
from responses.models import Letter
from responses.models.letters import LETTER_TYPE_LABELS
from statute.deadlines.interpretations import STATUTORY


def turn_of(
    user: User, foi_request: FOIRequest, facts: Sequence[Any], at: datetime
) -> WhoseTurn | None:
    """Return whose turn an open request is; None where nothing is left to do."""
    desk = Desk(user, timezone.localtime(at).date(), at)
    step = step_of_list(desk, with_read_facts(foi_request, facts))
    if step is None:
        return None
    asked_on = facts[FACTS.index("clarification_asked_on")]
    note = ""
    if asked_on:
        practice = user.authority.clock_interpretation if user.authority else STATUTORY
        months = practice.clarification_close_after_months
        note = closing_in_words(asked_on, months=months, on=desk.on)
    return WhoseTurn(
        # The officer of the request, whom the list knows by name.
        whose="" if step.whose == "You" else step.whose,
        words=step.words,
        since=asked_on or step.since,
        late=step.late,
        note=note,
    )


TURNS: Final = TurnReader(with_facts, FACTS, turn_of)


def _was_given(values: Sequence[str], _on: date) -> Q:
    letters = Letter.objects.given().filter(type__in=values)
    return Q(pk__in=letters.order_by().values("foi_request_id"))


LETTER: Final = Filter(
    "letter", "Letter given", tuple(LETTER_TYPE_LABELS.items()), _was_given
)
