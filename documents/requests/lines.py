"""Split a received text into lines, without quote signs and margins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.requests.markers import marker_of
from documents.requests.ornament import block_starts, is_html, is_paragraph, past_tags

MOST_LINES = 10_000  # a longer text is a log or a table, not more questions
_TAB = 8  # columns
_MARK = 80  # characters in which a mark is looked for
_MAIL_WIDTH = 110  # mail programs break lines well before this many columns
_NARROWEST_MAIL = 55  # columns; mail programs break no lines before this
_SHORTEST_PROSE = 45  # characters; a longer line is prose
_SLACK = 5  # columns; mail programs differ in counting
_BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff\u00ad"
_WORDS = re.compile(rf"[^\s{_INVISIBLE}][^{_BREAKS}]*")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_QUOTE_SIGNS = re.compile(r"(?:>(?!=)[ \t]{0,3})+")
_MARGIN = rf"[ \t{_INVISIBLE}]{{0,12}}>(?!=)"
_QUOTED_MAIL = re.compile(
    rf"(?:^|[{_BREAKS}]){_MARGIN}[^{_BREAKS}]*(?:\r\n|[{_BREAKS}]){_MARGIN}"
)
# Two lines that both begin like this are two questions, whatever their punctuation.
_ASKS = re.compile(
    r"(?:and )?(?:how (?:many|much|long|often|old|far)|wh(?:at|ich|o|en|ere|y))\b",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "?", "!", ":", ";", ".)", "?)", '."', '?"', ".”", "?”")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line, without its margin.

    Attributes:
        text: The words, from the first visible character to the last.
        start: Where `text` begins in the received text.
        indent: The distance of `text` from the left edge, in columns.
        is_after_gap: Whether an empty line, or nothing, stands above it.
        quote_depth: How many more quote signs stood before it than before the others.
        reach: The column at which the line ends; 0 means right after its words.
    """

    text: str
    start: int
    indent: int
    is_after_gap: bool
    quote_depth: int = 0
    reach: int = 0

    @property
    def end(self) -> int:
        """Where `text` ends in the received text, exclusive."""
        return self.start + len(self.text)

    def split(self, at: int) -> "tuple[Line, Line]":
        """Return this line as two lines, the second starting at character `at`."""
        head, tail = self.text[:at].rstrip(), self.text[at:].lstrip()
        return (
            replace(self, text=head, reach=0),
            replace(
                self,
                text=tail,
                start=self.end - len(tail),
                is_after_gap=False,
                reach=self.right_edge,
            ),
        )

    @property
    def right_edge(self) -> int:
        """The column at which the line ends."""
        return self.reach or self.indent + len(self.text)


def lines_of(text: str) -> list[Line]:
    """Return the non-empty lines of a text, at most `MOST_LINES`."""
    has_tags = is_html(text)
    is_mail = _QUOTED_MAIL.search(text) is not None
    lines: list[Line] = []
    last_end, is_after_gap = 0, True
    for found in _WORDS.finditer(text):
        start, words = found.start(), found.group()
        space = text[last_end:start]
        last_end = found.end()
        margin = space[_margin_start(space) :]
        is_after_gap = is_after_gap or len(_BREAK.findall(space, 0, 400)) > 1
        depth = 0
        if is_mail and (signs := _QUOTE_SIGNS.match(words)):
            depth = signs.group().count(">")
            start += signs.end()
            words = words[signs.end() :]
            margin = signs.group()[signs.group().rfind(">") + 2 :]
        words = words.rstrip()
        if not words:
            is_after_gap = True
            continue
        if len(lines) >= MOST_LINES:
            break
        indent = len(margin.expandtabs(_TAB))
        line = Line(words, start, indent, is_after_gap, depth)
        lines.extend(_blocks(line) if has_tags else [line])
        is_after_gap = False
    return _from_the_least_depth(lines[:MOST_LINES])


def _from_the_least_depth(lines: list[Line]) -> list[Line]:
    """Return the lines with depths counted from the least: all may be quoted."""
    least = min((line.quote_depth for line in lines), default=0)
    if not least:
        return lines
    return [replace(line, quote_depth=line.quote_depth - least) for line in lines]


def _blocks(line: Line) -> list[Line]:
    """Return a line of HTML as a line for each block, typed marks at its start."""
    apart = {
        _mark_start(line.text, start): is_paragraph(line.text, start)
        for start in block_starts(line.text)
    }
    starts = sorted({0, *apart})
    return [
        replace(
            line,
            text=line.text[start:end].rstrip(),
            start=line.start + start,
            is_after_gap=apart.get(start, False) if start else line.is_after_gap,
        )
        for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True)
    ]


def _mark_start(words: str, start: int) -> int:
    """Return where a block begins: at a mark, the tags go with the words above."""
    at = past_tags(words, start)
    return at if at > start and marker_of(words[at : at + _MARK]) else start


def _margin_start(space: str) -> int:
    """Return where the last line of some white space begins."""
    return max(space.rfind(mark) + 1 for mark in "\n\r\v\f\x85\u2028\u2029")


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the column at which the sender's lines were broken, 0 for unbroken lines.

    In a wrapped text, many lines end just short of the same column, and some of the
    next lines begin with a small letter.
    """
    widths = [line.right_edge for line in lines]
    widest = max(widths, default=0)
    if not _NARROWEST_MAIL <= widest <= _MAIL_WIDTH:
        return 0
    full = sum(width > widest - 12 for width in widths)
    prose = sum(len(line.text) > _SHORTEST_PROSE for line in lines)
    continued = sum(
        below.text[0].islower() and not below.is_after_gap and width > widest - 12
        for width, below in zip(widths, lines[1:], strict=False)
    )
    return widest if full >= 3 and full >= 0.4 * prose and continued >= 2 else 0


def goes_on(line: Line, after: Line, *, width: int) -> bool:
    """Whether `line` continues the line above, after a break by a mail program.

    Args:
        line: The lower line.
        after: The line above it.
        width: The result of `wrap_width` for the whole text.
    """
    if line.is_after_gap or _is_title(line.text):
        return False
    first_word = line.text.split(None, 1)[0]
    is_open = not after.text.endswith(_SENTENCE_END)
    if width and after.right_edge + len(first_word) > width - _SLACK:
        return True
    if width and is_open and after.right_edge > 0.7 * width:
        return True
    if _ASKS.match(line.text) and _ASKS.match(after.text):
        return False
    return is_open and line.text[0].islower()


def _is_title(words: str) -> bool:
    """Whether a line is a title in capitals, of more than one word."""
    return words.isupper() and " " in words and words[-1].isalpha()


def joined(lines: Sequence[Line], *, width: int) -> str:
    """Return lines as a single text, with broken lines rejoined."""
    parts: list[str] = []
    for above, line in zip([None, *lines], lines, strict=False):
        if above is not None:
            if line.is_after_gap:
                parts.append("\n\n")
            else:
                is_same = line.reach > 0  # the rest of the line above, split off
                is_one = is_same or goes_on(line, above, width=width)
                parts.append(" " if is_one else "\n")
        parts.append(line.text)
    return "".join(parts)
