"""The history kinds of procedural letters."""

from requests_app.history.kinds import HistoryKind, Trait


class ProceduralHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    PROCEDURAL_LETTER_SAVED = "procedural_letter_saved", "Letter drafted", Trait.GROUPED
    PROCEDURAL_LETTER_ISSUED = (
        "procedural_letter_issued",
        "Letter issued",
        Trait.MILESTONE,
    )
    PROCEDURAL_LETTER_DISCARDED = (
        "procedural_letter_discarded",
        "Letter discarded",
        Trait.GROUPED,
    )
    NOTICE_WITHOUT_EFFECT = (
        "notice_without_effect",
        "Letter given without effect",
        Trait.MILESTONE,
    )
    NOTICE_UNDONE = "notice_undone", "Effect of a letter undone", Trait.MILESTONE
    NOTICE_NOT_UNDONE = (
        "notice_not_undone",
        "Effect of a letter not undone",
        Trait.MILESTONE,
    )
