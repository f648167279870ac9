"""The history kinds of assigning requests."""

from requests_app.history.kinds import HistoryKind


class AssigningHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REQUEST_ASSIGNED = "request_assigned", "Request assigned"
    REQUEST_TAKEN = "request_taken", "Request taken from the queue"
    REQUEST_PASSED_ON = "request_passed_on", "Request passed on"
    REQUEST_GIVEN_BACK = "request_given_back", "Request given back"
    REQUEST_HANDED_OVER = "request_handed_over", "Request handed over"
    ASSIGNED_BY_RULE = "request_assigned_by_rule", "Assigned by rule"
