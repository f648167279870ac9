"""The history kinds of checks."""

from requests_app.history.kinds import HistoryKind


class ChecksHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    WARNING_OVERRIDDEN = "warning_overridden", "Warning overridden"
    OVERRIDE_REMOVED = "override_removed", "Override removed"
