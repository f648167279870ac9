"""The history kinds of handling requests."""

from requests_app.history.kinds import HistoryKind, Trait


class CaseworkHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REQUEST_RESTRICTED = "request_restricted", "Access restricted"
    REQUEST_UNRESTRICTED = "request_unrestricted", "Restriction lifted"
    REQUEST_CLASSIFIED = "request_classified", "Flags changed"
    PRINT_SIZE_CHOSEN = "print_size_chosen", "Print of letters chosen"
    LATENESS_EXPLAINED = "lateness_explained", "Reason for lateness given"
    NOTE_ADDED = "note_added", "Note added"
    LATER_LETTER_RECORDED = (
        "later_letter_recorded",
        "Later letter received",
        Trait.MILESTONE | Trait.FROM_REQUESTER,
    )
    REQUEST_TRANSFERRED = "request_transferred", "Request transferred", Trait.MILESTONE
    REQUEST_WITHDRAWN = "request_withdrawn", "Request withdrawn", Trait.MILESTONE
    REQUEST_LAPSED = "request_lapsed", "Request lapsed", Trait.MILESTONE
    DOUBLE_MARKED = "double_marked", "Closed as a double", Trait.MILESTONE
    DOUBLE_ADDED = (
        "double_added",
        "Double put on the file",
        Trait.MILESTONE | Trait.FROM_REQUESTER,
    )
    DOUBLE_UNDONE = "double_undone", "Double undone", Trait.MILESTONE
    DOUBLE_REMOVED = "double_removed", "Double taken off the file", Trait.MILESTONE
    REQUEST_REOPENED = "request_reopened", "Request reopened", Trait.MILESTONE
