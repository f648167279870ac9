"""What is left of a request once its questions have different dates, in words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from requests_app.models import FOIRequest, Question
from requests_app.models.questions import LEADS_IN
from statute.working_days import format_date


@dataclass(slots=True)
class Left:
    """How many questions were answered and are owed.

    Attributes:
        given: The number of questions answered.
        given_on: The day of the latest of these answers.
        owed: The number of questions owed by each day; None for questions that wait for
            the requester.
    """

    given: int = 0
    given_on: date | None = None
    owed: dict[date | None, int] = field(default_factory=dict)

    @property
    def days(self) -> list[date]:
        """The days by which answers are owed, the earliest first."""
        return sorted(day for day in self.owed if day is not None)

    @property
    def is_in_parts(self) -> bool:
        """Whether a part was answered, or the questions have different dates."""
        return bool(self.owed) and (bool(self.given) or len(self.owed) > 1)

    @property
    def words(self) -> str:
        """What is left, such as "Interim reply sent …; 6 to follow by …".

        Empty where nothing was answered and everything is owed by the same day.
        """
        if not self.is_in_parts:
            return ""
        verb = "to follow by" if self.given else "due by"
        pieces: list[str] = []
        for day in self.days:
            said = f"{verb} " if not pieces else "by "
            pieces.append(f"{self.owed[day]} {said}{format_date(day)}")
        if waiting := self.owed.get(None):
            wait = "waits" if waiting == 1 else "wait"
            pieces.append(f"{waiting} {wait} for the requester")
        left = ", ".join(pieces)
        if self.given_on is None:
            return left
        return f"Interim reply sent {format_date(self.given_on)}; {left}"


def left_of(foi_request: FOIRequest) -> Left:
    """Return what is left of one request, in one query."""
    return left_in([foi_request]).get(foi_request.pk, Left())


def left_in(foi_requests: Collection[FOIRequest]) -> dict[int, Left]:
    """Return what is left of each open request that has questions, in one query."""
    keys = [each.pk for each in foi_requests if each.closed_on is None]
    if not keys:
        return {}
    asks = Question.Kind.QUESTION
    parts = Question.objects.filter(parent=OuterRef("pk"), kind=asks)
    rows = (
        Question.objects.filter(foi_request__in=keys, kind=asks)
        .exclude(Exists(parts), answered_on=None, text__regex=LEADS_IN)
        .order_by()
        .values_list("foi_request_id", "answered_on", "due_on")
    )
    found: dict[int, Left] = {}
    for key, answered_on, due_on in rows:
        left = found.setdefault(key, Left())
        if answered_on is None:
            left.owed[due_on] = left.owed.get(due_on, 0) + 1
        else:
            left.given += 1
            left.given_on = max(filter(None, (left.given_on, answered_on)))
    return found
