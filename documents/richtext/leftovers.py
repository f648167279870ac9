"""Say what of a pasted text was left out, in the officer's words."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

_MOST_QUOTED: Final = 4
_LONGEST_QUOTE: Final = 80


class Reason(StrEnum):
    """Why words were left out; the sentence's beginning."""

    STRUCK = "Struck-out or deleted words were left out"
    COMMENT = "Comments were left out"
    HIDDEN = "Hidden words were left out"
    BLACKED = "Words with the colour of their background were left out"
    RED = (
        "Its sheet may show a number below nought in red without a sign, and a letter "
        "has no colours, so check"
    )
    NARROW = (
        "Some cells were too narrow to show their number, so widen the column and copy "
        "again"
    )
    QUOTED = (
        "This has a message quoted from a mail, so check that it belongs in the letter"
    )
    DEEP = "Words within too many other elements were left out"
    OTHER = "A letter cannot hold some of this, so it was left out"
    PICTURE = "Pictures"


@dataclass(slots=True)
class Leftovers:
    """What was left out, in order."""

    _found: dict[Reason, list[str]] = field(default_factory=dict)
    _last: Reason | None = None

    def add(self, reason: Reason, words: str, *, joined: bool = False) -> None:
        """Note words left out.

        Args:
            reason: Why.
            words: The words, or the name of a thing.
            joined: Whether the words go on with those left out last, if these were
                left out for the same reason.
        """
        pieces = self._found.setdefault(reason, [])
        if joined and self._last == reason and pieces:
            pieces[-1] += words
        else:
            pieces.append(words)
        self._last = reason

    def part(self) -> None:
        """Note that words were kept: what is left out next is another passage."""
        self._last = None

    def sentences(self) -> list[str]:
        """Return a sentence for each reason, quoting what was left out."""
        return [
            _pictures(len(pieces))
            if reason is Reason.PICTURE
            else _sentence(reason, pieces)
            for reason, pieces in self._found.items()
        ]


def _pictures(many: int) -> str:
    if many == 1:
        return "1 picture was left out: add it as a file."
    return f"{many} pictures were left out: add them as files."


def _sentence(reason: Reason, pieces: list[str]) -> str:
    folded = dict.fromkeys(" ".join(piece.split()) for piece in pieces)
    said = [one for one in folded if one]
    if reason is Reason.OTHER:
        return f"{reason}: {', '.join(said)}."
    quoted = [f"“{_shortened(one)}”" for one in said[:_MOST_QUOTED]]
    more = len(said) - _MOST_QUOTED
    if more > 0:
        quoted.append(f"and {more} more")
    return f"{reason}: {', '.join(quoted)}." if quoted else f"{reason}."


def _shortened(words: str) -> str:
    if len(words) <= _LONGEST_QUOTE:
        return words
    return words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
