"""How far a request is, in plain words for the requester."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import Authority
from mail.asking.links import LASTS
from mail.asking.sentences import Sentences
from mail.models import Entry, ProgressLink
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.models import Letter
from statute.deadlines import EventName
from statute.notices import RESPONSES

_ASKED: Final = EventName.CLARIFICATION_SENT
# The regulator, in English and Welsh.
_REGULATOR: Final = ("Information Commissioner", "y Comisiynydd Gwybodaeth")
_SCOTTISH: Final = (
    "Scottish Information Commissioner",
    "Gomisiynydd Gwybodaeth yr Alban",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One request, as its progress is told.

    Attributes:
        title: Its reference, or "" before it has one.
        standing: How it is now, in a word or two.
        now: Its meaning for the requester.
        before: The events until then, the oldest first.
    """

    title: str
    standing: str
    now: list[str]
    before: list[str] = field(default_factory=list)


def authority_of(link: ProgressLink) -> Authority:
    """Return the authority that was asked."""
    if link.message is not None:
        return link.message.authority
    assert link.foi_request is not None  # noqa: S101 - as the database requires
    return link.foi_request.authority


class Progress:
    """What a link shows, read once from the database.

    Args:
        link: The link.
    """

    def __init__(self, link: ProgressLink) -> None:
        self.link = link
        self._entries = list(_entries(link)) if link.message_id else []
        if link.foi_request_id:
            requests = list(_requests(link.foi_request_id))
        else:
            requests = [
                entry.foi_request
                for entry in self._entries
                if entry.ended_as == Entry.End.REGISTERED and entry.foi_request
            ]
        self._requests = requests

    def is_ended(self, *, on: date) -> bool:
        """Whether the link shows nothing any more: revoked, or long after the end."""
        if self.link.revoked_at is not None:
            return True
        if any(each.closed_on is None for each in self._requests):
            return False
        if any(not entry.ended_as for entry in self._entries):
            return False
        days = [each.closed_on for each in self._requests if each.closed_on]
        ended = [entry.ended_at for entry in self._entries if entry.ended_at]
        days = days or [timezone.localtime(moment).date() for moment in ended]
        return bool(days) and max(days) + LASTS < on

    def stages(self, say: Sentences, *, on: date) -> list[Stage]:
        """Return what is told: never words of a request, nor who handles it.

        Args:
            say: The sentences in the language of the page.
            on: The London day.
        """
        if self.link.foi_request_id:
            return [_of_request(each, say, on) for each in self._requests]
        return [
            _of_entry(entry, say, on)
            for entry in self._entries
            if entry.ended_as != Entry.End.SPLIT  # its parts follow
        ]


def _entries(link: ProgressLink) -> QuerySet[Entry]:
    return (
        Entry.objects.filter(message=link.message_id)
        .select_related("foi_request__authority")
        .prefetch_related("foi_request__clock_events", _given("foi_request__letters"))
        .order_by("pk")
    )


def _requests(key: int) -> QuerySet[FOIRequest]:
    return (
        FOIRequest.objects.filter(pk=key)
        .select_related("authority")
        .prefetch_related("clock_events", _given("letters"))
    )


def _given(path: str) -> Prefetch:
    given = Letter.objects.filter(given_on__isnull=False)
    return Prefetch(path, given.only("foi_request", "type", "given_on"))


def _of_entry(entry: Entry, say: Sentences, on: date) -> Stage:
    received = say.with_values(day=say.day(entry.received_on))["p_received"]
    if entry.ended_as == Entry.End.REGISTERED and entry.foi_request is not None:
        return _of_request(entry.foi_request, say, on)
    if not entry.ended_as:
        return Stage("", say["s_received"], [say["p_to_register"]], [received])
    if entry.ended_as in {Entry.End.ATTACHED, Entry.End.JOINED}:
        return Stage("", say["s_attached"], [say["p_attached"]], [received])
    return Stage("", say["s_dealt_with"], [say["p_not_registered"]], [received])


def _of_request(foi_request: FOIRequest, say: Sentences, on: date) -> Stage:
    reference = foi_request.reference or ""
    before = [_told(say, "p_received", foi_request.received_on)]
    if not reference or foi_request.registered_on is None:
        return Stage("", say["s_received"], [say["p_to_register"]], before)
    say = say.with_values(reference=reference)
    before.append(_told(say, "p_registered", foi_request.registered_on))
    standing, now = _standing(foi_request, say, on)
    return Stage(say["progress_of"], standing, now, before)


def _standing(
    foi_request: FOIRequest, say: Sentences, on: date
) -> tuple[str, list[str]]:
    other = foi_request.double_of
    if other is not None and other.reference is None:
        return say["s_received"], [say["p_double"]]
    if other is not None:
        standing, now = _standing(other, say, on)
        same = say.with_values(reference=other.reference)["p_double_of"]
        return standing, [same, *now]
    if foi_request.closed_on is not None:
        return _ended(foi_request, foi_request.closed_on, say)
    return _running(foi_request, say, on)


def _ended(
    foi_request: FOIRequest, closed_on: date, say: Sentences
) -> tuple[str, list[str]]:
    state = State(foi_request.state)
    if state == State.ANSWERED:
        told = _told(say, "p_answered", foi_request.answered_on or closed_on)
        return say["s_answered"], [told, say["p_review"]]
    if state == State.TRANSFERRED:
        return say["s_transferred"], [say["p_transferred"]]
    return say["s_closed"], [_told(say, "p_closed", closed_on)]


def _running(
    foi_request: FOIRequest, say: Sentences, on: date
) -> tuple[str, list[str]]:
    state, due_on = State(foi_request.state), foi_request.due_on
    if state == State.AWAITING_CLARIFICATION:
        asked = [one.on for one in foi_request.clock_events.all() if one.name == _ASKED]
        told = _told(say, "p_clarification", max(asked, default=on))
        return say["s_clarification"], [told]
    if state == State.AWAITING_FEE:
        return say["s_fee"], [say["p_fee"]]
    is_partly = any(one.type in RESPONSES for one in foi_request.letters.all())
    parts = [say["p_partly"]] if is_partly else []
    if due_on is None:
        return say["s_answering"], [*parts, say["p_answering_undated"]]
    if due_on < on:
        named = _SCOTTISH if foi_request.authority.is_scottish else _REGULATOR
        late = say.with_values(regulator=named[say.is_welsh])
        return say["s_late"], [*parts, _told(late, "p_late", due_on)]
    if foi_request.extended_on is not None:
        standing = _told(say, "s_extended", due_on)
        return standing, [*parts, _told(say, "p_extended", due_on)]
    return say["s_answering"], [*parts, _told(say, "p_answering", due_on)]


def _told(say: Sentences, key: str, on: date) -> str:
    return say.with_values(day=say.day(on))[key]
