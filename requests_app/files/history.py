"""The history kinds of files."""

from requests_app.history.kinds import HistoryKind


class FilesHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    FILE_ADDED = "file_added", "File added"
    FILE_REMOVED = "file_removed", "File removed"
    FILE_RESTORED = "file_restored", "File put back"
    FILE_INFECTED = "file_infected", "Virus found in a file"
