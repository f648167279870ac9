"""Tell the officer of late advice."""

import logging
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from requests_app.history.steps import lock
from requests_app.models import Notice
from requests_app.telling.services import tell
from responses.models import Advice
from statute.working_days import format_date

logger = logging.getLogger(__name__)


def tell_of_late_advice(*, on: date) -> int:
    """Tell officers of advice whose day has passed: once for each day agreed.

    Harmless to run twice, and in two places at once.

    Args:
        on: The current London day.

    Returns:
        The number of times an officer was told.
    """
    late = Advice.objects.filter(
        ~Q(late_told_for=F("wanted_by")) | Q(late_told_for=None),
        wanted_by__lt=on,
        received_on=None,
        withdrawn_on=None,
        foi_request__closed_on=None,
    ).select_related("foi_request")
    told = 0
    for advice in late.order_by("pk"):
        try:
            told += _tell(advice, on)
        except Exception:
            # Continue with the others. The next run tries this advice again.
            logger.exception("Could not tell of late advice %s", advice.pk)
    return told


@transaction.atomic
def _tell(advice: Advice, on: date) -> bool:
    foi_request = lock(advice.foi_request)
    locked = Advice.objects.select_for_update().get(pk=advice.pk)
    if not locked.is_awaited or locked.late_told_for == locked.wanted_by:
        return False
    tell(
        people=[foi_request.officer or locked.sent_by],
        kind=Notice.Kind.ADVICE,
        words=(
            f"{locked.adviser} has not answered on request {foi_request}: the advice "
            f"was wanted by {format_date(locked.wanted_by)}."
        ),
        url=f"{foi_request.get_absolute_url()}#advice",
        key=f"advice-late-{locked.pk}-{locked.wanted_by.isoformat()}",
        foi_request=foi_request,
        on=on,
    )
    locked.late_told_for = locked.wanted_by
    locked.save(update_fields=["late_told_for"])
    return True
