"""The day of a person: rows in the order of due dates, cut to what a page shows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from requests_app.lists.queries import HELD_BY_NOBODY, NOBODY
from requests_app.models import FOIRequest
from requests_app.querysets import DueBand, band_of
from requests_app.workflow import State
from responses.desk.columns import MOST_OF_OFFICE, MOST_OF_OWN
from responses.desk.desk import Desk, Turn, TurnKind
from responses.desk.rows import Row, rows_of_turns
from responses.desk.steps import Step, day_in_london
from responses.desk.turns import turns_of

# Of the person's own requests. The rest has its list.
MINE_SHOWN: Final = 30
# Of the person's own requests waiting for others.
WAITING_SHOWN: Final = 15
_FIRST: Final = FOIRequest.Priority.GRANTED.value
_BANDS: Final = {band: place for place, band in enumerate(DueBand)}
# The next step is with another person, or with the requester.
_OTHERS: Final = frozenset(
    {State.AWAITING_CLARIFICATION, State.AWAITING_FEE, State.CLEARANCE}
)


@dataclass(frozen=True, slots=True)
class More:
    """A kind of turn with more turns than are shown.

    Attributes:
        words: How many there are in all.
        url: The list of them all; "" where there is none.
    """

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The desk of a person on a day.

    Attributes:
        groups: The rows with a step for the person, by due band, most urgent first.
        waiting: The person's own requests waiting for others.
        snoozed: The rows put off by the person.
        own: How many of the person's own requests are in each band, reviews apart.
        own_in_all: How many requests the person has in all.
        is_cut_short: Whether some of the person's own requests are not shown.
        more: The kinds of turn with more turns than are shown.
        for_post: How many letters wait for the post.
        oldest_for_post_days: How many days the oldest of these has waited.
        past_review: How many paragraphs of the person are past their review date.
    """

    groups: list[tuple[DueBand, list[Row]]]
    waiting: list[Row]
    snoozed: list[Row]
    own: Mapping[tuple[bool, DueBand], int]
    own_in_all: int
    is_cut_short: bool
    more: Sequence[More]
    for_post: int
    oldest_for_post_days: int
    past_review: int

    @property
    def waiting_late(self) -> int:
        """How many of the requests waiting for others are overdue."""
        return sum(row.band == DueBand.OVERDUE for row in self.waiting)

    @property
    def awaited_late(self) -> int:
        """How many of the requests waiting for others wait for a late answer."""
        return sum(row.is_awaited_late for row in self.waiting)


def day_of(desk: Desk) -> Day:
    """Return the desk of a person, in three queries."""
    turns = turns_of(desk)
    absent = {turn.person: turn.who for turn in turns if turn.kind == TurnKind.ABSENT}
    mine = [turn for turn in turns if turn.kind == TurnKind.MINE]
    counts = {turn.kind: turn for turn in turns if turn.kind in _COUNTS}
    asleep = sum(turn.kind == TurnKind.SNOOZED for turn in turns)
    shown = _shown(mine, besides=asleep)
    others = [
        turn
        for turn in turns
        if turn.kind not in {TurnKind.MINE, *_COUNTS} and not _is_only_counted(turn)
    ]
    rows = list(rows_of_turns(desk, [*shown, *others], absent))
    rows.sort(key=_urgency)
    snoozed = [row for row in rows if row.until]
    rows, cut = _cut([row for row in rows if not row.until])
    acting = [row for row in rows if not row.is_waiting]
    own: dict[tuple[bool, DueBand], int] = defaultdict(int)
    for turn in (turn for turn in mine if turn.person == desk.user.pk):
        own[turn.place is not None, _band(turn, desk.on)] += 1
    post, wording = counts.get(TurnKind.POST), counts.get(TurnKind.WORDING)
    return Day(
        groups=[
            (band, list(group)) for band, group in groupby(acting, attrgetter("band"))
        ],
        waiting=[row for row in rows if row.is_waiting],
        snoozed=snoozed,
        own=own,
        own_in_all=sum(own.values()),
        is_cut_short=len(shown) < len(mine) or TurnKind.MINE in cut,
        more=list(_more(turns, cut)),
        for_post=(post.place or 0) if post else 0,
        oldest_for_post_days=_days_since(post.since, desk.on) if post else 0,
        past_review=(wording.place or 0) if wording else 0,
    )


_COUNTS: Final = frozenset({TurnKind.POST, TurnKind.WORDING, TurnKind.ABSENT})


