"""Pages on which a response is written."""

from responses.views.drafting.adapting import AdaptAnswer
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
from responses.views.drafting.files import (
    AcceptEnclosure,
    AddEnclosure,
    MoveEnclosure,
    RemoveEnclosure,
    RenameEnclosure,
    ReplaceEnclosure,
)
from responses.views.drafting.letter_text import SaveLetterText
from responses.views.drafting.reviews import (
    AutosaveReviewPoint,
    DecideReviewPoint,
    DraftReview,
)
from responses.views.drafting.statements import RemoveStatement, SaveStatement

__all__ = [
    "AcceptEnclosure",
    "AdaptAnswer",
    "AddEnclosure",
    "AnswerQuestion",
    "AnswerVersions",
    "AutosaveAnswer",
    "AutosaveReviewPoint",
    "ChangeCitation",
    "CiteExemption",
    "DecideReviewPoint",
    "DraftResponse",
    "DraftReview",
    "FindProvisions",
    "MoveEnclosure",
    "RemoveCitation",
    "RemoveEnclosure",
    "RemoveStatement",
    "RenameEnclosure",
    "ReplaceEnclosure",
    "RestoreAnswer",
    "SaveLetterText",
    "SaveStatement",
    "ShareAnswer",
    "UnshareAnswer",
]
