"""The text of an old letter → its questions, answers, grounds and outcome."""

from responses.parsing import facts
from responses.parsing.answers import flattened
from responses.parsing.letter import ReadLetter, read_letter, understood
from responses.parsing.printing import as_dict, as_outline, said
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
    "ReadLetter",
    "RepliedQuestion",
    "Role",
    "as_dict",
    "as_outline",
    "facts",
    "flattened",
    "read_letter",
    "read_reply",
    "said",
    "understood",
]
