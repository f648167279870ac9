"""One form for each service."""

from requests_app.forms.calendars import (
    AddHolidayForm,
    AskForRecomputationForm,
    CompleteYearForm,
    PutBackHolidayForm,
    StrikeOutHolidayForm,
)
from requests_app.forms.clock import (
    ReceiveClarificationForm,
    ReceiveFeeForm,
    RequestFeeForm,
    SeekClarificationForm,
)
from requests_app.forms.enquiries import AnswerEnquiryForm, MakeEnquiryForm
from requests_app.forms.errands import DismissErrandForm
from requests_app.forms.extensions import ExtendTimeForm, RecordClockFactForm
from requests_app.forms.fields import DayField, PoundsField
from requests_app.forms.handling import (
    AddNoteForm,
    AssignRequestForm,
    RestrictRequestForm,
    UnrestrictRequestForm,
)
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.forms.intake import (
    ChangeDetailsForm,
    FindNotValidForm,
    RecordRequestForm,
)
from requests_app.forms.lists import FindRequestsForm
from requests_app.forms.moves import (
    LapseRequestForm,
    ReopenRequestForm,
    TransferRequestForm,
    WithdrawRequestForm,
)
from requests_app.forms.questions import CorrectQuestionsForm, sealed_outline
from requests_app.forms.readings import (
    ChangeReadingsForm,
    RecordClosureForm,
    WithdrawClosureForm,
    points_of,
)
from requests_app.forms.reviews import ExtendReviewForm, RequestReviewForm

__all__ = [
    "ActionForm",
    "ActionHelper",
    "AddHolidayForm",
    "AddNoteForm",
    "AnswerEnquiryForm",
    "AskForRecomputationForm",
    "AssignRequestForm",
    "ChangeDetailsForm",
    "ChangeReadingsForm",
    "CompleteYearForm",
    "CorrectQuestionsForm",
    "DayField",
    "DismissErrandForm",
    "ExtendReviewForm",
    "ExtendTimeForm",
    "FindNotValidForm",
    "FindRequestsForm",
    "LapseRequestForm",
    "MakeEnquiryForm",
    "PoundsField",
    "PutBackHolidayForm",
    "ReceiveClarificationForm",
    "ReceiveFeeForm",
    "RecordClockFactForm",
    "RecordClosureForm",
    "RecordRequestForm",
    "ReopenRequestForm",
    "RequestFeeForm",
    "RequestReviewForm",
    "RestrictRequestForm",
    "SeekClarificationForm",
    "StrikeOutHolidayForm",
    "TransferRequestForm",
    "UnrestrictRequestForm",
    "WithdrawClosureForm",
    "WithdrawRequestForm",
    "points_of",
    "sealed_outline",
]
