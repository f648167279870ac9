"""A system check at every start: are bank holidays known far enough ahead?"""

from datetime import timedelta
from typing import Any

from django.core import checks
from django.db import DatabaseError
from django.utils import timezone

from requests_app.calendars.working_days import calendar_for, shortfall
from statute.regimes import Regime


@checks.register()
def bank_holidays_reach_far_enough(
    app_configs: Any = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn within 200 days of the last known holidays, and fail after them.

    Return nothing while the database is unavailable: other checks report that.
    """
    today = timezone.localdate()
    try:
        sentence = shortfall(on=today)
        last = calendar_for(Regime.FOIA).last_known
    except DatabaseError:
        return []
    if not sentence:
        return []
    hint = "See the page “Bank holidays” under Administration."
    if last < today + timedelta(days=1):
        return [checks.Error(sentence, hint=hint, id="requests_app.E001")]
    return [checks.Warning(sentence, hint=hint, id="requests_app.W001")]
