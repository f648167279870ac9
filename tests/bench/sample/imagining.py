"""Make up requests: the requester, the questions, the dates and the outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from requests_app.calendars.working_days import calendar_for
from requests_app.workflow import State
from statute.deadlines import Clock, Event, EventName, due_date
from statute.deadlines.clock import EXTENSIONS, fee_events
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
    # The due date without an extension.
    original_due_on: date | None = None
    closed_on: date | None = None
    # The day of the letter, and the day on which the letter was given.
    issued_on: date | None = None
    answered_on: date | None = None
    reopened_on: date | None = None
    is_restricted: bool = False
    late_reason: str = ""
    # The request under review.
    reviewed: "Story | None" = None
    decision: str = ""

    @property
    def extension(self) -> Event | None:
        """The notice by which the time was extended."""
        kinds = EXTENSIONS.values()
        return next((event for event in self.events if event.name in kinds), None)

    @property
    def is_handled(self) -> bool:
        """Whether the request was registered, or is a review."""
        return self.state not in {State.RECEIVED, State.NOT_VALID}

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


def day_of_receipt(chance: Random, *, today: date, back: int) -> date:
    """Return a day of receipt so many days back, seldom on a weekend."""
    day = today - timedelta(days=back)
    if day.weekday() > 4 and chance.random() < 0.8:
        day -= timedelta(days=day.weekday() - 4)
    return day


def days_back(chance: Random) -> int:
    """Return how long ago an open request came: thirty days, except for a few late."""
    return chance.randint(30, 110) if chance.random() < 0.06 else chance.randint(0, 30)


def imagine(
    chance: Random,
    *,
    received_on: date,
    today: date,
    is_open: bool,
    is_scottish: bool,
    kind: str,
) -> Story:
    """Make up a request of an authority, with its history up to today.

    An answered request may be open again. All others are as open as asked for.
    """
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
        is_restricted=chance.random() < 0.01,
    )
    story.asked = list(_questions(chance, topic, today.year))
    _go_on(chance, story, today=today, is_open=is_open, kind=kind)
    story.said = list(_answers(chance, story))
    return story


def imagine_review(
    chance: Random, story: Story, *, today: date, is_open: bool, kind: str
) -> Story | None:
    """Make up the review of an answered request; None where there is no time for it."""
    given_on = story.answered_on
    if given_on is None or story.state != State.ANSWERED:
        return None
    asked_on = given_on + timedelta(days=chance.randint(3, 38))
    calendar = calendar_for(story.regime)
    clock = Clock(story.regime, asked_on, kind, is_review=True)
    due_on = due_date(clock, calendar)
    if due_on is None or asked_on > today or (due_on > today) != is_open:
        return None
    review = Story(
        regime=story.regime,
        received_on=asked_on,
        subject=story.subject,
        preamble="I am not satisfied with your answer. Please review it.",
        closing="",
        requester=story.requester,
        organisation=story.organisation,
        topic=story.topic,
        is_restricted=story.is_restricted,
        asked=[replace(each, under=None) for each in story.asked[:2]],
        due_on=due_on,
        original_due_on=due_on,
        reviewed=story,
        decision=chance.choices(
            ("upheld", "partly_upheld", "overturned"), (70, 18, 12)
        )[0],
    )
    if not is_open:
        review.state = State.ANSWERED
        review.closed_on = _day_of_answer(chance, review, calendar)
        review.issued_on = review.answered_on = review.closed_on
        if review.closed_on > today:
            return None
        review.said = list(_answers(chance, review))
    return review


def _regime(topic: Mapping[str, Any], *, is_scottish: bool) -> Regime:
    if topic.get("is_environmental"):
        return Regime.EISR if is_scottish else Regime.EIR
    return Regime.FOISA if is_scottish else Regime.FOIA


def _questions(chance: Random, topic: Mapping[str, Any], year: int) -> Iterator[Asked]:
    place = 0
    for number in range(1, chance.choice((1, 1, 2, 2, 3, 3, 4, 4, 5)) + 1):
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
    is_old = (today - story.received_on).days > 60
    if is_open:
        story.state = chance.choices(
            (
                State.RECEIVED,
                State.ANSWERING,
                State.AWAITING_CLARIFICATION,
                State.AWAITING_FEE,
                State.CLEARANCE,
                State.ISSUED,
                State.ANSWERED,
            ),
            (10, 65, 8, 1, 16, 0, 0) if not is_old else (1, 40, 0, 0, 20, 15, 24),
        )[0]
    else:
        story.state = chance.choices(
            (State.ANSWERED, State.LAPSED, State.WITHDRAWN, State.NOT_VALID),
            (90, 5, 4, 1),
        )[0]
    calendar = calendar_for(story.regime)
    story.events = list(_events(chance, story, calendar, today))
    clock = Clock(story.regime, story.received_on, kind, tuple(story.events))
    story.original_due_on = story.due_on = due_date(clock, calendar)
    _extend(chance, story, clock, calendar, today=today)
    if story.state == State.ANSWERED:
        story.issued_on = min(_day_of_answer(chance, story, calendar), today)
        story.answered_on = story.issued_on
        if is_open:
            story.state = State.ANSWERING
            story.reopened_on = min(story.issued_on + timedelta(days=9), today)
        else:
            story.closed_on = story.answered_on
    elif story.state == State.ISSUED:
        story.issued_on = today - timedelta(days=chance.randint(0, 3))
    elif not is_open:
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


def _extend(
    chance: Random,
    story: Story,
    clock: Clock,
    calendar: WorkingCalendar,
    *,
    today: date,
) -> None:
    """Extend the time of some, by a notice three working days before the due date."""
    likely = {Regime.FOIA: 0.04, Regime.EIR: 0.1}.get(story.regime, 0)
    if story.due_on is None or not story.is_handled or chance.random() >= likely:
        return
    on = calendar.add(story.due_on, -3)
    if on > today or any(event.on and event.on >= on for event in story.events):
        return
    is_fixed = story.regime == Regime.EIR
    until = None if is_fixed else calendar.add(story.due_on, 20)
    value = "yes" if is_fixed else None
    story.events.append(Event(EXTENSIONS[story.regime], on, until=until, value=value))
    clock = replace(clock, events=tuple(story.events))
    story.due_on = due_date(clock, calendar)


def _last_event(story: Story) -> date:
    return max(
        (event.on for event in story.events if event.on), default=story.received_on
    )


def _closing(chance: Random, story: Story, calendar: WorkingCalendar) -> date:
    """Return the day of closing without an answer."""
    if story.due_on is None:  # The request was never clarified.
        return _last_event(story) + timedelta(days=62)
    return calendar.add(_last_event(story), 1) + timedelta(days=chance.randint(0, 9))


def _day_of_answer(chance: Random, story: Story, calendar: WorkingCalendar) -> date:
    """Return the day of the answer: mostly in time, and in the last days."""
    first = calendar.add(_last_event(story), 1)
    due_on = story.due_on or first
    if chance.random() < 0.11:
        story.late_reason = chance.choice(("search", "department", "workload"))
        return calendar.add(due_on, chance.randint(1, 45))
    back = min(int(chance.expovariate(1 / 4)), max((due_on - first).days, 0))
    return max(due_on - timedelta(days=back), first)


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
    if story.state == State.ANSWERING and story.answered_on is None:
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
