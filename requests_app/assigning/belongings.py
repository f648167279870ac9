"""What else a person may hold, registered by the subjects that know it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Belonging:
    """A kind of work, other than requests, that is handed over with them.

    Attributes:
        title: What pages call one and several, such as ("task", "tasks").
        count: Returns how many a person holds.
        hand_over: Hands over all that a person holds, and returns how many. Called
            with `giver`, `to`, `by` and `on`, within the transaction.
    """

    title: tuple[str, str]
    count: Callable[[User], int]
    hand_over: Callable[..., int]

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


def hand_over_besides(*, giver: User, to: User, by: User, on: date) -> str:
    """Hand over everything besides requests; say what, such as "2 tasks"."""
    moved = (
        (kind, kind.hand_over(giver=giver, to=to, by=by, on=on)) for kind in _registered
    )
    return ", ".join(kind.words(count) for kind, count in moved if count)
