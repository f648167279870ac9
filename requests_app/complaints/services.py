"""Record a complaint to the regulator, and what becomes of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import models, transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.complaints.history import ComplaintsHistory
from requests_app.complaints.queries import provisions_of
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import Complaint, FOIRequest
from requests_app.models.complaints import FACTS
from requests_app.refusals import Refusal
from statute.working_days import format_date

_TITLES: Final[Mapping[str, str]] = {
    "case_number": "Case number",
    "received_on": "Complaint received",
    "next_step": "Next step",
    "step_due_on": "Next step due",
    "outcome": "Outcome at the regulator",
    "decided_on": "Decided by the regulator",
    "notice_number": "Decision notice",
    "fates": "Provisions",
    "appealed_on": "Appealed",
    "appellant": "Who appealed",
    "tribunal_number": "Tribunal case number",
    "tribunal_decided_on": "Decided by the tribunal",
    "tribunal_outcome": "Outcome at the tribunal",
}
# These follow one another: a new step corrects none.
_STEPS: Final = frozenset({"next_step", "step_due_on"})
# The facts that are chosen from a list.
_CHOICES: Final[Mapping[str, type[models.TextChoices]]] = {
    "next_step": Complaint.Step,
    "outcome": Complaint.Outcome,
    "appellant": Complaint.Appellant,
    "tribunal_outcome": Complaint.TribunalOutcome,
}


class ComplaintNotPossible(Refusal):
    """A fact of a complaint is not possible; names it."""


class ComplaintChanged(Refusal):
    """Another user changed the complaint meanwhile."""


@transaction.atomic
def record_complaint(
    *,
    foi_request: FOIRequest,
    case_number: str,
    received_on: date,
    next_step: str = "",
    step_due_on: date | None = None,
    by: User,
    on: date,
) -> Complaint:
    """Record that the requester complained to the regulator.

    Args:
        foi_request: A registered request that is no review.
        case_number: The regulator's number; "" where not known yet.
        received_on: The London day on which the authority heard of the complaint.
        next_step: What the authority owes next: a value of `Complaint.Step`, or "".
        step_due_on: The last day for this step.
        by: The person recording it.
        on: The London day of recording.

    Raises:
        ActionNotPossible: The request is not registered, or is a review.
        ComplaintNotPossible: A fact is not possible, or the complaint is on record.

    Source: FOIA 2000 s.50; FOISA 2002 s.47.
    """
    locked = lock(foi_request)
    check_action(locked, "record-complaint")
    complaint = Complaint(
        foi_request=locked,
        case_number=case_number.strip(),
        received_on=received_on,
        next_step=next_step,
        step_due_on=step_due_on,
    )
    if locked.complaints.filter(
        case_number__iexact=complaint.case_number, received_on=received_on
    ).exists():
        raise ComplaintNotPossible(
            "This complaint is on record already. Nothing was changed.", "case_number"
        )
    _check(complaint, on=on)
    complaint.save()
    _record(complaint, ComplaintsHistory.COMPLAINT_RECORDED, {}, by=by, on=on)
    return complaint


@transaction.atomic
def change_complaint(
    *, complaint: Complaint, version: int, by: User, on: date, **facts: Any
) -> Complaint:
    """Record what became of a complaint, or correct what was recorded.

    History keeps the old value of each fact.

    Args:
        complaint: The complaint.
        version: The version on the page.
        by: The person recording it.
        on: The London day of recording.
        **facts: The facts as they are from now on, each named in `FACTS`.

    Raises:
        ComplaintChanged: Another user changed the complaint since.
        ComplaintNotPossible: A fact is not possible; names it.
    """
    locked = lock(complaint.foi_request)
    current = Complaint.objects.select_related("foi_request").get(pk=complaint.pk)
    if current.version != version:
        raise ComplaintChanged(
            "Another user changed this complaint after you opened the page. Open the "
            "page again and repeat your change. Nothing was overwritten."
        )
    before = {name: getattr(current, name) for name in FACTS}
    for name, value in facts.items():
        setattr(current, name, value.strip() if isinstance(value, str) else value)
    current.foi_request = locked
    _check(current, on=on)
    if before == {name: getattr(current, name) for name in FACTS}:
        raise ComplaintNotPossible(
            "Nothing was changed: this is on record already.", ""
        )
    current.version += 1
    current.save()
    _record(current, _kind_of_change(current, before), before, by=by, on=on)
    return current


def _kind_of_change(
    complaint: Complaint, before: Mapping[str, Any]
) -> ComplaintsHistory:
    """Tell a correction of facts given before from news: a step, a decision."""
    is_corrected = any(
        before[name] and before[name] != getattr(complaint, name)
        for name in FACTS
        if name not in _STEPS
    )
    if is_corrected:
        return ComplaintsHistory.COMPLAINT_CORRECTED
    if complaint.outcome and not before["outcome"]:
        return ComplaintsHistory.COMPLAINT_DECIDED
    return ComplaintsHistory.COMPLAINT_CHANGED


def _check(complaint: Complaint, *, on: date) -> None:
    """Refuse facts that cannot be.

    Raises:
        ComplaintNotPossible: Names the fact.
    """
    for name, sentence in _problems(complaint, on):
        raise ComplaintNotPossible(sentence, name)


def _problems(complaint: Complaint, on: date) -> list[tuple[str, str]]:
    one = complaint
    found = [
        (name, f"{format_date(day)} is in the future.")
        for name in ("received_on", "decided_on", "appealed_on", "tribunal_decided_on")
        if (day := getattr(one, name)) and day > on
    ]
    received = one.foi_request.received_on
    if one.received_on < received:
        found.append(
            (
                "received_on",
                f"The request was received on {format_date(received)}, so no complaint "
                "about it can have been made earlier.",
            )
        )
    if one.step_due_on and not one.next_step:
        found.append(("next_step", "Say what is due by that day."))
    if one.step_due_on and one.step_due_on < one.received_on:
        found.append(
            ("step_due_on", "The step cannot be due before the complaint was received.")
        )
    pairs = (
        ("outcome", "decided_on", "received_on", "the complaint was received"),
        ("appellant", "appealed_on", "decided_on", "the regulator decided"),
        ("tribunal_outcome", "tribunal_decided_on", "appealed_on", "the appeal"),
    )
    for what, when, after, said in pairs:
        how, day, earlier = getattr(one, what), getattr(one, when), getattr(one, after)
        if bool(how) != bool(day):
            empty = when if how else what
            found.append((empty, f"Enter both: {_TITLES[what]}, and the day."))
        elif day and earlier is None:
            found.append((when, f"Enter first the day on which {said}."))
        elif day and earlier and day < earlier:
            found.append((when, f"This day is before {said}."))
    stored = Complaint.objects.filter(pk=one.pk).values_list("fates", flat=True)
    known = provisions_of(one.foi_request).union(*stored)
    if one.fates and not one.outcome:
        found.append(("outcome", "Enter the outcome before the provisions."))
    if one.fates.keys() - known or set(one.fates.values()) - set(Complaint.Fate):
        found.append(("fates", "Choose how each provision fared from the list."))
    return found


def _record(
    complaint: Complaint,
    kind: ComplaintsHistory,
    before: Mapping[str, Any],
    *,
    by: User,
    on: date,
) -> None:
    changes = {}
    for name in FACTS:
        old, new = before.get(name), getattr(complaint, name)
        if (old or "") != (new or ""):
            changes[_TITLES[name]] = [_said(name, old), _said(name, new)]
    record(
        foi_request=complaint.foi_request,
        kind=kind,
        by=by,
        on=on,
        note=f"{complaint}.",
        changes=changes,
    )


def _said(name: str, value: Any) -> str:
    """Return a fact in the words that history shows."""
    if not value:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, dict):
        return "; ".join(
            f"{key}: {Complaint.Fate(fate).label.lower()}"
            for key, fate in sorted(value.items())
        )
    choices = _CHOICES.get(name)
    return str(choices(value).label) if choices else str(value)
