"""The files of a safe copy, and the words kept and lost."""

from dataclasses import dataclass, field

_MOST_LINES = 200
_LONGEST = 300  # characters of a line


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of a copy.

    Attributes:
        name: Its name.
        part: The part of the original that it holds, such as a sheet's name; "" for
            the whole.
        content: Its bytes.
    """

    name: str
    part: str
    content: bytes


@dataclass
class Words:
    """The words of a file, line by line, as far as they are listed.

    Attributes:
        gone: The words lost.
        kept: The words in the copy.
        more_gone: How many further lines go.
        more_kept: How many further lines stay.
    """

    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    more_gone: int = 0
    more_kept: int = 0

    def lose(self, line: str) -> None:
        """Add a line lost."""
        self.more_gone += _listed(self.gone, line)

    def keep(self, line: str) -> None:
        """Add a line kept."""
        self.more_kept += _listed(self.kept, line)


def _listed(lines: list[str], line: str) -> int:
    """Add a line to a list while there is room; return how many were left out."""
    line = " ".join(line.split())
    if not line:
        return 0
    if len(lines) >= _MOST_LINES:
        return 1
    lines.append(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")
    return 0
