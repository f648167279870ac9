"""Tell people of letters left unposted, by the rules of the authority."""

import logging
from datetime import date

from django.db import transaction
from django.utils import timezone

from requests_app.calendars.working_days import calendar_for, read_once
from requests_app.models import FOIRequest, Notice
from requests_app.reminders.rules import rules_by_authority
from requests_app.telling.recipients import managers_of
from requests_app.telling.services import tell
from responses.models import Dispatch
from responses.sending.post import to_post
from statute.regimes import Regime
from statute.working_days import CalendarExhausted

logger = logging.getLogger(__name__)


@read_once()
def tell_of_unposted(*, on: date) -> int:
    """Tell of each letter that has waited too long for the post: once each letter.

    The sender and the officer are told; managers where no officer handles the request.
    Harmless to run twice, and in two places at once.

    Args:
        on: The London day.

    Returns:
        The number of letters told of now.
    """
    ready = (
        to_post(FOIRequest.objects.all())
        .filter(due_at__date__lt=on)
        .select_related("by", "letter__foi_request__authority")
        .select_related("letter__foi_request__officer", "letter__foi_request__team")
        .order_by("pk")
    )
    dispatches = list(ready)
    rules = rules_by_authority(
        each.letter.foi_request.authority_id for each in dispatches
    )
    told = 0
    for dispatch in dispatches:
        foi_request = dispatch.letter.foi_request
        after = rules[foi_request.authority_id].unposted_after_days
        if after is None:
            continue
        try:
            waited = calendar_for(Regime(foi_request.regime)).working_days_between(
                timezone.localtime(dispatch.due_at).date(), on
            )
        except CalendarExhausted:
            logger.exception("Bank holidays are missing for %s", foi_request.regime)
            continue
        if waited >= after:
            told += _tell(dispatch, waited, on)
    return told


@transaction.atomic
def _tell(dispatch: Dispatch, waited: int, on: date) -> bool:
    letter, foi_request = dispatch.letter, dispatch.letter.foi_request
    officer = foi_request.officer
    people = {dispatch.by}
    if officer is None:
        people |= set(
            managers_of(authority=foi_request.authority, team=foi_request.team)
        )
    else:
        people.add(officer)
    days = "working day" if waited == 1 else "working days"
    return bool(
        tell(
            people=sorted(people, key=lambda person: person.pk),
            kind=Notice.Kind.UNPOSTED,
            words=(
                f"Letter {letter.number} of request {foi_request.reference} has "
                f"waited for the post for {waited} {days}. The request is not answered "
                "until the letter goes out."
            ),
            url=letter.get_absolute_url(),
            key=f"unposted-{dispatch.pk}",
            foi_request=foi_request,
            on=on,
        )
    )
