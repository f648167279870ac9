"""The words of a message in passages, the quoted history apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from documents.mails.quotes import Lines, quote_start
from mail.models import Message


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a message that stand together.

    Attributes:
        text: The words.
        is_folded: Whether they are quoted history, shown on demand.
    """

    text: str
    is_folded: bool

    @property
    def line_count(self) -> int:
        """The number of lines with words."""
        return sum(bool(line.strip()) for line in self.text.splitlines())

    @property
    def has_no_end(self) -> bool:
        """Whether no signs mark which lines are quoted.

        A reply typed between such lines, or below, cannot be told from these.
        """
        if not self.is_folded:
            return False
        lines = Lines(self.text)
        return quote_start(lines) < len(lines)


def passages_of(message: Message, text: str | None = None) -> list[Passage]:
    """Return all the words of a message; nothing is left out.

    Args:
        message: The message.
        text: Its text, where a part of it is shown; a part has no folds.
    """
    if text is not None and text != message.text:
        return [Passage(text, is_folded=False)]
    return list(_passages(message))


def _passages(message: Message) -> Iterator[Passage]:
    at = 0
    for start, end in message.folds:
        if message.text[at:start].strip():
            yield Passage(message.text[at:start], is_folded=False)
        yield Passage(message.text[start:end], is_folded=True)
        at = end
    if message.text[at:].strip():
        yield Passage(message.text[at:], is_folded=False)
