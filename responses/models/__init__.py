"""What the authority says."""

from responses.models.answers import Answer, AnswerRevision
from responses.models.batches import Batch, BatchItem
from responses.models.citations import Citation, Statement
from responses.models.clearance import DraftPDF
from responses.models.enclosures import Enclosure
from responses.models.gate import SetAside
from responses.models.letters import Letter, ResponseDraft
from responses.models.notices import Notice
from responses.models.past_letters import PastAnswer, PastLetter
from responses.models.reviews import ReviewPoint
from responses.models.sending import ArchivedLetter, Dispatch, PrintRun, Retraction
from responses.models.wording import Letterhead, Wording

__all__ = [
    "Answer",
    "AnswerRevision",
    "ArchivedLetter",
    "Batch",
    "BatchItem",
    "Citation",
    "Dispatch",
    "DraftPDF",
    "Enclosure",
    "Letter",
    "Letterhead",
    "Notice",
    "PastAnswer",
    "PastLetter",
    "PrintRun",
    "ResponseDraft",
    "Retraction",
    "ReviewPoint",
    "SetAside",
    "Statement",
    "Wording",
]
