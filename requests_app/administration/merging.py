"""What follows from a merge of departments, as the apps above know it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from accounts.models import Department, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """A department that was merged into another.

    Attributes:
        gone: The department that ended.
        into: The department that took its work.
        enquiries: The keys of the enquiries that moved.
        by: The administrator.
        on: The London day.
    """

    gone: Department
    into: Department
    enquiries: Collection[int]
    by: User
    on: date


Effect = Callable[[Merger], None]
_effects: Final[list[Effect]] = []


def register(effect: Effect) -> None:
    """Make an effect of merging known; call it in `AppConfig.ready`."""
    if effect not in _effects:
        _effects.append(effect)


def follow(merger: Merger) -> None:
    """Let every effect follow, once the rows of the department have moved."""
    for effect in _effects:
        effect(merger)
