"""The history kinds of the clock."""

from requests_app.history.kinds import HistoryKind, Trait


class ClockHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    CLARIFICATION_SOUGHT = (
        "clarification_sought",
        "Clarification sought",
        Trait.MILESTONE,
    )
    CLARIFICATION_RECEIVED = (
        "clarification_received",
        "Clarification received",
        Trait.MILESTONE | Trait.FROM_REQUESTER,
    )
    CLARIFICATION_WITHDRAWN = (
        "clarification_withdrawn",
        "Clarification no longer asked for",
        Trait.MILESTONE,
    )
    FEE_REQUESTED = "fee_requested", "Fees notice issued", Trait.MILESTONE
    FEE_RECEIVED = (
        "fee_received",
        "Fee received",
        Trait.MILESTONE | Trait.FROM_REQUESTER,
    )
    TIME_EXTENDED = "time_extended", "Time extended", Trait.MILESTONE
    CLOCK_FACT_RECORDED = "clock_fact_recorded", "Event affecting the due date recorded"
    CLOCK_FACT_UNDONE = "clock_fact_undone", "Event affecting the due date undone"
