"""The rows of a person's desk: each request with its next steps, in due order."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.http import urlencode

from accounts.models import User
from requests_app.due import Due, due_status, wanted_status
from requests_app.left import left_in
from requests_app.lists.queries import HELD_BY_NOBODY, NOBODY
from requests_app.models import (
    Enquiry,
    FOIRequest,
    HistoryEntry,
    Question,
    Snooze,
)
from requests_app.querysets import DueBand, band_of
from requests_app.snoozing.queries import last_day_for
from requests_app.workflow import State
from responses.approving.returned import returned_question
from responses.desk.addresses import address
from responses.desk.next_step import NextStep, Progress, next_step, words_of_sending
from responses.desk.prepared import STAND_INS
from responses.desk.turns import (
    MOST_OF_OFFICE,
    MOST_OF_OWN,
    Among,
    Desk,
    Turn,
    TurnKind,
    run,
    turns_of,
    undecided,
)
from responses.giving.queries import issued_letter, with_issued_letter
from responses.querysets import STUCK, Whereabouts
from statute.working_days import format_date

# Of the person's own requests. The rest has its list.
MINE_SHOWN: Final = 30
# Of the person's own requests waiting for others.
WAITING_SHOWN: Final = 15
_ORDER: Final = {kind.value: place for place, kind in enumerate(TurnKind)}
_BANDS: Final = {band: place for place, band in enumerate(DueBand)}
# The next step is with another person, or with the requester.
_OTHERS: Final = frozenset(
    {State.AWAITING_CLARIFICATION, State.AWAITING_FEE, State.CLEARANCE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A next step of a request.

    Attributes:
        kind: The kind of turn.
        words: The work to do, or the event awaited.
        url: The very place to do it; "" where another person acts.
        whose: "You", or another person or part of the office.
        since: Since when; None where unknown.
        instead_of: The person on leave, where the user acts as deputy; "" otherwise.
        quoted: The words of a comment.
        by_on: The last day to do so, where a colleague set a day.
        act_url: Where a button posts to; "" without a button.
        act: The label of the button.
        is_waiting: Whether another person has to act.
        late: How late the other person is, in words; "" while not late.
    """

    kind: str
    words: str
    url: str = ""
    whose: str = "You"
    since: date | None = None
    instead_of: str = ""
    quoted: str = ""
    by_on: date | None = None
    act_url: str = ""
    act: str = ""
    is_waiting: bool = False
    late: str = ""

    @property
    def told_whose(self) -> str:
        """Whose turn it is, and since when: "You, for Kim, since 3 Mar 2026"."""
        whose = f"You, for {self.instead_of}" if self.instead_of else self.whose
        return f"{whose}, since {_short(self.since)}" if self.since else whose


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
        return _short(self.due.on)

    @property
    def is_waiting(self) -> bool:
        """Whether only other people have to act."""
        return all(step.is_waiting for step in self.steps)

    @property
    def is_awaited_late(self) -> bool:
        """Whether a department or an adviser is late."""
        return any(step.late for step in self.steps)


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
    more: Sequence["More"]
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
    rows = list(_rows(desk, [*shown, *others], absent))
    rows.sort(key=lambda row: (_BANDS[row.band], row.due.on or date.max, row.title))
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


def _band(turn: Turn, on: date) -> DueBand:
    return band_of(
        state=turn.words, due_on=turn.by_on, answered_on=turn.answered_on, on=on
    )


def _is_only_counted(turn: Turn) -> bool:
    """Whether a turn of the office counts in its list and is not for this person."""
    return turn.kind in {TurnKind.CLEAR, TurnKind.TAKE} and bool(turn.words)


def _shown(mine: Iterable[Turn], *, besides: int) -> list[Turn]:
    """Return the own requests to read: the most urgent, and some waiting.

    Args:
        mine: The turns of the person's own requests.
        besides: How many more of each to read, since some may be snoozed.
    """
    urgent = sorted(mine, key=lambda turn: (turn.by_on or date.max, turn.foi_request))
    acting = [turn for turn in urgent if turn.words not in _OTHERS]
    waiting = [turn for turn in urgent if turn.words in _OTHERS]
    return acting[: MINE_SHOWN + besides] + waiting[: WAITING_SHOWN + besides]


