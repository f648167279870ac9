"""The history kinds of words put aside."""

from requests_app.history.kinds import HistoryKind


class PutAsideHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    WORDS_PUT_ASIDE = "words_put_aside", "Typed text put aside"
    PUT_ASIDE_DEALT_WITH = "put_aside_dealt_with", "Text put aside dealt with"
