"""Keep calendars and interpretations from changing while a date is worked out.

A due date is worked out from the calendar and kept. Were the calendar to change between
the two, the date would be kept as of the old one, and the recalculation that follows
the change might have gone past the request already. So whoever works out a date shares
a lock that whoever changes a calendar must have alone.
"""

from typing import Final

from django.db import connection

from requests_app.calendars import working_days

# Any number that nothing else in this database locks by.
_LOCK: Final = 4_171_006


def hold_calendars() -> None:
    """Have calendars and interpretations stand still until this transaction ends."""
    _lock("pg_advisory_xact_lock_shared")


def hold_calendars_to_change_them() -> None:
    """Have nobody else work out a date, or change a calendar, until this ends."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Hold calendars in the transaction that depends on them.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
    working_days.forget()