_OF_OFFICE: Final = MappingProxyType(
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
_OF_OWN: Final = MappingProxyType(
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
        steps = []
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


def _rows(
    desk: Desk, turns: Iterable[Turn], absent: Mapping[int | None, str]
) -> Iterator[Row]:
    of_requests: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.foi_request is None:
            yield _row_of_enquiry(desk, turn)
        else:
            of_requests[turn.foi_request].append(turn)
    foi_requests = list(_read(desk, of_requests))
    left = left_in(foi_requests)
    for foi_request in foi_requests:
        found = sorted(of_requests[foi_request.pk], key=lambda turn: _ORDER[turn.kind])
        if steps := list(_steps(desk, foi_request, found, absent)):
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
                url=_page_of(foi_request),
                snooze_url=address(page, reference) if reference else "",
            )


def _page_of(foi_request: Any) -> str:
    if foi_request.reference is None:
        return str(foi_request.get_absolute_url())
    return address("foi-request", foi_request.reference)


@lru_cache(maxsize=2000)
def _short(day: date | None) -> str:
    """Return a day as rows show it: "3 Mar 2026"; "" for None."""
    return date_format(day, "j M Y") if day else ""


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
        since=_day(turn.since),
    )
    return Row(
        foi_request=None,
        title=f"Questions from {turn.who}",
        due=wanted_status(wanted, on=desk.on),
        band=band_of(state="", due_on=wanted, answered_on=None, on=desk.on),
        steps=[step],
    )


def _read(desk: Desk, keys: Collection[int]) -> list[Any]:
    """Return the requests visible to the person, with the facts for their steps."""
    if not keys:
        return []
    rows = run(desk, "rows", _built, keys=list(keys))
    found = []
    for row in rows:
        foi_request: Any = FOIRequest.from_db("default", _FIELDS, row[: len(_FIELDS)])
        for name, value in zip(_FACTS, row[len(_FIELDS) :], strict=True):
            setattr(foi_request, name.rpartition("__")[2], value)
        found.append(foi_request)
    return found


_SHOWN: Final = frozenset(
    {
        "id",
        "reference",
        "subject",
        "state",
        "regime",
        "review_of_id",
        "is_restricted",
        "officer_id",
        "due_on",
        "registered_on",
        "received_on",
        "answered_on",
        "was_in_time",
        "closed_on",
    }
)
# In the order of the model, as `from_db` reads them.
_FIELDS: Final = [
    field.attname
    for field in FOIRequest._meta.concrete_fields
    if field.attname in _SHOWN
]
_FACTS: Final = (
    "asked",
    "undecided",
    "out",
    "turned_on",
    "departments",
    "issued_number",
    "issued_whereabouts",
    "response_draft__return_reason",
    "response_draft__submitted_by_id",
    "returned_question",
)


def _built(desk: Desk) -> QuerySet:
    asked = Question.objects.filter(foi_request=OuterRef("pk"), kind="question")
    open_questions = undecided(foi_request=OuterRef("pk"))
    enquiries = Enquiry.objects.unanswered().filter(foi_request=OuterRef("pk"))
    out = open_questions.filter(enquiries__replied_on=None, enquiries__isnull=False)
    turned = HistoryEntry.objects.filter(
        Q(changes__has_key="state") | Q(changes__has_key="officer"),
        foi_request=OuterRef("pk"),
    )
    keys = Value(STAND_INS["keys"], ArrayField(BigIntegerField()))
    return (
        with_issued_letter(desk.visible.filter(Among(F("pk"), keys)))
        .order_by()
        .annotate(
            asked=_count(asked),
            undecided=_count(open_questions),
            out=_count(out),
            turned_on=Subquery(
                turned.order_by()
                .values("foi_request")
                .annotate(last=Max("on"))
                .values("last")
            ),
            returned_question=returned_question(),
            departments=ArraySubquery(
                enquiries.order_by("wanted_by", "pk").values(
                    told=Concat(
                        Cast("wanted_by", CharField()),
                        Value(" "),
                        Cast("pk", CharField()),
                        Value(" "),
                        "department__name",
                    )
                )
            ),
        )
        .values_list(*_FIELDS, *_FACTS)
    )


def _count(rows: Any) -> Coalesce:
    counted = (
        rows.order_by().values("foi_request").annotate(n=Count("pk", distinct=True))
    )
    return Coalesce(Subquery(counted.values("n")), 0)


