"""How an authority reads the disputed points of time, and when its schools are shut."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from accounts.models import Authority, SchoolClosure, User
from requests_app.calendars.locking import hold_calendars_to_change_them
from requests_app.calendars.recalculating import begin_recalculation
from requests_app.models import FOIRequest, InterpretationChange, Recalculation
from requests_app.refusals import Refusal
from statute.deadlines.disputed import (
    InterpretationError,
    plain_interpretations,
    points,
    read_interpretations,
)
from statute.working_days import format_date

# Longer than any holiday between two terms: a longer one is a slip of the pen.
LONGEST_CLOSURE_DAYS: Final = 92


class InterpretationsNotChanged(Refusal):
    """Readings cannot be changed so, are so already, or are others by now."""


class ClosureNotPossible(Refusal):
    """Days were to be entered as without a session, or withdrawn, that cannot be."""


@transaction.atomic
def change_interpretations(
    *,
    authority: Authority,
    interpretations: Mapping[str, Any],
    seen: Mapping[str, Any],
    reason: str,
    by: User,
) -> InterpretationChange:
    """Settle disputed points of time otherwise, and work out the dates afresh.

    Args:
        authority: Whose points they are.
        interpretations: How every point is to be read, as plain values; the statute's
            where it is silent.
        seen: How they were read when the administrator looked.
        reason: Why, kept with the change.
        by: The administrator.

    Returns:
        The change; its `recalculation` moves the due dates concerned.

    Raises:
        InterpretationsNotChanged: A point cannot be settled so, the points are read so
            already, or somebody else changed them since.
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
            "The points are read so already, so nothing was changed."
        )
    if before != plain_interpretations(read_interpretations(seen)):
        raise InterpretationsNotChanged(
            "Somebody else has changed these points since you opened this page: "
            f"{what_differs(seen, before)}. What you chose is still below. Check it, "
            "and save again if it is right."
        )
    authority.interpretations = after
    authority.save(update_fields=["interpretations"])
    recalculation = begin_recalculation(
        cause=Recalculation.Cause.INTERPRETATIONS,
        what=f"{authority} reads the law otherwise: {what_differs(before, after)}"[
            :300
        ],
        reason=reason,
        by=by,
        authority=authority,
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
    """Say which points are settled otherwise, and how."""
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
    """Enter days on which a school has no session: they are not school days.

    Args:
        authority: The school.
        kind: Whether it is shut, or only its staff are in.
        name: What the days are called: "Christmas holidays".
        first_on: The first day.
        last_on: The last day, included.
        by: The administrator.

    Returns:
        The recalculation that moves the due dates concerned.

    Raises:
        ClosureNotPossible: It is no school, or the days are in the wrong order, too
            many, or entered already.

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
    """Take back days that were entered in error; they count again.

    Args:
        closure: Days still entered.
        reason: Why they are wrong, kept with them.
        by: The administrator.
        on: The London day on which they are withdrawn.

    Returns:
        The recalculation that moves the due dates concerned.

    Raises:
        ClosureNotPossible: They have been withdrawn already.
    """
    hold_calendars_to_change_them()
    closure = SchoolClosure.objects.select_for_update().get(pk=closure.pk)
    if closure.withdrawn_on is not None:
        raise ClosureNotPossible("These days have been withdrawn already.")
    closure.withdrawn_by, closure.withdrawn_on = by, on
    closure.withdrawal_reason = reason
    closure.save(update_fields=["withdrawn_by", "withdrawn_on", "withdrawal_reason"])
    return _recalculate(closure, f"{_days(closure)} count again", by=by, reason=reason)


def _days(closure: SchoolClosure) -> str:
    if closure.first_on == closure.last_on:
        return format_date(closure.first_on)
    return f"{format_date(closure.first_on)} to {format_date(closure.last_on)}"


def _recalculate(
    closure: SchoolClosure, what: str, *, by: User, reason: str = ""
) -> Recalculation:
    return begin_recalculation(
        cause=Recalculation.Cause.CLOSURES,
        what=f"{closure.authority}: {what}"[:300],
        reason=reason or closure.name,
        by=by,
        authority=closure.authority,
        regimes=[FOIRequest.Regimes.FOIA.value],
    )
