"""One view per page or action."""

from requests_app.views.about import AboutRequest
from requests_app.views.acts import Act
from requests_app.views.administration import Administration
from requests_app.views.clock import (
    ReceiveClarification,
    ReceiveFee,
    RequestFee,
    SeekClarification,
)
from requests_app.views.dashboard import Dashboard
from requests_app.views.due_date import DueDate
from requests_app.views.enquiries import AnswerEnquiry, Enquiries, MakeEnquiry
from requests_app.views.errands import DismissErrand, Errands, Health, RetryErrand
from requests_app.views.extensions import ExtendTime, RecordClockFact
from requests_app.views.handling import (
    AddNote,
    AssignRequest,
    RestrictRequest,
    UnrestrictRequest,
)
from requests_app.views.holidays import (
    AddHoliday,
    CompleteYear,
    Holidays,
    PutBackHoliday,
    StrikeOutHoliday,
)
from requests_app.views.intake import (
    ChangeDetails,
    FindNotValid,
    ReadRequest,
    RecordRequest,
    RegisterRequest,
)
from requests_app.views.lists import ExportRequests, FOIRequests
from requests_app.views.moves import (
    LapseRequest,
    ReopenRequest,
    TransferRequest,
    WithdrawRequest,
)
from requests_app.views.questions import CorrectQuestions
from requests_app.views.readings import (
    ChangeReadings,
    Closures,
    ReadingsPage,
    RecordClosure,
    WithdrawClosure,
)
from requests_app.views.received import ReceivedText, ReceivedTextFile
from requests_app.views.recomputations import (
    AskForRecomputation,
    RecomputationPage,
    Recomputations,
    RetryRecomputation,
)
from requests_app.views.reviews import ExtendReview, RequestReview

__all__ = [
    "AboutRequest",
    "Act",
    "AddHoliday",
    "AddNote",
    "Administration",
    "AnswerEnquiry",
    "AskForRecomputation",
    "AssignRequest",
    "ChangeDetails",
    "ChangeReadings",
    "Closures",
    "CompleteYear",
    "CorrectQuestions",
    "Dashboard",
    "DismissErrand",
    "DueDate",
    "Enquiries",
    "Errands",
    "ExportRequests",
    "ExtendReview",
    "ExtendTime",
    "FOIRequests",
    "FindNotValid",
    "Health",
    "Holidays",
    "LapseRequest",
    "MakeEnquiry",
    "PutBackHoliday",
    "ReadRequest",
    "ReadingsPage",
    "ReceiveClarification",
    "ReceiveFee",
    "ReceivedText",
    "ReceivedTextFile",
    "RecomputationPage",
    "Recomputations",
    "RecordClockFact",
    "RecordClosure",
    "RecordRequest",
    "RegisterRequest",
    "ReopenRequest",
    "RequestFee",
    "RequestReview",
    "RestrictRequest",
    "RetryErrand",
    "RetryRecomputation",
    "SeekClarification",
    "StrikeOutHoliday",
    "TransferRequest",
    "UnrestrictRequest",
    "WithdrawClosure",
    "WithdrawRequest",
]
