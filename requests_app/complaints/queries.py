"""Complaints of a request, in lists, calendars and exports."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from accounts.models import User
from requests_app.feeds.entries import Entry
from requests_app.models import Complaint, FOIRequest

EXPORTED = (
    "Complaint to the regulator",
    "Complaint received",
    "Complaint outcome",
    "Complaint decided",
    "Decision notice",
    "Provisions at the regulator",
    "Appeal to the tribunal",
)


def provisions_of(foi_request: FOIRequest) -> set[str]:
    """Return the provisions that the answer or its reviews relied on."""
    reviews = foi_request.reviews.values_list("provisions", flat=True)
    return {*foi_request.provisions, *(key for keys in reviews for key in keys)}


def steps_due(person: User, holders: Sequence[User]) -> Iterator[Entry]:
    """Yield the days by which steps are owed to a regulator or a tribunal."""
    visible = FOIRequest.objects.visible_to(person).filter(officer__in=holders)
    due = Complaint.objects.filter(
        step_due_on__isnull=False, foi_request__in=visible
    ).select_related("foi_request")
    for one in due.order_by("step_due_on", "pk"):
        if one.step_due_on is not None:
            yield Entry(
                uid=f"complaint-{one.pk}",
                on=one.step_due_on,
                summary=f"{one.get_next_step_display()}: request {one.foi_request}",
                url=one.foi_request.get_absolute_url(),
            )


def exported(
    keys: Collection[int],
) -> Mapping[int, Sequence[str | date | None]]:
    """Return the cells of the latest complaint of each request."""
    found: dict[int, Sequence[str | date | None]] = {}
    for one in Complaint.objects.filter(foi_request__in=keys).order_by(
        "received_on", "pk"
    ):
        found[one.foi_request_id] = [
            one.case_number or "number not known",
            one.received_on,
            one.get_outcome_display(),
            one.decided_on,
            one.notice_number,
            "; ".join(
                f"{key}: {Complaint.Fate(fate).label.lower()}"
                for key, fate in sorted(one.fates.items())
            ),
            one.standing if one.appealed_on else "",
        ]
    return found
