"""How late the overdue requests are."""

from datetime import date

from django.db.models import Count

from requests_app.dashboard.scope import Scope
from requests_app.lists.dashboard import Number
from requests_app.lists.lateness import LateBand, is_late_by
from requests_app.lists.queries import REQUESTS
from requests_app.querysets import DueBand


def late_by_band(scope: Scope, *, on: date) -> list[tuple[LateBand, Number]]:
    """Count the overdue requests of each band of lateness, without reviews.

    Args:
        scope: Whose requests are counted.
        on: The London day of looking.
    """
    overdue = scope.requests.requests().open().in_band(DueBand.OVERDUE, on=on)
    counts = overdue.aggregate(
        **{
            band.name: Count("pk", filter=is_late_by([band.value], on=on))
            for band in LateBand
        }
    )
    return [
        (band, scope.number(counts[band.name], kind=REQUESTS, late=band.value))
        for band in LateBand
    ]
