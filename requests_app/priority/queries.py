"""Priority of requests, on their page and in exports."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from requests_app.models import FOIRequest, PriorityAsked

EXPORTED = (
    "Priority",
    "Priority asked by",
    "Priority asked on",
    "Why priority",
    "Priority decided by",
    "Priority decided on",
)


def priority_of(foi_request: FOIRequest) -> PriorityAsked | None:
    """Return the priority in force or asked for; no query where there is none."""
    if not foi_request.priority:
        return None
    asked = foi_request.priorities.select_related("asked_by", "decided_by")
    return asked.last()


def exported(keys: Collection[int]) -> Mapping[int, Sequence[str | date | None]]:
    """Return the cells of what was last asked for each request."""
    found: dict[int, Sequence[str | date | None]] = {}
    asked = PriorityAsked.objects.filter(foi_request__in=keys)
    for one in asked.select_related("asked_by", "decided_by").order_by("pk"):
        found[one.foi_request_id] = [
            str(one),
            str(one.asked_by),
            one.asked_on,
            one.reason,
            str(one.decided_by or ""),
            one.decided_on,
        ]
    return found
