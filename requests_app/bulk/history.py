"""The history kind of acts on many requests."""

from requests_app.history.kinds import HistoryKind


class BulkHistory(HistoryKind):
    """The kinds beside those of acts on one request."""

    PRIORITY_ASKED = "priority_asked", "Priority asked for"
