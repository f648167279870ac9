"""The models of requests, collected here for Django to find."""

from requests_app.models.administration import AdministrationEntry
from requests_app.models.alike import Fingerprint
from requests_app.models.assignment_rules import AssignmentRule
from requests_app.models.bulk import BulkAct, BulkRow
from requests_app.models.calendars import (
    HolidayOverride,
    InterpretationChange,
    RecalculatedDate,
    Recalculation,
)
from requests_app.models.channels import Channel
from requests_app.models.clarifications import Clarification
from requests_app.models.clock_events import ClockEvent
from requests_app.models.complaints import Complaint
from requests_app.models.connections import Login
from requests_app.models.enquiries import (
    Enquiry,
    EnquiryLink,
    EnquiryReply,
    EnquiryReplyPart,
    EnquiryStage,
)
from requests_app.models.exports import Export, ExportChoices
from requests_app.models.feeds import CalendarEvent, CalendarFeed
from requests_app.models.files import (
    FilePreview,
    KeptFile,
    PreviewPage,
    RequestFile,
)
from requests_app.models.handing_over import HandedOver, HandOver
from requests_app.models.history import HistoryEntry
from requests_app.models.jobs import Job, JobDecision, WorkerStart
from requests_app.models.law import DatedEntry
from requests_app.models.list_columns import ListColumns
from requests_app.models.notices import (
    DeletedNotice,
    Digest,
    Notice,
    NoticeChoices,
    Way,
)
from requests_app.models.past_requests import PastImport, PastImportFinding
from requests_app.models.presence import Presence
from requests_app.models.priorities import PriorityAsked
from requests_app.models.put_aside import PutAside
from requests_app.models.question_tables import QuestionTable, RequestTable
from requests_app.models.questions import Question, QuestionsRevision
from requests_app.models.reminders import Reminder, ReminderRules
from requests_app.models.requester_types import RequesterType
from requests_app.models.requesters import Requester, RequesterEntry
from requests_app.models.requests import (
    FOIRequest,
    ReferenceCounter,
    clock_of,
)
from requests_app.models.saved_views import PinnedView, SavedView
from requests_app.models.search import SearchEntry, SearchWord
from requests_app.models.snoozes import Snooze
from requests_app.models.staff import AccountLink, PasswordAsked, PeopleImport
from requests_app.models.tallies import ForecastCheck, StageTime, Tally, Waiting
from requests_app.models.time_spent import TimeSpent

__all__ = [
    "AccountLink",
    "AdministrationEntry",
    "AssignmentRule",
    "BulkAct",
    "BulkRow",
    "CalendarEvent",
    "CalendarFeed",
    "Channel",
    "Clarification",
    "ClockEvent",
    "Complaint",
    "DatedEntry",
    "DeletedNotice",
    "Digest",
    "Enquiry",
    "EnquiryLink",
    "EnquiryReply",
    "EnquiryReplyPart",
    "EnquiryStage",
    "Export",
    "ExportChoices",
    "FOIRequest",
    "FilePreview",
    "Fingerprint",
    "ForecastCheck",
    "HandOver",
    "HandedOver",
    "HistoryEntry",
    "HolidayOverride",
    "InterpretationChange",
    "Job",
    "JobDecision",
    "KeptFile",
    "ListColumns",
    "Login",
    "Notice",
    "NoticeChoices",
    "PasswordAsked",
    "PastImport",
    "PastImportFinding",
    "PeopleImport",
    "PinnedView",
    "Presence",
    "PreviewPage",
    "PriorityAsked",
    "PutAside",
    "Question",
    "QuestionTable",
    "QuestionsRevision",
    "RecalculatedDate",
    "Recalculation",
    "ReferenceCounter",
    "Reminder",
    "ReminderRules",
    "RequestFile",
    "RequestTable",
    "Requester",
    "RequesterEntry",
    "RequesterType",
    "SavedView",
    "SearchEntry",
    "SearchWord",
    "Snooze",
    "StageTime",
    "Tally",
    "TimeSpent",
    "Waiting",
    "Way",
    "WorkerStart",
    "clock_of",
]
