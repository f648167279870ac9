"""Read the responses waiting for clearance."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import policy
from accounts.acting import absent_through
from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import State
from responses.clearance.claims import taken_by
from responses.clearance.people import Acting, acting_on_each, decides_for, steps_for
from responses.clearance.rounds import steps_with_people
from responses.models import Clearance, ClearanceStep

_RUNNING = Q(clearance__state=Clearance.State.RUNNING)


def in_clearance(visible: FOIRequestQuerySet) -> FOIRequestQuerySet:
    """Return the requests in clearance, the soonest due first."""
    # Open by their state alone; said so, because open requests have an index.
    waiting = visible.open().filter(state=State.CLEARANCE)
    return waiting.select_related("response_draft__submitted_by").order_by(
        "due_on", "pk"
    )


def to_clear(
    visible: FOIRequestQuerySet, user: User, *, on: date
) -> FOIRequestQuerySet:
    """Return the requests with a step open to a person, or to a colleague on leave.

    Args:
        visible: The requests that the person may see.
        user: The approver.
        on: The London day.
    """
    return in_clearance(visible).filter(_waits_for(user, decides_for(user, on)))


def waits_today_for(user: User) -> Q:
    """Return the condition for a response in clearance to wait for a person today.

    The condition needs no query of its own.
    """
    return _waits_for(user, [user.pk]) | _has_step(
        Q(people__in=absent_through(user)) | Q(deputies__in=absent_through(user))
    )


def _waits_for(user: User, keys: Collection[int]) -> Q:
    rounds = Clearance.objects.filter(
        foi_request=OuterRef("pk"), state=Clearance.State.RUNNING
    )
    cleared = ClearanceStep.objects.filter(
        clearance=OuterRef("clearance"), state=ClearanceStep.State.CLEARED, by=user
    )
    named = Q(people__in=keys) | Q(deputies__in=keys)
    mine = named | (Q(is_for_anyone=True) & Q(~Exists(cleared)))
    return Q(~Exists(rounds)) | _has_step(mine)


def _has_step(condition: Q) -> Q:
    steps = ClearanceStep.objects.filter(
        _RUNNING,
        clearance__foi_request=OuterRef("pk"),
        state=ClearanceStep.State.OPEN,
    )
    return Q(Exists(steps.filter(condition)))


@dataclass(frozen=True, slots=True)
class OpenStep:
    """An open step, for a row of the queue.

    Attributes:
        step: The step.
        is_mine: Whether the reader may decide.
        is_stuck: Whether none of the people can decide.
        missing: Why not, in words; "" unless stuck.
        taken_by: The person reading the response; None if free.
        is_taken_by_me: Whether the reader has taken the step.
    """

    step: ClearanceStep
    is_mine: bool
    is_stuck: bool
    missing: str
    taken_by: User | None
    is_taken_by_me: bool


@dataclass(frozen=True, slots=True)
class InClearance:
    """A response in clearance, as the queue shows it.

    Attributes:
        foi_request: The request.
        route: The name of the route; "" where any approver clears.
        open_steps: The steps open now.
        since: The moment of opening; None if not known.
        days: The number of days since.
    """

    foi_request: FOIRequest
    route: str
    open_steps: Sequence[OpenStep]
    since: datetime | None
    days: int

    @property
    def is_stuck(self) -> bool:
        """Whether an open step has no person able to decide."""
        return any(one.is_stuck for one in self.open_steps)

    @property
    def mine(self) -> list[OpenStep]:
        """The open steps for the reader to decide."""
        return [one for one in self.open_steps if one.is_mine]


def queue_of(
    foi_requests: Sequence[FOIRequest], user: User, *, on: date, at: datetime
) -> list[InClearance]:
    """Return responses in clearance with their open steps, in a few queries.

    Args:
        foi_requests: Requests from `in_clearance` or `to_clear`.
        user: The reader.
        on: The London day.
        at: The moment.
    """
    rounds = {
        each.foi_request_id: each
        for each in Clearance.objects.filter(
            foi_request__in=[one.pk for one in foi_requests],
            state=Clearance.State.RUNNING,
        ).prefetch_related(steps_with_people())
    }
    keys = decides_for(user, on)
    opened = [
        step
        for each in rounds.values()
        for step in each.steps.all()
        if step.state == ClearanceStep.State.OPEN
    ]
    acting = acting_on_each(opened, on)
    return [
        _row(one, rounds.get(one.pk), user, keys, acting, on=on, at=at)
        for one in foi_requests
    ]


def _row(
    foi_request: FOIRequest,
    clearance: Clearance | None,
    user: User,
    keys: Collection[int],
    acting: Mapping[int, Acting],
    *,
    on: date,
    at: datetime,
) -> InClearance:
    clears = policy.CLEAR_RESPONSE in user.role_permissions
    steps = () if clearance is None else tuple(clearance.steps.all())
    mine = steps_for(user, keys, steps) if clears else []
    opened = [
        OpenStep(
            step,
            is_mine=step in mine,
            is_stuck=(stuck := acting[step.clearance_id].is_stuck(step)),
            missing=acting[step.clearance_id].missing(step) if stuck else "",
            taken_by=(taken := taken_by(step, at=at)),
            is_taken_by_me=taken == user,
        )
        for step in steps
        if step.state == ClearanceStep.State.OPEN
    ]
    since = min(
        (one.step.opened_at for one in opened if one.step.opened_at), default=None
    )
    if since is None:
        draft = getattr(foi_request, "response_draft", None)
        since = draft.submitted_at if draft else None
    days = (on - timezone.localtime(since).date()).days if since else 0
    return InClearance(
        foi_request,
        clearance.route_name if clearance else "",
        opened,
        since,
        max(days, 0),
    )


def stuck_steps(
    foi_requests: FOIRequestQuerySet, *, on: date
) -> list[tuple[ClearanceStep, str]]:
    """Return the open steps without a person able to decide, and why, the oldest first.

    Args:
        foi_requests: The requests to look through.
        on: The London day.
    """
    found = ClearanceStep.objects.filter(
        _RUNNING,
        state=ClearanceStep.State.OPEN,
        is_for_anyone=False,
        clearance__foi_request__in=foi_requests.open().filter(state=State.CLEARANCE),
    ).select_related("clearance__foi_request")
    read = found.prefetch_related("people", "deputies")
    steps = list(read.order_by("opened_at", "pk"))
    acting = acting_on_each(steps, on)
    return [
        (step, acting[step.clearance_id].missing(step) or "no person is named")
        for step in steps
        if acting[step.clearance_id].is_stuck(step)
    ]
