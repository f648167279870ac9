"""The rows of a person's desk: each request with its next steps, until when asleep."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from requests_app.due import Due, due_status, wanted_status
from requests_app.left import left_in
from requests_app.models import (
    FOIRequest,
    Snooze,
)
from requests_app.querysets import DueBand, band_of
from requests_app.snoozing.queries import last_day_for
from responses.desk.addresses import address
from responses.desk.desk import Desk, Turn, TurnKind
from responses.desk.reading import read
from responses.desk.steps import (
    ORDER,
    Step,
    day_in_london,
    page_of,
    short_day,
    steps_of,
)
from statute.working_days import format_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A request, or a question to a department, with its next steps.

    Attributes:
        foi_request: The request; None for a question to a department.
        title: The reference, or a title in its place.
        due: The due date, in words.
        band: How soon it is due.
        steps: The next steps.
        until: The end of the person's snooze, in words; "" without a snooze.
        url: The page of the request; "" for a question to a department.
        snooze_url: The page to put the request off, or to bring it back; "" where none.
    """

    foi_request: FOIRequest | None
    title: str
    due: Due
    band: DueBand
    steps: Sequence[Step]
    until: str = ""
    url: str = ""
    snooze_url: str = ""

    @property
    def due_on(self) -> str:
        """The due date as rows show it; "" while no time runs."""
        return short_day(self.due.on)

    @property
    def is_waiting(self) -> bool:
        """Whether only other people have to act."""
        return all(step.is_waiting for step in self.steps)

    @property
    def is_awaited_late(self) -> bool:
        """Whether a department or an adviser is late."""
        return any(step.late for step in self.steps)


def rows_of_turns(
    desk: Desk, turns: Iterable[Turn], absent: Mapping[int | None, str]
) -> Iterator[Row]:
    """Yield the rows of a desk, in no order.

    Args:
        desk: The desk.
        turns: The turns to show.
        absent: The names of the people on leave, by their keys.
    """
    of_requests: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.foi_request is None:
            yield _row_of_enquiry(desk, turn)
        else:
            of_requests[turn.foi_request].append(turn)
    foi_requests = list(read(desk, of_requests))
    left = left_in(foi_requests)
    for foi_request in foi_requests:
        found = sorted(of_requests[foi_request.pk], key=lambda turn: ORDER[turn.kind])
        if steps := list(steps_of(desk, foi_request, found, absent)):
            until = _snoozed_until(desk, foi_request, found, steps)
            page = "bring-back" if until else "snooze-request"
            reference = foi_request.reference
            yield Row(
                foi_request=foi_request,
                title=str(foi_request),
                due=due_status(foi_request, on=desk.on, left=left.get(foi_request.pk)),
                band=band_of(
                    state=foi_request.state,
                    due_on=foi_request.due_on,
                    answered_on=foi_request.answered_on,
                    on=desk.on,
                ),
                steps=steps,
                until=until,
                url=page_of(foi_request),
                snooze_url=address(page, reference) if reference else "",
            )


def _snoozed_until(
    desk: Desk, foi_request: Any, turns: Sequence[Turn], steps: Sequence[Step]
) -> str:
    """Return until when the person put a request off; "" once it is back.

    A turn newer than the snooze brings the request back.
    """
    snooze = next((turn for turn in turns if turn.kind == TurnKind.SNOOZED), None)
    if snooze is None or snooze.since is None:
        return ""
    last = last_day_for(foi_request)
    ends = [day for day in (snooze.by_on, last) if day]
    moments = [turn.since for turn in turns if turn.since and turn is not snooze]
    days = [step.since for step in steps if step.since]
    if (
        any(desk.on >= day for day in ends)
        or any(at > snooze.since for at in moments)
        or any(day > timezone.localtime(snooze.since).date() for day in days)
    ):
        return ""
    if snooze.by_on:
        return f"until {format_date(snooze.by_on)}"
    return f"until {Snooze.Event(snooze.words).label}"


def _row_of_enquiry(desk: Desk, turn: Turn) -> Row:
    wanted = turn.by_on or desk.on
    step = Step(
        kind=turn.kind,
        words="Read and reply",
        url=reverse("answer-enquiry", args=[turn.place]),
        since=day_in_london(turn.since),
    )
    return Row(
        foi_request=None,
        title=f"Questions from {turn.who}",
        due=wanted_status(wanted, on=desk.on),
        band=band_of(state="", due_on=wanted, answered_on=None, on=desk.on),
        steps=[step],
    )
