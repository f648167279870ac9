"""One view per page or action."""

from responses.views.clearance import (
    ClearanceQueue,
    ClearResponse,
    PreviewResponse,
    ReturnResponse,
    SendForClearance,
    TakeBackResponse,
)
from responses.views.copies import DraftInWord, LetterArchive, LetterInWord
from responses.views.drafting import (
    AcceptEnclosure,
    AddEnclosure,
    AnswerQuestion,
    AnswerVersions,
    AutosaveAnswer,
    AutosaveReviewPoint,
    ChangeCitation,
    CiteExemption,
    DecideReviewPoint,
    DraftResponse,
    DraftReview,
    FindProvisions,
    MoveEnclosure,
    RemoveCitation,
    RemoveEnclosure,
    RemoveStatement,
    RenameEnclosure,
    ReplaceEnclosure,
    RestoreAnswer,
    SaveLetterText,
    SaveStatement,
    ShareAnswer,
    UnshareAnswer,
)
from responses.views.enclosures import EnclosureFile
from responses.views.gate import RestoreWarning, SetAsideWarning
from responses.views.home import Home
from responses.views.letterheads import LetterheadPicture, SaveLetterhead
from responses.views.letters import IssueResponse, LetterPage, LetterPDF
from responses.views.notices import (
    AutosaveNotice,
    DiscardNotice,
    IssueNotice,
    WriteNotice,
)
from responses.views.questions import CorrectQuestions
from responses.views.requests import FOIRequestPage
from responses.views.wording import ChangeWording, RestoreWording, WordingPage

__all__ = [
    "AcceptEnclosure",
    "AddEnclosure",
    "AnswerQuestion",
    "AnswerVersions",
    "AutosaveAnswer",
    "AutosaveNotice",
    "AutosaveReviewPoint",
    "ChangeCitation",
    "ChangeWording",
    "CiteExemption",
    "ClearResponse",
    "ClearanceQueue",
    "CorrectQuestions",
    "DecideReviewPoint",
    "DiscardNotice",
    "DraftInWord",
    "DraftResponse",
    "DraftReview",
    "EnclosureFile",
    "FOIRequestPage",
    "FindProvisions",
    "Home",
    "IssueNotice",
    "IssueResponse",
    "LetterArchive",
    "LetterInWord",
    "LetterPDF",
    "LetterPage",
    "LetterheadPicture",
    "MoveEnclosure",
    "PreviewResponse",
    "RemoveCitation",
    "RemoveEnclosure",
    "RemoveStatement",
    "RenameEnclosure",
    "ReplaceEnclosure",
    "RestoreAnswer",
    "RestoreWarning",
    "RestoreWording",
    "ReturnResponse",
    "SaveLetterText",
    "SaveLetterhead",
    "SaveStatement",
    "SendForClearance",
    "SetAsideWarning",
    "ShareAnswer",
    "TakeBackResponse",
    "UnshareAnswer",
    "WordingPage",
    "WriteNotice",
]
