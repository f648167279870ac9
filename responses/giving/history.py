"""The history kinds of giving."""

from requests_app.history.kinds import HistoryKind, Trait


class GivingHistory(HistoryKind):
    """What is recorded when an answer was given, or turns out not to have been."""

    REQUEST_ANSWERED = "request_answered", "Request answered", Trait.MILESTONE
    REQUEST_NOT_ANSWERED = (
        "request_not_answered",
        "Request not answered after all",
        Trait.MILESTONE,
    )
    PART_ANSWERED = "part_answered", "Part of the request answered", Trait.MILESTONE
    PART_NOT_ANSWERED = (
        "part_not_answered",
        "Part of the request not answered after all",
        Trait.MILESTONE,
    )
