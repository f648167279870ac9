"""What apps above this one add to the demonstration."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from accounts.models import Authority, User

# Takes authorities by key, people by user name, and the London day of loading.
Addition = Callable[[Mapping[str, Authority], Mapping[str, User], date], None]

_additions: Final[dict[Addition, None]] = {}


def register(addition: Addition) -> None:
    """Add to the demonstration, after its requests; call this in `AppConfig.ready`."""
    _additions[addition] = None


def add_all(
    authorities: Mapping[str, Authority], people: Mapping[str, User], today: date
) -> None:
    """Load what was registered."""
    for addition in _additions:
        addition(authorities, people, today)
