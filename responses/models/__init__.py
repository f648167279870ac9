"""What the authority says."""

from responses.models.answers import Answer, AnswerRevision
from responses.models.citations import Citation, Statement
from responses.models.letters import Letter, ResponseDraft

__all__ = [
    "Answer",
    "AnswerRevision",
    "Citation",
    "Letter",
    "ResponseDraft",
    "Statement",
]
