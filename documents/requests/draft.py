"""Hold the nodes of a question tree while lines are still being added to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.requests.language import only_introduces_parts
from documents.requests.lines import Line, joined
from documents.requests.ornament import shown
from documents.requests.tree import Kind, ParsedQuestion


@dataclass(slots=True)
class Draft:
    """A node of the question tree, still open for more lines.

    Attributes:
        start: Where the marker begins in the received text; without a marker, the text.
        marker: As typed.
        label: As typed, without punctuation.
        kind: As in `ParsedQuestion`.
        lines: Its own words, without the marker.
        after: The words after its children.
        children: The nodes beneath.
        is_implicit: Whether the sender never wrote this node (the 1 of "1a").
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
        """Its own words, without the marker."""
        return " ".join(line.text for line in self.lines)

    @property
    def _only_leads_in(self) -> bool:
        """Whether it asks nothing itself, but its parts do: "Please also state:"."""
        return (
            self.kind == "question"
            and any(child.kind == "question" for child in self.children)
            and not self.after
            and only_introduces_parts(shown(self.words))
        )

    def finished(self, *, width: int) -> ParsedQuestion:
        """Return the node as an immutable `ParsedQuestion`.

        Args:
            width: Where the sender's lines were broken, from `wrap_width`.
        """
        return ParsedQuestion(
            label=self.label,
            marker=self.marker,
            text=joined(self.lines, width=width),
            children=tuple(child.finished(width=width) for child in self.children),
            after=joined(self.after, width=width),
            kind="heading" if self._only_leads_in else self.kind,
            is_implicit=self.is_implicit,
            start=self.start,
            end=self.lines[-1].end if self.lines else self.start + len(self.marker),
            after_start=self.after[0].start if self.after else 0,
            after_end=self.after[-1].end if self.after else 0,
        )


def span_of(lines: Sequence[Line], *, at: int) -> tuple[int, int]:
    """Return where some lines start and end; without lines, an empty span at `at`."""
    return (lines[0].start, lines[-1].end) if lines else (at, at)
