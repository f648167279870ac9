"""The dated facts of a request in words, the facts undone among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from requests_app.actions.clock_facts import FACTS
from requests_app.models import ClockEvent, FOIRequest
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import Path, paths_of
from requests_app.workflow import State
from statute.deadlines import EventName
from statute.working_days import format_date

_E = EventName
_TITLES: Final[Mapping[str, str]] = {
    _E.CLARIFICATION_SENT: "Clarification asked for",
    _E.CLARIFICATION_RECEIVED: "Clarification received",
    _E.CLARIFICATION_WITHDRAWN: "Clarification no longer asked for",
    _E.FEES_NOTICE: "Fees notice given",
    _E.FEE_RECEIVED: "Fee received",
    _E.ADVANCE_PAYMENT_NOTICE: "Payment in advance asked for",
    _E.PAYMENT_RECEIVED: "Payment received",
    _E.PIT_EXTENSION_NOTICE: "Notice that the public interest needs more time",
    _E.EIR_EXTENSION_NOTICE: "Notice of an extension to forty working days",
    _E.EISR_EXTENSION_DAYS: "Notice of an extension",
    _E.IR_EXCEPTIONAL: "Notice that the review is an exceptional case",
    **{fact.event: fact.title for fact in FACTS},
    _E.BECAME_VALID: "A valid request received",
    _E.ASKED_LATER: "First asked in a later letter",
}
# The events that ask the requester for something, each with the waiting state, the
# events that end the wait, and the events from which time runs afresh.
ASKING: Final = {
    _E.CLARIFICATION_SENT: State.AWAITING_CLARIFICATION,
    _E.FEES_NOTICE: State.AWAITING_FEE,
    _E.ADVANCE_PAYMENT_NOTICE: State.AWAITING_FEE,
}
_ENDING: Final = {
    _E.CLARIFICATION_RECEIVED: State.AWAITING_CLARIFICATION,
    _E.CLARIFICATION_WITHDRAWN: State.AWAITING_CLARIFICATION,
    _E.FEE_RECEIVED: State.AWAITING_FEE,
    _E.PAYMENT_RECEIVED: State.AWAITING_FEE,
}
_AFRESH: Final = frozenset(
    {_E.BECAME_VALID, _E.TRANSFERRED_IN, _E.REFINED_REQUEST_RECEIVED}
)


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A dated fact as officers read it.

    Attributes:
        event: The fact.
        part: The questions that the fact is about; "" for the whole request.
    """

    event: ClockEvent
    part: str = ""

    @property
    def words(self) -> str:
        """What happened, of which questions, and what the fact says besides its day."""
        title = _TITLES.get(self.event.name, self.event.name.replace("_", " "))
        if self.part:
            title = f"{title} ({self.part[:1].lower()}{self.part[1:]})"
        if self.event.until:
            return f"{title}, until {format_date(self.event.until)}"
        if self.event.value.isdigit():
            return f"{title}, {self.event.value} working days"
        return title

    @property
    def sentence(self) -> str:
        """What happened and when, for history and forms."""
        return f"{self.words}: {format_date(self.event.on)}"


def facts_recorded(foi_request: FOIRequest) -> list[RecordedFact]:
    """Return every dated fact of a request in order, the facts undone among them."""
    events = ClockEvent.recorded.filter(foi_request=foi_request)
    return _facts(foi_request, events.select_related("undone_by"))


def facts_standing(foi_request: FOIRequest) -> list[RecordedFact]:
    """Return the dated facts of a request that stand, the last first."""
    return _facts(foi_request, foi_request.clock_events.order_by("-on", "-pk"))


def fact_of(event: ClockEvent) -> RecordedFact:
    """Return one dated fact of a request."""
    [fact] = _facts(event.foi_request, ClockEvent.recorded.filter(pk=event.pk))
    return fact


def _facts(foi_request: FOIRequest, events: QuerySet[ClockEvent]) -> list[RecordedFact]:
    paths = paths_of(list(foi_request.questions.all()))
    return [
        RecordedFact(event, _part_of(event, paths))
        for event in events.prefetch_related("questions")
    ]


def _part_of(event: ClockEvent, paths: Mapping[int, Path]) -> str:
    about = [question.pk for question in event.questions.all()]
    if event.is_partial and not about:
        return "no question of the request now"
    return cite(paths, about)


def waiting_state(foi_request: FOIRequest) -> State | None:
    """Return the state in which a request waits for its requester, by its facts.

    Where clarification was asked for some questions, the request waits only once the
    time of none of its questions runs. A question first asked in a later letter does
    not wait for what was asked for before.
    """
    waiting, is_part_unclear, is_asked_later = None, False, False
    for event in foi_request.clock_events.order_by("on", "pk"):
        name = EventName(event.name)
        if event.is_partial:
            is_part_unclear |= name == _E.CLARIFICATION_SENT
            is_asked_later |= name == _E.ASKED_LATER
        elif name in ASKING:
            waiting = ASKING[name]
        elif name in _AFRESH or _ENDING.get(name) == waiting:
            waiting = None
    is_running = foi_request.due_on is not None
    if waiting is None and is_part_unclear and not is_running:
        return State.AWAITING_CLARIFICATION
    if waiting == State.AWAITING_CLARIFICATION and is_asked_later and is_running:
        return None
    return waiting