def _steps(
    desk: Desk,
    foi_request: Any,
    turns: Sequence[Turn],
    absent: Mapping[int | None, str],
) -> Iterator[Step]:
    kinds = {turn.kind for turn in turns}
    for turn in turns:
        common: dict[str, Any] = {
            "kind": turn.kind,
            "instead_of": absent.get(turn.person, ""),
        }
        match TurnKind(turn.kind):
            case TurnKind.MINE:
                is_told = TurnKind.UNDELIVERED in kinds
                step = _own_step(desk, foi_request, common, is_told=is_told)
                if step:
                    yield step
                if not (step and step.late):
                    yield from _late_departments(desk, foi_request, common)
            case TurnKind.UNDELIVERED:
                yield _undelivered(foi_request, turn, common)
            case TurnKind.TASK | TurnKind.MENTION:
                yield _comment(foi_request, turn, common)
            case TurnKind.REPLY:
                yield _reply(foi_request, turn, common)
            case TurnKind.ADVICE:
                yield _advice(desk, foi_request, turn, common)
            case TurnKind.SNOOZED:
                pass
            case TurnKind.CLEAR:
                if TurnKind.MINE not in kinds:
                    yield _to_clear(desk, foi_request, turn, common)
            case _:
                yield _unassigned(desk, foi_request, turn, common)


def _own_step(
    desk: Desk, foi_request: Any, common: dict[str, Any], *, is_told: bool
) -> Step | None:
    progress = _progress(foi_request)
    step = next_step(foi_request, progress, desk.user)
    letter = issued_letter(foi_request)
    whose, words, is_waiting = "You", step.words, False
    url, late = step.url, ""
    match State(foi_request.state):
        case State.AWAITING_CLARIFICATION | State.AWAITING_FEE:
            whose, is_waiting = "The requester", True
        case State.CLEARANCE if not _may_clear(step):
            whose, is_waiting = "An approver", True
            words = "Waits for clearance"
        case State.ANSWERING if foi_request.undecided and (
            foi_request.undecided == foi_request.out
        ):
            asked = _asked(foi_request)
            names = ", ".join(sorted({one.department for one in asked}))
            whose, is_waiting = names, True
            words = f"Waits for {names}"
            if late := _told_late(asked, desk.on):
                url = asked[0].url
        case _ if letter and letter[1] in {Whereabouts.UNDOABLE, Whereabouts.QUEUED}:
            whose, is_waiting = "The system", foi_request.state == State.ISSUED
    is_stuck = letter is not None and letter[1] in STUCK
    if is_told and is_stuck:
        return None
    return Step(
        **common,
        words=words,
        url=url,
        whose=whose,
        since=foi_request.turned_on or foi_request.registered_on,
        is_waiting=is_waiting,
        late=late,
    )


class _Asked(NamedTuple):
    """A question to a department without a reply, the first wanted first."""

    wanted_by: date
    department: str
    url: str


def _asked(foi_request: Any) -> list[_Asked]:
    to = _page_of(foi_request)
    parts = [one.split(" ", 2) for one in foi_request.departments]
    return [
        _Asked(date.fromisoformat(day), name, f"{to}#enquiry-{key}")
        for day, key, name in parts
    ]


def _told_late(asked: Sequence[_Asked], on: date) -> str:
    """Return how late which departments are: "2 days late"; "" where none is."""
    by_name: dict[str, date] = {}
    for one in asked:
        by_name.setdefault(one.department, one.wanted_by)
    late = {name: words for name, day in by_name.items() if (words := _late(day, on))}
    if len(by_name) == 1:
        return "".join(late.values())
    return ", ".join(f"{name} {words}" for name, words in late.items())


def _late_departments(
    desk: Desk, foi_request: Any, common: dict[str, Any]
) -> Iterator[Step]:
    """Yield the late department, beside what the officer can do meanwhile."""
    asked = [one for one in _asked(foi_request) if one.wanted_by < desk.on]
    if asked and foi_request.state == State.ANSWERING:
        names = ", ".join(dict.fromkeys(one.department for one in asked))
        yield Step(
            **common,
            words=f"Waits for {names}",
            url=asked[0].url,
            whose=names,
            is_waiting=True,
            late=_told_late(asked, desk.on),
        )


