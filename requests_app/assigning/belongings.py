"""What else a person may hold, registered by the subjects that know it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Belonging:
    """A kind of work, other than requests, that is handed over with them.

    Attributes:
        title: What pages call one and several, such as ("task", "tasks").
        count: Returns how many a person holds.
        hand_over: Hands over all that a person holds, and returns how many. Called
            with `giver`, `to`, `by` and `on`, within the transaction.
        name: The name of the kind, where `takers` is given.
        takers: Returns the colleagues of a person able to take this work; None for
            every colleague who answers requests.
    """

    title: tuple[str, str]
    count: Callable[[User], int]
    hand_over: Callable[..., int]
    name: str = ""
    takers: Callable[[User], QuerySet[User, User]] | None = None

    def words(self, count: int) -> str:
        """Return a count in words, such as "2 tasks"."""
        return f"{count:,} {self.title[count != 1]}"


_registered: Final[list[Belonging]] = []


def register(*kinds: Belonging) -> None:
    """Make kinds of work known; call it in `AppConfig.ready`."""
    _registered.extend(kind for kind in kinds if kind not in _registered)


def held_besides(person: User) -> list[str]:
    """Say what a person holds besides requests, a phrase for each kind."""
    counted = ((kind, kind.count(person)) for kind in _registered)
    return [kind.words(count) for kind, count in counted if count]


def held_for_takers(person: User) -> list[tuple[Belonging, int]]:
    """Return the kinds that a person holds and only some can take, with how many."""
    counted = ((kind, kind.count(person)) for kind in _registered if kind.takers)
    return [(kind, count) for kind, count in counted if count]


def holds_for_officers(person: User) -> bool:
    """Whether a person holds something besides requests for any officer to take."""
    return any(kind.count(person) for kind in _registered if kind.takers is None)


def hand_over_besides(
    *, giver: User, to: User | None, takers: Mapping[str, User], by: User, on: date
) -> str:
    """Hand over everything besides requests; say what, such as "2 tasks".

    Args:
        giver: The person whose work it is.
        to: The officer who gets what any officer can take; None where there is none.
        takers: The colleague for each kind that only some can take, by its name. A
            kind without a colleague stays.
        by: The person who decides.
        on: The London day.
    """
    said = []
    for kind in _registered:
        taker = to if kind.takers is None else takers.get(kind.name)
        if taker is None:
            continue
        if count := kind.hand_over(giver=giver, to=taker, by=by, on=on):
            said.append(kind.words(count))
    return ", ".join(said)
