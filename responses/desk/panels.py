"""Parts of the page of a request that apps above this one add."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from accounts.models import User
from requests_app.models import FOIRequest
from responses.desk.next_step import NextStep


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page of a request.

    Attributes:
        template: The name of its template.
        given: What the template reads, as `panel.given`.
        is_below: Whether the part stands below the work on the request.
        first: What is to be done before any other step; None for nothing.
    """

    template: str
    given: dict[str, Any] = field(default_factory=dict)
    is_below: bool = False
    first: NextStep | None = None


PanelOf = Callable[[FOIRequest, User], Panel | None]

_panels: Final[dict[PanelOf, None]] = {}


def register(panel: PanelOf) -> None:
    """Add a part to the page of each request; call it in `AppConfig.ready`.

    Args:
        panel: Returns the part, in a fixed number of queries; None for no part.
    """
    _panels[panel] = None


def panels_of(foi_request: FOIRequest, user: User) -> Iterator[Panel]:
    """Yield the parts that the page of a request has for a person."""
    for panel in _panels:
        if (found := panel(foi_request, user)) is not None:
            yield found
