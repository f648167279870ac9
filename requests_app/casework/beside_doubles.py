"""Reasons against doubles, and things moved along, registered by the apps above."""

from collections.abc import Callable, Iterator
from typing import Final

from requests_app.models import FOIRequest

# Returns why a request is no double, as a sentence; "" for no reason.
WhyNot = Callable[[FOIRequest], str]
# Puts the mail of a double on the file of the other request, or back.
Moving = Callable[[FOIRequest, FOIRequest], None]

_why_not: Final[dict[WhyNot, None]] = {}
_moving: Final[dict[Moving, Moving]] = {}


def register_reason(why_not: WhyNot) -> None:
    """Add a reason against doubles; call this in `AppConfig.ready`."""
    _why_not[why_not] = None


def register_moving(*, along: Moving, back: Moving) -> None:
    """Add things moved along with a double; call this in `AppConfig.ready`.

    Args:
        along: Called with the double and the other request, both locked.
        back: Called with the same when the double is undone.
    """
    _moving[along] = back


def reasons_against(foi_request: FOIRequest) -> Iterator[str]:
    """Yield the reasons of the apps above against a request being a double."""
    return filter(None, (why_not(foi_request) for why_not in _why_not))


def move_along(double: FOIRequest, original: FOIRequest) -> None:
    """Put the mail of a double on the file of the other request."""
    for along in _moving:
        along(double, original)


def move_back(double: FOIRequest, original: FOIRequest) -> None:
    """Put the mail of a double on its own file again."""
    for back in _moving.values():
        back(double, original)
