"""The history kinds of clearance."""

from requests_app.history.kinds import HistoryKind, Trait


class ClearanceHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    SENT_FOR_CLEARANCE = (
        "sent_for_clearance",
        "Sent for clearance",
        Trait.WRITING | Trait.MILESTONE,
    )
    RESPONSE_CLEARED = (
        "response_cleared",
        "Response cleared",
        Trait.DECIDING | Trait.MILESTONE,
    )
    RESPONSE_RETURNED = "response_returned", "Response returned", Trait.MILESTONE
    RESPONSE_RECALLED = "response_recalled", "Response recalled", Trait.MILESTONE
