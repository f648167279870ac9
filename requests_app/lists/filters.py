"""Filters of the list of requests that the apps above add."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of several values each.

    Attributes:
        name: Its name in the address.
        label: What it is called.
        choices: The values, each with its words.
        condition: Makes the condition on a request, for the values wanted and the
            London day.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    condition: Callable[[Sequence[str], date], Q]


FILTERS: Final[dict[str, Filter]] = {}


def register(*filters: Filter) -> None:
    """Add filters to the list; call it in `AppConfig.ready`."""
    FILTERS.update({one.name: one for one in filters})
