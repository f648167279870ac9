"""Count the open requests of each officer, to be shown beside their name."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count

from requests_app.models import FOIRequest
from requests_app.querysets import DueBand, is_in_band


@dataclass(frozen=True, slots=True)
class Workload:
    """The open requests and reviews of an officer.

    Attributes:
        open: How many are open.
        due: How many are due this week, today included.
        overdue: How many are overdue.
    """

    open: int = 0
    due: int = 0
    overdue: int = 0

    @property
    def words(self) -> str:
        """The numbers, such as "12 open, 3 due this week, 1 overdue"."""
        words = f"{self.open:,} open"
        if self.due:
            words += f", {self.due:,} due this week"
        if self.overdue:
            words += f", {self.overdue:,} overdue"
        return words


NOTHING: Final = Workload()


def workloads_in(authority_id: int, *, on: date) -> dict[int, Workload]:
    """Return the workload of each officer of an authority, by their key; one query."""
    this_week = is_in_band(DueBand.TODAY, on=on) | is_in_band(DueBand.THIS_WEEK, on=on)
    rows = (
        FOIRequest.objects.open()
        .filter(authority_id=authority_id, officer__isnull=False)
        .order_by()
        .values_list("officer_id")
        .annotate(
            open=Count("pk"),
            due=Count("pk", filter=this_week),
            overdue=Count("pk", filter=is_in_band(DueBand.OVERDUE, on=on)),
        )
    )
    return {
        officer: Workload(open_, due, overdue) for officer, open_, due, overdue in rows
    }
