"""The history kinds of requests in groups of requests alike."""

from requests_app.history.kinds import HistoryKind


class RoundRobinHistory(HistoryKind):
    """What is recorded on a request of a group."""

    ROUND_ROBIN_JOINED = "round_robin_joined", "Added to a round robin group"
    ROUND_ROBIN_LEFT = "round_robin_left", "Taken out of a round robin group"
