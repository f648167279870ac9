"""A question with its answer, and passages that answer no single question."""

import re
from dataclasses import dataclass, field

from documents.replies.reply import Asked
from documents.requests.units import Unit

_GENERAL = re.compile(
    r"\W*(?:(?:applied |relevant )?exemptions?(?: applied)?|refusal notice|legal annex|"
    r"reasons? for (?:the |this |our )?decision|"
    r"public interest (?:test|considerations?)|"
    r"overall harm|general|duty to (?:advise|confirm)[^.]{0,60})\s?[:.\-–]*\Z",
    re.IGNORECASE,
)
_ANYTHING_ELSE = re.compile(
    r"(?=.{0,200}\bneither\s(?:confirms?|confirming)\b).{0,300}\bany\s(?:other|further)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Answered:
    """A question, with the units of its answer, and further words of its own."""

    asked: Asked
    units: list[Unit] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


def speaks_of_all(unit: Unit) -> bool:
    """Whether a unit concerns the whole request: grounds, "any other information"."""
    return bool(_GENERAL.match(unit.words) or _ANYTHING_ELSE.match(unit.words))
