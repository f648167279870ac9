"""The history kinds of a request's questions."""

from requests_app.history.kinds import HistoryKind, Trait


class QuestionsHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    QUESTIONS_CORRECTED = "questions_corrected", "Questions corrected", Trait.GROUPED
    CLARIFICATION_READ = "clarification_read", "Clarification read"
    LATER_LETTER_READ = "later_letter_read", "Later letter read"
    ASKED_LATER = "asked_later", "Questions first asked in a later letter"
