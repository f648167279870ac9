"""A request on a given day, with the facts and dates its letters need."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from requests_app.calendars.question_dates import owed_among, stored_parts
from requests_app.calendars.working_days import calendar_for
from requests_app.law_in_force import regulator_on
from requests_app.models import FOIRequest, Question
from requests_app.questions.forms import EVERY, labelled
from requests_app.questions.numbering.paths import paths_of
from requests_app.workflow import ANSWERABLE_STATES
from responses.letters.answered import Item
from responses.letters.layout import Layout, called_within
from responses.letters.parties import addressee_of, clarified_on, sender_of
from responses.letters.review_window import review_window
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.loading import wording_for
from responses.procedural.kinds.fields import Part
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
        """Clock of what is owed first: of the request, or of a part of it."""
        with suppress(ClockError, CalendarExhausted):
            return stored_parts(self.foi_request)[0].clock
        return self.foi_request.clock

    @cached_property
    def nodes(self) -> list[Question]:
        """Questions, headings and notes of the request, in order."""
        return list(self.foi_request.questions.all())

    @cached_property
    def owed(self) -> list[Question]:
        """Questions to which an answer is still owed."""
        return owed_among(self.nodes)

    def part(self, *, label: str, hint: str) -> Part | None:
        """Return the field to choose questions; None where only one is owed."""
        if len(self.owed) < 2:
            return None
        return Part(
            name="questions",
            label=label,
            hint=hint,
            choices=(
                (EVERY, "Every question still to be answered"),
                *labelled(self.nodes, self.owed),
            ),
        )

    def chosen(self, keys: Iterable[str]) -> list[Question]:
        """Return the questions chosen in a form; none for all that is owed."""
        wanted = set(keys)
        if EVERY in wanted:
            return []
        return [question for question in self.owed if str(question.pk) in wanted]

    def cited(self, questions: Sequence[Question]) -> str:
        """Return "questions 2 and 3", in the words of the letter; "" for none."""
        if not questions:
            return ""
        paths = paths_of(self.nodes)
        return called_within(questions, paths, self.wording)

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
        """Return the newest event of the clock with one of these names.

        It may concern only some of the questions.
        """
        found = self.foi_request.clock_events.filter(name__in=names).last()
        return found.as_event() if found else None

    @cached_property
    def _letters(self) -> list[tuple[str, date, date | None]]:
        """Letters that were given, or are still to be: type, date and day of giving."""
        letters = self.foi_request.letters.standing().order_by("number")
        return list(letters.values_list("type", "issued_on", "given_on"))

    @property
    def told(self) -> dict[str, date]:
        """Date of the latest letter of each type that was given, or is still to be."""
        return {type_: issued_on for type_, issued_on, _ in self._letters}

    @property
    def on_their_way(self) -> set[str]:
        """Types of the letters that were issued and are still to be given."""
        return {type_ for type_, _, given_on in self._letters if given_on is None}

    @cached_property
    def clarified_on(self) -> date | None:
        """Day of the requester's latest clarification."""
        return clarified_on(self.foi_request)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Questions in the requester's own words."""
        paths = paths_of(self.nodes)
        return tuple(Layout(self.nodes, [], paths, self.wording).items())

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
