"""The history kinds of deciding reviews."""

from requests_app.history.kinds import HistoryKind, Trait


class ReviewsHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REVIEW_POINT_DECIDED = (
        "review_point_decided",
        "Point of the review decided",
        Trait.WRITING | Trait.GROUPED,
    )
    PROVISIONS_REVIEWED = (
        "provisions_reviewed",
        "Provisions under review decided",
        Trait.WRITING | Trait.GROUPED,
    )
    REVIEW_DECIDED = "review_decided", "Internal review decided", Trait.MILESTONE
