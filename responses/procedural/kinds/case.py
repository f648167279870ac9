"""A request on a given day, with the facts and dates its letters need."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from requests_app.calendars.working_days import calendar_for
from requests_app.law_in_force import regulator_on
from requests_app.models import FOIRequest
from requests_app.questions.numbering.paths import paths_of
from requests_app.workflow import ANSWERABLE_STATES
from responses.letters.content import Item
from responses.letters.layout import Layout
from responses.letters.parties import addressee_of, clarified_on, sender_of
from responses.letters.review_window import review_window
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.loading import wording_for
from statute.deadlines import Clock, ClockError, Event, EventName, Task, date_for
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, WorkingCalendar


class Case:
    """A request's facts for its letters on a given day, each read once."""

    def __init__(self, foi_request: FOIRequest, *, on: date) -> None:
        """Set the request as it stands, and the London day the letter would bear."""
        self.foi_request = foi_request
        self.on = on
        self.regime = Regime(foi_request.regime)

    @property
    def is_running(self) -> bool:
        """Whether time for answering runs."""
        return self.foi_request.state in ANSWERABLE_STATES

    @cached_property
    def clock(self) -> Clock:
        """Clock of the request."""
        return self.foi_request.clock

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Calendar of working days under the request's law."""
        return calendar_for(self.regime)

    def day(self, task: Task, *events: Event) -> date | None:
        """Return a day given by law, as if these events had happened.

        Return None where no time runs, where the law gives no such day, or where bank
        holidays are not known far enough ahead.
        """
        clock = replace(self.clock, events=(*self.clock.events, *events))
        with suppress(ClockError, CalendarExhausted):
            return date_for(task, clock, self.calendar)
        return None

    @cached_property
    def due_on(self) -> date | None:
        """Last day for the answer, recalculated."""
        is_review = self.foi_request.is_review
        return self.day(Task.REVIEW_RESPONSE_DUE if is_review else Task.RESPONSE_DUE)

    def last_event(self, *names: EventName) -> Event | None:
        """Return the newest event of the clock with one of these names."""
        found = [event for event in self.clock.events if event.name in names]
        return found[-1] if found else None

    @cached_property
    def told(self) -> dict[str, date]:
        """Date of the latest letter of each type."""
        return dict(
            self.foi_request.letters.order_by("number").values_list("type", "issued_on")
        )

    @cached_property
    def clarified_on(self) -> date | None:
        """Day of the requester's latest clarification."""
        return clarified_on(self.foi_request)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Questions in the requester's own words."""
        questions = list(self.foi_request.questions.all())
        paths = paths_of(questions)
        return tuple(Layout(questions, [], paths, self.wording).items())

    @cached_property
    def wording(self) -> LetterWording:
        """Wording of the request's letters."""
        return wording_for(self.foi_request)

    def common(self) -> dict[str, Any]:
        """Return the content common to all letters."""
        foi_request = self.foi_request
        return {
            "regime": self.regime,
            "reference": foi_request.reference or "",
            "subject": foi_request.subject,
            "sender": sender_of(foi_request),
            "addressee": addressee_of(foi_request),
            "received_on": foi_request.received_on,
            "clarified_on": self.clarified_on,
            "due_on": self.due_on,
            "issued_on": self.on,
            "items": self.items,
            "wording": self.wording,
            "regulator": regulator_on(self.regime, self.on),
            "review": review_window(
                self.clock, self.calendar, on=self.on, is_notice=True
            ),
        }
