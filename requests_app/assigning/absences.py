"""Say in words beside a name that the person is away, or has left."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from accounts.acting import people_on_leave
from accounts.models import Leave, User
from accounts.querysets import name_of
from statute.working_days import format_date


def absences_of(people: Iterable[User | None], *, on: date) -> dict[int | None, str]:
    """Return the words beside the name of each person who is away, by their key.

    One query, or none where no people are given.
    """
    known = {each.pk: each for each in people if each is not None}
    if not known:
        return {}
    leaves = people_on_leave(known, on)
    words: dict[int | None, str] = {
        key: _of_leave(leave) for key, leave in leaves.items()
    }
    for key, each in known.items():
        if not each.is_active:
            words[key] = "Has left"
    return words


def leave_of(person: str, on: date) -> Subquery:
    """Return the expression for the leave of a person, as `away_in_words` reads.

    Args:
        person: The path to the person.
        on: The London day.
    """
    leaves = Leave.objects.on(on).filter(person=OuterRef(person))
    told = JSONObject(last_on=F("last_on"), deputy=name_of("deputy__"))
    return Subquery(leaves.order_by("-first_on", "-pk").values(told=told)[:1])


def away_in_words(leave: Mapping[str, str] | None, *, is_active: bool) -> str:
    """Return the words beside the name of a person; "" for a person at work."""
    if not is_active:
        return "Has left"
    if leave is None:
        return ""
    return _until(date.fromisoformat(leave["last_on"]), leave["deputy"])


def _of_leave(leave: Leave) -> str:
    return _until(leave.last_on, leave.deputy)


def _until(last_on: date, deputy: object) -> str:
    until = f"On leave until {format_date(last_on)}"
    return f"{until}, deputy {deputy}" if deputy else f"{until}, no deputy"
