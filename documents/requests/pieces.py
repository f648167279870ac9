"""Cut a request into pieces, the smallest parts with a role of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from documents.requests.language import sentence_starts
from documents.requests.ornament import is_ornament, shown
from documents.requests.units import Unit

_LONGEST_PARAGRAPH = 20_000  # characters; a longer paragraph is left whole
_MOST_PIECES = 10_000  # once there are so many, paragraphs are left whole


class Role(Enum):
    """The role of a piece in the request; its value stands in the weights."""

    PREAMBLE = "P"
    QUESTION = "Q"
    PARENT = "L"  # a question without a mark; the list below it is its parts
    ITEM = "I"  # a part of the question above, without a mark
    MORE = "T"  # goes on with the piece above
    AFTER = "A"  # goes on with the question whose parts stand above
    HEADING = "H"
    NOTE = "N"
    CLOSING = "C"


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark with the sentence after it, or a sentence.

    Attributes:
        unit: The lines; in the first piece of a marked unit, with the mark.
        words: The words as shown, without the mark and without ornament.
        nth: Which sentence of its paragraph, 0 for the first.
    """

    unit: Unit
    words: str
    nth: int = 0

    @property
    def is_marked(self) -> bool:
        """Whether the piece begins with a mark that has a place in a list."""
        return self.unit.place is not None

    @property
    def is_bullet(self) -> bool:
        """Whether the mark is a bullet."""
        return self.unit.marker is not None and self.unit.marker.is_bullet

    @property
    def depth(self) -> int:
        """The depth of the mark in its list."""
        return self.unit.place.depth if self.unit.place else 0


def pieces_of(units: Sequence[Unit]) -> list[Piece]:
    """Return the pieces of some units, in the order received."""
    pieces: list[Piece] = []
    for unit in _with_ornament(units):
        words = unit.words
        starts = [0]
        if len(words) <= _LONGEST_PARAGRAPH and len(pieces) < _MOST_PIECES:
            starts = sentence_starts(words)
        parts = unit.split(starts) if len(starts) > 1 else [unit]
        pieces.extend(Piece(part, _shown(part), nth) for nth, part in enumerate(parts))
    return pieces


def _shown(unit: Unit) -> str:
    """Return the words of a unit without ornament."""
    drawn = (line.text for line in unit.lines if not is_ornament(line.text))
    return shown(" ".join(drawn)[:_LONGEST_PARAGRAPH])


def _with_ornament(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with words, a drawn line with the words above or below.

    Between a heading and its list it belongs to the heading, so to the words above.
    """
    joined: list[Unit] = []
    drawn: Unit | None = None
    for unit in units:
        if unit.place is None and is_ornament(unit.words):
            if drawn:
                drawn.lines.extend(unit.lines)
            else:
                drawn = Unit(list(unit.lines), unit.start)
            continue
        if drawn and joined and unit.place:
            joined[-1].lines.extend(drawn.lines)
        elif drawn and not unit.place:
            unit = Unit([*drawn.lines, *unit.lines], drawn.start, is_after_gap=True)
        elif drawn:
            joined.append(drawn)
        joined.append(unit)
        drawn = None
    if drawn and joined:
        joined[-1].lines.extend(drawn.lines)
    elif drawn:
        joined.append(drawn)
    return joined
