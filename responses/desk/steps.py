"""The next steps of a request on a desk: what to do, whose turn, since when, where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.utils import timezone
from django.utils.dateformat import format as date_format

from accounts.models import User
from requests_app.workflow import State
from responses.desk.addresses import address
from responses.desk.desk import DECLINED, Desk, Turn, TurnKind
from responses.desk.in_clearance import open_step
from responses.desk.next_step import NextStep, Progress, next_step, words_of_sending
from responses.giving.queries import issued_letter
from responses.querysets import STUCK, Whereabouts


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
        return f"{whose}, since {short_day(self.since)}" if self.since else whose


ORDER: Final = {kind.value: place for place, kind in enumerate(TurnKind)}


def steps_of(
    desk: Desk,
    foi_request: Any,
    turns: Sequence[Turn],
    absent: Mapping[int | None, str],
) -> Iterator[Step]:
    """Yield the next steps of a request.

    Args:
        desk: The desk.
        foi_request: A request of `responses.desk.reading`.
        turns: Its turns, in the order of rows.
        absent: The names of the people on leave, by their keys.
    """
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


def step_of_list(desk: Desk, foi_request: Any) -> Step | None:
    """Return the next step of an open request, whoever looks; "You" is its officer.

    Args:
        desk: The desk of the person who looks.
        foi_request: A request of `responses.desk.reading`.
    """
    common = {"kind": TurnKind.MINE.value, "instead_of": ""}
    if foi_request.state == State.CLEARANCE:
        return _in_clearance(foi_request, common, "")
    return _own_step(desk, foi_request, common, is_told=False)


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
            return _in_clearance(foi_request, common, step.url)
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


def _in_clearance(foi_request: Any, common: dict[str, Any], url: str) -> Step:
    """Return the step of a response in clearance: its open steps and their people."""
    opened = [open_step(each) for each in foi_request.open_steps]
    named = [one for one in opened if not one.is_plain]
    whose = " and ".join(one.name for one in named) or "An approver"
    if len(named) == 1:
        whose = f"{whose}: {named[0].people}"
    since = min((one.since for one in opened if one.since), default=None)
    return Step(
        **common,
        words="Waits for clearance",
        url=url,
        whose=whose,
        since=day_in_london(since)
        or foi_request.turned_on
        or foi_request.registered_on,
        is_waiting=True,
    )


class _Asked(NamedTuple):
    """A question to a department without a reply, the first wanted first."""

    wanted_by: date
    department: str
    url: str


def _asked(foi_request: Any) -> list[_Asked]:
    to = page_of(foi_request)
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
        whose=f"{turn.who} cannot act now" if turn.who else "You",
        since=day_in_london(turn.since),
    )


def _reply(foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    """Return the step to use a reply, beside the answer to its question."""
    url = f"{page_of(foi_request)}#enquiry-{turn.place}"
    act = "read the reply"
    if not foi_request.is_review:
        room = address("answer-question", foi_request.reference, turn.place)
        url, act = f"{room}?panel=departments#room-panel", "use the reply"
    words = f"{turn.who} replied: {act}"
    if turn.words:
        suggested = turn.words.removeprefix(DECLINED).strip()
        ask = f"ask {suggested}" if suggested else "choose whom to ask"
        words = f"{turn.who} says this is not theirs: {ask}"
    return Step(**common, words=words, url=url, since=day_in_london(turn.since))


def _advice(desk: Desk, foi_request: Any, turn: Turn, common: dict[str, Any]) -> Step:
    """Return the step of advice: to decide on, or late."""
    if not turn.words:
        return Step(
            **common,
            words=f"{turn.who} answered: say whether you follow the advice",
            url=address("decide-advice", foi_request.reference, turn.place),
            since=day_in_london(turn.since),
        )
    return Step(
        **common,
        words=f"Waits for the advice of {turn.who}",
        url=f"{page_of(foi_request)}#advice-{turn.place}",
        whose=turn.who,
        since=day_in_london(turn.since),
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
        since=day_in_london(turn.since),
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
        since=day_in_london(turn.since) or foi_request.turned_on,
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
        whose = "No officer"
        if foi_request.reference is not None:
            words = "Assign the request to an officer"
            url = address("assign-request", foi_request.reference)
        if turn.who:
            whose = f"{turn.who} cannot act now"
    return Step(
        **common,
        words=words,
        url=url,
        whose=whose,
        since=day_in_london(turn.since)
        or foi_request.turned_on
        or foi_request.registered_on,
    )


def page_of(foi_request: Any) -> str:
    """Return the address of the page of a request."""
    if foi_request.reference is None:
        return str(foi_request.get_absolute_url())
    return address("foi-request", foi_request.reference)


@lru_cache(maxsize=2000)
def short_day(day: date | None) -> str:
    """Return a day as rows show it: "3 Mar 2026"; "" for None."""
    return date_format(day, "j M Y") if day else ""


def day_in_london(at: datetime | None) -> date | None:
    """Return the London day of a moment; None for None."""
    return timezone.localtime(at).date() if at else None
