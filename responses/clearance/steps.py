"""Take a step of clearance, name people for one, and bypass one."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from requests_app.forms.people import people_who
from requests_app.history.steps import lock, step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.checks.services import check_ready
from responses.clearance.actions import check_response_action
from responses.clearance.blocking import check_not_blocked
from responses.clearance.history import ClearanceHistory
from responses.clearance.own_work import check_not_own_work, writers_of
from responses.clearance.rounds import round_in_clearance
from responses.clearance.services import (
    NoReasonGiven,
    go_on,
    open_steps_for,
    steps_open_to,
)
from responses.clearance.telling import tell_opened
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Clearance, ClearanceStep


class StepNotOpen(Refusal):
    """The step was decided meanwhile, or belongs to an earlier round."""


class MayNotBypass(Refusal):
    """The person may not bypass steps or name people for them."""


class CannotBeNamed(Refusal):
    """The person cannot be named for the step."""

    field = "people"


@transaction.atomic
def claim_response(
    *,
    foi_request: FOIRequest,
    takes_over: bool = False,
    by: User,
    on: date,
    at: datetime,
) -> list[ClearanceStep]:
    """Take the open steps for a person, so no two approvers read the same letter.

    A step is free again after a day, or once given back.

    Args:
        foi_request: A request in the state "in clearance".
        takes_over: Whether to take the steps of another approver.
        by: The approver.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        OwnWork: The approver contributed to the response.
        NotYourStep: No open step waits for the approver.
        StepTaken: Another approver has taken the step.
    """
    locked = lock(foi_request)
    check_response_action(locked, "clear-response")
    check_not_own_work(locked, by)
    if takes_over:
        _, steps = open_steps_for(locked, by=by, on=on, at=at)
    else:
        _, steps = steps_open_to(locked, by=by, on=on, at=at)
    for one in steps:
        one.claimed_by, one.claimed_at = by, at
        one.save(update_fields=["claimed_by", "claimed_at"])
    return steps


@transaction.atomic
def release_response(*, foi_request: FOIRequest, by: User) -> int:
    """Give back the steps taken by a person; return their number.

    Args:
        foi_request: A request in any state.
        by: The approver.
    """
    locked = lock(foi_request)
    mine = ClearanceStep.objects.filter(
        clearance__foi_request=locked,
        clearance__state=Clearance.State.RUNNING,
        claimed_by=by,
    )
    return mine.update(claimed_by=None, claimed_at=None)


@transaction.atomic
def name_for_step(
    *,
    foi_request: FOIRequest,
    clearance_step: int,
    people: Collection[User],
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> ClearanceStep:
    """Name further people for a step, such as a step without people able to decide.

    Args:
        foi_request: A request in the state "in clearance".
        clearance_step: The key of a step still to be decided.
        people: Approvers with sight of the request and no part in the response.
        reason: Why others are named.
        by: A person with the right to bypass steps.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        MayNotBypass: The person may not decide on steps.
        NoReasonGiven: There is no reason.
        StepNotOpen: The step was decided, or belongs to an earlier round.
        CannotBeNamed: A person cannot clear, or nobody new is named.
    """
    _check_may_bypass(by)
    if not reason.strip():
        raise NoReasonGiven("Say why others are named for this step.")
    changes: dict[str, list[Any]] = {}
    with step(
        foi_request,
        kind=ClearanceHistory.STEP_PEOPLE_NAMED,
        by=by,
        on=on,
        note=reason,
        changes=changes,
    ) as locked:
        check_response_action(locked, "clear-response")
        _, found = _undecided(locked, clearance_step, at=at)
        before = list(found.people.all())
        new = [person for person in people if person not in before]
        if not new:
            raise CannotBeNamed("Choose a person who is not named for the step yet.")
        may_be_named = set(nameable(locked))
        for person in new:
            if person not in may_be_named:
                raise CannotBeNamed(
                    f"{person} cannot clear this response: the person is no approver, "
                    "may not see the request, or wrote part of the response."
                )
        found.people.add(*new)
        changes["people_named"] = [
            [str(person) for person in before],
            [str(person) for person in (*before, *new)],
        ]
    if found.state == ClearanceStep.State.OPEN:
        tell_opened(
            locked,
            [found],
            writers=writers_of(locked),
            people=new,
            by=by,
            on=on,
        )
    return found


def nameable(foi_request: FOIRequest) -> Sequence[User]:
    """Return the approvers without a part in the response, to be named for a step."""
    people = people_who(policy.CLEAR_RESPONSE, foi_request)
    if foi_request.is_restricted:
        people = people.filter(named_on=foi_request)
    found: Sequence[User] = people.exclude(pk__in=writers_of(foi_request))
    return found


@transaction.atomic
def bypass_step(
    *,
    foi_request: FOIRequest,
    clearance_step: int,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> FOIRequest:
    """Go on without a step. The reason stands in history, and bypasses are counted.

    After a round without any clearance, the person bypassing answers for the response.

    Args:
        foi_request: A request in the state "in clearance".
        clearance_step: The key of a step still to be decided.
        reason: Why the step is left out.
        by: A person with the right to bypass steps and no part in the response.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        MayNotBypass: The person may not bypass steps.
        NoReasonGiven: There is no reason.
        OwnWork: The person contributed to the response.
        StepNotOpen: The step was decided, or belongs to an earlier round.
        ClearanceBlocked: Something else must come first, such as advice asked for.
        ResponseNotReady: The letter lacks something that the law requires.
    """
    _check_may_bypass(by)
    if not reason.strip():
        raise NoReasonGiven("Say why this step is bypassed.")
    locked = lock(foi_request)
    check_response_action(locked, "clear-response")
    check_not_own_work(locked, by)
    clearance, found = _undecided(locked, clearance_step, at=at)
    check_not_blocked(locked)
    content = compose(locked, on=on)
    check_ready(locked, content)
    found.state, found.by, found.at = ClearanceStep.State.SKIPPED, by, at
    found.reason = reason
    found.save(update_fields=["state", "by", "at", "reason"])
    return go_on(
        locked,
        clearance,
        kind=ClearanceHistory.STEP_BYPASSED,
        note=f"{found.name}: {reason}",
        words_sha256=sha256_of_words(content),
        by=by,
        on=on,
        at=at,
    )


def _check_may_bypass(person: User) -> None:
    if policy.BYPASS_CLEARANCE not in person.role_permissions:
        raise MayNotBypass("Only a manager may do this.")


def _undecided(
    foi_request: FOIRequest, key: int, *, at: datetime
) -> tuple[Clearance, ClearanceStep]:
    clearance = round_in_clearance(foi_request, at=at)
    for one in clearance.steps.all():
        is_left = one.state in {ClearanceStep.State.OPEN, ClearanceStep.State.WAITING}
        if one.pk == key and is_left:
            return clearance, one
    raise StepNotOpen("This step was decided meanwhile. Nothing was changed.")
