"""The history kinds of the clock."""

from requests_app.history.kinds import HistoryKind


class ClockHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    CLARIFICATION_SOUGHT = "clarification_sought", "Clarification sought"
    CLARIFICATION_RECEIVED = "clarification_received", "Clarification received"
    CLARIFICATION_WITHDRAWN = (
        "clarification_withdrawn",
        "Clarification no longer asked for",
    )
    FEE_REQUESTED = "fee_requested", "Fees notice issued"
    FEE_RECEIVED = "fee_received", "Fee received"
    TIME_EXTENDED = "time_extended", "Time extended"
    CLOCK_FACT_RECORDED = "clock_fact_recorded", "Event affecting the due date recorded"
    CLOCK_FACT_UNDONE = "clock_fact_undone", "Event affecting the due date undone"
