"""Check letters for their required content under s.17 and its kin."""

from statute.notices.checks import check
from statute.notices.confirming import confirmations_in, telling_in
from statute.notices.drafts import (
    SUBJECT,
    Attachment,
    EarlierRequest,
    EstimateBasis,
    Finding,
    GroundDraft,
    NoticeDraft,
    Place,
    QuestionDraft,
    ReasonsCutDown,
    Severity,
    Typed,
    block,
    warn,
)
from statute.notices.outcomes import (
    GIVEN,
    REFUSALS,
    NothingAnswered,
    Outcome,
    letter_type_for,
)
from statute.notices.parts import (
    EXTENSIONS,
    LETTER_RULES,
    PARTS,
    RESPONSES,
    LetterRule,
    LetterType,
    Part,
)
from statute.notices.requirements import Requirements, required_of_ground, requirements
from statute.notices.sentences import Passage, count_words, shortened
from statute.notices.wording import notes_in, perhaps_notes_in, placeholders_in

__all__ = [
    "EXTENSIONS",
    "GIVEN",
    "LETTER_RULES",
    "PARTS",
    "REFUSALS",
    "RESPONSES",
    "SUBJECT",
    "Attachment",
    "EarlierRequest",
    "EstimateBasis",
    "Finding",
    "GroundDraft",
    "LetterRule",
    "LetterType",
    "NothingAnswered",
    "NoticeDraft",
    "Outcome",
    "Part",
    "Passage",
    "Place",
    "QuestionDraft",
    "ReasonsCutDown",
    "Requirements",
    "Severity",
    "Typed",
    "block",
    "check",
    "confirmations_in",
    "count_words",
    "letter_type_for",
    "notes_in",
    "perhaps_notes_in",
    "placeholders_in",
    "required_of_ground",
    "requirements",
    "shortened",
    "telling_in",
    "warn",
]
