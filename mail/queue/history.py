"""The history kinds of requests that came through the queue."""

from requests_app.history.kinds import HistoryKind


class QueueHistory(HistoryKind):
    """What is recorded on a request of its way through the queue."""

    REGISTERED_FROM_QUEUE = "registered_from_queue", "Came through the queue"
    MAIL_ATTACHED = "mail_attached", "Message attached"
    MAIL_DETACHED = "mail_detached", "Message taken off again"
