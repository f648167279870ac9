"""Say in words beside a name that the person is away, or has left."""

from collections.abc import Iterable
from datetime import date

from accounts.acting import people_on_leave
from accounts.models import Leave, User
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


def _of_leave(leave: Leave) -> str:
    until = f"On leave until {format_date(leave.last_on)}"
    return f"{until}, deputy {leave.deputy}" if leave.deputy else f"{until}, no deputy"
