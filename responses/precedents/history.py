"""The history kinds of precedents."""

from requests_app.history.kinds import HistoryKind


class PrecedentsHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    PREVIOUS_RESPONSE_LINKED = "previous_response_linked", "Previous response linked"
