"""The history kinds of advice from outside."""

from requests_app.history.kinds import HistoryKind, Trait


class AdviceHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    ADVICE_SOUGHT = "advice_sought", "Advice sought", Trait.MILESTONE
    ADVICE_CHASED = "advice_chased", "Advice chased"
    ADVICE_RECEIVED = (
        "advice_received",
        "Advice received",
        Trait.MILESTONE | Trait.FROM_ADVISER,
    )
    ADVICE_DECIDED = "advice_decided", "Decision on advice"
    ADVICE_WITHDRAWN = "advice_withdrawn", "Advice no longer needed"
