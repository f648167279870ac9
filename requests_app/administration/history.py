"""The history kinds that changes of an authority write on requests."""

from requests_app.history.kinds import HistoryKind


class AdministrationHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    TEAM_CLOSED = "team_closed", "Team closed"
    DEPARTMENT_MERGED = "department_merged", "Department merged into another"
