"""The history kinds of requests for a review."""

from requests_app.history.kinds import HistoryKind, Trait


class ReviewRequestsHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REVIEW_REQUESTED = "review_requested", "Internal review asked for", Trait.MILESTONE
