"""One form for each service."""

from responses.forms.batches import ChooseRequestsForm, ReprintForm, WriteToManyForm
from responses.forms.clearance import (
    ClearResponseForm,
    IssueResponseForm,
    ReturnResponseForm,
    SendForClearanceForm,
    SetAsideWarningForm,
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
from responses.forms.enclosures import (
    AcceptEnclosureForm,
    AddEnclosureForm,
    RenameEnclosureForm,
    ReplaceEnclosureForm,
)
from responses.forms.letterheads import SaveLetterheadForm
from responses.forms.notices import IssueNoticeForm, WriteNoticeForm
from responses.forms.past_letters import (
    AdaptAnswerForm,
    BringInLettersForm,
    ConfirmPastLetterForm,
    DiscardPastLetterForm,
    FindPastLettersForm,
)
from responses.forms.reviews import DecideReviewPointForm
from responses.forms.sending import (
    CameBackForm,
    CorrectLetterForm,
    RetractLetterForm,
    SendingFields,
    SendLetterForm,
)
from responses.forms.wording import RestoreWordingForm, SaveWordingForm

__all__ = [
    "AcceptEnclosureForm",
    "AdaptAnswerForm",
    "AddEnclosureForm",
    "AnswerQuestionForm",
    "BringInLettersForm",
    "CameBackForm",
    "ChangeCitationForm",
    "ChooseRequestsForm",
    "CiteExemptionForm",
    "ClearResponseForm",
    "ConfirmPastLetterForm",
    "CorrectLetterForm",
    "DecideReviewPointForm",
    "DiscardPastLetterForm",
    "FindPastLettersForm",
    "IssueNoticeForm",
    "IssueResponseForm",
    "RenameEnclosureForm",
    "ReplaceEnclosureForm",
    "ReprintForm",
    "RestoreWordingForm",
    "RetractLetterForm",
    "ReturnResponseForm",
    "SaveLetterTextForm",
    "SaveLetterheadForm",
    "SaveStatementForm",
    "SaveWordingForm",
    "SendForClearanceForm",
    "SendLetterForm",
    "SendingFields",
    "SetAsideWarningForm",
    "ShareAnswerForm",
    "TakeBackResponseForm",
    "WriteNoticeForm",
    "WriteToManyForm",
]
