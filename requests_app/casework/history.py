"""The history kinds of handling requests."""

from requests_app.history.kinds import HistoryKind


class CaseworkHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REQUEST_ASSIGNED = "request_assigned", "Request assigned"
    REQUEST_RESTRICTED = "request_restricted", "Access restricted"
    REQUEST_UNRESTRICTED = "request_unrestricted", "Restriction lifted"
    NOTE_ADDED = "note_added", "Note added"
    REQUEST_TRANSFERRED = "request_transferred", "Request transferred"
    REQUEST_WITHDRAWN = "request_withdrawn", "Request withdrawn"
    REQUEST_LAPSED = "request_lapsed", "Request lapsed"
    REQUEST_REOPENED = "request_reopened", "Request reopened"
    REMINDER_SENT = "reminder_sent", "Reminder sent"
    ENQUIRY_MADE = "enquiry_made", "Department asked"
    ENQUIRY_ANSWERED = "enquiry_answered", "Department replied"
