"""Write the draft of a response: answers, what they rest on, and the words around."""

from responses.services.drafting.adapting import NotChecked, NotReusable, adapt_answer
from responses.services.drafting.answers import (
    AnswerChanged,
    answer_question,
    restore_answer,
)
from responses.services.drafting.citations import (
    AlreadyCited,
    CitationChanged,
    ProvisionOfOtherLaw,
    UnknownProvision,
    change_citation,
    citable,
    cite_exemption,
    fingerprint,
    remove_citation,
)
from responses.services.drafting.gate import (
    DraftingRefused,
    DraftNotOpen,
    NotAQuestion,
    NotOfThisRequest,
    TextNotTaken,
    TookPart,
)
from responses.services.drafting.letter_text import LetterTextChanged, save_letter_text
from responses.services.drafting.offers import offered_reason, offered_statement
from responses.services.drafting.reviews import (
    NoReview,
    PointChanged,
    decide_review_point,
)
from responses.services.drafting.search import index_answers
from responses.services.drafting.sharing import (
    FACTS,
    SAID,
    NotShared,
    TooFewQuestions,
    share_answer,
    unshare_answer,
)
from responses.services.drafting.statements import (
    FIELDS,
    NoReasonForNeither,
    StatementChanged,
    remove_statement,
    save_statement,
)

# What a citation says, and what the statement says, by field.
CITATION_SAYS = SAID + FACTS
STATEMENT_SAYS = FIELDS

__all__ = [
    "CITATION_SAYS",
    "STATEMENT_SAYS",
    "AlreadyCited",
    "AnswerChanged",
    "CitationChanged",
    "DraftNotOpen",
    "DraftingRefused",
    "LetterTextChanged",
    "NoReasonForNeither",
    "NoReview",
    "NotAQuestion",
    "NotChecked",
    "NotOfThisRequest",
    "NotReusable",
    "NotShared",
    "PointChanged",
    "ProvisionOfOtherLaw",
    "StatementChanged",
    "TextNotTaken",
    "TooFewQuestions",
    "TookPart",
    "UnknownProvision",
    "adapt_answer",
    "answer_question",
    "change_citation",
    "citable",
    "cite_exemption",
    "decide_review_point",
    "fingerprint",
    "index_answers",
    "offered_reason",
    "offered_statement",
    "remove_citation",
    "remove_statement",
    "restore_answer",
    "save_letter_text",
    "save_statement",
    "share_answer",
    "unshare_answer",
]
