"""How much time officers spent on a request."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet, Sum

from requests_app.models import FOIRequest, TimeSpent

EXPORTED: Final = ("Minutes of officers",)


@dataclass(frozen=True, slots=True)
class OfficersTime:
    """The time of officers on a request.

    Attributes:
        records: Each record, the latest day first.
        minutes: The time in all.
        counted: The time that counts towards the limit on cost.
    """

    records: Sequence[TimeSpent]
    minutes: int
    counted: int


def officers_time(foi_request: FOIRequest) -> OfficersTime:
    """Return the time that officers recorded on a request."""
    found = list(foi_request.times_spent.select_related("person"))
    for one in found:
        one.foi_request = foi_request
    return OfficersTime(
        records=found,
        minutes=_sum(found),
        counted=_sum(one for one in found if one.counts_towards_limit),
    )


def officers_minutes_since(first: date, foi_requests: QuerySet[FOIRequest]) -> int:
    """Return the time that officers spent on requests since a day, in minutes.

    Args:
        first: The first London day of the work counted.
        foi_requests: The requests.
    """
    found = TimeSpent.objects.filter(
        on__gte=first, foi_request__in=foi_requests.order_by().values("pk")
    )
    return found.aggregate(minutes=Sum("minutes"))["minutes"] or 0


def exported(keys: Collection[int]) -> Mapping[int, Sequence[int]]:
    """Return the minutes of officers on each request."""
    found = TimeSpent.objects.filter(foi_request__in=keys).order_by()
    summed = found.values_list("foi_request").annotate(minutes=Sum("minutes"))
    return {key: [minutes] for key, minutes in summed}


def _sum(records: Iterable[TimeSpent]) -> int:
    return sum(one.minutes for one in records)
