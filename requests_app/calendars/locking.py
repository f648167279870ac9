"""Lock calendars and interpretations while a due date is calculated.

A due date is calculated from the calendar and then stored. If the calendar changed in
between, the stored date would follow the old calendar, and the recalculation after the
change might already have passed the request. Therefore a calculation takes a shared
lock, and a change of the calendar takes the same lock exclusively.
"""

from typing import Final

from django.db import connection

from requests_app.calendars import working_days

# Any number not used as another lock's key in this database.
_LOCK: Final = 4_171_006


def hold_calendars() -> None:
    """Prevent changes of calendars and interpretations until the transaction ends."""
    _lock("pg_advisory_xact_lock_shared")


def hold_calendars_to_change_them() -> None:
    """Prevent all other calculations and changes until the transaction ends."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Hold calendars in the transaction that depends on them.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
    working_days.forget()
