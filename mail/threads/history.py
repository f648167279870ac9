"""The history kinds of messages on the file of a request."""

from requests_app.history.kinds import HistoryKind, Trait


class MailHistory(HistoryKind):
    """What is recorded of messages."""

    MAIL_RECEIVED = "mail_received", "Message received", Trait.FROM_REQUESTER
    MAIL_SENT = "mail_sent", "Message sent from Outlook"
    MAIL_READ = "mail_read", "Message read", Trait.GROUPED
    AUTO_REPLY_RECEIVED = "auto_reply_received", "Automatic reply", Trait.GROUPED
    MAIL_MOVED = "mail_moved", "Message moved to another request"
