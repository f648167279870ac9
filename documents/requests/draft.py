"""A tree while it is being read: nodes that still gather lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.requests.lines import Line, joined
from documents.requests.tree import Kind, ParsedQuestion


@dataclass(slots=True)
class Draft:
    """A node that still gathers lines.

    Attributes:
        start: Where its marker, or else its text, begins in the received text.
        marker: As typed.
        label: As typed, without punctuation.
        kind: As in `ParsedQuestion`.
        lines: Its own words, the marker left out.
        after: The words after its children.
        children: The nodes beneath.
        is_implicit: Whether nobody wrote it.
    """

    start: int
    marker: str = ""
    label: str = ""
    kind: Kind = "question"
    lines: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)
    is_implicit: bool = False

    @property
    def words(self) -> str:
        """Its own words, the marker left out."""
        return " ".join(line.text for line in self.lines)

    def finished(self, *, width: int) -> ParsedQuestion:
        """Return the node as it is handed on.

        Args:
            width: Where the sender's lines were broken, from `wrap_width`.
        """
        return ParsedQuestion(
            label=self.label,
            marker=self.marker,
            text=joined(self.lines, width=width),
            children=tuple(child.finished(width=width) for child in self.children),
            after=joined(self.after, width=width),
            kind=self.kind,
            is_implicit=self.is_implicit,
            start=self.start,
            end=self.lines[-1].end if self.lines else self.start + len(self.marker),
            after_start=self.after[0].start if self.after else 0,
            after_end=self.after[-1].end if self.after else 0,
        )


def span_of(lines: Sequence[Line], *, at: int) -> tuple[int, int]:
    """Return where some lines begin and end, an empty span at `at` for none."""
    return (lines[0].start, lines[-1].end) if lines else (at, at)
