"""Represent an opened file: its words, headings, and running heads and feet."""

from dataclasses import dataclass

LARGEST_BYTES = 50 * 1024 * 1024
MOST_PAGES = 500


class UnreadableFile(Exception):
    """A file has no readable words, or too many; the message says which."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line marked as a heading by the file itself.

    Attributes:
        start: Where it begins in the text.
        level: 1 for the title, 2 for the headings under it, and so on.
        text: Its words.
    """

    start: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class FileText:
    """The words of a file.

    Attributes:
        kind: "pdf", "docx" or "text".
        text: Its words in order, each paragraph on one line, an empty line between.
        aside: Running heads and feet, and page numbers. Each appears once here, and not
            in `text` on the pages after the first.
        headings: The lines marked as headings.
    """

    kind: str
    text: str
    aside: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, or a row of a table.

    Attributes:
        text: Its words on one line; cells are separated by a tab.
        level: Its level if it is a heading, else 0.
        is_close: Whether it stands right below the block above, as rows do.
    """

    text: str
    level: int = 0
    is_close: bool = False


def assembled(kind: str, blocks: list[Block], aside: list[str]) -> FileText:
    """Return blocks as one text, with the positions of the headings."""
    parts: list[str] = []
    headings: list[Heading] = []
    length = 0
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if parts:
            parts.append("\n" if block.is_close else "\n\n")
            length += len(parts[-1])
        if block.level:
            headings.append(Heading(length, block.level, text))
        parts.append(text)
        length += len(text)
    once = tuple(dict.fromkeys(line.strip() for line in aside if line.strip()))
    return FileText(kind, "".join(parts), once, tuple(headings))
