"""Tell people of steps of clearance waiting for them, and of decisions."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from accounts import policy
from accounts.models import User
from requests_app.forms.people import people_who
from requests_app.models import FOIRequest, Notice
from requests_app.telling.services import tell
from responses.clearance.people import acting_on
from responses.models import ClearanceStep


def tell_opened(
    foi_request: FOIRequest,
    steps: Collection[ClearanceStep],
    *,
    writers: Collection[int],
    people: Iterable[User] | None = None,
    by: User,
    on: date,
) -> None:
    """Tell the people able to decide each step of the waiting response.

    Where none of the people of a step can, managers are told to name others.

    Args:
        foi_request: The request.
        steps: Steps that are open now.
        writers: The writers of the response.
        people: Only these people; None for all able to decide.
        by: The person acting.
        on: The London day.
    """
    if not steps:
        return
    seen_by = (
        set(foi_request.named_people.values_list("pk", flat=True))
        if foi_request.is_restricted
        else None
    )
    acting = acting_on(steps, on, seen_by=seen_by, writers=writers)
    for step in steps:
        step.refresh_from_db(fields=["opened_at"])
        key = f"clearance-step-{step.pk}-{step.opened_at:%Y%m%d%H%M%S}"
        if people is not None:
            asked = list(people)
        elif step.is_for_anyone:
            asked = list(
                _who(policy.CLEAR_RESPONSE, foi_request).exclude(pk__in=writers)
            )
        else:
            asked = acting.acting(step)
        if asked:
            tell(
                people=asked,
                kind=Notice.Kind.SENT_FOR_CLEARANCE,
                words=f"The response to {foi_request} waits for you: {step.name}.",
                url=reverse("clearance-desk", args=[foi_request.reference]),
                key=key,
                foi_request=foi_request,
                by=by,
                on=on,
            )
        elif step.is_for_anyone or acting.is_stuck(step):
            _tell_of_stuck(
                foi_request,
                step,
                missing=acting.missing(step),
                key=f"{key}-stuck",
                by=by,
                on=on,
            )


def _tell_of_stuck(
    foi_request: FOIRequest,
    step: ClearanceStep,
    *,
    missing: str,
    key: str,
    by: User,
    on: date,
) -> None:
    """Tell managers to name others; the officer, where no manager sees the request."""
    if not missing and step.is_for_anyone:
        missing = "no approver sees the request without a hand in the response"
    said = (
        f"No one can clear the step “{step.name}” of {foi_request}: "
        f"{missing or 'no person is named'}."
    )
    managers = list(_who(policy.BYPASS_CLEARANCE, foi_request))
    if managers:
        words = f"{said} Name others for the step."
        url = reverse("name-for-step", args=[foi_request.reference, step.pk])
    else:
        words = f"{said} Give an approver access to the request."
        url = foi_request.get_absolute_url()
    tell(
        people=managers or [foi_request.officer or by],
        kind=Notice.Kind.CLEARANCE_DUE,
        words=words,
        url=url,
        key=key,
        foi_request=foi_request,
        on=on,
    )


def _who(permission: str, foi_request: FOIRequest) -> QuerySet[User, User]:
    people: QuerySet[User, User] = people_who(permission, foi_request)
    return people.filter(named_on=foi_request) if foi_request.is_restricted else people


def tell_returned(
    foi_request: FOIRequest, *, sent_by: User | None, key: str, by: User, on: date
) -> None:
    """Tell the officer and the sender of the return."""
    tell(
        people=_handling(foi_request, sent_by),
        kind=Notice.Kind.RETURNED,
        words=f"{by} returned the response to {foi_request}.",
        url=reverse("preview-response", args=[foi_request.reference]),
        key=key,
        foi_request=foi_request,
        by=by,
        on=on,
    )


def tell_cleared(
    foi_request: FOIRequest, *, sent_by: User | None, key: str, by: User, on: date
) -> None:
    """Tell the officer and the sender of the clearance."""
    tell(
        people=_handling(foi_request, sent_by),
        kind=Notice.Kind.CLEARED,
        words=f"The response to {foi_request} is cleared. You can issue the letter.",
        url=reverse("issue-response", args=[foi_request.reference]),
        key=key,
        foi_request=foi_request,
        by=by,
        on=on,
    )


def _handling(foi_request: FOIRequest, sent_by: User | None) -> list[User]:
    found = [each for each in (foi_request.officer, sent_by) if each is not None]
    return list(dict.fromkeys(found))
