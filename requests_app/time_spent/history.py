"""The history kinds of time spent."""

from requests_app.history.kinds import HistoryKind, Trait


class TimeSpentHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    TIME_RECORDED = "time_recorded", "Time spent", Trait.GROUPED
    TIME_CHANGED = "time_changed", "Time spent corrected"
    TIME_REMOVED = "time_removed", "Time spent taken out"
