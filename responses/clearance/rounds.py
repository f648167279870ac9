"""Begin a round of clearance, open its steps in order, and end it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from requests_app.models import FOIRequest
from responses.clearance.choosing import Choice, PlannedStep
from responses.models import Clearance, ClearanceStep

_DECIDED_BY = ("by", "claimed_by", "carried_from__by")


def running_round(foi_request: FOIRequest) -> Clearance | None:
    """Return the round of a response in clearance, with its steps and people."""
    return _read(foi_request).filter(state=Clearance.State.RUNNING).first()


def latest_round(foi_request: FOIRequest) -> Clearance | None:
    """Return the last round of a request, running or ended."""
    return _read(foi_request).order_by("-pk").first()


def steps_with_people() -> Prefetch:
    """Return what reads the steps of rounds with everybody named, in order."""
    steps = ClearanceStep.objects.select_related(*_DECIDED_BY)
    return Prefetch("steps", steps.prefetch_related("people", "deputies"))


def _read(foi_request: FOIRequest) -> QuerySet[Clearance, Clearance]:
    rounds = Clearance.objects.filter(foi_request=foi_request)
    return rounds.select_related("chosen_by").prefetch_related(steps_with_people())


def round_in_clearance(foi_request: FOIRequest, *, at: datetime | None) -> Clearance:
    """Return the running round; begin the plain one where a response has none."""
    running = running_round(foi_request)
    if running is not None:
        return running
    open_next(begin_round(foi_request, Choice(), at=at), at=at)
    return round_in_clearance(foi_request, at=at)


def begin_round(
    foi_request: FOIRequest,
    choice: Choice,
    *,
    at: datetime | None,
    chosen_by: User | None = None,
    reason: str = "",
    left_out: Iterable[PlannedStep] = (),
) -> Clearance:
    """Begin a round with the steps of a route; call it under the request's lock.

    Args:
        foi_request: The request.
        choice: The route.
        at: The moment.
        chosen_by: The person choosing another route; None if the rules chose.
        reason: Why.
        left_out: Steps of the rules bypassed by the person.
    """
    end_round(foi_request, Clearance.State.RECALLED, at=at)
    clearance = Clearance.objects.create(
        foi_request=foi_request,
        route_name=choice.name[:300],
        why="\n".join(choice.why),
        chosen_by=chosen_by,
        reason=reason,
        started_at=at or Now(),
    )
    clearance.routes.set(choice.routes)
    for step in choice.steps:
        _add(clearance, step)
    for step in left_out:
        _add(
            clearance,
            step,
            state=ClearanceStep.State.SKIPPED,
            by=chosen_by,
            at=at,
            reason=reason,
        )
    return clearance


def _add(clearance: Clearance, step: PlannedStep, **decided: object) -> None:
    row = ClearanceStep.objects.create(
        clearance=clearance,
        order=step.order,
        name=step.name,
        is_for_anyone=step.is_for_anyone,
        left_out=step.left_out,
        **decided,
    )
    row.people.set(step.people)
    row.deputies.set(step.deputies)


def carry_clearances(
    clearance: Clearance,
    before: Clearance,
    *,
    words_sha256: str,
    not_by: Iterable[int],
) -> list[ClearanceStep]:
    """Let clearances of a returned round stand for the same words.

    Args:
        clearance: The new round.
        before: The round ended by a return.
        words_sha256: `letters.sha256_of_words` of the letter as it stands.
        not_by: People having written meanwhile: their clearances do not count.

    Returns:
        The steps without need of a second reading; none, if no step would be left.
    """
    kept = {
        (step.name, step.is_for_anyone): step
        for step in before.steps.all()
        if step.state == ClearanceStep.State.CLEARED
        and step.words_sha256 == words_sha256
        and step.by_id not in set(not_by)
    }
    undecided = list(clearance.steps.filter(state=ClearanceStep.State.WAITING))
    same = [step for step in undecided if (step.name, step.is_for_anyone) in kept]
    if len(same) == len(undecided):
        return []
    for step in same:
        old = kept[step.name, step.is_for_anyone]
        step.state, step.by, step.at = ClearanceStep.State.CLEARED, old.by, old.at
        step.words_sha256, step.carried_from = words_sha256, old
        step.save(update_fields=["state", "by", "at", "words_sha256", "carried_from"])
    return same


def open_next(clearance: Clearance, *, at: datetime | None) -> list[ClearanceStep]:
    """Open the steps next in order, and return them."""
    states = [ClearanceStep.State.OPEN, ClearanceStep.State.WAITING]
    left = list(clearance.steps.filter(state__in=states))
    first = min((step.order for step in left), default=0)
    opened = [
        step
        for step in left
        if step.order == first and step.state == ClearanceStep.State.WAITING
    ]
    for step in opened:
        step.state = ClearanceStep.State.OPEN
        step.opened_at = at or Now()
        step.save(update_fields=["state", "opened_at"])
    return opened


def is_finished(clearance: Clearance) -> bool:
    """Whether every step is cleared or bypassed."""
    done = [ClearanceStep.State.CLEARED, ClearanceStep.State.SKIPPED]
    return not clearance.steps.exclude(state__in=done).exists()


def end_round(
    foi_request: FOIRequest, state: Clearance.State, *, at: datetime | None
) -> None:
    """End the running round of a request, if there is one."""
    running = Clearance.objects.filter(
        foi_request=foi_request, state=Clearance.State.RUNNING
    )
    running.update(state=state, ended_at=at or Now())
