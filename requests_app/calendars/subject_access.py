"""The day by which a request for the requester's own data must be answered as such."""

from datetime import date

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
    clock = clock_of(
        authority=foi_request.authority,
        regime=Regime.SAR,
        received_on=foi_request.received_on,
        received_at=foi_request.received_at,
        events=(),
    )
    division = clock.division
    if Regime(foi_request.regime).is_scottish and not clock.interpretation.sar_division:
        division = Division.SCOTLAND
    try:
        return due_date(clock, calendar_in(division))
    except CalendarExhausted:
        return None
