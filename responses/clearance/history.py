"""The history kinds of clearance."""

from requests_app.history.kinds import HistoryKind, Trait


class ClearanceHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    SENT_FOR_CLEARANCE = "sent_for_clearance", "Sent for clearance", Trait.WRITING
    RESPONSE_CLEARED = "response_cleared", "Response cleared", Trait.DECIDING
    RESPONSE_RETURNED = "response_returned", "Response returned"
    RESPONSE_RECALLED = "response_recalled", "Response recalled"
