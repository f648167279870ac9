"""The rest of a request, and late promises, in words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONArray

from requests_app.models import ClockEvent, FOIRequest, Question
from requests_app.models.questions import LEADS_IN
from requests_app.prepared import among_keys, rows_of
from statute.deadlines.clock import EXTENSIONS
from statute.working_days import format_date


@dataclass(slots=True)
class Left:
    """How many questions were answered and are owed.

    Attributes:
        given: The number of questions answered.
        given_on: The day of the latest of these answers.
        owed: The number of questions owed by each day; None for questions that wait for
            the requester.
        promised: How many of these a notice given too late promises by each day. Such a
            notice moves no due date.
    """

    given: int = 0
    given_on: date | None = None
    owed: dict[date | None, int] = field(default_factory=dict)
    promised: dict[date, int] = field(default_factory=dict)

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
        """The rest, such as "Interim reply sent …; 6 to follow by …".

        Empty where nothing was answered, everything is owed by the same day, and no
        notice came too late.
        """
        return ". ".join(filter(None, (self._owed_words, self.promise)))

    @property
    def promise(self) -> str:
        """The promise of a notice given too late; empty without such a notice."""
        if not self.promised:
            return ""
        days = sorted(self.promised)
        if len(days) == 1 and self.promised[days[0]] == sum(self.owed.values()):
            return f"Notice given too late; promised by {format_date(days[0])}"
        pieces = [f"{self.promised[day]} by {format_date(day)}" for day in days]
        return f"Notice given too late; promised: {', '.join(pieces)}"

    @property
    def _owed_words(self) -> str:
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
    """Return the rest of one request, in one query."""
    return left_in([foi_request]).get(foi_request.pk, Left())


def left_in(foi_requests: Collection[FOIRequest]) -> dict[int, Left]:
    """Return the rest of each open request with questions, in one query."""
    keys = [each.pk for each in foi_requests if each.closed_on is None]
    if not keys:
        return {}
    found: dict[int, Left] = {}
    for key, *question in rows_of("left", _asked, {"keys": keys}):
        _count(found.setdefault(key, Left()), *question)
    return found


def asked_of(foi_request: OuterRef) -> ArraySubquery:
    """Return the expression for the questions of an open request.

    `left_from` reads them.
    """
    questions = Question.objects.filter(
        foi_request=foi_request, kind=Question.Kind.QUESTION
    )
    parts = Question.objects.filter(
        foi_request=OuterRef("foi_request"),
        kind=Question.Kind.QUESTION,
        parent=OuterRef("pk"),
    )
    told = JSONArray("answered_on", "due_on", _promised())
    return ArraySubquery(_without_leads(questions, parts).values(told=told))


def left_from(questions: Iterable[Sequence[str | None]]) -> Left:
    """Return the rest of a request from its questions, as `asked_of` tells them."""
    left = Left()
    for question in questions:
        _count(left, *(date.fromisoformat(day) if day else None for day in question))
    return left


def _count(
    left: Left, answered_on: date | None, due_on: date | None, promised: date | None
) -> None:
    if answered_on is not None:
        left.given += 1
        left.given_on = max(filter(None, (left.given_on, answered_on)))
        return
    left.owed[due_on] = left.owed.get(due_on, 0) + 1
    if promised is not None:
        left.promised[promised] = left.promised.get(promised, 0) + 1


def _asked() -> QuerySet:
    asks = Question.Kind.QUESTION
    found = Question.objects.filter(among_keys(F("foi_request_id")), kind=asks)
    # Without the keys, the parts of every request would be read.
    parts = found.filter(parent=OuterRef("pk"))
    return _without_leads(found, parts).values_list(
        "foi_request_id", "answered_on", "due_on", _promised()
    )


def _without_leads(found: QuerySet, parts: QuerySet) -> QuerySet:
    """Leave out words that only lead in to their parts."""
    leads = found.exclude(Exists(parts), answered_on=None, text__regex=LEADS_IN)
    return leads.order_by()


def _promised() -> Subquery:
    """Return the day promised for a question by a notice given too late.

    A notice in time moves the due date to the day it promises, so a notice given after
    the due date was too late: FOIA s.17(1).
    """
    about = Q(is_partial=False) | Q(questions=OuterRef("pk"))
    notices = ClockEvent.objects.filter(
        about,
        foi_request=OuterRef("foi_request"),
        name__in=EXTENSIONS.values(),
        on__gt=OuterRef("due_on"),
    )
    latest = notices.order_by().values("foi_request").annotate(latest=Max("until"))
    return Subquery(latest.values("latest"))
