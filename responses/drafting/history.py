"""The history kinds of drafting."""

from requests_app.history.kinds import HistoryKind, Trait


class DraftingHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    QUESTION_ANSWERED = (
        "question_answered",
        "Answer saved",
        Trait.WRITING | Trait.GROUPED,
    )
    ANSWER_SHARED = (
        "answer_shared",
        "Questions answered together",
        Trait.WRITING | Trait.GROUPED,
    )
    ANSWER_UNSHARED = "answer_unshared", "Question answered separately", Trait.GROUPED
    EXEMPTION_CITED = (
        "exemption_cited",
        "Provision cited",
        Trait.WRITING | Trait.GROUPED,
    )
    CITATION_CHANGED = (
        "citation_changed",
        "Citation changed",
        Trait.WRITING | Trait.GROUPED,
    )
    CITATION_REMOVED = (
        "citation_removed",
        "Citation removed",
        Trait.WRITING | Trait.GROUPED,
    )
    STATEMENT_SAVED = (
        "statement_saved",
        "Statement on other information saved",
        Trait.WRITING | Trait.GROUPED,
    )
    STATEMENT_REMOVED = (
        "statement_removed",
        "Statement on other information removed",
        Trait.WRITING | Trait.GROUPED,
    )
    LETTER_TEXT_SAVED = (
        "letter_text_saved",
        "Opening and ending saved",
        Trait.WRITING | Trait.GROUPED,
    )
    SUGGESTION_MADE = "suggestion_made", "Change suggested", Trait.WRITING
    SUGGESTION_REFUSED = "suggestion_refused", "Suggestions refused"
