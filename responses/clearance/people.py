"""The people able to decide a step of clearance on a day, and the people left out.

The people named may decide, the step's deputies, and the deputy of a person on leave.
Each must be an approver in their own right.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from accounts.acting import deputising_for, people_on_leave
from accounts.models import Leave, User
from requests_app.models import FOIRequest
from responses.clearance.choosing import may_clear, why_not
from responses.clearance.own_work import writers_in
from responses.models import ClearanceStep
from statute.working_days import format_date


@dataclass(frozen=True, slots=True)
class Acting:
    """The people acting on a day for some steps.

    Attributes:
        leaves: The leave of each person who is away, by their key.
        seen_by: The people who may see the request; None if every approver may.
        writers: The people who wrote part of the response.
        deputies_away: The deputies who are on leave themselves. They act for none,
            and neither do their own deputies.
    """

    leaves: Mapping[int, Leave]
    seen_by: Collection[int] | None = None
    writers: Collection[int] = frozenset()
    deputies_away: Collection[int] = frozenset()

    def acting(self, step: ClearanceStep) -> list[User]:
        """Return the people present for the step, else the deputies present."""
        return self._present(step.people.all()) or self._present(step.deputies.all())

    def is_stuck(self, step: ClearanceStep) -> bool:
        """Whether the step has no person able to decide."""
        is_undecided = step.state in {"open", "waiting"}
        return is_undecided and not step.is_for_anyone and not self.acting(step)

    def missing(self, step: ClearanceStep) -> str:
        """Say why none of the people of a step can decide."""
        said = [
            f"{person} {self._reason(person)}"
            for person in (*step.people.all(), *step.deputies.all())
            if not self._present([person])
        ]
        return ", ".join(filter(None, (*said, step.left_out)))

    def _present(self, people: Iterable[User]) -> list[User]:
        found: dict[int, User] = {}
        for person in people:
            stands_in = self._who_acts_for(person)
            if stands_in is not None and self._may(stands_in, person):
                found[stands_in.pk] = stands_in
        return list(found.values())

    def _who_acts_for(self, person: User) -> User | None:
        if not may_clear(person):
            return None
        leave = self.leaves.get(person.pk)
        if leave is None:
            return person
        return None if leave.deputy_id in self.deputies_away else leave.deputy

    def _may(self, acting: User, person: User) -> bool:
        is_shown = self.seen_by is None or bool(
            {acting.pk, person.pk} & set(self.seen_by)
        )
        return may_clear(acting) and is_shown and acting.pk not in self.writers

    def _reason(self, person: User) -> str:
        if not may_clear(person):
            return why_not(person)
        if person.pk in self.writers:
            return "wrote part of the response"
        if self.seen_by is not None and person.pk not in self.seen_by:
            return "may not see this request"
        leave = self.leaves.get(person.pk)
        if leave is None:
            return "cannot clear"
        away = f"is away until {format_date(leave.last_on)}"
        deputy = leave.deputy
        if deputy is None:
            return f"{away} without a deputy"
        if deputy.pk in self.deputies_away:
            return f"{away}, and the deputy {deputy} is away too"
        if not may_clear(deputy):
            return f"{away}, and the deputy {deputy} {why_not(deputy)}"
        if deputy.pk in self.writers:
            return f"{away}, and the deputy {deputy} wrote part of the response"
        return f"{away}, and the deputy {deputy} may not see this request"


def acting_on(
    steps: Iterable[ClearanceStep],
    on: date,
    *,
    seen_by: Collection[int] | None = None,
    writers: Collection[int] = frozenset(),
) -> Acting:
    """Return the people acting on a day, with two queries at most for all steps.

    Args:
        steps: Steps with their people and deputies.
        on: The London day.
        seen_by: The people who may see the request; None if every approver may.
        writers: The people who wrote part of the response.
    """
    people = {
        person.pk
        for step in steps
        for person in (*step.people.all(), *step.deputies.all())
    }
    leaves = people_on_leave(people, on) if people else {}
    deputies = {leave.deputy_id for leave in leaves.values() if leave.deputy_id}
    away = people_on_leave(deputies, on) if deputies else {}
    return Acting(leaves, seen_by, writers, frozenset(away))


def acting_on_each(steps: Collection[ClearanceStep], on: date) -> dict[int, Acting]:
    """Return the people acting on a day for each round, in four queries at most.

    Args:
        steps: Steps of any rounds, with their people and deputies.
        on: The London day.

    Returns:
        By the key of the round.
    """
    foi_requests = {step.clearance.foi_request_id for step in steps}
    writers = writers_in(foi_requests) if steps else {}
    restricted = FOIRequest.objects.filter(pk__in=foi_requests, is_restricted=True)
    seen_by: dict[int, set[int]] = {}
    for foi_request, person in restricted.values_list("pk", "named_people"):
        seen_by.setdefault(foi_request, set()).add(person)
    plain = acting_on(steps, on)
    return {
        step.clearance_id: replace(
            plain,
            seen_by=seen_by.get(step.clearance.foi_request_id),
            writers=writers.get(step.clearance.foi_request_id, frozenset()),
        )
        for step in steps
    }


def decides_for(person: User, on: date) -> frozenset[int]:
    """Return the keys of a person and of everybody they stand in for."""
    return frozenset({person.pk, *(each.pk for each in deputising_for(person, on))})


def steps_for(
    person: User, keys: Collection[int], steps: Iterable[ClearanceStep]
) -> list[ClearanceStep]:
    """Return the open steps of a round for a person to decide.

    A person decides no step for any approver after clearing another of the round.

    Args:
        person: The person.
        keys: The keys from `decides_for`.
        steps: Every step of the round, with its people and deputies.
    """
    steps = list(steps)
    has_cleared = any(
        step.state == ClearanceStep.State.CLEARED and step.by_id == person.pk
        for step in steps
    )
    return [
        step
        for step in steps
        if step.state == ClearanceStep.State.OPEN
        and (not has_cleared if step.is_for_anyone else _is_named(step, keys))
    ]


def _is_named(step: ClearanceStep, keys: Collection[int]) -> bool:
    named = (*step.people.all(), *step.deputies.all())
    return any(person.pk in keys for person in named)
