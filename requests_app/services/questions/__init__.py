"""Correct the questions of a request, with all that hangs on them."""

from requests_app.services.questions.consequences import Correction
from requests_app.services.questions.correcting import (
    Follow,
    NothingToUndo,
    QuestionsChanged,
    QuestionsFixed,
    correct_questions,
    nothing_follows,
    redo_correction,
    undo_correction,
    write_first,
)

__all__ = [
    "Correction",
    "Follow",
    "NothingToUndo",
    "QuestionsChanged",
    "QuestionsFixed",
    "correct_questions",
    "nothing_follows",
    "redo_correction",
    "undo_correction",
    "write_first",
]
