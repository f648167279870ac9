"""The content controls of a draft as sent."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from responses.models import WordDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A content control.

    Attributes:
        tag: Its tag.
        words: Its words.
        called: The questions of its answer: "Question 2(b)"; "" for locked text.
        question: The key of the first of these; None for locked text.
        version: The version of the answer; 0 where there was none.
    """

    tag: str
    words: str
    called: str = ""
    question: int | None = None
    version: int = 0

    def as_plain_data(self) -> dict[str, Any]:
        """Return the control as it is stored."""
        return asdict(self)


def sent_with(draft: WordDraft) -> Iterator[Sent]:
    """Yield the controls of a draft, in order."""
    return (Sent(**one) for one in draft.controls)


def differing_lines(sent: str, returned: str) -> tuple[str, str]:
    """Return the lines of each text missing in the other, apart from blanks."""
    before, after = _lines(sent), _lines(returned)
    return "\n".join((before - after).elements()), "\n".join(
        (after - before).elements()
    )


def _lines(text: str) -> Counter[str]:
    return Counter(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
