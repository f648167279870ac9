"""Pages on which a response is written."""

from responses.views.drafting.answers import (
    AnswerQuestion,
    AnswerVersions,
    AutosaveAnswer,
    RestoreAnswer,
)
from responses.views.drafting.citations import (
    ChangeCitation,
    CiteExemption,
    FindProvisions,
    RemoveCitation,
)
from responses.views.drafting.draft import DraftResponse, ShareAnswer, UnshareAnswer
from responses.views.drafting.letter_text import SaveLetterText
from responses.views.drafting.statements import RemoveStatement, SaveStatement

__all__ = [
    "AnswerQuestion",
    "AnswerVersions",
    "AutosaveAnswer",
    "ChangeCitation",
    "CiteExemption",
    "DraftResponse",
from responses.views.drafting.reviews import (
    AutosaveReviewPoint,
    DecideReviewPoint,
    DraftReview,
)
    "FindProvisions",
    "RemoveCitation",
    "RemoveStatement",
    "RestoreAnswer",
    "SaveLetterText",
    "SaveStatement",
    "ShareAnswer",
    "UnshareAnswer",
]
    "AutosaveReviewPoint",
    "DecideReviewPoint",
    "DraftReview",
