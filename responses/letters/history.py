"""The history kinds of making letters."""

from requests_app.history.kinds import HistoryKind, Trait


class LettersHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    PDF_ATTACHED = "pdf_attached", "PDF made", Trait.GROUPED
