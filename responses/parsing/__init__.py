"""The text of an old letter → its questions, answers, grounds and outcome."""

from responses.parsing.answers import flattened
from responses.parsing.reader import read_reply
from responses.parsing.reply import (
    Asked,
    LetterOutcome,
    ParsedReply,
    Passage,
    RepliedQuestion,
    Role,
)

__all__ = [
    "Asked",
    "LetterOutcome",
    "ParsedReply",
    "Passage",
    "RepliedQuestion",
    "Role",
    "flattened",
    "read_reply",
]
