"""Join the lines broken by a mail program for the way (RFC 3676)."""

from typing import Final

SIGNATURE: Final = "-- "


def unfolded(text: str, *, delete_space: bool) -> str:
    """Return text with its paragraphs on one line each again.

    A line that ends with a space goes on, if the next line is quoted as deep.

    Args:
        text: The text as it was sent.
        delete_space: Whether the space at the end of a line is no part of the text.
    """
    out: list[str] = []
    pieces: list[str] = []
    depth = -1  # of the paragraph read; -1 between paragraphs
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.lstrip(">")
        quotes = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        goes_on = bare.endswith(" ") and bare != SIGNATURE
        if pieces and (quotes != depth or bare == SIGNATURE):
            out.append(_quoted("".join(pieces).rstrip(), depth))
            pieces = []
        pieces.append(bare[:-1] if goes_on and delete_space else bare)
        depth = quotes
        if not goes_on:
            out.append(_quoted("".join(pieces), depth))
            pieces = []
    if pieces:
        out.append(_quoted("".join(pieces).rstrip(), depth))
    return "\n".join(out)


def _quoted(words: str, depth: int) -> str:
    return f"{'>' * min(depth, 50)} {words}".rstrip() if depth > 0 else words
