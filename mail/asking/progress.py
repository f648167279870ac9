"""How far a request is, in plain words for the person who asked."""

from collections.abc import Iterator
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
        lines: What happened, the oldest first; the last is how it is now.
    """

    title: str
    lines: list[str] = field(default_factory=list)


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
        return Stage("", [received, say["p_to_register"]])
    if entry.ended_as in {Entry.End.ATTACHED, Entry.End.JOINED}:
        return Stage("", [received, say["p_attached"]])
    return Stage("", [received, say["p_not_registered"]])


def _of_request(foi_request: FOIRequest, say: Sentences, on: date) -> Stage:
    reference = foi_request.reference or ""
    lines = [_told(say, "p_received", foi_request.received_on)]
    if not reference or foi_request.registered_on is None:
        return Stage("", [*lines, say["p_to_register"]])
    say = say.with_values(reference=reference)
    lines.append(_told(say, "p_registered", foi_request.registered_on))
    lines += _now(foi_request, say, on)
    return Stage(say["progress_of"], lines)


def _now(foi_request: FOIRequest, say: Sentences, on: date) -> Iterator[str]:
    state, due_on = State(foi_request.state), foi_request.due_on
    closed_on = foi_request.closed_on
    if state == State.ANSWERED and closed_on is not None:
        yield _told(say, "p_answered", foi_request.answered_on or closed_on)
        yield say["p_review"]
    elif state == State.TRANSFERRED:
        yield say["p_transferred"]
    elif closed_on is not None:
        yield _told(say, "p_closed", closed_on)
    elif state == State.AWAITING_CLARIFICATION:
        asked = [one.on for one in foi_request.clock_events.all() if one.name == _ASKED]
        yield _told(say, "p_clarification", max(asked, default=on))
    elif state == State.AWAITING_FEE:
        yield say["p_fee"]
    else:
        if any(one.type in RESPONSES for one in foi_request.letters.all()):
            yield say["p_partly"]
        if due_on is None:
            yield say["p_answering_undated"]
        elif due_on < on:
            is_welsh = say.is_welsh
            named = _SCOTTISH if foi_request.authority.is_scottish else _REGULATOR
            late = say.with_values(regulator=named[is_welsh])
            yield _told(late, "p_late", due_on)
        elif foi_request.extended_on is not None:
            yield _told(say, "p_extended", due_on)
        else:
            yield _told(say, "p_answering", due_on)


def _told(say: Sentences, key: str, on: date) -> str:
    return say.with_values(day=say.day(on))[key]
