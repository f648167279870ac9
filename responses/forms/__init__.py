"""One form for each service."""

from responses.forms.clearance import (
    ClearResponseForm,
    IssueResponseForm,
    ReturnResponseForm,
    SendForClearanceForm,
    TakeBackResponseForm,
)
from responses.forms.drafting import (
    AnswerQuestionForm,
    ChangeCitationForm,
    CiteExemptionForm,
    SaveLetterTextForm,
    SaveStatementForm,
    ShareAnswerForm,
)

__all__ = [
    "AnswerQuestionForm",
    "ChangeCitationForm",
    "CiteExemptionForm",
    "ClearResponseForm",
    "IssueResponseForm",
    "ReturnResponseForm",
    "SaveLetterTextForm",
    "SaveStatementForm",
    "SendForClearanceForm",
    "ShareAnswerForm",
    "TakeBackResponseForm",
]
