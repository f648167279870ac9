"""What a draft that came back from Word brought, as its page shows it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An answer for which changes or comments came back.

    Attributes:
        called: Its questions: "Question 2(b)".
        question: The key of the first of these; None for no question.
        number: How many changes became suggestions.
        again: How many changes had come back before.
        comments: How many comments it brought.
        left_out: A sentence for each thing that is not carried.
        is_changed: Whether the answer was saved since the draft went out.
    """

    called: str
    question: int | None = None
    number: int = 0
    again: int = 0
    comments: int = 0
    left_out: list[str] = field(default_factory=list)
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Something that came back and was refused.

    Attributes:
        reason: What it is, and why it was refused.
        words: The words as they came back.
        sent: The words as they went out, where they differ.
    """

    reason: str
    words: str = ""
    sent: str = ""


@dataclass(slots=True)
class Report:
    """What a draft that came back brought."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)

    def as_plain_data(self) -> dict[str, Any]:
        """Return the report as it is stored."""
        return asdict(self)

    @classmethod
    def from_plain_data(cls, data: Mapping[str, Any]) -> Self:
        """Return a report as it was stored."""
        return cls(
            taken=[Taken(**one) for one in data["taken"]],
            refused=[NotTaken(**one) for one in data["refused"]],
        )

    @property
    def number(self) -> int:
        """How many changes became suggestions."""
        return sum(one.number for one in self.taken)
