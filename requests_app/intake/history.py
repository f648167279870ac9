"""The history kinds of recording and registering requests."""

from requests_app.history.kinds import HistoryKind, Trait


class IntakeHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REQUEST_RECORDED = "request_recorded", "Request recorded"
    DETAILS_CHANGED = "details_changed", "Details changed", Trait.GROUPED
    REQUEST_REGISTERED = "request_registered", "Request registered", Trait.MILESTONE
    REQUEST_NOT_VALID = (
        "request_not_valid",
        "Marked as not valid",
        Trait.DECIDING | Trait.MILESTONE,
    )
