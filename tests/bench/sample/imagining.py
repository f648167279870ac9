"""Make up requests: the requester, the questions, the dates and the outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from requests_app.calendars.working_days import calendar_for
from requests_app.workflow import State
from statute.deadlines import Clock, Event, EventName, due_date
from statute.deadlines.clock import fee_events
from statute.notices import Outcome
from statute.regimes import Regime
from statute.working_days import WorkingCalendar


@dataclass(slots=True)
class Asked:
    """A question of a made-up request; `under` is its parent's index in the list."""

    label: str
    text: str
    under: int | None = None


@dataclass(slots=True)
class Said:
    """A made-up answer, with the indexes of its questions."""

    to: list[int]
    outcome: str
    text: str
    provision: str = ""


@dataclass(slots=True)
class Story:
    """A made-up request from beginning to end."""

    regime: Regime
    received_on: date
    subject: str
    preamble: str
    closing: str
    requester: str
    organisation: str
    topic: Mapping[str, Any]
    state: str = State.ANSWERING
    asked: list[Asked] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    due_on: date | None = None
    closed_on: date | None = None

    @property
    def answered_on(self) -> date | None:
        """Day on which the answer was given; None if no answer was."""
        return self.closed_on if self.state == State.ANSWERED else None

    @property
    def was_in_time(self) -> bool | None:
        """Whether the answer was given by its due date; None where not known."""
        if self.answered_on is None or self.due_on is None:
            return None
        return self.answered_on <= self.due_on

    @property
    def received_text(self) -> str:
        """Text of the request as sent."""
        questions = "\n".join(
            f"{'   ' if each.under is not None else ''}{each.label}. {each.text}"
            for each in self.asked
        )
        return f"{self.preamble}\n\n{questions}\n\n{self.closing}"


@cache
def texts() -> dict[str, Any]:
    """Return the texts of made-up requests and answers."""
    file = Path(__file__).with_name("texts.yaml")
    told: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return told


def days_of_receipt(
    chance: Random, *, number: int, today: date, is_open: bool
) -> list[date]:
    """Return days of receipt, in order, some on weekends.

    Open requests came within the last thirty days, except for a few late ones.
    """
    days = []
    for _ in range(number):
        if not is_open:
            back = chance.randint(45, 5 * 365)
        elif chance.random() < 0.06:
            back = chance.randint(30, 60)
        else:
            back = chance.randint(0, 30)
        day = today - timedelta(days=back)
        if day.weekday() > 4 and chance.random() < 0.8:
            day -= timedelta(days=day.weekday() - 4)
        days.append(day)
    return sorted(days)


def imagine(
    chance: Random,
    *,
    received_on: date,
    today: date,
    is_open: bool,
    is_scottish: bool,
    kind: str,
) -> Story:
    """Make up a request of an authority, with its history up to today."""
    topic = chance.choice(texts()["topics"])
    requester = " ".join(
        chance.choice(texts()[names]) for names in ("first_names", "last_names")
    )
    words = {"name": topic["name"].lower(), "requester": requester}
    story = Story(
        regime=_regime(topic, is_scottish=is_scottish),
        received_on=received_on,
        subject=f"{topic['name']}: {chance.choice(topic['things'])}",
        preamble=chance.choice(texts()["openings"]).format(**words),
        closing=chance.choice(texts()["endings"]).format(**words),
        requester=requester,
        organisation=chance.choice(texts()["organisations"]),
        topic=topic,
    )
    story.asked = list(_questions(chance, topic, today.year))
    _go_on(chance, story, today=today, is_open=is_open, kind=kind)
    story.said = list(_answers(chance, story))
    return story


def _regime(topic: Mapping[str, Any], *, is_scottish: bool) -> Regime:
    if topic.get("is_environmental"):
        return Regime.EISR if is_scottish else Regime.EIR
    return Regime.FOISA if is_scottish else Regime.FOIA


def _questions(chance: Random, topic: Mapping[str, Any], year: int) -> Iterator[Asked]:
    place = 0
    for number in range(1, chance.choice((1, 2, 3, 3, 4, 4, 5, 6, 8)) + 1):
        yield Asked(
            str(number), _fill(chance, chance.choice(texts()["asks"]), topic, year)
        )
        parent = place
        place += 1
        if chance.random() < 0.2:
            parts = chance.sample(texts()["parts"], chance.randint(2, 3))
            for letter, part in zip("abc", parts, strict=False):
                yield Asked(letter, part, under=parent)
                place += 1


def _fill(chance: Random, text: str, topic: Mapping[str, Any], year: int) -> str:
    since = chance.randint(year - 7, year - 1)
    months = texts()["months"]
    return text.format(
        name=topic["name"].lower(),
        thing=chance.choice(topic["things"]),
        years=chance.randint(2, 6),
        since=since,
        after=since + 1,
        place=chance.choice(texts()["places"]),
        month=chance.choice(months),
        later=chance.choice(months),
        number=chance.randint(2, 999),
        other=chance.randint(100, 999),
    )


