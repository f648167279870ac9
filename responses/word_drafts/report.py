"""The report on a returned draft, as its page shows the report."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An answer with changes or comments in the returned draft.

    Attributes:
        called: Its questions: "Question 2(b)".
        question: The key of the first of these; None for no question.
        number: How many changes became suggestions.
        again: How many changes had been returned before.
        comments: How many comments it brought.
        left_out: A sentence for each kind of loss.
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
    """A refused part of the returned draft.

    Attributes:
        reason: The part, and the reason for refusing.
        words: The words as returned.
        sent: The words as sent, where they differ.
    """

    reason: str
    words: str = ""
    sent: str = ""


@dataclass(slots=True)
class Report:
    """The parts taken and the parts refused."""

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
