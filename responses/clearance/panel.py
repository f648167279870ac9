"""The steps of one response's clearance, as its pages show them to a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts import policy
from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.clearance.blocking import blocked_by
from responses.clearance.claims import taken_by
from responses.clearance.own_work import writers_of
from responses.clearance.people import acting_on, decides_for, steps_for
from responses.clearance.rounds import latest_round
from responses.models import Clearance, ClearanceStep


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the round.

    Attributes:
        step: The step.
        people: The people asked, in words.
        missing: Why none of the people can decide, in words; "" unless stuck.
        taken_by: The person reading the response; None if free.
        is_mine: Whether the reader may decide now.
        is_left: Whether the step is still to be decided.
    """

    step: ClearanceStep
    people: str
    missing: str
    taken_by: User | None
    is_mine: bool
    is_left: bool

    @property
    def tone(self) -> str:
        """The name of the row's colour."""
        return "stuck" if self.missing else self.step.state


@dataclass(frozen=True, slots=True)
class StepsPanel:
    """The round of a response, for one reader.

    Attributes:
        clearance: The running round, or the last.
        rows: Its steps, in order.
        blocked: The obstacles, in sentences.
        may_bypass: Whether the reader may bypass steps and name people.
        reader: The reader.
    """

    clearance: Clearance
    rows: Sequence[StepRow]
    blocked: Sequence[str]
    may_bypass: bool
    reader: User

    @property
    def mine(self) -> list[StepRow]:
        """The steps for the reader to decide now."""
        return [row for row in self.rows if row.is_mine]

    @property
    def is_taken_by_me(self) -> bool:
        """Whether the reader has taken a step."""
        return any(row.taken_by == self.reader for row in self.mine)

    @property
    def taken_by_other(self) -> User | None:
        """The other person reading, where every step of the reader is taken."""
        others = [row.taken_by for row in self.mine if row.taken_by != self.reader]
        taken = [each for each in others if each is not None]
        return taken[0] if taken and len(taken) == len(self.mine) else None

    @property
    def may_decide(self) -> bool:
        """Whether the reader may decide now: a step waits, and no other took it."""
        return bool(self.mine) and self.taken_by_other is None

    @property
    def waits_for(self) -> str:
        """The open steps with their people, in words."""
        return " and ".join(
            f"“{row.step}” ({row.people})"
            for row in self.rows
            if row.step.state == ClearanceStep.State.OPEN
        )

    @property
    def is_plain(self) -> bool:
        """Whether any approver clears in a single step, and nothing is to be told."""
        return not self.clearance.route_name and len(self.rows) == 1


def panel_of(
    foi_request: FOIRequest, reader: User, *, on: date, at: datetime
) -> StepsPanel | None:
    """Return the steps of a response in clearance or cleared; None if there are none.

    Later, the steps of the last round are shown if one of them was bypassed.

    Args:
        foi_request: A request visible to the reader.
        reader: The reader.
        on: The London day.
        at: The moment.
    """
    is_current = foi_request.state in {State.CLEARANCE, State.CLEARED}
    if not is_current and not _ended_with_bypass(foi_request):
        return None
    clearance = latest_round(foi_request)
    if clearance is None:
        return None
    steps = list(clearance.steps.all())
    allowed = reader.role_permissions
    is_running = clearance.state == Clearance.State.RUNNING
    mine: list[ClearanceStep] = []
    if is_running and policy.CLEAR_RESPONSE in allowed:
        mine = steps_for(reader, decides_for(reader, on), steps)
    writers = writers_of(foi_request)
    seen_by = (
        set(foi_request.named_people.values_list("pk", flat=True))
        if foi_request.is_restricted
        else None
    )
    acting = acting_on(steps, on, seen_by=seen_by, writers=writers)
    rows = []
    for step in steps:
        is_left = is_running and step.state in {
            ClearanceStep.State.OPEN,
            ClearanceStep.State.WAITING,
        }
        is_stuck = is_left and acting.is_stuck(step)
        rows.append(
            StepRow(
                step=step,
                people=_people(step),
                missing=(acting.missing(step) or "nobody is named") if is_stuck else "",
                taken_by=taken_by(step, at=at) if is_left else None,
                is_mine=step in mine,
                is_left=is_left,
            )
        )
    return StepsPanel(
        clearance=clearance,
        rows=rows,
        blocked=blocked_by(foi_request) if is_running else (),
        may_bypass=policy.BYPASS_CLEARANCE in allowed and is_running,
        reader=reader,
    )


def _ended_with_bypass(foi_request: FOIRequest) -> bool:
    """Whether the last clearance holds, with a step bypassed."""
    if foi_request.state in {State.RECEIVED, State.ANSWERING}:
        return False
    rounds = Clearance.objects.filter(foi_request=foi_request).order_by("-pk")
    skipped = ClearanceStep.objects.filter(
        clearance=rounds.values("pk")[:1],
        clearance__state=Clearance.State.CLEARED,
        state=ClearanceStep.State.SKIPPED,
    )
    return skipped.exists()


def _people(step: ClearanceStep) -> str:
    if step.is_for_anyone:
        return "any approver"
    return " or ".join(str(person) for person in step.people.all()) or "nobody"
