"""When an answer is due to a request just sent."""

from datetime import date

from accounts.models import Authority
from mail.asking.sentences import Sentences
from requests_app.calendars.working_days import calendar_for
from requests_app.intake.suggested_regime import suggest_regime
from requests_app.models import FOIRequest
from statute.deadlines import due_date
from statute.regimes import Regime
from statute.working_days import CalendarExhausted


def due_if_registered(authority: Authority, text: str, *, on: date) -> date | None:
    """Return the day on which an answer would be due.

    Args:
        authority: The authority asked.
        text: What is asked, which tells of the law that applies.
        on: The London day on which it came.

    Returns:
        The day; None where bank holidays are not known far enough ahead.

    Source: FOIA 2000 s.10; EIR 2004 reg 5(2); FOISA 2002 s.10; EISR 2004 reg 5(2).
    """
    regime = Regime(suggest_regime(text, authority).regime)
    clock = FOIRequest(
        authority=authority, regime=regime, received_on=on
    ).clock_without_events
    try:
        return due_date(clock, calendar_for(regime))
    except CalendarExhausted:
        return None


def due_told(authority: Authority, text: str, say: Sentences, *, on: date) -> str:
    """Say by when an answer is due to words received on a day, as a sentence."""
    due = due_if_registered(authority, text, on=on)
    if due is None:
        return say["next_due_unknown"]
    return say.with_values(day=say.day(on), due=say.day(due))["next_due"]
