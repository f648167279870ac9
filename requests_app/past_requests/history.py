"""The history kind of imported requests."""

from requests_app.history.kinds import HistoryKind


class PastRequestsHistory(HistoryKind):
    """What is recorded of a request from another system."""

    REQUEST_IMPORTED = "request_imported", "Imported from another system"
