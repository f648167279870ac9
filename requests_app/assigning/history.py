"""The history kinds of assigning requests."""

from requests_app.history.kinds import HistoryKind


class AssigningHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REQUEST_ASSIGNED = "request_assigned", "Request assigned"
