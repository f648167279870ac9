"""Read a citation piece by piece: numbers, brackets, and words joining them."""

import re
from dataclasses import dataclass, field

from statute.exemptions.numbers import Link, Piece

_NUMBER = re.compile(r"(\d{1,3}[A-Z]{0,2})(?![\w%]|[.:/]\d|,\d{3})", re.IGNORECASE)
_BRACKET = re.compile(
    r"[^\S\n]{0,2}(?P<line>\n?)[^\S\n]{0,4}[(\[]\s?"
    r"(?P<limb>\d{1,2}[A-Z]{0,2}|a[a-d]|[ivx]{1,4}|[A-Z])\s?[)\]]",
    re.IGNORECASE,
)
# The "a" of "31(1)a" and the "b" of "36(2)b(i)".
_BARE_LIMB = re.compile(r"(?<=\))(?P<limb>[A-Z])(?!\w)", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?:regulations?|regs?\b\.?|sections?|sect?s?\b\.?|ss?\b\.?|ss?(?=\d))"
    r"\s{0,3}(?=\d)",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"""
    \s{0,3}
    (?: ,\s{0,2}(?:(?:and/or|and|or)\b|&)? | (?P<stop> ; ) | (?:and/or|and|or)\b
      | [&/+] | as\swell\sas\b | together\swith\b
      | (?P<under> (?:when\s)?read\swith\b | (?:read\s)?in\sconjunction\swith\b
        | by\svirtue\sof\b | via\b )
      | (?P<range> to\b | through\b | [-–—] ) )
    \s{0,3}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# After "section 40 and", a bare 43 is a section too if followed by one of these.
_ENDS_LIST = re.compile(r"\s{0,3}(?:(?:of|and|or|under|FOIA)\b|&|[,.;:)(]|\Z)")
# Text after the bracket of a list item, "(b) Section 40(2)", but not after a limb.
_ITEM = re.compile(r"\s+[A-Z]")
_ITEM_CITES = re.compile(r"\s+(?:sections?|regulations?|regs?|ss?)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:sub-?sections?|paragraphs?|paras?\.?|limbs?)(?P<limbs>(?:\s{0,2}"
    r"(?:(?:and|or)\b|,|&)?\s{0,2}[(\[](?:\d{1,2}[A-Z]?|[A-Z]{1,3})[)\]]){1,6})"
    r"\s{1,2}(?:of|in|under)\s{1,2}\Z",
    re.IGNORECASE,
)
_LONGEST_LEAD = 60  # characters


@dataclass(slots=True)
class Pieces:
    """The pieces of one citation, read from `start` in `text` up to `end`.

    `is_series` marks "sections 21 to 44": a Part of the Act, not a ground. `underlying`
    is the position of "by virtue of", as an end and a number of pieces.
    """

    text: str
    start: int
    end: int = 0
    pieces: list[Piece] = field(default_factory=list)
    is_series: bool = False
    underlying: tuple[int, int] | None = None

    def leave_out_underlying(self) -> bool:
        """Drop the pieces after "by virtue of", found to be another Act's section.

        Returns:
            Whether there were any such pieces.
        """
        if self.underlying is None:
            return False
        self.end, count = self.underlying
        del self.pieces[count:]
        return True

    @property
    def is_bare(self) -> bool:
        """Whether the citation is a single number without a bracket."""
        return len(self.pieces) == 1


def read_pieces(text: str, start: int, *, is_plural: bool) -> Pieces:
    """Read a number, its brackets and any numbers joined to it by "and" and the like.

    Args:
        text: The text to read from.
        start: Where the first number stands.
        is_plural: Whether "sections" or "regs" came before, so that a later number
            needs no word of its own.
    """
    read = Pieces(text, start, start)
    first = _NUMBER.match(text, start)
    if not first:
        return read
    _take_number(read, first)
    while join := _JOIN.match(text, read.end):
        link = Link.UP_TO if join["range"] else Link.BESIDE
        limb = _BRACKET.match(text, join.end())
        if limb and not _is_list_item(text, limb, is_after_stop=bool(join["stop"])):
            read.pieces.append((link, limb["limb"]))
            read.end = limb.end()
            _take_brackets(read)
        elif number := _another_number(text, join.end(), is_plural=is_plural):
            if join["under"] and read.underlying is None:
                read.underlying = (read.end, len(read.pieces))
            read.is_series |= link is Link.UP_TO
            _take_number(read, number)
        else:
            break
    return read


def read_lead(read: Pieces, start: int) -> int:
    """Move the limbs of "paragraph (a) of section 31(1)" to their place.

    Returns:
        Where the whole citation starts: `start`, or earlier if limbs come first.
    """
    lead = _LEAD.search(read.text[max(start - _LONGEST_LEAD, 0) : start])
    if not lead or not read.pieces:
        return start
    limbs = [limb["limb"] for limb in _BRACKET.finditer(lead["limbs"])]
    own = 1
    while own < len(read.pieces) and read.pieces[own][0] is Link.WITHIN:
        own += 1
    links = [Link.WITHIN, *[Link.BESIDE] * (len(limbs) - 1)]
    read.pieces[own:own] = list(zip(links, limbs, strict=True))
    return start - len(lead.group())


def _take_number(read: Pieces, number: re.Match[str]) -> None:
    read.pieces.append((Link.NUMBER, number[1]))
    read.end = number.end()
    _take_brackets(read)


def _take_brackets(read: Pieces) -> None:
    while limb := _BRACKET.match(read.text, read.end) or _BARE_LIMB.match(
        read.text, read.end
    ):
        if _is_list_item(read.text, limb, is_after_stop=False):
            break
        read.pieces.append((Link.WITHIN, limb["limb"]))
        read.end = limb.end()


def _another_number(
    text: str, position: int, *, is_plural: bool
) -> re.Match[str] | None:
    again = _AGAIN.match(text, position)
    number = _NUMBER.match(text, again.end() if again else position)
    if not number or again or is_plural:
        return number
    is_cited = _BRACKET.match(text, number.end()) or _ENDS_LIST.match(
        text, number.end()
    )
    return number if is_cited else None


def _is_list_item(text: str, limb: re.Match[str], *, is_after_stop: bool) -> bool:
    """Whether the bracket numbers the next item of a list: "…; (b) Section 40(2)"."""
    if _ITEM_CITES.match(text, limb.end()):
        return True
    is_on_new_line = bool(limb.groupdict().get("line"))
    return (is_after_stop or is_on_new_line) and bool(_ITEM.match(text, limb.end()))
