"""The history kinds of drafts in Word."""

from requests_app.history.kinds import HistoryKind


class WordHistory(HistoryKind):
    """The kinds of entries, each named after its service."""

    WORD_DRAFT_MADE = "word_draft_made", "Draft downloaded for Word"
    WORD_DRAFT_RETURNED = "word_draft_returned", "Draft came back from Word"