def _go_on(
    chance: Random, story: Story, *, today: date, is_open: bool, kind: str
) -> None:
    """Decide the state of a request, and the dates that follow."""
    if is_open:
        story.state = chance.choices(
            (
                State.RECEIVED,
                State.ANSWERING,
                State.AWAITING_CLARIFICATION,
                State.AWAITING_FEE,
                State.CLEARANCE,
            ),
            (10, 65, 8, 1, 16),
        )[0]
    else:
        story.state = chance.choices(
            (State.ANSWERED, State.LAPSED, State.WITHDRAWN, State.NOT_VALID),
            (90, 5, 4, 1),
        )[0]
    calendar = calendar_for(story.regime)
    story.events = list(_events(chance, story, calendar, today))
    story.due_on = due_date(
        Clock(story.regime, story.received_on, kind, tuple(story.events)), calendar
    )
    if not is_open:
        story.closed_on = min(_closing(chance, story, calendar), today)


def _events(
    chance: Random, story: Story, calendar: WorkingCalendar, today: date
) -> Iterator[Event]:
    asked_on = calendar.add(story.received_on, chance.randint(1, 6))
    if asked_on > today:
        # The request is too recent for clarification or a fee.
        if story.state in {State.AWAITING_CLARIFICATION, State.AWAITING_FEE}:
            story.state = State.ANSWERING
        return
    if story.state == State.AWAITING_FEE:
        yield Event(fee_events(story.regime).notice, asked_on)
    elif story.state in {State.AWAITING_CLARIFICATION, State.LAPSED}:
        yield Event(EventName.CLARIFICATION_SENT, asked_on)
    elif chance.random() < 0.05:
        answered_on = asked_on + timedelta(days=chance.randint(1, 20))
        if answered_on <= today and story.state != State.RECEIVED:
            yield Event(EventName.CLARIFICATION_SENT, asked_on)
            yield Event(EventName.CLARIFICATION_RECEIVED, answered_on)
    elif story.regime == Regime.EIR and chance.random() < 0.1:
        yield Event(EventName.EIR_EXTENSION_NOTICE, asked_on, value="yes")


def _closing(chance: Random, story: Story, calendar: WorkingCalendar) -> date:
    """Return the day of closing: mostly in time, if the request was answered."""
    if story.due_on is None:  # The request was never clarified.
        asked_on = story.events[-1].on or story.received_on
        return asked_on + timedelta(days=62)
    last = max(
        (event.on for event in story.events if event.on), default=story.received_on
    )
    first = calendar.add(last, 1)
    if story.state != State.ANSWERED:
        return first + timedelta(days=chance.randint(0, 9))
    if chance.random() < 0.11:
        return calendar.add(story.due_on, chance.randint(1, 25))
    days = (story.due_on - first).days
    # Most answers are issued in the last days of their time.
    back = min(int(chance.expovariate(1 / 4)), max(days, 0))
    return max(story.due_on - timedelta(days=back), first)


def _answers(chance: Random, story: Story) -> Iterator[Said]:
    places = list(range(len(story.asked)))
    if story.state in {
        State.RECEIVED,
        State.AWAITING_CLARIFICATION,
        State.AWAITING_FEE,
    }:
        return
    if story.state in {State.WITHDRAWN, State.LAPSED, State.NOT_VALID}:
        return
    if story.state == State.ANSWERING:
        places = places[: chance.randint(0, len(places))]
    while places:
        several = 2 if len(places) > 1 and chance.random() < 0.12 else 1
        yield _answer(chance, story, places[:several])
        places = places[several:]


def _answer(chance: Random, story: Story, to: Sequence[int]) -> Said:
    told = texts()
    outcome = chance.choices(
        (
            Outcome.DISCLOSED,
            Outcome.NOT_HELD,
            Outcome.WITHHELD,
            Outcome.PARTLY_DISCLOSED,
        ),
        (62, 16, 14, 8),
    )[0]
    text = {
        Outcome.DISCLOSED: chance.choice(told["disclosed"]),
        Outcome.NOT_HELD: told["not_held"],
        Outcome.WITHHELD: told["withheld"],
        Outcome.PARTLY_DISCLOSED: told["partly"],
    }[outcome]
    said = Said(
        to=list(to),
        outcome=outcome,
        text=_fill(chance, text, story.topic, story.received_on.year),
    )
    if outcome in {Outcome.WITHHELD, Outcome.PARTLY_DISCLOSED}:
        provisions = told["provisions"][story.regime]
        likely = (5, 3, 2, 1)[: len(provisions)]
        said.provision = chance.choices(provisions, likely)[0]
    return said
