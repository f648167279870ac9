"""The days in a person's calendar: each subject of the office adds its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from requests_app.models import FOIRequest
from statute.working_days import format_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A day that concerns a person.

    Attributes:
        uid: Names the matter, at most 100 characters, so that a moved day replaces the
            earlier day.
        on: The day.
        summary: One line, without the requester.
        url: The path of a page that the person may open.
    """

    uid: str
    on: date
    summary: str
    url: str


# A source gets the person, and the people whose work reaches the person on the day:
# the person, and the people they stand in for.
Source = Callable[[User, Sequence[User]], Iterable[Entry]]
_SOURCES: list[Source] = []


def register(*sources: Source) -> None:
    """Register sources of days; called once by each app."""
    _SOURCES.extend(sources)


def entries_for(person: User, holders: Sequence[User]) -> list[Entry]:
    """Return every day that concerns a person."""
    return [entry for source in _SOURCES for entry in source(person, holders)]


def due_dates(person: User, holders: Sequence[User]) -> Iterator[Entry]:
    """Yield the due dates of requests and internal reviews."""
    waiting = (
        FOIRequest.objects.visible_to(person)
        .unanswered()
        .filter(officer__in=holders, due_on__isnull=False)
        .order_by("due_on", "pk")
        .only("pk", "reference", "received_on", "due_on", "review_of")
    )
    for foi_request in waiting:
        if foi_request.due_on is not None:
            yield Entry(
                uid=f"due-{foi_request.pk}",
                on=foi_request.due_on,
                summary=f"{_name(foi_request)} is due",
                url=foi_request.get_absolute_url(),
            )


def _name(foi_request: FOIRequest) -> str:
    noun = "Internal review" if foi_request.review_of_id else "Request"
    if foi_request.reference is None:
        return f"{noun} received on {format_date(foi_request.received_on)}"
    return f"{noun} {foi_request.reference}"
