"""One view per page or action."""

from requests_app.views.about import AboutRequest
from requests_app.views.acts import Act
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
from requests_app.views.handling import (
    AddNote,
    AssignRequest,
    RestrictRequest,
    UnrestrictRequest,
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

__all__ = [
    "AboutRequest",
    "Act",
    "AddNote",
    "AnswerEnquiry",
    "AssignRequest",
    "ChangeDetails",
    "CorrectQuestions",
    "Dashboard",
    "DismissErrand",
    "DueDate",
    "Enquiries",
    "Errands",
    "ExportRequests",
    "FOIRequests",
    "FindNotValid",
    "Health",
    "LapseRequest",
    "MakeEnquiry",
    "ReadRequest",
    "ReceiveClarification",
    "ReceiveFee",
    "RecordRequest",
    "RegisterRequest",
    "ReopenRequest",
    "RequestFee",
    "RestrictRequest",
    "RetryErrand",
    "SeekClarification",
    "TransferRequest",
    "UnrestrictRequest",
    "WithdrawRequest",
]
