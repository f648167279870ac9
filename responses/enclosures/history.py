"""The history kinds of enclosures."""

from requests_app.history.kinds import HistoryKind, Trait


class EnclosuresHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    ENCLOSURE_ADDED = (
        "enclosure_added",
        "Enclosure added",
        Trait.WRITING | Trait.GROUPED,
    )
    ENCLOSURE_REMOVED = "enclosure_removed", "Enclosure removed", Trait.GROUPED
    ENCLOSURE_SCANNED = (
        "enclosure_scanned",
        "Enclosure checked for hidden data",
        Trait.GROUPED,
    )
    ENCLOSURE_ACCEPTED = (
        "enclosure_accepted",
        "Enclosure accepted as it is",
        Trait.WRITING,
    )
    ENCLOSURE_COPY_USED = (
        "enclosure_copy_used",
        "Safe copy used in place of an enclosure",
        Trait.WRITING,
    )
    ENCLOSURE_ORIGINAL_USED = (
        "enclosure_original_used",
        "Original used in place of its safe copy",
        Trait.WRITING,
    )
