"""The history kinds of priority."""

from requests_app.history.kinds import HistoryKind


class PriorityHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    PRIORITY_ASKED = "priority_asked", "Priority asked for"
    PRIORITY_GRANTED = "priority_granted", "Priority granted"
    PRIORITY_DECLINED = "priority_declined", "Priority declined"
    PRIORITY_WITHDRAWN = "priority_withdrawn", "Priority withdrawn"
