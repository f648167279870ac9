"""Find the requests that no person can act on."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.acting import able_to_draft
from requests_app.workflow import State


def held_by_nobody(on: date) -> Q:
    """Return the condition for an open, registered request to be held by nobody.

    The request has no officer, or the officer cannot act on the day `on`: has left, has
    no role that allows answering, belongs to another authority, has no e-mail address,
    or is on leave without a deputy.
    """
    able = able_to_draft(on).filter(
        pk=OuterRef("officer_id"), authority_id=OuterRef("authority_id")
    )
    return Q(closed_on__isnull=True) & ~Q(state=State.RECEIVED) & ~Q(Exists(able))
