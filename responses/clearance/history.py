"""The history kinds of clearance."""

from requests_app.history.kinds import HistoryKind, Trait


class ClearanceHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    SENT_FOR_CLEARANCE = (
        "sent_for_clearance",
        "Sent for clearance",
        Trait.WRITING | Trait.MILESTONE,
    )
    STEP_CLEARED = "step_cleared", "Step of clearance cleared", Trait.DECIDING
    STEP_BYPASSED = (
        "step_bypassed",
        "Step of clearance bypassed",
        Trait.DECIDING | Trait.MILESTONE,
    )
    STEP_PEOPLE_NAMED = "step_people_named", "People named for a step of clearance"
    RESPONSE_CLEARED = (
        "response_cleared",
        "Response cleared",
        Trait.DECIDING | Trait.MILESTONE,
    )
    RESPONSE_RETURNED = "response_returned", "Response returned", Trait.MILESTONE
    RESPONSE_RECALLED = "response_recalled", "Response recalled", Trait.MILESTONE
