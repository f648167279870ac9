"""The history kinds of complaints to the regulator."""

from requests_app.history.kinds import HistoryKind, Trait


class ComplaintsHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    COMPLAINT_RECORDED = (
        "complaint_recorded",
        "Complaint to the regulator",
        Trait.MILESTONE,
    )
    COMPLAINT_CHANGED = "complaint_changed", "Complaint to the regulator changed"
    COMPLAINT_CORRECTED = (
        "complaint_corrected",
        "Complaint to the regulator corrected",
    )
    COMPLAINT_DECIDED = (
        "complaint_decided",
        "Complaint decided by the regulator",
        Trait.MILESTONE,
    )