def _may_clear(step: NextStep) -> bool:
    return step.button == "Review response"


def _progress(foi_request: Any) -> Progress:
    left, number = foi_request.undecided, foi_request.asked
    drafter = foi_request.submitted_by_id
    if foi_request.is_review:
        words = "Decide the review"
        # How many points are decided stands on its page.
        left = number = 1
    elif not number:
        words = "The request has no question yet"
    elif not left:
        words = "Every question has an outcome"
    else:
        questions = "question has" if number == 1 else f"{number} questions have"
        words = f"Answer: {left} of {questions} no outcome yet"
        if left == number:
            words = f"Answer {number} question{'' if number == 1 else 's'}"
    return Progress(
        questions=number,
        answered=number - left,
        words=words,
        return_reason=foi_request.return_reason or "",
        drafted_by=User(pk=drafter) if drafter else None,
        returned_question=foi_request.returned_question,
    )


def _undelivered(foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    return Step(
        **common,
        words=f"{words_of_sending(Whereabouts(turn.words))} (letter {turn.place})",
        url=address("letter", foi_request.reference, turn.place),
        since=_day(turn.since),
    )


def _reply(foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    """Return the step to use a reply, beside the answer to its question."""
    url = f"{_page_of(foi_request)}#enquiry-{turn.place}"
    act = "read the reply"
    if not foi_request.is_review:
        room = address("answer-question", foi_request.reference, turn.place)
        url, act = f"{room}?panel=departments#room-panel", "use the reply"
    words = f"{turn.who} replied: {act}"
    if turn.words:
        words = f"{turn.who} does not hold this: read the reply"
    return Step(**common, words=words, url=url, since=_day(turn.since))


def _advice(desk: Desk, foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    """Return the step of advice: to decide on, or late."""
    if not turn.words:
        return Step(
            **common,
            words=f"{turn.who} answered: say whether you follow the advice",
            url=address("decide-advice", foi_request.reference, turn.place),
            since=_day(turn.since),
        )
    return Step(
        **common,
        words=f"Waits for the advice of {turn.who}",
        url=f"{_page_of(foi_request)}#advice-{turn.place}",
        whose=turn.who,
        since=_day(turn.since),
        is_waiting=True,
        late=_late(turn.by_on, desk.on),
    )


def _late(by_on: date | None, on: date) -> str:
    days = (on - by_on).days if by_on else 0
    return f"{days} day{'s' if days > 1 else ''} late" if days > 0 else ""


def _comment(foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    is_task = turn.kind == TurnKind.TASK
    page, act = (
        ("resolve-comment", "Done") if is_task else ("read-comment", "Mark as read")
    )
    act_url = address(page, foi_request.reference, turn.place)
    return Step(
        **common,
        words=f"Task from {turn.who}" if is_task else f"{turn.who} named you",
        quoted=turn.words,
        url=address("comment", foi_request.reference, turn.place),
        since=_day(turn.since),
        by_on=turn.by_on,
        act_url=f"{act_url}?from=home" if is_task else act_url,
        act=act,
    )


def _to_clear(desk: Desk, foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    step = next_step(foi_request, _progress(foi_request), desk.user)
    by = f" from {turn.who}" if turn.who else ""
    return Step(
        **common,
        words=f"{step.words}{by}",
        url=step.url,
        since=_day(turn.since) or foi_request.turned_on,
    )


def _unassigned(
    desk: Desk, foi_request: Any, turn: Turn, common: dict[str, Any]
) -> Step:
    step = next_step(foi_request, _progress(foi_request), desk.user)
    words, whose = step.words, "Your office"
    url = step.url
    if turn.kind == TurnKind.TAKE:
        words, whose = "Take the request", "Your team"
        url = address("take-request", foi_request.reference)
    elif turn.kind == TurnKind.HELD_BY_NOBODY:
        words, whose = "Assign the request to an officer", "No officer"
        url = address("assign-request", foi_request.reference)
        if turn.who:
            whose = f"{turn.who} cannot act now"
    return Step(
        **common,
        words=words,
        url=url,
        whose=whose,
        since=_day(turn.since) or foi_request.turned_on or foi_request.registered_on,
    )


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None


def _days_since(at: datetime | None, on: date) -> int:
    day = _day(at)
    return (on - day).days if day else 0
