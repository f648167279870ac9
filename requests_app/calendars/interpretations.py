"""Change an authority's interpretations, and the closures of its schools."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from accounts.models import Authority, SchoolClosure, User
from requests_app.calendars.locking import hold_calendars_to_change_them
from requests_app.calendars.recalculating import begin_recalculation
from requests_app.history.administration import changed, record_change
from requests_app.models import InterpretationChange, Recalculation
from requests_app.refusals import Refusal
from statute.deadlines.disputed import (
    InterpretationError,
    plain_interpretations,
    points,
    read_interpretations,
)
from statute.regimes import Regime
from statute.working_days import format_date

# Longer than any school holiday. A longer closure is a typing error.
LONGEST_CLOSURE_DAYS: Final = 92


class InterpretationsNotChanged(Refusal):
    """The interpretations are invalid, unchanged, or were changed by another user."""


class ClosureNotPossible(Refusal):
    """The school closure cannot be recorded or withdrawn."""


@transaction.atomic
def change_interpretations(
    *,
    authority: Authority,
    interpretations: Mapping[str, Any],
    seen: Mapping[str, Any],
    reason: str,
    by: User,
) -> InterpretationChange:
    """Change the interpretations of disputed points, and request a recalculation.

    Args:
        authority: The authority that changes its interpretations.
        interpretations: The interpretation of every point, as plain values; the
            statute's where absent.
        seen: The interpretations shown to the administrator.
        reason: The reason, kept with the change.
        by: The administrator.

    Returns:
        The change; its `recalculation` moves the affected due dates.

    Raises:
        InterpretationsNotChanged: A value is not allowed, nothing would change, or
            another user changed the interpretations since `seen`.
    """
    hold_calendars_to_change_them()
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    try:
        before, after = (
            authority.interpretations,
            plain_interpretations(read_interpretations(interpretations)),
        )
    except InterpretationError as refusal:
        raise InterpretationsNotChanged(str(refusal)) from refusal
    if after == before:
        raise InterpretationsNotChanged(
            "These interpretations are already in use. Nothing was changed."
        )
    if before != plain_interpretations(read_interpretations(seen)):
        raise InterpretationsNotChanged(
            "Another user has changed these interpretations since you opened this "
            f"page: {what_differs(seen, before)}. Your choices are still below. "
            "Check them, then save again."
        )
    authority.interpretations = after
    authority.save(update_fields=["interpretations"])
    recalculation = begin_recalculation(
        cause=Recalculation.Cause.INTERPRETATIONS,
        what=(
            f"{authority} changed how it calculates deadlines: "
            f"{what_differs(before, after)}"
        )[:300],
        reason=reason,
        by=by,
        authority=authority,
    )
    record_change(
        authority=authority,
        by=by,
        subject="How we calculate deadlines",
        what=what_differs(before, after),
        changes={**changed(before, after), "reason": ["", reason]},
    )
    return InterpretationChange.objects.create(
        authority=authority,
        before=before,
        after=after,
        reason=reason,
        by=by,
        recalculation=recalculation,
    )


def what_differs(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return the interpretations that changed, with their new values, in words."""
    return "; ".join(
        f"{point.title}: {point.say(new)}"
        for point in points()
        if (new := after.get(point.field, point.default))
        != before.get(point.field, point.default)
    )


@transaction.atomic
def record_closure(
    *,
    authority: Authority,
    kind: SchoolClosure.Kind,
    name: str,
    first_on: date,
    last_on: date,
    by: User,
) -> Recalculation:
    """Record days without a school session: they are not school days.

    Args:
        authority: The school.
        kind: Whether the school is closed, or only the staff are in.
        name: The name of the days, such as "Christmas holidays".
        first_on: The first day.
        last_on: The last day, included.
        by: The administrator.

    Returns:
        The recalculation of the affected due dates.

    Raises:
        ClosureNotPossible: The authority is not a school, or the days are in the wrong
            order, too many, or recorded already.

    Source: SI 2004/3364 reg 3; SI 2009/1369 reg 2; SI 2010/2768.
    """
    hold_calendars_to_change_them()
    if not authority.is_school:
        raise ClosureNotPossible(
            f"{authority} is not a school, so its time is counted in working days."
        )
    days = (last_on - first_on).days + 1
    if days < 1:
        raise ClosureNotPossible("The last day must not be before the first.")
    if days > LONGEST_CLOSURE_DAYS:
        raise ClosureNotPossible(
            f"That would be {days} days without a session. Check both dates: no more "
            f"than {LONGEST_CLOSURE_DAYS} can be entered at once."
        )
    if authority.closures.filter(
        withdrawn_on=None, first_on__lte=first_on, last_on__gte=last_on
    ).exists():
        raise ClosureNotPossible("These days are entered already.")
    closure = SchoolClosure.objects.create(
        authority=authority,
        kind=kind,
        name=name,
        first_on=first_on,
        last_on=last_on,
        recorded_by=by,
    )
    return _recalculate(
        closure, f"{_days(closure)} became days without a session", by=by
    )


@transaction.atomic
def withdraw_closure(
    *, closure: SchoolClosure, reason: str, by: User, on: date
) -> Recalculation:
    """Withdraw a closure recorded in error. Its days count again.

    Args:
        closure: A closure not yet withdrawn.
        reason: Why the closure is wrong, kept with the closure.
        by: The administrator.
        on: The London day of the withdrawal.

    Returns:
        The recalculation of the affected due dates.

    Raises:
        ClosureNotPossible: The closure has been withdrawn already.
    """
    hold_calendars_to_change_them()
    closure = SchoolClosure.objects.select_for_update().get(pk=closure.pk)
    if closure.withdrawn_on is not None:
        raise ClosureNotPossible("These days have been withdrawn already.")
    closure.withdrawn_by, closure.withdrawn_on = by, on
    closure.withdrawal_reason = reason
    closure.save(update_fields=["withdrawn_by", "withdrawn_on", "withdrawal_reason"])
    return _recalculate(
        closure, f"{_days(closure)} count as school days again", by=by, reason=reason
    )


def _days(closure: SchoolClosure) -> str:
    if closure.first_on == closure.last_on:
        return format_date(closure.first_on)
    return f"{format_date(closure.first_on)} to {format_date(closure.last_on)}"


def _recalculate(
    closure: SchoolClosure, what: str, *, by: User, reason: str = ""
) -> Recalculation:
    record_change(
        authority=closure.authority,
        by=by,
        subject=f"Days without a session: {closure.name}",
        what=what,
        changes={"reason": ["", reason]} if reason else {},
    )
    return begin_recalculation(
        cause=Recalculation.Cause.CLOSURES,
        what=f"{closure.authority}: {what}"[:300],
        reason=reason or closure.name,
        by=by,
        authority=closure.authority,
        regimes=[Regime.FOIA.value],
    )
