"""The history kinds of calendars."""

from requests_app.history.kinds import HistoryKind


class CalendarsHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    DUE_DATE_CHANGED = "due_date_changed", "Due date changed"
