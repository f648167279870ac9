"""The history kinds of giving."""

from requests_app.history.kinds import HistoryKind


class GivingHistory(HistoryKind):
    """What is recorded when an answer was given, or turns out not to have been."""

    REQUEST_ANSWERED = "request_answered", "Request answered"
    REQUEST_NOT_ANSWERED = "request_not_answered", "Request not answered after all"
    PART_ANSWERED = "part_answered", "Part of the request answered"
    PART_NOT_ANSWERED = (
        "part_not_answered",
        "Part of the request not answered after all",
    )
