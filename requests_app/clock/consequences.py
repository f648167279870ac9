"""Guidance for the officer before and after an extension of time."""

from datetime import date
from typing import Final

from requests_app.calendars.question_dates import clock_with
from requests_app.calendars.working_days import calendar_for
from requests_app.models import FOIRequest
from statute.deadlines import ClockError, Task, date_for
from statute.deadlines.remarks import remarks_on
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, format_date

_EXPLAINED: Final = {
    Regime.FOIA: (
        "Only the public interest test gives more time under the Act, and only for the "
        "information that a qualified exemption may cover; everything else is still "
        "due by the first date (sections 10(3) and 17(2))."
    ),
    Regime.EIR: (
        "Where a request is complex and asks for much, the time can be extended once, "
        "to forty working days in all (regulation 7)."
    ),
    Regime.FOISA: (
        "The Act has no extension of time: an answer is due within twenty working days "
        "(section 10(1))."
    ),
    Regime.EISR: (
        "Where a request is complex and asks for much, the time can be extended by up "
        "to twenty working days (regulation 7)."
    ),
}


def explanation_of(foi_request: FOIRequest, *, on: date) -> str:
    """Return the purpose of an extension, the last day for notice, and the limits.

    Args:
        foi_request: The request.
        on: The current day.
    """
    regime = Regime(foi_request.regime)
    clock, calendar = foi_request.clock, calendar_for(regime)
    sentences = [_EXPLAINED[regime]]
    try:
        if regime == Regime.FOISA:
            return sentences[0]
        last_day = date_for(Task.EXTENSION_NOTICE_DUE, clock, calendar)
        if last_day is not None:
            verb = "is" if on <= last_day else "was"
            sentences.append(
                f"The deadline for the notice {verb} {format_date(last_day)}."
            )
        if regime == Regime.FOIA:
            target = date_for(Task.PIT_DECISION_TARGET, clock, calendar)
            if target is not None:
                sentences.append(
                    f"The regulator expects the balance to be decided by "
                    f"{format_date(target)}, save in exceptional cases."
                )
    except (CalendarExhausted, ClockError) as refusal:
        sentences.append(str(refusal))
    return " ".join(sentences)


def remarks_on_newest(foi_request: FOIRequest) -> list[str]:
    """Return warnings about the event recorded last: late, or without effect."""
    newest = foi_request.clock_events.order_by("-pk").first()
    if newest is None:
        return []
    clock = clock_with(foi_request, newest)
    calendar = calendar_for(clock.regime)
    on = format_date(newest.on)
    remarks = [remark for remark in remarks_on(clock, calendar) if on in remark]
    if clock.regime == Regime.FOIA and newest.until is not None:
        target = date_for(Task.PIT_DECISION_TARGET, clock, calendar)
        if target is not None and newest.until > target:
            remarks.append(
                f"{format_date(newest.until)} is later than the regulator expects, "
                f"who allows until {format_date(target)} save in exceptional cases. "
                "Note in the history what makes this one exceptional."
            )
    return remarks
