"""What was asked, by whom, by when."""

from requests_app.models.calendars import (
    HolidayOverride,
    ReadingsChange,
    Recomputation,
    RecomputedDate,
)
from requests_app.models.enquiries import Enquiry
from requests_app.models.history import HistoryEntry
from requests_app.models.jobs import Errand, ErrandDecision
from requests_app.models.questions import Question, QuestionsRevision
from requests_app.models.reminders import Reminder
from requests_app.models.requests import (
    ClockEvent,
    FOIRequest,
    ReferenceCounter,
    clock_of,
)

__all__ = [
    "ClockEvent",
    "Enquiry",
    "Errand",
    "ErrandDecision",
    "FOIRequest",
    "HistoryEntry",
    "HolidayOverride",
    "Question",
    "QuestionsRevision",
    "ReadingsChange",
    "Recomputation",
    "RecomputedDate",
    "ReferenceCounter",
    "Reminder",
    "clock_of",
]
