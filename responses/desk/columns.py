"""The columns of a turn: every kind gives the same, so that all become one query."""

from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Cast, Left

from accounts.querysets import name_of
from requests_app.prepared import BESIDES
from requests_app.querysets import FOIRequestQuerySet
from responses.desk.desk import TurnKind

# Of the work of the office, of each kind. The rest has its own list.
MOST_OF_OFFICE: Final = 10
# Of the work for the person alone, of each kind.
MOST_OF_OWN: Final = 15
# Letters of a comment shown in a row.
_LETTERS: Final = 120
OWN: Final = BESIDES + MOST_OF_OWN
OFFICE: Final = BESIDES + MOST_OF_OFFICE
_NO_KEY: Final = Cast(Value(None), BigIntegerField())
_NO_MOMENT: Final = Cast(Value(None), DateTimeField())
_NO_DAY: Final = Cast(Value(None), DateField())
_NO_WORDS: Final = Value("", TextField())


def turns_from(
    found: QuerySet,
    kind: TurnKind,
    *,
    foi_request: Any = _NO_KEY,
    person: Any = _NO_KEY,
    since: Any = _NO_MOMENT,
    who: Any = _NO_WORDS,
    place: Any = _NO_KEY,
    words: Any = _NO_WORDS,
    by_on: Any = _NO_DAY,
    answered_on: Any = _NO_DAY,
) -> QuerySet:
    """Return rows in the order of the fields of `Turn`."""
    if not found.query.is_sliced:
        found = found.order_by()
    return found.values_list(
        Value(kind.value, CharField()),
        foi_request,
        person,
        since,
        who,
        place,
        words,
        by_on,
        answered_on,
        Window(Count("*")) if found.query.is_sliced else _NO_KEY,
    )


def first_due(
    found: FOIRequestQuerySet, kind: TurnKind, *last: Any, **columns: Any
) -> QuerySet:
    """Return the turns of the requests first due, those to be left out last."""
    found = found.order_by(*last, F("due_on").asc(nulls_last=True), "pk")
    return turns_from(found[:OFFICE], kind, foi_request=F("pk"), **columns)


def of_comments(found: QuerySet, kind: TurnKind, person: F, at: str = "") -> QuerySet:
    """Return the turns of comments, those wanted first at the start."""
    by_day = found.order_by(F(f"{at}wanted_by").asc(nulls_last=True), f"-{at}pk")
    return turns_from(
        by_day[:OWN],
        kind,
        foi_request=F(f"{at}foi_request_id"),
        person=person,
        since=F(f"{at}at"),
        who=name_of(f"{at}by__"),
        place=F(f"{at}pk"),
        words=Left(f"{at}words", _LETTERS + 1),
        by_on=F(f"{at}wanted_by"),
    )


def counted(found: QuerySet, kind: TurnKind, since: Any = _NO_MOMENT) -> QuerySet:
    """Return one turn with the number of rows and the oldest; none without rows."""
    grouped = found.order_by().annotate(same=Value(1)).values("same")
    numbered = grouped.annotate(number=Count("pk"), oldest=since)
    return turns_from(numbered, kind, since=F("oldest"), place=F("number"))