def _urgency(row: Row) -> tuple[int, bool, date, int]:
    """Sort by band; within a band, requests with priority come first."""
    key = row.foi_request.pk if row.foi_request else 0
    comes_later = row.foi_request is None or row.foi_request.priority != _FIRST
    return _BANDS[row.band], comes_later, row.due.on or date.max, key


def _band(turn: Turn, on: date) -> DueBand:
    return band_of(
        state=turn.words, due_on=turn.by_on, answered_on=turn.answered_on, on=on
    )


def _is_only_counted(turn: Turn) -> bool:
    """Whether a turn of the office counts in its list and is not for this person."""
    return turn.kind in {TurnKind.CLEAR, TurnKind.TAKE} and bool(turn.words)


def _shown(mine: Iterable[Turn], *, besides: int) -> list[Turn]:
    """Return the own requests to read: with priority, the most urgent, some waiting.

    Args:
        mine: The turns of the person's own requests.
        besides: How many more of each to read, since some may be snoozed.
    """
    urgent = sorted(
        mine,
        key=lambda turn: (
            turn.who != _FIRST, turn.by_on or date.max, turn.foi_request
        ),
    )  # fmt: skip
    acting = [turn for turn in urgent if turn.words not in _OTHERS]
    waiting = [turn for turn in urgent if turn.words in _OTHERS]
    return acting[: MINE_SHOWN + besides] + waiting[: WAITING_SHOWN + besides]


_OF_OFFICE: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = MappingProxyType(
    {
        TurnKind.CLEAR: ("responses to clear", "clearance-queue", {}),
        TurnKind.REGISTER: (
            "requests to register",
            "foi-requests",
            {"state": State.RECEIVED.value, "officer": NOBODY},
        ),
        TurnKind.HELD_BY_NOBODY: (
            "requests that no officer can act on",
            "foi-requests",
            {"officer": HELD_BY_NOBODY},
        ),
        TurnKind.TAKE: ("requests to take", "queue", {}),
        TurnKind.ENQUIRY: ("questions to your department", "enquiries", {}),
    }
)

_OF_OWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        TurnKind.UNDELIVERED: "letters not given",
        TurnKind.REPLY: "replies of departments",
        TurnKind.ADVICE: "pieces of advice",
        TurnKind.TASK: "tasks",
        TurnKind.MENTION: "comments that name you",
    }
)


def _most(kind: str, row: Row) -> int:
    if kind == TurnKind.MINE:
        return WAITING_SHOWN if row.is_waiting else MINE_SHOWN
    return MOST_OF_OFFICE if kind in _OF_OFFICE else MOST_OF_OWN


def _cut(rows: Iterable[Row]) -> tuple[list[Row], set[str]]:
    """Return the rows with the first steps of each kind, and the kinds cut short."""
    number: Counter[tuple[str, bool]] = Counter()
    cut: set[str] = set()
    kept = []
    for row in rows:
        steps: list[Step] = []
        for kind, of_kind in groupby(row.steps, attrgetter("kind")):
            same = kind, row.is_waiting
            number[same] += 1
            if number[same] > _most(kind, row):
                cut.add(kind)
            else:
                steps += of_kind
        if len(steps) == len(row.steps):
            kept.append(row)
        elif steps:
            kept.append(replace(row, steps=steps))
    return kept, cut


def _more(turns: Sequence[Turn], cut: Collection[str]) -> Iterator[More]:
    """Yield the kinds with more turns than are shown, with the list of them all."""
    read = Counter(turn.kind for turn in turns)
    only_counted = {turn.kind for turn in turns if _is_only_counted(turn)}
    in_all = {turn.kind: turn.in_all or 0 for turn in turns}
    for kind, number in in_all.items():
        # Turns that only count come last: beyond these, none is left to show.
        if kind not in cut and (number <= read[kind] or kind in only_counted):
            continue
        if office := _OF_OFFICE.get(kind):
            words, page, filters = office
            query = f"?{urlencode(filters)}" if filters else ""
            yield More(f"All {number:,} {words}", f"{reverse(page)}{query}")
        elif kind in _OF_OWN:
            yield More(f"Shown are {MOST_OF_OWN} of {number:,} {_OF_OWN[kind]}.")


def _days_since(at: datetime | None, on: date) -> int:
    day = day_in_london(at)
    return (on - day).days if day else 0
