"""Record leave and the deputy, change leave, and end leave early."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse

from accounts import policy
from accounts.models import Leave, User
from requests_app.history.administration import changed, record_change
from requests_app.models import Notice
from requests_app.refusals import Refusal
from requests_app.telling.services import tell
from statute.working_days import ONE_DAY, format_date

LONGEST: Final = timedelta(days=731)
# What a deputy must be able to do where the person does it, in words.
_TO_DO: Final = {
    policy.DRAFT_RESPONSE: "answer requests",
    policy.CLEAR_RESPONSE: "clear responses",
    policy.ANSWER_ENQUIRY: "answer questions to a department",
}


class LeaveNotPossible(Refusal):
    """The leave, or its deputy, cannot be as entered."""


def may_record_leave(user: User, person: User) -> bool:
    """Whether a user records leave of a person: their own, or as a manager."""
    if user == person:
        return True
    is_colleague = user.authority_id is not None and (
        user.authority_id == person.authority_id
    )
    return is_colleague and policy.ASSIGN_REQUEST in user.role_permissions


@transaction.atomic
def record_leave(
    *,
    person: User,
    first_on: date,
    last_on: date,
    deputy: User | None,
    by: User,
    on: date,
) -> Leave:
    """Record leave of a person, and the deputy who acts meanwhile.

    Args:
        person: The person who is away.
        first_on: The first London day of the leave.
        last_on: The last London day of the leave.
        deputy: The person who acts meanwhile; None for nobody: the requests then count
            as held by nobody while the leave lasts.
        by: The person themselves, or a manager.
        on: The London day of recording.

    Raises:
        LeaveNotPossible: The user may not record leave of this person, the days cannot
            be right, or the deputy cannot act on all of them.
    """
    leave = Leave(person=person, recorded_by=by)
    _set(leave, first_on, last_on, deputy, by=by, on=on)
    leave.save()
    _keep(leave, "Recorded", {}, by=by)
    _tell(leave, before=None, by=by, on=on)
    return leave


@transaction.atomic
def change_leave(
    *,
    leave: Leave,
    first_on: date,
    last_on: date,
    deputy: User | None,
    by: User,
    on: date,
) -> Leave:
    """Change the days of a leave, or its deputy.

    Args:
        leave: A leave that is not over.
        first_on: The first London day of the leave.
        last_on: The last London day of the leave.
        deputy: The person who acts meanwhile; None for nobody.
        by: The person themselves, or a manager.
        on: The London day of the change.

    Raises:
        LeaveNotPossible: As for `record_leave`, or the leave is over.
    """
    leave = _locked(leave, on)
    before, deputy_before = _facts(leave), leave.deputy
    _set(leave, first_on, last_on, deputy, by=by, on=on)
    if _facts(leave) == before:
        return leave
    leave.save(update_fields=["first_on", "last_on", "deputy"])
    _keep(leave, "Changed", before, by=by)
    _tell(leave, before=deputy_before, by=by, on=on)
    return leave


@transaction.atomic
def end_leave(*, leave: Leave, by: User, on: date) -> Leave:
    """End a leave: the person is back today. A leave not yet begun is withdrawn.

    Raises:
        LeaveNotPossible: The user may not end the leave, or the leave is over.
    """
    leave = _locked(leave, on)
    _check_by(by, leave.person)
    before = _facts(leave)
    if leave.first_on < on:
        leave.last_on = on - ONE_DAY
        leave.save(update_fields=["last_on"])
        _keep(leave, "Ended early", before, by=by)
    else:
        leave.withdrawn_by, leave.withdrawn_on = by, on
        leave.save(update_fields=["withdrawn_by", "withdrawn_on"])
        _keep(leave, "Withdrawn", before, by=by)
    words = f"The leave of {leave.person} has ended: you no longer act as deputy."
    _tell_people(leave, _people(leave.deputy), words, by=by, on=on)
    return leave


def _locked(leave: Leave, on: date) -> Leave:
    locked = Leave.objects.select_for_update().get(pk=leave.pk)
    if locked.withdrawn_on is not None or locked.last_on < on:
        raise LeaveNotPossible("This leave is over. Nothing was changed.")
    return locked


def _set(
    leave: Leave,
    first_on: date,
    last_on: date,
    deputy: User | None,
    *,
    by: User,
    on: date,
) -> None:
    _check_by(by, leave.person)
    if last_on < first_on:
        raise LeaveNotPossible("The last day is before the first day.", "last_on")
    if last_on < on:
        raise LeaveNotPossible(
            f"{format_date(last_on)} has passed. Enter today or a later day.", "last_on"
        )
    if last_on - first_on > LONGEST:
        raise LeaveNotPossible("Enter leave of at most two years.", "last_on")
    # Leave of one person, or with one deputy, is recorded in turn.
    keys = [each.pk for each in (leave.person, deputy) if each is not None]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    others = Leave.objects.overlapping(first_on, last_on).exclude(pk=leave.pk)
    if other := others.filter(person=leave.person).first():
        raise LeaveNotPossible(
            f"{leave.person} has leave from {format_date(other.first_on)} to "
            f"{format_date(other.last_on)} already. Change that leave instead.",
            "first_on",
        )
    if deputy is not None:
        for problem in _problems_of(deputy, leave.person):
            raise LeaveNotPossible(problem, "deputy")
        if away := others.filter(person=deputy).first():
            raise LeaveNotPossible(
                f"{deputy} is on leave from {format_date(away.first_on)} to "
                f"{format_date(away.last_on)}. Choose another deputy.",
                "deputy",
            )
    leave.first_on, leave.last_on, leave.deputy = first_on, last_on, deputy


def _check_by(by: User, person: User) -> None:
    if not may_record_leave(by, person):
        raise LeaveNotPossible(
            f"Only {person} or a manager of the same authority can do this."
        )


def _problems_of(deputy: User, person: User) -> Iterator[str]:
    """Yield why a deputy could not act for a person on any day."""
    if deputy == person:
        yield "Choose another person as deputy."
    if deputy.authority_id != person.authority_id or not deputy.is_active:
        yield f"{deputy} does not work for this authority."
    for permission, words in _TO_DO.items():
        if (
            permission in person.role_permissions
            and permission not in deputy.role_permissions
        ):
            yield (
                f"{deputy} has no role that allows {deputy} to {words}, as {person} "
                "does. Choose another deputy."
            )
    answers = policy.ANSWER_ENQUIRY in person.role_permissions
    if answers and deputy.department_id != person.department_id:
        yield f"{deputy} answers for another department. Choose another deputy."


def _facts(leave: Leave) -> dict[str, str]:
    return {
        "First day": format_date(leave.first_on),
        "Last day": format_date(leave.last_on),
        "Deputy": str(leave.deputy or ""),
    }


def _keep(leave: Leave, what: str, before: dict[str, str], *, by: User) -> None:
    record_change(
        authority=leave.person.authority,
        by=by,
        subject=f"Leave of {leave.person}",
        what=what,
        changes=changed(before, _facts(leave)),
    )


def _tell(leave: Leave, *, before: User | None, by: User, on: date) -> None:
    days = f"from {format_date(leave.first_on)} to {format_date(leave.last_on)}"
    words = f"You act as deputy for {leave.person} {days}."
    _tell_people(leave, _people(leave.deputy), words, by=by, on=on)
    if before is not None and before != leave.deputy:
        words = f"You no longer act as deputy for {leave.person}."
        _tell_people(leave, [before], words, by=by, on=on)
    words = f"{by} recorded leave for you {days}."
    _tell_people(leave, [leave.person], words, by=by, on=on)


def _people(person: User | None) -> list[User]:
    return [] if person is None else [person]


def _tell_people(
    leave: Leave, people: list[User], words: str, *, by: User, on: date
) -> None:
    facts = "-".join((str(leave.first_on), str(leave.last_on), str(leave.deputy_id)))
    state = "withdrawn" if leave.withdrawn_on else facts
    tell(
        people=people,
        kind=Notice.Kind.LEAVE,
        words=words,
        url=reverse("leave"),
        key=f"leave-{leave.pk}-{state}",
        by=by,
        on=on,
    )
