"""Requests and messages near a waiting message, asked in other words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q

from accounts.models import User
from documents.meaning.differences import differences
from mail.models import Entry, EntryMeaning
from mail.queue.meanings import common
from mail.queue.queries import Row, entries_of
from requests_app.models import FOIRequest, Question
from responses.models import PreviousAnswer

_MOST_SHOWN: Final = 3
# The model knows English.
_WELSH: Final = FOIRequest.Language.WELSH


@dataclass(frozen=True, slots=True)
class Reworded:
    """A request or an earlier letter with mostly the same questions in other words.

    Attributes:
        name: The reference of the request, or the name of the letter.
        url: Its page.
        about: The subject and the state of the request; "" for a letter.
        number: How many questions of the message are near.
        asked: How many questions of the message were compared.
        own: The question of the message that is nearest.
        theirs: The question near it.
        differs: What differs between both, as "2023 → 2024".
    """

    name: str
    url: str
    about: str
    number: int
    asked: int
    own: str
    theirs: str
    differs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Requests, letters and messages near a message.

    Attributes:
        requests: The requests and letters, the nearest first.
        entries: The other waiting messages.
    """

    requests: Sequence[Reworded] = ()
    entries: Sequence[Entry] = ()

    def __bool__(self) -> bool:
        return bool(self.requests or self.entries)


@dataclass(slots=True)
class _Near:
    name: str
    url: str
    about: str
    # By the place of a question of the message: the score, and the question near it.
    best: dict[int, tuple[float, str]] = field(default_factory=dict)


def reworded_beside(beside: Row, user: User) -> Found:
    """Return requests and messages near an entry, asked in other words.

    Nothing is found before a worker has looked. Four queries at most. Those with nearly
    the same words are left out: the row names them.

    Args:
        beside: The row of an entry that waits.
        user: The person.
    """
    entry = beside.entry
    if entry.language == _WELSH:
        return Found()
    apart_from = {one.foi_request.pk for one in beside.alike_requests}
    told_entries = {one.pk for one in beside.alike_in_queue}
    row = (
        EntryMeaning.objects.filter(entry=entry, version=entry.version)
        .defer("vectors")
        .first()
    )
    if row is None or not row.questions:
        return Found()
    near: dict[tuple[str, int], _Near] = {}
    for place, key, one, score, words in (*_answered(row, user), *_asked(row, user)):
        best = near.setdefault(key, one).best
        best[place] = max(best.get(place, (0.0, "")), (score, words))
    told = [
        _told(row, one)
        for (kind, key), one in near.items()
        if not (kind == "request" and key in apart_from)
        and common([one.best.get(at, (0.0,))[0] for at in range(len(row.questions))])
    ]
    others = (
        entries_of(user)
        .filter(Q(pk__in=row.near) | Q(meaning__near__contains=[entry.pk]))
        .filter(ended_as="")
        .exclude(pk__in={entry.pk, *told_entries})
        .exclude(language=_WELSH)
        .select_related("message")
        .order_by("-received_on", "-pk")
    )
    told.sort(key=lambda one: -one.number)
    return Found(told[:_MOST_SHOWN], list(others[:_MOST_SHOWN]))


_Each = Iterator[tuple[int, tuple[str, int], _Near, float, str]]


def _places(found: Sequence[Sequence[Sequence[float]]]) -> dict[int, dict[int, float]]:
    """Return by key the score for each place of a question of the message."""
    places: dict[int, dict[int, float]] = defaultdict(dict)
    for place, near in enumerate(found):
        for key, score in near:
            places[int(key)][place] = score
    return places


def _answered(row: EntryMeaning, user: User) -> _Each:
    places = _places(row.answers)
    if not places:
        return
    visible = (
        PreviousAnswer.objects.visible_to(user)
        .reusable()
        .filter(pk__in=places)
        .exclude(foi_request__language=_WELSH)
        .select_related("foi_request", "letter__foi_request", "previous_response")
        .defer(
            *("html", "letter__html", "foi_request__received_text"),
            *("letter__foi_request__received_text", "previous_response__text"),
            "previous_response__reading",
        )
    )
    for one in visible:
        of = one.foi_request
        key = ("request", of.pk) if of else ("letter", one.previous_response_id or 0)
        name = one.reference or str(one.previous_response or "Letter")
        near = _of_request(of) if of else _Near(name, one.get_absolute_url(), "")
        for place, score in places[one.pk].items():
            yield place, key, near, score, f"{one.lead_in} {one.question}".strip()


def _asked(row: EntryMeaning, user: User) -> _Each:
    places = _places(row.asked)
    if not places:
        return
    found = Question.objects.filter(
        pk__in=places,
        foi_request__in=FOIRequest.objects.visible_to(user)
        .counted()
        .exclude(language=_WELSH),
    ).select_related("foi_request")
    for one in found.only(
        *("text", "foi_request__reference", "foi_request__subject"),
        "foi_request__state",
    ):
        for place, score in places[one.pk].items():
            key = ("request", one.foi_request_id)
            yield place, key, _of_request(one.foi_request), score, one.text


def _of_request(foi_request: FOIRequest) -> _Near:
    about = f"{foi_request.subject} ({foi_request.get_state_display().lower()})"
    return _Near(str(foi_request), foi_request.get_absolute_url(), about)


def _told(row: EntryMeaning, one: _Near) -> Reworded:
    place, (_, theirs) = max(one.best.items(), key=lambda each: each[1][0])
    own = row.questions[place]
    return Reworded(
        name=one.name,
        url=one.url,
        about=one.about,
        number=len(one.best),
        asked=len(row.questions),
        own=own,
        theirs=theirs,
        differs=differences(theirs, own),
    )
