"""The history kinds of sending."""

from requests_app.history.kinds import HistoryKind, Trait


class SendingHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    SENDING_QUEUED = "sending_queued", "Letter queued for sending"
    SEND_UNDONE = "send_undone", "Sending stopped"
    LETTER_SENT = "letter_sent", "Letter sent", Trait.MILESTONE
    LETTER_NOT_DELIVERED = (
        "letter_not_delivered",
        "Letter not delivered",
        Trait.MILESTONE,
    )
    LETTER_WITHDRAWN = "letter_withdrawn", "Letter withdrawn", Trait.MILESTONE
