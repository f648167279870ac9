"""Models of answers, letters and their sending."""

from responses.models.advice import Advice, AdviceChase, AdviceRule, AdviceSource
from responses.models.answers import Answer, AnswerRevision
from responses.models.approving import Look, PartApproval, PartReturn
from responses.models.batches import Batch, BatchItem
from responses.models.checks import WarningOverride
from responses.models.citations import Citation, NCNDStatement
from responses.models.clearance import DraftPDF
from responses.models.comments import Comment, Mention
from responses.models.enclosures import Enclosure
from responses.models.enquiry_files import EnquiryFile
from responses.models.filled_tables import FilledTable
from responses.models.letters import (
    Letter,
    LetterAnswer,
    LetterStatement,
    ResponseDraft,
)
from responses.models.library import Paragraph, ParagraphVersion
from responses.models.meaning import (
    AnswerMeaning,
    KeptDifference,
    MeaningSearch,
    Neighbour,
    QuestionMeaning,
)
from responses.models.precedents import PreviousAnswer, PreviousResponse
from responses.models.procedural import ProceduralDraft
from responses.models.reviews import ReviewedProvision, ReviewPoint
from responses.models.revisions import DraftRevision
from responses.models.round_robins import (
    RoundRobin,
    RoundRobinEntry,
    RoundRobinMember,
)
from responses.models.routes import (
    Clearance,
    ClearanceRoute,
    ClearanceStep,
    RouteRule,
    RouteStep,
)
from responses.models.safe_copies import (
    OriginalFile,
    SafeCopy,
    SafeCopyFile,
    SafeCopyPicture,
)
from responses.models.senders import Receipt, Sender
from responses.models.sending import (
    ArchivedLetter,
    Dispatch,
    LetterWithdrawal,
    PrintRun,
)
from responses.models.suggestions import (
    Suggestion,
    SuggestionBase,
    WordDraft,
    WordReturn,
)
from responses.models.wording import Letterhead, Wording

__all__ = [
    "Advice",
    "AdviceChase",
    "AdviceRule",
    "AdviceSource",
    "Answer",
    "AnswerMeaning",
    "AnswerRevision",
    "ArchivedLetter",
    "Batch",
    "BatchItem",
    "Citation",
    "Clearance",
    "ClearanceRoute",
    "ClearanceStep",
    "Comment",
    "Dispatch",
    "DraftPDF",
    "DraftRevision",
    "Enclosure",
    "EnquiryFile",
    "FilledTable",
    "KeptDifference",
    "Letter",
    "LetterAnswer",
    "LetterStatement",
    "LetterWithdrawal",
    "Letterhead",
    "Look",
    "MeaningSearch",
    "Mention",
    "NCNDStatement",
    "Neighbour",
    "OriginalFile",
    "Paragraph",
    "ParagraphVersion",
    "PartApproval",
    "PartReturn",
    "PreviousAnswer",
    "PreviousResponse",
    "PrintRun",
    "ProceduralDraft",
    "QuestionMeaning",
    "Receipt",
    "ResponseDraft",
    "ReviewPoint",
    "ReviewedProvision",
    "RoundRobin",
    "RoundRobinEntry",
    "RoundRobinMember",
    "RouteRule",
    "RouteStep",
    "SafeCopy",
    "SafeCopyFile",
    "SafeCopyPicture",
    "Sender",
    "Suggestion",
    "SuggestionBase",
    "WarningOverride",
    "WordDraft",
    "WordReturn",
    "Wording",
]
