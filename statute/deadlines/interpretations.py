"""Define the points on which authorities differ, with the statute's answer as default.

An authority keeps one `DeadlineInterpretation`. No choice other than the default is
needed to obey the law. Each is here because some authority works that way and must be
able to see its dates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from statute.working_days import Division


class WeekendReceipt(StrEnum):
    """The receipt of a request on a day that is not a working day."""

    STATUTORY = "statutory"  # the same day: the next working day is day one
    DEEMED = "deemed_next_working_day"  # on the next working day: day one follows it


class AfterHoursReceipt(StrEnum):
    """The receipt of an e-mail after office hours."""

    CALENDAR_DAY = "calendar_day"  # the same day: Berend v ICO, EA/2006/0049
    NEXT_WORKING_DAY = "next_working_day_after_cutoff"


class ClarificationEffect(StrEnum):
    """The effect of the requester's further information on the clock."""

    RESTART = "restart"  # FOIA s.10(6)(b): time begins afresh
    PAUSE = "pause"  # "stop the clock": the days of waiting are left out


class VoluntaryNarrowing(StrEnum):
    """The effect on the clock when the requester narrows the request unasked."""

    ORIGINAL_DATE = "original_date"
    NEW_REQUEST = "new_request_date"


class FOISAReviewWindow(StrEnum):
    """The start of the requester's forty working days after an answer in time."""

    STATUTORY = "statutory"  # at the end of the time for answering: FOISA s.20(5)(a)
    FROM_RESPONSE = "from_response"


class FOIAReviewWindow(StrEnum):
    """The start of the requester's forty working days under the s.45 Code."""

    FROM_ISSUE = "from_issue"
    FROM_RECEIPT = "from_receipt"


class LatePublicInterestNotice(StrEnum):
    """The effect of a notice under FOIA s.17(2) given after the time for it."""

    EXTENDS_NOTHING = "extends_nothing"  # the notice is due within s.10(1)'s time
    EXTENDS = "extends"


class NonPupilDays(StrEnum):
    """Whether a staff training day without pupils is a school day."""

    NOT_SCHOOL_DAYS = "not_school_days"  # no session, no school day: SI 2004/3364 reg 3
    SCHOOL_DAYS = "school_days"


class ShortMonthEnd(StrEnum):
    """The end of three months beginning on a 29th to 31st, in a shorter month."""

    LAST_DAY = "last_day"
    EVE_OF_LAST_DAY = "eve_of_last_day"


class MonthRule(StrEnum):
    """The end of the month for a subject access request."""

    CORRESPONDING_DATE = "ico_corresponding_date"
    BEGINNING_WITH_STRICT = "beginning_with_strict"
    DAY_AFTER_RECEIPT = "day_after_receipt"
    FIXED_28_DAYS = "fixed_28_days"


class StopClock(StrEnum):
    """The number of days a wait for information adds to a subject access month."""

    INCLUSIVE = "add_calendar_days_inclusive"  # days of asking and receiving too
    BETWEEN = "add_days_between"  # one date subtracted from the other: a day fewer


@dataclass(frozen=True, slots=True)
class DeadlineInterpretation:
    """An authority's interpretation of the disputed points; by default the statute's.

    `sar_division` is the division whose public holidays the controller keeps; None uses
    the authority's type. `is_lateness_kept` keeps on record that a request was already
    late when clarification was asked for, although the clock then starts afresh.
    """

    weekend_receipt: WeekendReceipt = WeekendReceipt.STATUTORY
    after_hours_receipt: AfterHoursReceipt = AfterHoursReceipt.CALENDAR_DAY
    office_closes_at: time = time(17, 0)
    clarification: ClarificationEffect = ClarificationEffect.RESTART
    clarification_close_after_months: int = 2
    voluntary_narrowing: VoluntaryNarrowing = VoluntaryNarrowing.ORIGINAL_DATE
    pit_target_working_days: int = 40
    late_public_interest_notice: LatePublicInterestNotice = (
        LatePublicInterestNotice.EXTENDS_NOTHING
    )
    foisa_review_window: FOISAReviewWindow = FOISAReviewWindow.STATUTORY
    foia_review_window: FOIAReviewWindow = FOIAReviewWindow.FROM_ISSUE
    non_pupil_days: NonPupilDays = NonPupilDays.NOT_SCHOOL_DAYS
    short_month_end: ShortMonthEnd = ShortMonthEnd.LAST_DAY
    sar_month: MonthRule = MonthRule.CORRESPONDING_DATE
    sar_stop_clock: StopClock = StopClock.INCLUSIVE
    sar_division: Division | None = None
    is_lateness_kept: bool = True
    internal_target_days: tuple[int, ...] = (5, 10, 15)


STATUTORY: Final = DeadlineInterpretation()

# The names used in tables of worked cases for interpretations with one point changed.
# Where two names mean the same, the second is the name of the rule's own option.
VARIANTS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "default": {},
        "statutory": {},
        "deemed_next_working_day": {"weekend_receipt": WeekendReceipt.DEEMED},
        "out_of_hours_next_working_day": {
            "after_hours_receipt": AfterHoursReceipt.NEXT_WORKING_DAY
        },
        "next_working_day_after_cutoff": {
            "after_hours_receipt": AfterHoursReceipt.NEXT_WORKING_DAY
        },
        "clarification_pause": {"clarification": ClarificationEffect.PAUSE},
        "pause": {"clarification": ClarificationEffect.PAUSE},
        "restart": {"clarification": ClarificationEffect.RESTART},
        "new_request_date": {"voluntary_narrowing": VoluntaryNarrowing.NEW_REQUEST},
        "late_notice_extends": {
            "late_public_interest_notice": LatePublicInterestNotice.EXTENDS
        },
        "from_response": {"foisa_review_window": FOISAReviewWindow.FROM_RESPONSE},
        "from_receipt": {"foia_review_window": FOIAReviewWindow.FROM_RECEIPT},
        "school_days": {"non_pupil_days": NonPupilDays.SCHOOL_DAYS},
        "eve_of_last_day": {"short_month_end": ShortMonthEnd.EVE_OF_LAST_DAY},
        "add_days_between": {"sar_stop_clock": StopClock.BETWEEN},
        **{rule.value: {"sar_month": rule} for rule in MonthRule},
    }
)


def interpretation_of(variant: str) -> DeadlineInterpretation:
    """Return the statute's interpretation, except on the point named by `variant`.

    Raises:
        ValueError: No interpretation has that name.
    """
    try:
        changes = VARIANTS[variant]
    except KeyError:
        known = ", ".join(VARIANTS)
        raise ValueError(
            f"There is no reading called {variant!r}. The readings are: {known}."
        ) from None
    return replace(STATUTORY, **changes)
