"""The day by which a request for the requester's own data must be answered as such."""

from datetime import date, time

from accounts.models import Authority
from requests_app.calendars.working_days import calendar_in
from requests_app.models import FOIRequest
from requests_app.models.requests import clock_of
from statute.deadlines import due_date
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, Division


def subject_access_due(foi_request: FOIRequest) -> date | None:
    """Return the end of the month for subject access, counted from the same receipt.

    The month runs beside the time of the request's own law. Proof of identity or a fee
    that is asked for starts the month later, and is recorded elsewhere.

    Source: UK GDPR Articles 12(3) and 12A; DPA 2018 s.54.

    Returns:
        The day; None where the holidays are not known so far ahead.
    """
    return subject_access_due_from(
        foi_request.authority,
        received_on=foi_request.received_on,
        received_at=foi_request.received_at,
        is_scottish=Regime(foi_request.regime).is_scottish,
    )


def subject_access_due_from(
    authority: Authority,
    *,
    received_on: date,
    received_at: time | None,
    is_scottish: bool | None = None,
) -> date | None:
    """Return the end of the month for a request for own data received on a day.

    Args:
        authority: The authority that received it.
        received_on: The London day of receipt.
        received_at: The London time of receipt, where known.
        is_scottish: Whether Scotland's holidays count; None for those of the authority.

    Returns:
        The day; None where the holidays are not known so far ahead.

    Source: UK GDPR Articles 12(3) and 12A; DPA 2018 s.54.
    """
    clock = clock_of(
        authority=authority,
        regime=Regime.SAR,
        received_on=received_on,
        received_at=received_at,
        events=(),
    )
    division = clock.division
    if is_scottish is None:
        is_scottish = authority.is_scottish
    if is_scottish and not clock.interpretation.sar_division:
        division = Division.SCOTLAND
    try:
        return due_date(clock, calendar_in(division))
    except CalendarExhausted:
        return None
