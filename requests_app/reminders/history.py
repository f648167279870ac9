"""The history kinds of reminders."""

from requests_app.history.kinds import HistoryKind


class RemindersHistory(HistoryKind):
    """What is recorded of reminders."""

    REMINDER_SENT = "reminder_sent", "Reminder sent"
