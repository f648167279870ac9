"""The history kinds of the approver's desk."""

from requests_app.history.kinds import HistoryKind, Trait


class ApprovingHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    PARTS_APPROVED = "parts_approved", "Parts approved", Trait.GROUPED
    APPROVAL_WITHDRAWN = "approval_withdrawn", "Approval withdrawn", Trait.GROUPED
    AMENDMENT_SUGGESTED = (
        "amendment_suggested",
        "Amendment suggested",
        Trait.GROUPED,
    )
