"""The rows of a person's desk: each request with its next steps, in due order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from requests_app.due import Due, due_status, wanted_status
from requests_app.left import left_in
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
from responses.desk.next_step import NextStep, Progress, next_step, words_of_sending
from responses.desk.prepared import STAND_INS
from responses.desk.turns import (
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
MINE_SHOWN: Final = 50
# Of the person's own requests waiting for others.
WAITING_SHOWN: Final = 20
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
    """

    foi_request: FOIRequest | None
    title: str
    due: Due
    band: DueBand
    steps: Sequence[Step]
    until: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether only other people have to act."""
        return all(step.is_waiting for step in self.steps)


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
    for_post: int
    oldest_for_post_days: int
    past_review: int

    @property
    def waiting_late(self) -> int:
        """How many of the requests waiting for others are overdue."""
        return sum(row.band == DueBand.OVERDUE for row in self.waiting)


def day_of(desk: Desk) -> Day:
    """Return the desk of a person, in three queries."""
    turns = turns_of(desk)
    absent = {turn.person: turn.who for turn in turns if turn.kind == TurnKind.ABSENT}
    mine = [turn for turn in turns if turn.kind == TurnKind.MINE]
    counts = {turn.kind: turn for turn in turns if turn.kind in _COUNTS}
    shown = _shown(mine)
    others = [turn for turn in turns if turn.kind not in {TurnKind.MINE, *_COUNTS}]
    rows = list(_rows(desk, [*shown, *others], absent))
    rows.sort(key=lambda row: (_BANDS[row.band], row.due.on or date.max, row.title))
    snoozed = [row for row in rows if row.until]
    rows = [row for row in rows if not row.until]
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
        is_cut_short=len(shown) < len(mine),
        for_post=(post.place or 0) if post else 0,
        oldest_for_post_days=_days_since(post.since, desk.on) if post else 0,
        past_review=(wording.place or 0) if wording else 0,
    )


_COUNTS: Final = frozenset({TurnKind.POST, TurnKind.WORDING, TurnKind.ABSENT})


def _band(turn: Turn, on: date) -> DueBand:
    return band_of(
        state=turn.words, due_on=turn.by_on, answered_on=turn.answered_on, on=on
    )


def _shown(mine: Iterable[Turn]) -> list[Turn]:
    """Return the own requests to show: the most urgent, and some waiting."""
    urgent = sorted(mine, key=lambda turn: (turn.by_on or date.max, turn.foi_request))
    acting = [turn for turn in urgent if turn.words not in _OTHERS]
    waiting = [turn for turn in urgent if turn.words in _OTHERS]
    return acting[:MINE_SHOWN] + waiting[:WAITING_SHOWN]


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
                until=_snoozed_until(desk, foi_request, found, steps),
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
    # A person who has lost the roles for requests may have put some off.
    if not keys or not desk.user.sees_requests:
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
            departments=ArraySubquery(
                enquiries.order_by("department__name").values("department__name")
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
            case TurnKind.UNDELIVERED:
                yield _undelivered(foi_request, turn, common)
            case TurnKind.TASK | TurnKind.MENTION:
                yield _comment(foi_request, turn, common)
            case TurnKind.REPLY:
                said = "does not hold this" if turn.words else "replied"
                yield Step(
                    **common,
                    words=f"{turn.who} {said}: read the reply",
                    url=f"{foi_request.get_absolute_url()}#enquiry-{turn.place}",
                    since=_day(turn.since),
                )
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
    match State(foi_request.state):
        case State.AWAITING_CLARIFICATION | State.AWAITING_FEE:
            whose, is_waiting = "The requester", True
        case State.CLEARANCE if not _may_clear(step):
            whose, is_waiting = "An approver", True
            words = "Waits for clearance"
        case State.ANSWERING if foi_request.undecided and (
            foi_request.undecided == foi_request.out
        ):
            names = ", ".join(dict.fromkeys(foi_request.departments))
            whose, is_waiting = names, True
            words = f"Waits for {names}"
        case _ if letter and letter[1] in {Whereabouts.UNDOABLE, Whereabouts.QUEUED}:
            whose, is_waiting = "The system", foi_request.state == State.ISSUED
    is_stuck = letter is not None and letter[1] in STUCK
    if is_told and is_stuck:
        return None
    return Step(
        **common,
        words=words,
        url=step.url,
        whose=whose,
        since=foi_request.turned_on or foi_request.registered_on,
        is_waiting=is_waiting,
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
    )


def _undelivered(foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    return Step(
        **common,
        words=f"{words_of_sending(Whereabouts(turn.words))} (letter {turn.place})",
        url=reverse("letter", args=[foi_request.reference, turn.place]),
        since=_day(turn.since),
    )


def _comment(foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    at = [foi_request.reference, turn.place]
    is_task = turn.kind == TurnKind.TASK
    page, act = (
        ("resolve-comment", "Done") if is_task else ("read-comment", "Mark as read")
    )
    return Step(
        **common,
        words=f"Task from {turn.who}" if is_task else f"{turn.who} named you",
        quoted=turn.words,
        url=reverse("comment", args=at),
        since=_day(turn.since),
        by_on=turn.by_on,
        act_url=f"{reverse(page, args=at)}{'?from=home' if is_task else ''}",
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
        url = reverse("take-request", kwargs={"reference": foi_request.reference})
    elif turn.kind == TurnKind.HELD_BY_NOBODY:
        words, whose = "Assign the request to an officer", "No officer"
        url = reverse("assign-request", kwargs={"reference": foi_request.reference})
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
