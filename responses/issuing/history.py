"""The history kinds of issuing."""

from requests_app.history.kinds import HistoryKind, Trait


class IssuingHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    RESPONSE_ISSUED = (
        "response_issued",
        "Letter issued",
        Trait.DECIDING | Trait.MILESTONE,
    )
