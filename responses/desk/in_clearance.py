"""The open steps of a response in clearance, read with its request for rows to name."""

import json
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from accounts.querysets import name_of
from responses.models import Clearance, ClearanceStep


class OpenStep(NamedTuple):
    """An open step of clearance.

    Attributes:
        name: The name of the step.
        people: The people asked, in words.
        since: The moment of opening; None if not known.
        is_plain: Whether any approver clears, without a route.
    """

    name: str
    people: str
    since: datetime | None
    is_plain: bool


def open_step(read: str) -> OpenStep:
    """Return an open step from what `open_steps_of_request` read."""
    step = json.loads(read)
    people = " or ".join(step["people"]) or "nobody"
    since = step["since"]
    return OpenStep(
        name=step["name"],
        people="any approver" if step["is_for_anyone"] else people,
        since=datetime.fromisoformat(since) if since else None,
        is_plain=step["is_for_anyone"] and not step["route"],
    )


def open_steps_of_request() -> ArraySubquery:
    """Return the open steps of a request, for a query of requests."""
    people = ClearanceStep.people.through._default_manager.filter(
        clearancestep_id=OuterRef("pk")
    ).order_by("user__last_name", "user__first_name", "user__username")
    steps = ClearanceStep.objects.filter(
        state=ClearanceStep.State.OPEN,
        clearance__state=Clearance.State.RUNNING,
        clearance__foi_request=OuterRef("pk"),
    )
    return ArraySubquery(
        steps.order_by("order", "pk")
        .annotate(asked=ArraySubquery(people.values(name=name_of("user__"))))
        .values(
            told=JSONObject(
                name=F("name"),
                people=F("asked"),
                is_for_anyone=F("is_for_anyone"),
                since=F("opened_at"),
                route=F("clearance__route_name"),
            )
        )
    )
