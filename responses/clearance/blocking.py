"""Obstacles to clearance, as subjects above this know them."""

from collections.abc import Callable
from typing import Final, TypeAlias

from requests_app.models import FOIRequest
from requests_app.refusals import Refusal

# Returns why a response can be neither sent for clearance nor cleared now, as a
# sentence; "" if nothing stands in the way.
Blocker: TypeAlias = Callable[[FOIRequest], str]

_blockers: Final[list[Blocker]] = []


class ClearanceBlocked(Refusal):
    """Another subject needs something first, such as advice asked for."""


def register(*blockers: Blocker) -> None:
    """Ask these functions before each sending and clearing; call it in `ready`."""
    _blockers.extend(each for each in blockers if each not in _blockers)


def blocked_by(foi_request: FOIRequest) -> list[str]:
    """Return the sentence of every obstacle."""
    return [sentence for each in _blockers if (sentence := each(foi_request))]


def check_not_blocked(foi_request: FOIRequest) -> None:
    """Refuse while something stands in the way.

    Raises:
        ClearanceBlocked: In the sentences of the subjects.
    """
    if sentences := blocked_by(foi_request):
        raise ClearanceBlocked(" ".join(sentences))
