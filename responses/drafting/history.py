"""The history kinds of drafting."""

from requests_app.history.kinds import HistoryKind, Trait


class DraftingHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    QUESTION_ANSWERED = "question_answered", "Answer saved", Trait.WRITING
    ANSWER_SHARED = "answer_shared", "Questions answered together", Trait.WRITING
    ANSWER_UNSHARED = "answer_unshared", "Question answered separately"
    EXEMPTION_CITED = "exemption_cited", "Provision cited", Trait.WRITING
    CITATION_CHANGED = "citation_changed", "Citation changed", Trait.WRITING
    CITATION_REMOVED = "citation_removed", "Citation removed", Trait.WRITING
    STATEMENT_SAVED = (
        "statement_saved",
        "Statement on other information saved",
        Trait.WRITING,
    )
    STATEMENT_REMOVED = (
        "statement_removed",
        "Statement on other information removed",
        Trait.WRITING,
    )
    LETTER_TEXT_SAVED = "letter_text_saved", "Opening and ending saved", Trait.WRITING
    SUGGESTION_MADE = "suggestion_made", "Change suggested", Trait.WRITING
    SUGGESTION_REFUSED = "suggestion_refused", "Suggestions refused"
