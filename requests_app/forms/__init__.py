"""One form for each service."""

from requests_app.forms.clock import (
    ReceiveClarificationForm,
    ReceiveFeeForm,
    RequestFeeForm,
    SeekClarificationForm,
)
from requests_app.forms.enquiries import AnswerEnquiryForm, MakeEnquiryForm
from requests_app.forms.errands import DismissErrandForm
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

__all__ = [
    "ActionForm",
    "ActionHelper",
    "AddNoteForm",
    "AnswerEnquiryForm",
    "AssignRequestForm",
    "ChangeDetailsForm",
    "CorrectQuestionsForm",
    "DayField",
    "DismissErrandForm",
    "FindNotValidForm",
    "FindRequestsForm",
    "LapseRequestForm",
    "MakeEnquiryForm",
    "PoundsField",
    "ReceiveClarificationForm",
    "ReceiveFeeForm",
    "RecordRequestForm",
    "ReopenRequestForm",
    "RequestFeeForm",
    "RestrictRequestForm",
    "SeekClarificationForm",
    "TransferRequestForm",
    "UnrestrictRequestForm",
    "WithdrawRequestForm",
    "sealed_outline",
]
